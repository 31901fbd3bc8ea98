"""What stands in a workbook where a new one has no cell for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from aitx_budget.intake import Filled
from aitx_budget.intake.choices import shown
from aitx_budget.intake.formulas import canonical
from aitx_budget.intake.keys import bare_key, key
from aitx_budget.intake.package import open_package
from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.workbook import (
    APPENDIX_SHEETS,
    GUIDE_SHEET,
    IDENTITY_SHEET,
    LISTS_SHEET,
    STRAYS_SHEET,
    SUMMARY_SHEET,
    workbook_layout,
)
from aitx_budget.model.address import LONGEST_TEXT, a1
from aitx_budget.model.appendix import Appendix, Block
from aitx_budget.model.submission import Submission, Table
from aitx_budget.programme.schema import Programme
from aitx_budget.template import write_template
from aitx_budget.transfer.rows import formulas_typed, tables_found

_HEADS = ("원래 파일", "시트", "셀", "내용")
_GENERATED = {key(title): title for title in (GUIDE_SHEET, SUMMARY_SHEET, LISTS_SHEET)}


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


def strays(filled: Filled, programme: Programme, file: str) -> Iterator[Stray]:
    """Yield what people typed outside the tables' cells, in workbook order; what an earlier transfer listed comes first.

    Args:
        filled: the workbook.
        programme: whose layout it has.
        file: what the workbook is called in the list.
    """
    for sheet in filled.raw.sheets:
        if sheet.title == STRAYS_SHEET:
            yield from (Stray(*map(str, entries)) for entries in listed(sheet, _HEADS))
    search = _Search(filled, programme)
    for sheet in filled.raw.sheets:
        for spot, text in sorted(search.found(sheet).items()):
            if text.strip():
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


class _Search:
    """Looks through the sheets of one workbook for what is nobody's."""

    def __init__(self, filled: Filled, programme: Programme) -> None:
        self.filled = filled
        self.layouts = {table.name: table for table in tables_found(filled, programme)}
        self.printed = _printed(filled.submission, programme)
        self.tables = {table.sheet: table for table in filled.submission.tables.values()}

    def found(self, sheet: RawSheet) -> Mapping[tuple[int, int], str]:
        """Return (row, column) -> text of what people typed where a new workbook has no cell."""
        if sheet.title in (IDENTITY_SHEET, *APPENDIX_SHEETS):
            return {}
        table = self.tables.get(sheet.title)
        if table is not None:
            layout = self.layouts[table.name]
            found = {**self._beside(sheet, table, layout), **formulas_typed(self.filled, layout)}
            return {**_overlong(sheet), **found}
        generated = _GENERATED.get(key(sheet.title))
        if generated is None:
            return {spot: _written(cell) for spot, cell in sheet.cells.items()}
        known = self.printed.get(generated, frozenset())
        return {
            spot: shown(cell)
            for spot, cell in sheet.cells.items()
            if cell.formula is None and shown(cell) not in known
        }

    def _beside(
        self, sheet: RawSheet, table: Table, layout: TableLayout
    ) -> dict[tuple[int, int], str]:
        """Return what stands above the headers and in columns that are not the table's."""
        known = self.printed.get(layout.sheet, frozenset())
        headers = {key(name) for each in layout.fields for name in (each.header, *each.aliases)}
        own = set(table.columns.values())
        entries = {(table.form_rows[name], table.columns[name]) for name in table.form_rows}
        found = {}
        for (row, column), cell in sheet.cells.items():
            in_table = row >= table.header_row and column in own
            taken = (row, column) in entries if layout.form else in_table
            named = {key(cell.text), bare_key(cell.text)} & headers
            if not taken and not named and _identified(cell) not in known:
                found[row, column] = _written(cell)
        return found


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that cells hold."""
    for start in range(0, len(text), LONGEST_TEXT):
        yield text[start : start + LONGEST_TEXT]


def _overlong(sheet: RawSheet) -> dict[tuple[int, int], str]:
    """Return what no cell has room for of texts that another program made longer than Excel allows."""
    return {
        spot: cell.text[LONGEST_TEXT:]
        for spot, cell in sheet.cells.items()
        if len(cell.text) > LONGEST_TEXT
    }


def _written(cell: RawCell) -> str:
    """Return a cell's text; a formula with what it shows."""
    return shown(cell) if cell.formula is None else f"={cell.formula} → {shown(cell)}"


def _identified(cell: RawCell) -> str:
    """Return what a cell of the template is known by: its text, or its formula whatever it comes to."""
    return shown(cell) if cell.formula is None else f"={canonical(cell.formula)}"


def _printed(submission: Submission, programme: Programme) -> Mapping[str, frozenset[str]]:
    """Return sheet title -> every text that the template of the workbook's own version puts there."""
    identity = submission.identity
    region = programme.region_names.get(identity.region, "")
    tables = workbook_layout(programme, identity.layout).of_scope(identity.scope)
    one_row = {table.name: 1 for table in tables if not table.form}
    data = write_template(
        programme, scope=identity.scope, region=region, rows=one_row, version=identity.layout
    )
    blank = open_package(data)
    return {
        sheet.title: frozenset(_identified(cell) for cell in sheet.cells.values())
        for sheet in blank.sheets
    }
