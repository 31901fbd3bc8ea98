"""Sheets after the standard ones: lists that say how a workbook was put together."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.workbook import GUIDE_SHEET
from aitx_budget.model.appendix import Appendix, Block
from aitx_budget.model.wrapping import lines
from aitx_budget.template.book import Book
from aitx_budget.template.formats import MIST, NAVY
from aitx_budget.template.page import done, set_up, write

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
    """Write a block from `row` on; return its last row."""
    heading = book.formats.get(bold=True, font_size=12, font_color=NAVY)
    head = book.formats.get(bold=True, bg_color=MIST, bottom=1, text_wrap=True)
    text = book.formats.get(text_wrap=True, valign="top", bottom=4, border_color="#B8C1CC")
    number = book.formats.get(num_format="#,##0", valign="top", bottom=4, border_color="#B8C1CC")
    write(sheet, row, 1, block.heading, heading)
    row += 1
    for column, title in enumerate(block.heads, start=1):
        write(sheet, row, column, title, head)
    for entries in block.rows:
        row += 1
        tall = max(lines(str(each), width) for each, width in zip(entries, widths, strict=False))
        sheet.set_row(row - 1, tall * _LINE + _MARGIN)
        for column, each in enumerate(entries, start=1):
            write(sheet, row, column, each, number if isinstance(each, int) else text)
    if not block.rows:
        row += 1
        write(sheet, row, 1, "없음", text)
    return row
