"""How formula text refers to cells: by column letters in a row, and by defined names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.model.address import a1


@dataclass(frozen=True)
class RowNames:
    """The names that a formula in one row of a table may use.

    Attributes:
        layout: supplies defined names of columns and entries.
        columns: field -> column from 1, as it stands in the workbook at hand.
        row: worksheet row from 1.
        cells: summary key -> reference, for formulas of 총괄표.
    """

    layout: WorkbookLayout
    columns: Mapping[str, int] = field(default_factory=dict)
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)

    def cell(self, field: str) -> str:
        """Return the reference of `field` in this row."""
        return a1(self.row, self.columns[field])

    def column(self, table: str, field: str) -> str:
        """Return the defined name of a whole column."""
        return self.layout.tables[table].range_name(field)

    def entry(self, table: str, field: str) -> str:
        """Return the defined name of a form's entry."""
        return self.layout.tables[table].range_name(field)

    def at(self, key: str) -> str:
        """Return the reference of the summary cell `key`."""
        return self.cells[key]
