"""One sheet being written: every number that is written is remembered, so that sums of cells are exact too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from aitx_budget.consolidate.book.look import Look
from aitx_budget.consolidate.book.tally import Computed
from aitx_budget.model.address import a1, parse_a1
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.template.page import PlainWorksheet, done, paper, write, write_formula

_PAPER_WIDTH, _PAPER_HEIGHT = 1045, 509
"""Pixels across and points down that A4 landscape has within the margins of `template.page.paper`."""

_SLACK = 0.97
"""Part of the paper that is counted on: fonts differ a little between programs."""

_ROW, _POINTS = 15, 0.75
"""Points of an ordinary row, and of a pixel."""


class Page:
    """A worksheet; rows and columns count from 1."""

    def __init__(self, workbook: Workbook, title: str, look: Look, language: Language) -> None:
        """Add a worksheet."""
        self.workbook = workbook
        self.title = title
        self.look = look
        self.language = language
        self.sheet = workbook.add_worksheet(title, PlainWorksheet)
        self._values: dict[tuple[int, int], int] = {}
        self._widths: Sequence[float] = ()
        self._heights: dict[int, float] = {}
        self._sections: list[int] = []
        self._last = 1

    def set_up(
        self,
        programme: str,
        widths: Sequence[float],
        *,
        heads: tuple[int, int] | None = None,
        pages: tuple[int, int] = (1, 0),
    ) -> None:
        """Set paper and column widths; `heads` are rows repeated on each printed page."""
        self._widths = widths
        paper(self.sheet, title=programme, header_rows=heads, pages=pages)
        for column, width in enumerate(widths):
            done(self.sheet.set_column(column, column, width))

    def tall(self, row: int, points: float) -> None:
        """Make a row so many points high."""
        self._heights[row] = points
        done(self.sheet.set_row(row - 1, points))

    def below(self, row: int, pixels: int) -> int:
        """Return the first row under something that begins in a row and is so many pixels high."""
        points = pixels * _POINTS
        while points > 0:
            points -= self._heights.get(row, _ROW)
            row += 1
        return row

    def paginate(self) -> None:
        """Begin a new printed page where a table would be cut, at the scale at which the columns fill the paper."""
        wide = sum(int(width * 7 + 5) for width in self._widths)
        scale = max(10, min(100, int(_SLACK * _PAPER_WIDTH * 100 / wide)))
        room = _PAPER_HEIGHT * 100 / scale * _SLACK
        tops = sorted(self._sections)
        breaks, used = [], self._points(1, tops[0] - 1)
        for top, end in zip(tops, [*(row - 1 for row in tops[1:]), self._last], strict=True):
            high = self._points(top, end)
            if used + high > room >= high:
                breaks.append(top - 1)
                used = 0.0
            used = (used + high) % room
        self.sheet.set_h_pagebreaks(breaks)

    def _points(self, first: int, last: int) -> float:
        """Return how high the rows from `first` to `last` are."""
        return sum(self._heights.get(row, _ROW) for row in range(first, last + 1))

    def heading(self, title: Text, purpose: Text) -> None:
        """Write the sheet's title, what it shows, and the unit."""
        self.tall(1, 28)
        self.text(1, 1, title, self.look.title)
        self.text(2, 1, purpose, self.look.purpose)

    def section(self, row: int, title: Text) -> None:
        """Write the title of a table."""
        self.tall(row, 22)
        self._sections.append(row)
        self.text(row, 1, title, self.look.section)

    def heads(self, row: int, titles: Iterable[Text | str], first: int = 1) -> None:
        """Write a row of headers."""
        self.tall(row, 32)
        for column, title in enumerate(titles, start=first):
            self.text(row, column, title, self.look.head)

    def text(self, row: int, column: int, text: Text | str, look: Format) -> None:
        """Write a text; whatever it begins with, it is no formula."""
        said = text.in_(self.language) if isinstance(text, Text) else text
        self._last = max(self._last, row)
        write(self.sheet, row, column, printable(said), look)

    def wide(self, row: int, first: int, last: int, text: Text | str, look: Format) -> None:
        """Write a text across the columns `first` to `last`."""
        for column in range(first + 1, last + 1):
            self.text(row, column, "", look)
        if first < last:
            done(self.sheet.merge_range(row - 1, first - 1, row - 1, last - 1, "", look))
        self.text(row, first, text, look)

    def put(self, row: int, column: int, value: Any, look: Format) -> None:
        """Write a text, a number or nothing; numbers are remembered."""
        if isinstance(value, str):
            self.text(row, column, value, look)
            return
        if isinstance(value, int):
            self._values[row, column] = value
        write(self.sheet, row, column, value, look)

    def computed(self, row: int, column: int, made: Computed, look: Format) -> None:
        """Write a formula whose value is whole."""
        self._values[row, column] = made.value
        write_formula(self.sheet, row, column, made.formula, made.value, look)

    def shown(self, row: int, column: int, formula: str, value: Any, look: Format) -> None:
        """Write a formula whose value is a text or a share."""
        write_formula(self.sheet, row, column, formula, value, look)

    def value(self, row: int, column: int) -> int:
        """Return the number that was written in a cell; 0 for none."""
        return self._values.get((row, column), 0)

    def down(self, row: int, column: int, first: int, last: int, look: Format) -> None:
        """Write the sum of rows `first` to `last` of a column."""
        total = sum(self.value(each, column) for each in range(first, last + 1))
        made = Computed(f"SUM({a1(first, column)}:{a1(last, column)})", total)
        self.computed(row, column, made, look)

    def across(self, row: int, column: int, columns: Sequence[int], look: Format) -> None:
        """Write the sum of some columns of a row."""
        total = sum(self.value(row, each) for each in columns)
        run = list(columns) == list(range(columns[0], columns[-1] + 1))
        parts = [a1(row, each) for each in columns]
        formula = f"SUM({parts[0]}:{parts[-1]})" if run else "+".join(parts)
        self.computed(row, column, Computed(formula, total), look)

    def difference(self, row: int, column: int, of: int, less: int, look: Format) -> None:
        """Write column `of` less column `less`."""
        value = self.value(row, of) - self.value(row, less)
        self.computed(row, column, Computed(f"{a1(row, of)}-{a1(row, less)}", value), look)

    def share(self, row: int, column: int, part: str, whole: str, look: Format) -> None:
        """Write a part of a whole, both cells of this sheet, cut to hundredths of a percent: never up to a pass."""
        above, below = (self.at(each) for each in (part, whole))
        value = above * 10_000 // below / 10_000 if below else ""
        formula = f'IF({whole}=0,"",INT({part}*10000/{whole})/10000)'
        self.shown(row, column, formula, value, look)

    def at(self, reference: str) -> int:
        """Return the number that was written in a cell such as `B7`."""
        return self.value(*parse_a1(reference))

    def link(self, row: int, column: int, target: str, text: str) -> None:
        """Write a link to a place in this workbook, e.g. `'원장'!A7`."""
        done(self.sheet.write_url(row - 1, column - 1, f"internal:{target}", self.look.link, text))
