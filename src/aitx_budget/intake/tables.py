"""One located sheet -> Table of typed values, each with its cell, and what was seen on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aitx_budget.intake.cells import CellReader, Reader, as_seen, read_cell
from aitx_budget.intake.columns import Columns
from aitx_budget.intake.formulas import (
    Expected,
    RowData,
    expected_formulas,
    is_changed,
    recompute,
    stated_amount,
)
from aitx_budget.intake.locate import Place
from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.intake.reading import BLANK, Reading
from aitx_budget.intake.rows import MEASURES, NUMBER_FIELD, Rows, sort_rows
from aitx_budget.layout.structure import Field, Kind
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Seen, Subtotal, Table

MOST_RELATED = 20
"""Cells named beside the first one where many share a fate."""


@dataclass
class TableReader:
    """Reads one table (or form) from the sheet where it was found.

    Attributes:
        found: the sheet and its headers.
        columns: where the fields can be read.
        cells: how cells are read.
        observations: what was seen, in the order of reading.
    """

    found: Place
    columns: Columns
    cells: CellReader
    observations: list[Observation] = field(default_factory=list)

    @property
    def sheet(self) -> RawSheet:
        """The sheet the table is read from."""
        return self.found.sheet

    def read_form(self) -> Table:
        """Return the form as a table of one record."""
        values: dict[str, list[Any]] = {}
        unread: dict[str, frozenset[int]] = {}
        for each in self.found.table.inputs:
            spot = self.columns.spots.get(each.name)
            if spot is not None:
                reading = self._read(each, spot, self.sheet.cells.get(spot), self.cells.of(each))
                values[each.name] = [reading.value]
                if reading.unread:
                    unread[each.name] = frozenset({0})
        table = Table(
            self.found.table.name,
            self.sheet.title,
            self.found.header_row,
            {name: spot[1] for name, spot in self.columns.spots.items()},
            (self.found.header_row,),
            values,
            unread,
            {name: spot[0] for name, spot in self.columns.spots.items()},
        )
        self._see_hidden(table)
        return table

    def read_table(self) -> tuple[Table, list[Subtotal]]:
        """Return the table and its typed subtotals."""
        layout = self.found.table
        columns = {name: spot[1] for name, spot in self.columns.spots.items()}
        rows = sort_rows(layout, self.found.lines, self.found.header_row, columns)
        filled = self._merged_labels(columns, rows)
        values: dict[str, list[Any]] = {}
        unread: dict[str, frozenset[int]] = {}
        for each in layout.inputs:
            if each.name in columns:
                readings = list(self._column(each, columns[each.name], rows, filled, values))
                values[each.name] = [reading.value for reading in readings]
                doubtful = [at for at, reading in enumerate(readings) if reading.unread]
                if doubtful:
                    unread[each.name] = frozenset(doubtful)
        self._formulas(columns, rows, values, unread)
        table = Table(
            layout.name,
            self.sheet.title,
            self.found.header_row,
            columns,
            tuple(rows.records),
            values,
            unread,
        )
        self._see_hidden(table)
        return table, list(self._subtotals(columns, rows))

    def _column(
        self,
        each: Field,
        column: int,
        rows: Rows,
        filled: Mapping[tuple[int, int], RawCell],
        values: Mapping[str, list[Any]],
    ) -> Iterator[Reading]:
        """Read an input column, record by record; what is no amount is seldom said once, and understood once."""
        reader = self.cells.of(each)
        masters = self._masters(each, values)
        known: dict[tuple[Any, ...], Reading] = {}
        amount = each.kind in MEASURES
        for position, row in enumerate(rows.records):
            cell = rows.lines[row].get(column) or filled.get((row, column))
            if cell is None:
                yield BLANK
                continue
            if amount and cell.type is CellType.NUMBER:
                reading = reader(cell)
            else:
                chosen = None if masters is None else masters[position]
                said = chosen, cell
                reading = known.get(said, BLANK)
                if said not in known:
                    reader = reader if masters is None else self.cells.within(each, chosen)
                    reading = known[said] = self._reading(each, cell, reader)
            if reading.seen is not None:
                self._see_read(reading.seen, each, (row, column), cell, reading)
            yield reading

    def _masters(self, each: Field, values: Mapping[str, list[Any]]) -> list[Any] | None:
        """Return the chosen value, per record, that a field's list depends on; None for no such field."""
        if each.choices not in self.cells.layout.dependent:
            return None
        fields = self.found.table.inputs
        return next(
            (values[one.name] for one in fields if one.name in values and self.cells.master(one)),
            None,
        )

    def _read(
        self, each: Field, spot: tuple[int, int], cell: RawCell | None, reader: Reader
    ) -> Reading:
        """Read one cell and observe what is worth it."""
        reading = self._reading(each, cell, reader)
        if cell is not None and reading.seen is not None:
            self._see_read(reading.seen, each, spot, cell, reading)
        return reading

    def _reading(self, each: Field, cell: RawCell | None, reader: Reader) -> Reading:
        """Return what a cell says; a running number need not be calculated."""
        if each.name == NUMBER_FIELD and cell is not None and cell.type is CellType.EMPTY:
            return BLANK
        return read_cell(cell, reader)

    def _see_read(
        self, seen: Seen, each: Field, spot: tuple[int, int], cell: RawCell, reading: Reading
    ) -> None:
        raw = as_seen(cell, date1904=self.cells.date1904)
        self._see(seen, each, spot, raw, reading.value, reading.expected)

    def _see(
        self, seen: Seen, each: Field, spot: tuple[int, int], raw: str, value: Any, expected: str
    ) -> None:
        at = CellRef(self.sheet.title, *spot)
        self.observations.append(
            Observation(seen, self.found.table.name, each.name, at, raw, value, expected)
        )

    def _merged_labels(
        self, columns: Mapping[str, int], rows: Rows
    ) -> dict[tuple[int, int], RawCell]:
        """Return the cells that a merged label stands for; amounts are never filled."""
        fields = self.found.table.by_name
        labels = {column for name, column in columns.items() if fields[name].kind not in MEASURES}
        filled = {}
        for top, left, bottom, _ in self.sheet.merged:
            cell = self.sheet.cells.get((top, left))
            if cell is not None and left in labels and top > self.found.header_row:
                filled.update({(row, left): cell for row in rows.records if top < row <= bottom})
        return filled

    def _formulas(
        self,
        columns: Mapping[str, int],
        rows: Rows,
        values: dict[str, list[Any]],
        unread: dict[str, frozenset[int]],
    ) -> None:
        """Compare the formula columns and recompute their values from the inputs, always."""
        kinds = {each.name: each.kind for each in self.found.table.fields}
        data = RowData(kinds, values)
        for each in expected_formulas(self.found.table, columns):
            if each.field.kind is not Kind.RATIO:
                result, doubtful = recompute(each, data, len(rows.records), unread)
                self._see_overflow(each, columns, rows, doubtful, unread)
                values[each.field.name] = result
                if doubtful:
                    unread[each.field.name] = doubtful
            if each.text and each.field.name in columns:
                self._compare(each, columns[each.field.name], rows)

    def _see_overflow(
        self,
        each: Expected,
        columns: Mapping[str, int],
        rows: Rows,
        doubtful: frozenset[int],
        unread: Mapping[str, frozenset[int]],
    ) -> None:
        """Observe, at the first input, a product too large to be meant."""
        explained = frozenset().union(*(unread.get(name, frozenset()) for name in each.needs))
        if any(name not in columns for name in each.needs):
            return
        first = self.found.table[each.needs[0]]
        for position in sorted(doubtful - explained):
            spot = (rows.records[position], columns[first.name])
            raw = as_seen(rows.lines[spot[0]].get(spot[1]))
            self._see(Seen.NOT_A_NUMBER, first, spot, raw, None, each.field.header)

    def _compare(self, each: Expected, column: int, rows: Rows) -> None:
        """Observe the formula cells of a column that hold anything else."""
        for row in rows.records:
            cell = rows.lines[row].get(column)
            expected = each.formula(row)
            if (cell is None or cell.formula != expected) and is_changed(cell, expected):
                error = cell is not None and (
                    cell.type is CellType.ERROR or "#REF!" in (cell.formula or "")
                )
                seen = Seen.ERROR_VALUE if error else Seen.CHANGED_FORMULA
                raw = f"={cell.formula}" if cell is not None and cell.formula else as_seen(cell)
                self._see(seen, each.field, (row, column), raw, stated_amount(cell), f"={expected}")

    def _subtotals(self, columns: Mapping[str, int], rows: Rows) -> Iterator[Subtotal]:
        """Read what the typed subtotal rows claim; a row without any amount claims nothing.

        A sum that no program has calculated claims nothing either: it is in no total, so nothing rests on it.
        """
        fields = [each for each in self.found.table.inputs if each.amount and each.name in columns]
        for subtotal in rows.subtotals:
            claims = {}
            for each in fields:
                spot = (subtotal.row, columns[each.name])
                cell = self.sheet.cells.get(spot)
                if cell is None or cell.type is CellType.EMPTY:
                    continue
                reading = self._read(each, spot, cell, self.cells.of(each))
                if reading.value is not None:
                    claims[each.name] = reading.value
            counted = self._of_a_year(columns, subtotal.row)
            if claims and (subtotal.covers or counted):
                yield Subtotal(
                    self.found.table.name, subtotal.row, subtotal.covers, claims, counted
                )

    def _of_a_year(self, columns: Mapping[str, int], row: int) -> bool:
        """Tell whether a row names a fiscal year as formulas compare it: to the letter, without decoration."""
        column = columns.get("fiscal_year")
        cell = None if column is None else self.sheet.cells.get((row, column))
        reading = self._reading(
            self.found.table["fiscal_year"], cell, self.cells.of(self.found.table["fiscal_year"])
        )
        return reading.value is not None and reading.seen is None

    def _see_hidden(self, table: Table) -> None:
        """Observe, once, the amounts in hidden rows, columns or sheets."""
        sheet = self.sheet
        if not (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
            return
        fields = [each for each in self.found.table.inputs if each.kind is Kind.WON]
        cells = [
            cell
            for each in fields
            for position, value in enumerate(table.values.get(each.name, ()))
            if value
            and (cell := table.cell(each.name, table.rows[position]))
            and (
                sheet.hidden or cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns
            )
        ]
        if cells:
            first, *others = sorted(cells)
            self.observations.append(
                Observation(
                    Seen.HIDDEN_AMOUNTS,
                    table.name,
                    at=first,
                    value=len(cells),
                    related=tuple(others[:MOST_RELATED]),
                )
            )
