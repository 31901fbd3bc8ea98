"""The live checks of 총괄표 and the validator are one truth: for the same numbers the same verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agreement.budgets import CAPACITIES, budget
from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.layout.summary import LiveCheck, Summary, summary
from aitx_budget.layout.summary.sheet import (
    ADVICE,
    FAIL,
    NOT_APPLICABLE,
    PASS,
    ROUNDING,
)
from aitx_budget.layout.workbook import SUMMARY_SHEET, workbook_layout
from aitx_budget.model.finding import Finding, Severity, WorkbookResult
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from libreoffice.office import shown_sheets

BUDGETS = 200
BATCH = 50
_GAPS = ("SUM303", "SUM304", "SUM305")
"""Checks that lead to a row of 총괄표, where differences stand; the others lead to a row of a table."""

_TOTALS = tuple(
    f"{table}.total"
    for table in ("funding.total", "field.sum", "category.sum", "project.sum", "institution.sum")
)
"""Summary keys of the whole budget, as each of its tables adds it up."""

pytestmark = pytest.mark.libreoffice


@pytest.mark.parametrize("first", range(0, BUDGETS, BATCH))
def test_verdicts_agree_on_random_budgets(first: int, tmp_path: Path) -> None:
    """LibreOffice recalculates random budgets; every verdict it shows is the one the validator gives."""
    programme = default_programme()
    tables = {f"{seed:03d}": budget(seed, programme) for seed in range(first, first + BATCH)}
    written = {
        stem: write_template(programme, region="경남", rows=CAPACITIES, prefill=prefill)
        for stem, prefill in tables.items()
    }
    readings = [read(data, stem, programme) for stem, data in written.items()]
    results = run(readings, programme)
    sheets = shown_sheets(tmp_path, written, SUMMARY_SHEET)
    cells = {stem: _summary(rows) for stem, [rows] in sheets.items()}
    said = {stem: _verdicts(cells[stem], tables[stem]) for stem in tables}
    wrong = [
        (stem, *difference)
        for stem, result in zip(tables, results, strict=True)
        for difference in _differences(said[stem], result)
    ]
    assert not wrong, "\n".join(map(str, wrong[:30]))
    totals = {stem: {each[key] for key in _TOTALS} for stem, each in cells.items()}
    judged = {
        stem: {str(result.totals["total_project_cost"])}
        for stem, result in zip(tables, results, strict=True)
    }
    assert totals == judged
    astray = [
        (stem, *lead)
        for stem, result in zip(tables, results, strict=True)
        for lead in _astray(cells[stem], result)
    ]
    assert not astray, "\n".join(map(str, astray[:30]))
    words = {word for verdicts in said.values() for _, _, word in verdicts}
    assert {PASS, ROUNDING, FAIL, ADVICE, NOT_APPLICABLE} <= words


@cache
def _laid() -> Summary:
    """Return 총괄표 as every budget here has it."""
    programme = default_programme()
    return summary(programme, workbook_layout(programme), CAPACITIES)


def _summary(rows: list[list[str]]) -> dict[str, str]:
    """Return summary key -> what its cell shows."""
    return {
        cell.key: rows[cell.row - 1][cell.column - 1]
        for cell in (*_laid().cells, *_laid().leads)
        if cell.key
    }


def _astray(cells: Mapping[str, str], result: WorkbookResult) -> list[tuple[str, str]]:
    """Return (code, link) of checks of rows that are not met and lead to no row that the validator finds under them."""
    wrong = []
    for check in _laid().checks:
        if not check.verdict.endswith(".rows.verdict") or check.code in _GAPS:
            continue
        lead = cells[f"{check.verdict}.lead"]
        places = {
            place
            for finding in result.findings
            if finding.code == check.code
            for place in (f"{finding.sheet}!{finding.cell}", *finding.related)
        }
        rows = {re.sub(r"![A-Z]+(\d+).*", r" \1행", place) for place in places}
        if (lead not in rows) if cells[check.verdict] in (FAIL, ROUNDING, ADVICE) else lead:
            wrong.append((check.code, lead))
    return wrong


def _verdicts(
    cells: Mapping[str, str], tables: Mapping[str, list[dict[str, Any]]]
) -> list[tuple[LiveCheck, dict[str, Any], str]]:
    """Return each live check with the scope it speaks of and the word it shows."""
    codes = [project["code"] for project in tables["unit_projects"]]
    found = []
    for check in _laid().checks:
        scope = dict(check.scope)
        if "project" in scope:
            n = scope["project"].n
            if n > len(codes):
                continue
            scope["project"] = codes[n - 1]
        found.append((check, scope, cells[check.verdict]))
    return found


def _differences(
    verdicts: list[tuple[LiveCheck, dict[str, Any], str]], result: WorkbookResult
) -> list[tuple[str, dict[str, Any], str, str]]:
    """Return (code, scope, what the workbook shows, what the validator means) where they differ."""
    wrong = []
    for check, scope, shown in verdicts:
        expected = _expected(check, scope, result)
        if not _agree(check, expected, shown) and not _said_otherwise(check, scope, result):
            wrong.append((check.code, scope, shown, expected))
    return wrong


def _agree(check: LiveCheck, expected: str, shown: str) -> bool:
    """Tell whether two words mean the same; rounding is told apart only where a miss is an error."""
    if expected == PASS:
        return shown in (PASS, NOT_APPLICABLE)
    if check.severity is not Severity.ERROR:
        return {expected, shown} <= {ADVICE, ROUNDING}
    return shown == expected


def _said_otherwise(check: LiveCheck, scope: dict[str, Any], result: WorkbookResult) -> bool:
    """Tell whether the validator gives the cause instead: no budget at all, firms over their cap."""
    if result.totals["total_project_cost"] == 0:
        return any(finding.code == "MAT405" for finding in result.findings)
    if check.code != "CSH504" or not ("project" in scope or ".projects." in check.verdict):
        return False
    firms = [each for each in result.findings if each.code == check.code and len(each.scope) > 1]
    return any(
        scope.get("project", each.scope["project"]) == each.scope["project"] for each in firms
    )


def _expected(check: LiveCheck, scope: dict[str, Any], result: WorkbookResult) -> str:
    """Return the word for the gravest that the validator found under a live check's rule and scope."""
    found = [
        finding
        for finding in result.findings
        if finding.code == check.code and _speaks_of(check, scope, finding)
    ]
    return max((_word(each) for each in found), key=_GRAVITY.index, default=PASS)


def _speaks_of(check: LiveCheck, scope: dict[str, Any], finding: Finding) -> bool:
    """Tell whether a finding falls under a live check: of all rows, of all projects, or of one scope."""
    if not check.rows:
        return dict(finding.scope) == scope
    by_project = set(finding.scope) == {"project"}
    return by_project == check.verdict.endswith(".projects.verdict")


_GRAVITY = (PASS, ADVICE, ROUNDING, FAIL)


def _word(finding: Finding) -> str:
    """Return 부적합 for an error, 단수차이 for rounding only, 참고 for what never was an error."""
    if finding.severity is Severity.ERROR:
        return FAIL
    tolerance = default_programme().matching.rounding_tolerance.value
    rounding = finding.measure is not None and finding.measure.shortfall <= tolerance
    return ROUNDING if rounding else ADVICE
