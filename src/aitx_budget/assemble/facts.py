"""What shows when workbooks are put together, as observations: facts that the rules of family ASM judge."""

from __future__ import annotations

from typing import Any

from aitx_budget.intake.understanding import Filled
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Seen


def elsewhere(file: str, cell: CellRef) -> CellRef:
    """Return a cell of another workbook, written the way a worksheet refers to it: `[경남.xlsx]수행기관!B7`."""
    return CellRef(f"[{file}]{cell.sheet}", cell.row, cell.column)


def at(filled: Filled, table: str, name: str, position: int = 0) -> CellRef | None:
    """Return the cell of a field in a record; None where its column was not found."""
    found = filled.submission.tables.get(table)
    if found is None or name not in found.columns or not found.rows:
        return None
    return found.cell(name, found.rows[position])


def fact(
    seen: Seen,
    filled: Filled,
    table: str = "",
    name: str = "",
    position: int = 0,
    **told: Any,
) -> Observation:
    """Return a fact at a cell of a workbook; `told` are further attributes of the observation."""
    cell = at(filled, table, name, position) if table else None
    return Observation(seen, table, name, cell, **told)
