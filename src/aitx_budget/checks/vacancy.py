"""Sheets in which no amount stands at all: what follows from one is told by it, and not row by row."""

from __future__ import annotations

from aitx_budget.checks.rule import Case
from aitx_budget.layout.structure import Kind


def vacant_sheet(case: Case, *tables: str) -> str:
    """Return the title of the first of some tables' sheets without any amount or price; empty where each has one.

    What could not be read counts as an amount, and a table without such columns says nothing.
    """
    return next((sheet for table in tables if (sheet := _vacant(case, table))), "")


def _vacant(case: Case, table: str) -> str:
    found = case.submission.tables.get(table) if case.submission else None
    if found is None:
        return ""
    inputs = case.layout.tables[table].inputs
    names = [each.name for each in inputs if each.kind is Kind.WON and each.name in found.columns]
    stands = any(any(found.values[name]) or found.unread.get(name) for name in names)
    return found.sheet if names and not stands else ""
