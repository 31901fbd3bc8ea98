"""sample_budgets/ is what the code writes, and the validator says of it what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitx_budget import library
from aitx_budget.checks.registry import rules
from aitx_budget.samples import EXPECTED, NAMES, file_name, write_samples
from aitx_budget.samples.__main__ import main
from aitx_budget.samples.page import page
from packages import differences

FOLDER = Path(__file__).parents[2] / "sample_budgets"


@pytest.fixture(scope="module")
def report():
    """Return what the validator says of the five samples in the repository."""
    return library.validate([FOLDER / file_name(name) for name in NAMES])


def test_the_folder_is_what_the_code_writes(tmp_path):
    """Every sample workbook in the repository is reproduced part by part, and there is no other."""
    written = write_samples(tmp_path)
    assert [path.name for path in written] == [file_name(name) for name in NAMES]
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in written} | {
        "README.md"
    }
    for path in written:
        assert differences(path.read_bytes(), (FOLDER / path.name).read_bytes()) == [], path.name


def test_the_page_is_what_the_code_writes():
    """sample_budgets/README.md says what the samples' own data says."""
    assert (FOLDER / "README.md").read_text("utf-8") == page()


def test_the_entry_point_wants_one_folder(capsys):
    """Called without a folder, the module says how it is used."""
    assert main([]) == 2
    assert "FOLDER" in capsys.readouterr().err


def test_expected_codes_exist():
    """Every code that a sample is said to break is a rule of the catalogue."""
    known = {rule.code for rule in rules()}
    assert {code for codes in EXPECTED.values() for code in codes} <= known


@pytest.mark.parametrize("name", NAMES)
def test_the_validator_finds_what_was_planted(report, name):
    """The findings of a sample are exactly of the rules its slips name; nothing is left unevaluated."""
    result = report.results[NAMES.index(name)]
    assert {finding.code for finding in result.findings} == EXPECTED[name]


@pytest.mark.parametrize("name", ["경남", "울산"])
def test_two_regions_are_in_full_order(report, name):
    """경남 and 울산 have no error, and every check could be evaluated."""
    result = report.results[NAMES.index(name)]
    assert not [finding for finding in result.findings if finding.severity == "error"]
    assert result.skipped == ()


def test_jeju_is_short_by_what_was_published(report):
    """제주's published totals are an error with a shortfall of exactly 20,000,000 won."""
    result = report.results[NAMES.index("제주")]
    errors = [each for each in result.findings if (each.code, each.severity) == ("MAT401", "error")]
    assert [each.measure.shortfall for each in errors] == [20_000_000]
