"""What stands in a workbook where a new one has no cell for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aitx_budget.intake.choices import shown
from aitx_budget.intake.raw import CellType, RawCell, RawSheet, RawWorkbook
from aitx_budget.intake.rows import NUMBER_FIELD
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import Field
from aitx_budget.layout.workbook import STRAYS_SHEET
from aitx_budget.model.address import LONGEST_TEXT, a1
from aitx_budget.model.appendix import Appendix, Block
from aitx_budget.model.submission import Table
from aitx_budget.programme.schema import Programme
from aitx_budget.transfer.typed import Typed

_HEADS = ("원래 파일", "시트", "셀", "내용")


class Stray(NamedTuple):
    """A cell's content that no cell of a new workbook takes: the file, sheet and cell it stood in."""

    file: str
    sheet: str
    cell: str
    text: str


def strays_sheet(strays: Iterable[Stray]) -> Appendix:
    """Return the sheet on which a new workbook lists what its tables have no cell for."""
    rows = tuple(tuple(each) for each in strays)
    return Appendix(
        STRAYS_SHEET,
        "원래 파일의 표 밖에 있던 내용과, 값으로 바꾸어 옮긴 수식입니다. 빠진 것이 없는지 확인하는 데 씁니다.",
        (Block("표 밖의 내용", _HEADS, rows, (34, 16, 10, 90)),),
    )


def earlier_strays(raw: RawWorkbook) -> Iterator[Stray]:
    """Yield what an earlier transfer listed."""
    for sheet in raw.sheets:
        if sheet.title == STRAYS_SHEET:
            yield from (Stray(*map(str, entries)) for entries in listed(sheet, _HEADS))


def strays(filled: Filled, programme: Programme, file: str) -> Iterator[Stray]:
    """Yield what people typed outside the tables' cells, and the formulas behind typed values, in workbook order.

    Args:
        filled: the workbook.
        programme: whose layout it has, in any of its versions.
        file: what the workbook is called in the list.
    """
    typed = Typed(filled, programme)
    for sheet in filled.raw.sheets:
        for spot, cell in sorted(typed.cells(sheet)):
            text = _nobodys(typed.field_at(sheet.title, spot), cell)
            yield from (Stray(file, sheet.title, a1(*spot), piece) for piece in _pieces(text))


def listed(sheet: RawSheet, heads: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows under the heads of a block that an earlier run wrote, down to the first without entries."""
    rows: dict[int, dict[int, RawCell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    columns = range(1, len(heads) + 1)
    for row in sorted(rows):
        if [shown(rows[row][each]) if each in rows[row] else "" for each in columns] == [*heads]:
            below = row + 1
            while len(rows.get(below, ())) > 1:
                yield tuple(_entry(rows[below].get(each)) for each in columns)
                below += 1
            return


def _entry(cell: RawCell | None) -> str | int:
    if cell is None:
        return ""
    number = cell.type is CellType.NUMBER and re.fullmatch(r"-?[0-9]+", cell.text)
    return int(cell.text) if number else cell.text


def _nobodys(held: tuple[Table, Field] | None, cell: RawCell) -> str:
    """Return what of a cell no cell of a new workbook takes; empty for nothing.

    That is all of it outside of the tables; within them a formula that was typed, and what another program wrote of a text
    beyond what Excel's cells hold.
    """
    if held is None or (cell.formula is not None and held[1].name != NUMBER_FIELD):
        return _written(cell)
    return cell.text[LONGEST_TEXT:]


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that cells hold."""
    for start in range(0, len(text), LONGEST_TEXT):
        yield text[start : start + LONGEST_TEXT]


def _written(cell: RawCell) -> str:
    """Return a cell's text; a formula with what it shows."""
    return shown(cell) if cell.formula is None else f"={cell.formula} → {shown(cell)}"
