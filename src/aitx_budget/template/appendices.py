"""Sheets after the standard ones: lists that say how a workbook was put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.workbook import GUIDE_SHEET
from aitx_budget.model.appendix import Appendix, Block, Entry
from aitx_budget.model.wrapping import lines
from aitx_budget.template.book import Book
from aitx_budget.template.formats import MIST, NAVY
from aitx_budget.template.page import TALLEST_ROW, done, set_up, write

_FIRST_BLOCK = 4
_LINE, _MARGIN = 15, 5


def write_appendices(book: Book, sheets: Iterable[tuple[Worksheet, Appendix]]) -> None:
    """Write the sheets of all appendices."""
    for sheet, appendix in sheets:
        _write(book, sheet, appendix)


def _write(book: Book, sheet: Worksheet, appendix: Appendix) -> None:
    set_up(sheet, title=book.programme.title.ko)
    look = book.formats
    sheet.set_row(0, 26)
    write(sheet, 1, 1, appendix.title, look.title)
    write(sheet, 2, 1, appendix.purpose, look.purpose)
    done(sheet.write_url(2, 0, f"internal:'{GUIDE_SHEET}'!A1", look.link, f"→ {GUIDE_SHEET}"))
    widths = _widths(appendix)
    for column, width in enumerate(widths):
        done(sheet.set_column(column, column, width))
    row = _FIRST_BLOCK
    for block in appendix.blocks:
        row = _write_block(book, sheet, block, row, widths) + 2
    sheet.freeze_panes(2, 0)


def _widths(appendix: Appendix) -> list[int]:
    """Return for each column the widest that a block asks for."""
    most = max(len(block.widths) for block in appendix.blocks)
    return [
        max(block.widths[at] for block in appendix.blocks if at < len(block.widths))
        for at in range(most)
    ]


def _write_block(book: Book, sheet: Worksheet, block: Block, row: int, widths: list[int]) -> int:
    """Write a block from `row` on, its last column as wide as what is left of the sheet; return its last row."""
    heading = book.formats.get(bold=True, font_size=12, font_color=NAVY)
    own = [*widths[: len(block.heads) - 1], sum(widths[len(block.heads) - 1 :])]
    write(sheet, row, 1, block.heading, heading)
    row += 1
    _write_row(sheet, row, block.heads, [_head(book, block, at) for at in range(len(own))], widths)
    for entries in block.rows:
        row += 1
        tall = max(lines(str(each), width) for each, width in zip(entries, own, strict=True))
        sheet.set_row(row - 1, min(TALLEST_ROW, tall * _LINE + _MARGIN))
        _write_row(sheet, row, entries, [_look(book, each) for each in entries], widths)
    if not block.rows:
        row += 1
        write(sheet, row, 1, "없음", _look(book, ""))
    return row


def _head(book: Book, block: Block, at: int) -> Format:
    """Return the look of a head: over numbers it stands on their side."""
    numbers = any(isinstance(row[at], int) for row in block.rows)
    side = {"align": "right"} if numbers else {"align": "left", "indent": 1}
    return book.formats.get(bold=True, bg_color=MIST, bottom=1, text_wrap=True, **side)


def _look(book: Book, entry: Entry) -> Format:
    """Return the look of an entry; texts keep away from the numbers before them."""
    line = {"valign": "vcenter", "bottom": 4, "border_color": "#B8C1CC"}
    if isinstance(entry, int):
        return book.formats.get(num_format="#,##0", **line)
    return book.formats.get(text_wrap=True, align="left", indent=1, **line)


def _write_row(
    sheet: Worksheet, row: int, entries: Sequence[Entry], looks: Sequence[Format], widths: list[int]
) -> None:
    """Write a row; its last entry takes up the columns that are left."""
    last = len(entries)
    if last < len(widths):
        done(sheet.merge_range(row - 1, last - 1, row - 1, len(widths) - 1, "", looks[-1]))
    for column, (each, look) in enumerate(zip(entries, looks, strict=True), start=1):
        write(sheet, row, column, each, look)
