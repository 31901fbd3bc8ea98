"""Every kind of mess that can come back is read as its case says, and nothing is guessed; see mess/README.md."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from messbook import (
    KEPT,
    Deed,
    Spelling,
    every_case,
    outcome,
    own,
    read_at,
    told,
    untouched,
    values,
)
from messpage import main, page
from refused import Listing, Refused, listings, precedences, refusals

from aitx_budget.intake import discover
from edits import spot

CASES = [pytest.param(case, id=f"{kind.name}: {case.id}") for kind, case in every_case()]
SPELLINGS = [each for each in CASES if isinstance(each.values[0], Spelling)]
DEEDS = [each for each in CASES if isinstance(each.values[0], Deed)]


@pytest.mark.parametrize("case", SPELLINGS)
def test_a_spelling_is_read_for_certain_or_told_about(case: Spelling):
    """What is typed gives its value, and exactly the findings of how it is typed."""
    assert own(case) == case.codes
    got = outcome(case).submission
    if case.reads == KEPT:
        assert values(got) == values(untouched().submission)
    elif spot(case.at)[2]:
        assert read_at(got, case.at) == (None if case.reads == "" else case.reads)


@pytest.mark.parametrize("case", SPELLINGS)
def test_a_header_that_is_not_known_is_not_read(case: Spelling):
    """A column in doubt is not there: no other column takes its place."""
    title, header, record = spot(case.at)
    if record == 0 and case.reads == "":
        tables = outcome(case).submission.tables.values()
        table = next(each for each in tables if each.sheet == title)
        assert len(table.columns) < len(untouched().submission.tables[table.name].columns), header


@pytest.mark.parametrize("case", DEEDS)
def test_a_deed_gives_its_findings_and_no_other(case: Deed):
    """What was done to a workbook leaves the tables as the case says, and gives exactly its findings."""
    got, before = outcome(case), untouched().submission
    assert [told(each) for each in got.findings] == case.findings
    if case.same:
        assert values(got.submission) == values(before)
    for place, value in case.reads.items():
        assert read_at(got.submission, place) == (None if value == "" else value)
    absent = {
        table.sheet for name, table in before.tables.items() if name not in got.submission.tables
    }
    assert absent == set(case.gone)


@pytest.mark.parametrize("case", [*refusals(), *precedences()], ids=lambda case: case.en)
def test_a_file_is_refused_for_the_first_of_its_reasons(case: Refused):
    """A file is refused by its content, with its own code, and the officer is told in both languages what to do."""
    refusal, finding = case.finding()
    assert finding.code == case.code
    assert refusal.detail == case.detail or not case.detail
    for words in (*finding.message, *finding.fix):
        assert len(words) > 20
    assert "하세요" in finding.fix.ko


def test_refusals_stand_in_the_order_of_the_gate():
    """The page lists them in the order in which the gate asks."""
    order = ["FIL005", "FIL003", "FIL002", "FIL001", "FIL005", "FIL004", "FIL006", "FIL007"]
    codes = [code for code, _ in groupby(case.code for case in refusals() if not case.lies)]
    assert codes == order


@pytest.mark.parametrize("case", listings(), ids=lambda case: case.en)
def test_files_are_taken_or_passed_over_with_a_note(case: Listing, tmp_path):
    """Each file of a folder or a zip is checked, or named in a note; none is passed over in silence."""
    root = case.lay(tmp_path)
    found, notes = discover([root])
    start = f"{root}::" if case.zip else f"{root}/"
    assert [each.path.removeprefix(start) for each in found] == case.taken
    assert len(found) + len(notes) == len(case.files)
    assert all("건너뛰었습니다" in note.ko for note in notes)


def test_the_page_is_what_the_cases_come_to():
    """docs/intake.md shows every case as the program reads it today; `make docs` writes it anew."""
    path = Path(__file__).parents[2] / "docs/intake.md"
    assert path.read_text("utf-8") == page()


def test_a_stale_page_is_told(tmp_path, capsys):
    """The check that CI runs fails on a missing and on a changed page, and passes on a fresh one."""
    path = tmp_path / "intake.md"
    assert main(["--check", str(path)]) == 1
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
    path.write_text(path.read_text("utf-8") + "x", "utf-8")
    assert main(["--check", str(path)]) == 1
    assert "make docs" in capsys.readouterr().err
