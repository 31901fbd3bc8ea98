"""Workbooks of several versions of the layout side by side: compared, and put together."""

from __future__ import annotations

import io
import json
from functools import cache

import openpyxl
import pytest

from aitx_budget.assemble import assemble
from aitx_budget.checks.runner import run
from aitx_budget.compare import Comparison, Version, compare, html, json_, text, workbook
from aitx_budget.intake import read, read_whole
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.workbook import LAYOUT_VERSION, LAYOUT_VERSIONS
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Language
from layouts.keep import HERE, PROGRAMME, REGION

REASON = REGION["변경사유"]


@cache
def version(layout: str, stem: str) -> Version:
    """Return a kept workbook as a side of a comparison."""
    submission = read((HERE / layout / f"{stem}.xlsx").read_bytes(), f"{layout}.xlsx", PROGRAMME)
    assert isinstance(submission, Submission)
    (result,) = run([submission], PROGRAMME)
    return Version(submission, result)


def between(before: str, after: str, stem: str = "region_filled") -> Comparison:
    """Return the comparison of one kept workbook in two versions of the layout."""
    return compare(version(before, stem), version(after, stem), PROGRAMME)


@pytest.mark.parametrize("stem", ["region_filled", "institution_filled"])
@pytest.mark.parametrize(("before", "after"), [("1", "2"), ("2", "1")])
def test_the_layout_is_no_change(before: str, after: str, stem: str) -> None:
    """A budget in a later layout is the same budget: what only one layout has room for is neither changed nor lost."""
    found = between(before, after, stem)
    assert found.unchanged
    assert not any(each.lost_before or each.lost_after for each in found.uncompared)
    assert {each.fate.value for each in found.findings} == {"remaining"}


def test_the_later_version_states_the_reason() -> None:
    """What the later version says under 변경사유 stands in every form of the comparison; what the earlier one says does not."""
    found, back = between("1", "2"), between("2", "1")
    assert (found.stated_reason, back.stated_reason) == (REASON, "")
    said = json.loads(json_.render(found, Language.KO))
    assert (said["before"]["change_reason"], said["after"]["change_reason"]) == (None, REASON)
    for made in (text.render(found, Language.KO), html.render(found, Language.KO)):
        assert f"제출된 변경사유: {REASON}" in made
    assert f"Stated reason: {REASON}" in text.render(found, Language.EN)
    assert "변경사유" not in text.render(back, Language.KO)


def test_the_stated_reason_is_the_reason_of_the_whole() -> None:
    """In the 변경대비표 it stands in the column of reasons, beside the total of all sources and years, and nowhere else."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(between("1", "2"), Language.KO)))
    sheet = book["변경대비표"]
    stated = [(cell.row, cell.value) for cell in sheet["H"][6:] if cell.value]
    total = next(
        cell.row
        for cell in sheet["A"]
        if cell.value == "총사업비" and sheet.cell(cell.row, 2).value == "계"
    )
    assert stated == [(total, f"제출된 변경사유: {REASON}")]


def _whole(layout: str, stem: str, name: str) -> Filled:
    found = read_whole((HERE / layout / f"{stem}.xlsx").read_bytes(), name, PROGRAMME)
    assert isinstance(found, Filled)
    return found


@pytest.mark.parametrize("region", LAYOUT_VERSIONS)
@pytest.mark.parametrize("part", LAYOUT_VERSIONS)
def test_parts_of_any_version_are_assembled(region: str, part: str) -> None:
    """A region's and an institution's workbook of different layouts give the same assembled workbook, of the current layout."""
    made = [
        assemble(
            _whole(one, "region_filled", "지역.xlsx"),
            [_whole(other, "institution_filled", "기관.xlsx")],
            PROGRAMME,
            files=["지역.xlsx", "기관.xlsx"],
            path="취합.xlsx",
        )
        for one, other in ((region, part), (LAYOUT_VERSION, LAYOUT_VERSION))
    ]
    found, expected = (each.region for each in made)
    assert isinstance(found, Submission)
    assert isinstance(expected, Submission)
    assert found.identity.layout == LAYOUT_VERSION
    reason = found.tables["basics"].values["change_reason"]
    assert reason == [REASON if region == LAYOUT_VERSION else None]
    for name, table in expected.tables.items():
        if name != "basics":
            assert (found.tables[name].rows, found.tables[name].values) == (
                table.rows,
                table.values,
            )
    assert made[0].account.refused == made[1].account.refused
