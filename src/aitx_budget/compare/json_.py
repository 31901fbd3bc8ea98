"""A comparison as one JSON object, for programs; `docs/comparison.md` says what each field means."""

from __future__ import annotations

import json
from typing import Any

from aitx_budget.checks.observed import typed
from aitx_budget.compare.changes import CellChange, LineChange, Uncompared
from aitx_budget.compare.comparison import Comparison, Version
from aitx_budget.compare.findings import FindingChange
from aitx_budget.compare.lines import Unread
from aitx_budget.compare.sections import Row, Section
from aitx_budget.compare.transfers import Transfer
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind
from aitx_budget.model.address import CellRef
from aitx_budget.model.printable import printable_json
from aitx_budget.model.text import Language
from aitx_budget.version import VERSION

CONTRACT = 1
"""Version of this contract: it grows where a field changes its meaning or goes away."""


def render(comparison: Comparison, language: Language) -> str:
    """Return the object, indented, ending with a line break."""
    found = json.dumps(fields(comparison, language), ensure_ascii=False, indent=2)
    return printable_json(found) + "\n"


def fields(comparison: Comparison, language: Language) -> dict[str, Any]:
    """Return the comparison as JSON fields."""
    return {
        "version": VERSION,
        "comparison": CONTRACT,
        "programme": comparison.programme.id,
        "before": _version(comparison.before),
        "after": _version(comparison.after),
        "unchanged": comparison.unchanged,
        "counts": {change.value: number for change, number in comparison.counts.items()},
        "sections": [_section(each, language) for each in comparison.sections],
        "changes": [_change(each) for each in comparison.changes],
        "not_compared": [_uncompared(each) for each in comparison.uncompared],
        "findings": {
            "counts": {fate.value: number for fate, number in comparison.fates.items()},
            "waived": {fate.value: number for fate, number in comparison.waived.items()},
            "changes": [_finding(each, language) for each in comparison.findings],
        },
        "transfers": [_transfer(each) for each in comparison.transfers],
    }


def _version(version: Version) -> dict[str, Any]:
    day = version.entry("written_on")
    return {
        "path": version.result.path,
        "template": dict(version.result.template),
        "revision": version.entry("revision"),
        "written_on": None if day is None else typed(day, Kind.DATE),
        "change_reason": version.entry("change_reason"),
        "totals": dict(version.result.totals),
        **version.result.waiving,
    }


def _section(section: Section, language: Language) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title.in_(language),
        "rows": [_row(each, language) for each in section.rows],
    }


def _row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "names": [name.in_(language) for name in row.names],
        "level": row.level.value,
        "before": row.before,
        "after": row.after,
        "delta": row.delta,
        "parts": list(row.parts),
        "lines": {touch.value: number for touch, number in sorted(row.touched.items())},
    }


def _change(change: LineChange) -> dict[str, Any]:
    return {
        "table": change.table.name,
        "sheet": change.table.sheet,
        "change": change.change.value,
        "line": {field.name: _value(value, field) for field, value in change.told_by},
        "before_cell": _cell(change.before_at),
        "after_cell": _cell(change.after_at),
        "before_amount": change.amount_before,
        "after_amount": change.amount_after,
        "cells": [_cell_change(each) for each in change.cells],
    }


def _cell_change(cell: CellChange) -> dict[str, Any]:
    return {
        "field": cell.field.name,
        "header": cell.field.header,
        "before": _value(cell.before, cell.field),
        "after": _value(cell.after, cell.field),
        "before_cell": str(cell.before_cell),
        "after_cell": str(cell.after_cell),
    }


def _uncompared(found: Uncompared) -> dict[str, Any]:
    field = found.field
    return {
        "table": found.table.name,
        "sheet": found.table.sheet,
        "field": field.name if field else None,
        "header": field.header if field else None,
        "differs": found.differs,
        "before": _side(found.before, field, found.before_cell, lost=found.lost_before),
        "after": _side(found.after, field, found.after_cell, lost=found.lost_after),
    }


def _side(
    value: Any, field: Field | None, cell: CellRef | None, *, lost: bool
) -> dict[str, Any] | None:
    """Return what stands on one side; None where nothing is held against the other side there."""
    if lost:
        return {"state": "missing"}
    if cell is None or field is None:
        return None
    if isinstance(value, Unread):
        return {"state": "unread", "cell": str(cell), "text": value.raw}
    return {"state": "read", "cell": str(cell), "value": _value(value, field)}


def _finding(found: FindingChange, language: Language) -> dict[str, Any]:
    return {
        "change": found.fate.value,
        "before": found.before.as_json(language) if found.before else None,
        "after": found.after.as_json(language) if found.after else None,
    }


def _transfer(found: Transfer) -> dict[str, Any]:
    return {
        "severity": found.severity.value,
        "advisory": True,
        "fiscal_year": found.fiscal_year,
        "category": found.category,
        "before": found.before,
        "after": found.after,
        "delta": found.delta,
        "transferred": found.transferred,
    }


def _cell(cell: CellRef | None) -> str | None:
    return None if cell is None else str(cell)


def _value(value: Any, field: Field) -> Any:
    """Return a value as JSON knows it: numbers as they are typed, months and dates as `2026-03` and `2026-03-15`."""
    if value is None:
        return None
    if isinstance(value, Unread):
        return value.raw
    if field.kind in (Kind.MONTH, Kind.DATE):
        return typed(value, field.kind)
    if field.kind in (Kind.QUANTITY, Kind.PERCENT):
        return value / THOUSANDTHS if value % THOUSANDTHS else value // THOUSANDTHS
    return value
