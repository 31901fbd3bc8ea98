"""A copy that we marked is read like the workbook that it was made from, however much was found in it."""

from __future__ import annotations

from pathlib import Path

from aitx_budget import annotate, validate
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.package import open_package
from aitx_budget.report import Format

SAMPLE = Path(__file__).parents[2] / "sample_budgets" / "전남_예산서.xlsx"


def test_our_marks_do_not_count_against_a_copy(tmp_path):
    """At limits that the original just keeps: the report's cells and words are not the officer's."""
    copy = tmp_path / "copy.xlsx"
    annotate(SAMPLE, copy)
    sheets = open_package(SAMPLE.read_bytes()).sheets
    cells = [cell for sheet in sheets for cell in sheet.cells.values()]
    characters = sum(len(cell.text) + len(cell.formula or "") for cell in cells)
    limits = Limits(cells=len(cells), characters=characters)
    found = [
        validate(path, limits=limits).render(Format.JSON).decode().replace(str(path), "")
        for path in (SAMPLE, copy)
    ]
    assert '"refused"' not in found[0]
    assert found[0] == found[1]
