"""The rows of a table as records for a new workbook, each at the place where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from aitx_budget.intake.amounts import decimal_of
from aitx_budget.intake.cells import as_seen
from aitx_budget.intake.formulas import Expected, expected_formulas, is_changed
from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import LARGEST_WON, THOUSANDTHS, Field, Kind, TableLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.address import LONGEST_TEXT
from aitx_budget.model.submission import Seen, Table
from aitx_budget.programme.schema import Programme

Record = dict[str, Any]

_WHOLE = (Kind.WON, Kind.COUNT, Kind.YEAR)
_SCALED = (Kind.QUANTITY, Kind.PERCENT)


@dataclass(frozen=True)
class Row:
    """One worksheet row of a table.

    Attributes:
        row: the worksheet row it stood in.
        record: field -> value, as a template is pre-filled.
        position: its place among the table's records; None for a typed subtotal, a note or a mere number.
    """

    row: int
    record: Record
    position: int | None = None


def sheet_of(filled: Filled, table: Table) -> RawSheet:
    """Return the sheet that a table was read from."""
    return next(sheet for sheet in filled.raw.sheets if sheet.title == table.sheet)


def tables_found(filled: Filled, programme: Programme) -> tuple[TableLayout, ...]:
    """Return the tables that were found in a workbook, as its scope and its version of the layout have them."""
    identity = filled.submission.identity
    expected = workbook_layout(programme, identity.layout).of_scope(identity.scope)
    return tuple(table for table in expected if table.name in filled.submission.tables)


def table_rows(filled: Filled, layout: TableLayout, *, as_typed: bool = False) -> dict[int, Row]:
    """Return place (0 right under the headers) -> row, of every row in which the table's columns hold something."""
    table = filled.submission.tables[layout.name]
    taker = _Taker(filled, layout, table, as_typed=as_typed)
    positions = {row: position for position, row in enumerate(table.rows)}
    columns = set(table.columns.values())
    rows = {
        row for row, column in taker.sheet.cells if row > table.header_row and column in columns
    }
    found = {}
    for row in sorted(rows | positions.keys()):
        position = positions.get(row)
        record = dict(taker.inputs(row, position)) | dict(taker.constants(row))
        if record:
            found[row - table.header_row - 1] = Row(row, record, position)
    return found


def form_record(filled: Filled, layout: TableLayout, *, as_typed: bool = False) -> Record:
    """Return the entries of a form."""
    table = filled.submission.tables[layout.name]
    taker = _Taker(filled, layout, table, as_typed=as_typed)
    return dict(taker.inputs(table.rows[0], 0))


def worksheet_value(kind: Kind, value: Any) -> Any:
    """Return a value of a submission as a template takes it: thousandths as fractions, dates as dates.

    Of a text there is what a cell holds, so that its line is known again when the new workbook is read.
    """
    if isinstance(value, str):
        return value[:LONGEST_TEXT].strip()
    if kind in _SCALED:
        return Fraction(value, THOUSANDTHS)
    if kind is Kind.DATE:
        return dt.date(value // 10_000, value // 100 % 100, value % 100)
    return value


class _Taker:
    """Takes the cells of one table.

    Args:
        filled: the workbook.
        layout: of the table, as the workbook's version has it.
        table: as it was read.
        as_typed: what was understood with a note stays as it was typed, so that the note stays too.
    """

    def __init__(
        self, filled: Filled, layout: TableLayout, table: Table, *, as_typed: bool = False
    ) -> None:
        self.layout, self.table = layout, table
        self.noted = {
            (each.at.row, each.at.column)
            for each in filled.submission.observations
            if as_typed and each.seen is Seen.NORMALISED and each.table == table.name and each.at
        }
        self.sheet = sheet_of(filled, table)
        self.date1904 = filled.raw.date1904
        self.formulas = expected_formulas(layout, table.columns)

    def inputs(self, row: int, position: int | None) -> Iterator[tuple[str, Any]]:
        """Yield (field, value) of the input cells that hold something."""
        for each in self.layout.inputs:
            if each.name in self.table.columns:
                at = self.table.cell(each.name, row)
                spot = (at.row, at.column)
                cell = self.sheet.cells.get(spot)
                value = self._read(each, position)
                if value is not None and spot in self.noted:
                    value = as_text(cell, date1904=self.date1904)
                if value is None:
                    value = self._standing(each, cell)
                if value is not None:
                    yield each.name, value

    def _read(self, each: Field, position: int | None) -> Any:
        """Return what intake understood; None where it understood nothing."""
        values = self.table.values.get(each.name)
        value = None if position is None or values is None else values[position]
        return None if value is None else worksheet_value(each.kind, value)

    def _standing(self, each: Field, cell: RawCell | None) -> Any:
        """Return what stands in a cell that was not read: a number where its column holds such, else the text."""
        if cell is None:
            return None
        number = None if _percentage(cell) else typed_number(each.kind, cell)
        return number if number is not None else as_text(cell, date1904=self.date1904) or None

    def constants(self, row: int) -> Iterator[tuple[str, Any]]:
        """Yield (field, value) of the formula cells that hold anything but their formula."""
        for each in self.formulas:
            column = self.table.columns.get(each.field.name)
            cell = self.sheet.cells.get((row, column)) if column else None
            if cell is not None and is_overwritten(cell, each, row):
                number = typed_number(each.field.kind, cell)
                value = number if number is not None else as_seen(cell) or None
                if value is not None:
                    yield each.field.name, value


def as_text(cell: RawCell | None, *, date1904: bool) -> str:
    """Return what stands in a cell as a text that says the same without the cell's format: `50%`, `2025-10-15`."""
    return _percentage(cell) or as_seen(cell, date1904=date1904)


def _percentage(cell: RawCell | None) -> str:
    """Return a number that its format shows in percent with its sign; nothing for any other cell."""
    if cell is None or cell.type is not CellType.NUMBER or "%" not in cell.number_format:
        return ""
    number = decimal_of(cell.text)
    return "" if number is None else f"{(number * 100).normalize():f}%"


def is_overwritten(cell: RawCell, expected: Expected, row: int) -> bool:
    """Tell whether a formula cell holds anything but its formula; where that cannot be told, whether it holds none."""
    if not expected.text:
        return cell.formula is None
    return is_changed(cell, expected.formula(row))


def typed_number(kind: Kind, cell: RawCell) -> Any:
    """Return a numeric cell's number where a cell of `kind` may hold it; None where it may not."""
    number = decimal_of(cell.text) if cell.type is CellType.NUMBER else None
    if number is None or abs(number) > LARGEST_WON:
        return None
    if kind in _WHOLE:
        return int(number) if number == number.to_integral_value() else None
    exact = Fraction(number)
    return exact if kind in _SCALED and (exact * THOUSANDTHS).denominator == 1 else None
