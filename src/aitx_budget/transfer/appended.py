"""The lists that an earlier run of the program appended to a workbook, read back to be written again."""

from __future__ import annotations

from collections.abc import Iterator

from aitx_budget.intake.choices import shown
from aitx_budget.intake.raw import RawSheet, RawWorkbook
from aitx_budget.layout.workbook import ASSEMBLY_SHEET
from aitx_budget.model.appendix import Appendix, Block
from aitx_budget.model.wrapping import width
from aitx_budget.transfer.strays import listed

_NARROWEST, _WIDEST = 10, 40
"""Columns of a list that is written again, in characters; the widths it had are not kept."""


def earlier_appendices(raw: RawWorkbook) -> list[Appendix]:
    """Return the account of an assembly, list by list; the strays are carried by themselves."""
    return [_appendix(sheet) for sheet in raw.sheets if sheet.title == ASSEMBLY_SHEET]


def _appendix(sheet: RawSheet) -> Appendix:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = shown(cell)
    return Appendix(sheet.title, rows.get(2, {}).get(1, ""), tuple(_blocks(sheet, rows)))


def _blocks(sheet: RawSheet, rows: dict[int, dict[int, str]]) -> Iterator[Block]:
    """Yield the lists: a heading alone in its row, heads under it, and what follows them."""
    for row, line in rows.items():
        heads = rows.get(row + 1, {})
        if list(line) == [1] and len(heads) > 1:
            names = tuple(heads.get(column, "") for column in range(1, max(heads) + 1))
            entries = tuple(listed(sheet, names))
            yield Block(line[1], names, entries, _widths(names, entries))


def _widths(heads: tuple[str, ...], rows: tuple[tuple[str | int, ...], ...]) -> tuple[int, ...]:
    """Return widths that show the columns' texts, within bounds."""
    columns = zip(*((str(each) for each in line) for line in (heads, *rows)), strict=True)
    longest = (max(map(width, column)) + 2 for column in columns)
    return tuple(max(_NARROWEST, min(_WIDEST, each)) for each in longest)
