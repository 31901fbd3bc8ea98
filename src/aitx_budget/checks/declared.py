"""The cell in which a unit project is declared: what a finding about its money may send to."""

from __future__ import annotations

from aitx_budget.checks.rule import Case
from aitx_budget.model.address import CellRef


def project_cell(case: Case, name: str) -> CellRef | None:
    """Return the cell of field `name` of the case's unit project; None where the project is not declared."""
    found = case.submission.tables.get("unit_projects") if case.submission else None
    codes = found.values.get("code", ()) if found else ()
    pairs = zip(found.rows if found else (), codes, strict=False)
    row = next((row for row, code in pairs if code == case["project"]), 0)
    return case.at("unit_projects", name, row) if row else None
