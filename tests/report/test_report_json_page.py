"""The page on the JSON of a report names every field that a report has, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import aitx_budget
from waivers.files import entry, written

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "report-json.md").read_text("utf-8")
FREE = ("scope", "key")
"""Objects whose keys are the rules' own."""


def fields(value: Any) -> Iterator[str]:
    """Yield the name of every field in a JSON value."""
    if isinstance(value, list):
        for each in value:
            yield from fields(each)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in FREE:
                yield from fields(inner)


def explained(page: str) -> set[str]:
    """Return the names in the first column of the tables, and those of inner fields in the second."""
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", page, re.MULTILINE)
    first = {name for row, _ in rows for name in re.findall(r"`(\w+)(?:\[\])?`", row)}
    return first | {name for _, row in rows for name in re.findall(r"`(\w+)`", row)}


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> dict[str, Any]:
    """Return the report of a good budget, a messy one, one with waivers, and a file that is none."""
    folder = tmp_path_factory.mktemp("waived")
    (folder / "빈.xlsx").write_bytes(b"")
    given = [
        entry(rule="MAT401", region="제주", cell="소요예산!M9"),
        entry(rule="SUM305", region="제주", key=None),
    ]
    files = [ROOT / "sample_budgets" / f"{name}_예산서.xlsx" for name in ("울산", "대구", "제주")]
    report = aitx_budget.validate(
        [*files, folder / "빈.xlsx"], waivers=written(folder, *given), as_of="2026-03-01"
    )
    return json.loads(report.render("json"))


def test_every_field_of_a_report_is_explained(run):
    """No name stands in a report that the page does not have."""
    names = set(fields(run))
    assert {"waived", "shortfall", "advisory", "because", "covered"} <= names
    assert names <= explained(PAGE)


def test_every_field_that_is_explained_is_there(run):
    """Each field in a first column is in a report of files with everything that can be the matter."""
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)(?:\[\])?`", row)}
    assert len(named) > 25
    assert named <= set(fields(run))


def test_no_number_of_a_report_has_a_fraction(run):
    """Money, ratios and whatever else is counted are integers in JSON."""
    fractions: list[str] = []
    json.loads(json.dumps(run), parse_float=fractions.append)
    assert fractions == []
    assert run["workbooks"][0]["totals"]["total_project_cost"] == 22_270_000_000
