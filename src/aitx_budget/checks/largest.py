"""The cells that hold the largest amounts: where a finding about a sum points to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aitx_budget.checks.rule import Case
from aitx_budget.model.address import CellRef

POINTED = 11
"""How many cells a finding about a sum points to: its own and the ten next largest."""


def largest_cells(
    case: Case, table: str, names: tuple[str, ...], where: Mapping[str, Any]
) -> tuple[CellRef | None, ...]:
    """Return the cells that hold the largest amounts of `names` in a table's rows, the largest first.

    Args:
        case: whose workbook is looked at.
        table: the layout's table.
        names: amount fields.
        where: field -> value that the rows have.
    """
    found = case.submission.tables.get(table) if case.submission else None
    if found is None:
        return ()
    rows = [
        position
        for position in range(len(found.rows))
        if all(found.values[key][position] == value for key, value in where.items())
    ]
    amounts = [
        (-found.values[name][position], found.rows[position], order)
        for order, name in enumerate(names)
        for position in (rows if name in found.columns else ())
        if found.values[name][position]
    ]
    return tuple(case.at(table, names[order], row) for _, row, order in sorted(amounts)[:POINTED])


def largest_in_row(case: Case, table: str, names: tuple[str, ...], row: int) -> CellRef | None:
    """Return the cell of `names` with the largest amount in a worksheet row, the first where they are equal.

    None where there is no such row (0) or none of the columns.
    """
    found = case.submission.tables.get(table) if case.submission else None
    if found is None or not row:
        return None
    position = list(found.rows).index(row)
    there = [name for name in names if name in found.columns]
    if not there:
        return None
    return case.at(table, max(there, key=lambda name: found.values[name][position] or 0), row)
