"""A region's budget cut into what the province keeps and what each institution sends back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aitx_budget.samples.build import Record, Tables

Budget = Mapping[str, Sequence[Mapping[str, Any]]]


def province(budget: Budget) -> Tables:
    """Return the region's tables without any institution's rows: what it declares, plans and gives firms."""
    tables = copied(budget)
    firms = [row for row in tables["in_kind_details"] if row["contributor_kind"] != "수행기관"]
    return tables | {"budget_lines": [], "asset_plan": [], "in_kind_details": firms}


def part(budget: Budget, code: str) -> Tables:
    """Return an institution's tables: itself, the unit projects, and its own rows."""
    tables = copied(budget)
    return {
        "basics": [{**row, "submitter": code} for row in tables["basics"]],
        "institutions": [row for row in tables["institutions"] if row["code"] == code],
        "unit_projects": tables["unit_projects"],
        "budget_lines": [row for row in tables["budget_lines"] if row["institution"] == code],
        "asset_plan": [row for row in tables["asset_plan"] if row["institution"] == code],
        "in_kind_details": [row for row in tables["in_kind_details"] if row["contributor"] == code],
    }


def numbered(tables: Tables) -> Tables:
    """Return the tables with running numbers as their rows now stand."""
    return {name: _numbered(rows) for name, rows in tables.items()}


def _numbered(rows: list[Record]) -> list[Record]:
    if not any("number" in row for row in rows):
        return rows
    return [{**row, "number": number} for number, row in enumerate(rows, 1)]


def copied(budget: Budget) -> Tables:
    """Return tables that may be edited."""
    return {name: [dict(row) for row in rows] for name, rows in budget.items()}
