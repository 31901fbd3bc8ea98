"""sample_exchange/ is what the code writes, and tells the story that its page tells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aitx_budget import library
from aitx_budget.compare.changes import Change
from aitx_budget.intake.files import discover
from aitx_budget.samples import NAMES, file_name, region_budget
from aitx_budget.samples.exchange import (
    ASSEMBLED,
    PARTS,
    PROVINCE,
    REVISED,
    SECOND,
    cut,
    jeju_second,
    ulsan_parts,
    write_exchange,
)
from aitx_budget.samples.page import exchange_page
from packages import differences

ROOT = Path(__file__).parents[2]
FOLDER, FIRST = ROOT / "sample_exchange", ROOT / "sample_budgets"


def test_the_folder_is_what_the_code_writes(tmp_path):
    """Every workbook of the exchange is reproduced part by part, and there is no other."""
    written = [path.relative_to(tmp_path) for path in write_exchange(tmp_path).files]
    kept = {path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file()}
    assert kept == {*written, Path("README.md")}
    for path in written:
        data = (tmp_path / path).read_bytes(), (FOLDER / path).read_bytes()
        assert differences(*data) == [], path


def test_the_page_is_what_the_code_writes():
    """sample_exchange/README.md tells what the stories' own data says."""
    assert (FOLDER / "README.md").read_text("utf-8") == exchange_page()


def test_the_five_regions_stay_five():
    """Whoever checks or consolidates sample_budgets gets the five regions, once each."""
    found, _ = discover([FIRST])
    assert sorted(each.name for each in found) == sorted(file_name(name) for name in NAMES)


@pytest.mark.parametrize(
    ("tables", "story"),
    [
        (lambda: cut.copied(region_budget(REVISED)), jeju_second.STORY),
        (lambda: cut.part(region_budget(ASSEMBLED), ulsan_parts.LATE), ulsan_parts.STORY),
    ],
    ids=["second version", "late part"],
)
def test_no_step_is_taken_in_vain(tables, story):
    """Each change of a story, taken in order, leaves the tables different."""
    now = tables()
    for step in story:
        assert step.changes
        for change in step.changes:
            before = cut.copied(now)
            change.apply(now)
            assert now != before, step.told.en


def test_the_second_submission_cures_some_and_brings_in_some():
    """The changes are those of the story, and what became of every finding is exactly this."""
    found = library.compare(FIRST / file_name(REVISED), FOLDER / SECOND).comparison
    fates = Counter((each.fate.value, each.last.code) for each in found.findings)
    assert fates == {
        ("new", "SUM303"): 2,
        ("remaining", "AST606"): 1,
        ("remaining", "SUM305"): 1,
        ("remaining", "CSH503"): 1,
        ("cured", "MAT401"): 4,
        ("cured", "PER801"): 1,
        ("cured", "ORG709"): 1,
        ("cured", "AST605"): 1,
    }
    broken = {code for step in jeju_second.STORY for code in step.codes}
    assert broken == {code for fate, code in fates if fate == "new"}
    assert found.counts == {
        Change.ADDED: 3,
        Change.REMOVED: 2,
        Change.MOVED: 0,
        Change.CHANGED: 17,
    }
    assert [each.category for each in found.transfers] == ["260 연구용역비"]
    before, after = (
        side.result.totals["total_project_cost"] for side in (found.before, found.after)
    )
    assert before == after


def codes(assembled):
    """Return what the checks say of the assembled workbook, and of the institutions'."""
    whole, *parts = assembled.report.results
    return Counter(each.code for each in whole.findings), Counter(
        each.code for part in parts for each in part.findings
    )


def test_the_parts_make_the_region_until_one_budgets_twice(tmp_path):
    """First versions alone give the region's budget in full order; the late one's second brings a conflict in."""
    region, everything = FOLDER / PROVINCE, FOLDER / PARTS
    first = [path for path in sorted(everything.iterdir()) if "2차" not in path.name]
    clean = library.assemble(region, first, tmp_path / "1차.xlsx")
    assert codes(clean) == ({}, {})
    whole = library.validate(FIRST / file_name(ASSEMBLED)).results[0]
    assert clean.report.results[0].totals == whole.totals
    second = library.assemble(region, everything, tmp_path / "2차.xlsx")
    assert codes(second) == ({"SUM303": 3, "ASM951": 1}, {"ASM958": 1, "ASM951": 1})
    states = Counter(each.state for each in second.account.standings)
    assert states == {"반영": 6, "이전 차수(반영하지 않음)": 1}
