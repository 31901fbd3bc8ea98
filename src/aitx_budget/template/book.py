"""What every sheet writer needs of the workbook being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook

from aitx_budget.layout.structure import TableLayout, WorkbookLayout
from aitx_budget.model.address import column_letter
from aitx_budget.programme.schema import Programme
from aitx_budget.template.formats import Formats
from aitx_budget.template.page import done
from aitx_budget.template.values import Contents


@dataclass(frozen=True)
class Book:
    """A workbook being written.

    Attributes:
        workbook: the writer's.
        programme, layout: what it is for.
        scope: `region` or `institution`.
        region: the region it is made for; empty for a general one.
        capacities: table name -> pre-formatted rows.
        contents: its values.
        formats: its looks.
    """

    workbook: Workbook
    programme: Programme
    layout: WorkbookLayout
    scope: str
    region: str
    capacities: Mapping[str, int]
    contents: Contents
    formats: Formats

    @property
    def tables(self) -> tuple[TableLayout, ...]:
        """The tables this workbook has."""
        return self.layout.of_scope(self.scope)

    def has(self, table: str) -> bool:
        """Tell whether this workbook has the table."""
        return any(each.name == table for each in self.tables)

    def last_row(self, table: TableLayout) -> int:
        """Return the last pre-formatted row of a table, from 1."""
        return table.first_row + self.capacities[table.name] - 1

    def name(self, name: str, sheet: str, area: str) -> None:
        """Define a workbook-wide name for an area such as `$A$7:$A$46`."""
        done(self.workbook.define_name(name, f"='{sheet}'!{area}"))

    def name_column(self, name: str, sheet: str, column: int, first: int, last: int) -> None:
        """Define a name for part of one column; all numbers from 1."""
        letter = column_letter(column)
        area = f"${letter}${first}" + (f":${letter}${last}" if last > first else "")
        self.name(name, sheet, area)
