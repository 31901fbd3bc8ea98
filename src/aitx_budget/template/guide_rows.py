"""Writes 작성안내 from the top, row by row."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.model.text import Language
from aitx_budget.model.wrapping import lines
from aitx_budget.programme.wording import filled, words
from aitx_budget.template.book import Book
from aitx_budget.template.page import done, write

WIDTHS = (24, 58, 62, 44)
"""Of the columns, in characters."""

LINK = {"font_color": "#1D4ED8", "underline": 1, "bottom": 4, "border_color": "#B8C1CC"}


class Rows:
    """Writes 작성안내 from the top, row by row."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        """Begin at the top of `sheet`."""
        self.book, self.sheet, self.at = book, sheet, 1
        self.words = words(book.programme, Language.KO)
        looks = book.formats
        self.ruled = looks.get(text_wrap=True, bottom=4, border_color="#B8C1CC")
        self.strong = looks.get(text_wrap=True, bold=True, bottom=4, border_color="#B8C1CC")
        self.small = looks.get(
            text_wrap=True, font_size=9, font_color="#4A5B6E", bottom=4, border_color="#B8C1CC"
        )
        self.heading = looks.get(bold=True, font_size=12, font_color="#1F3A5F", bottom=2)
        self.head = looks.get(bold=True, bg_color="#1F3A5F", font_color="#FFFFFF")

    def put(self, *texts: str, looks: tuple[Format, ...] = ()) -> None:
        """Write a row of texts, as high as its longest text needs."""
        looks = looks or (self.strong, *(self.ruled,) * (len(texts) - 1))
        tall = max(
            lines(text, width * 10 // look.font_size)
            for text, look, width in zip(texts, looks, WIDTHS, strict=False)
        )
        self.sheet.set_row(self.at - 1, _height(tall))
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
            write(self.sheet, self.at, column, text, look)
        self.at += 1

    def filled(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return texts with the programme's words put in."""
        return tuple(filled(text, self.words) for text in texts)

    def section(self, title: str, *heads: str) -> None:
        """Begin a section, with heads for its columns."""
        self.at += 1
        self.sheet.set_row(self.at - 1, 22)
        for column in range(1, len(WIDTHS) + 1):
            write(self.sheet, self.at, column, title if column == 1 else None, self.heading)
        self.at += 1
        if heads:
            self.put(*heads, looks=(self.head,) * len(heads))

    def spread(self, title: str, text: str) -> None:
        """Write a row whose text runs over all columns but the first."""
        self.put(title, "", "", "", looks=(self.strong, *(self.ruled,) * 3))
        done(self.sheet.merge_range(self.at - 2, 1, self.at - 2, 3, text, self.ruled))
        tall = max(lines(title, WIDTHS[0]), lines(text, sum(WIDTHS[1:])))
        self.sheet.set_row(self.at - 2, _height(tall))

    def give_room(self, at: int, column: int, text: str) -> None:
        """Make row `at` as high as `text` needs in `column`, both from 1."""
        self.sheet.set_row(at - 1, _height(lines(text, WIDTHS[column - 1])))

    def linked(self, sheet: str, *texts: str) -> None:
        """Write a row whose first cell leads to a sheet."""
        at = self.at
        self.put(sheet, *texts)
        link = self.book.formats.get(**LINK, bold=True)
        done(self.sheet.write_url(at - 1, 0, f"internal:'{sheet}'!A1", link, sheet))


def _height(tall: int) -> int:
    """Return the points of a row of so many lines."""
    return max(18, 16 * tall + 3)
