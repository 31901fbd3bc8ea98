"""Findings about money say by how many won it is off, which reports show beside them."""

from __future__ import annotations

import pytest
from casebook import all_cases

from aitx_budget.checks.runner import run
from aitx_budget.checks.selection import named

EQUAL = ("SUM301", "SUM302", "SUM303", "SUM304", "SUM305", "SUM306", "AST601", "AST602", "AST603", "CSH506")  # fmt: skip
"""Rules that hold one amount against another: what is found and what is expected are in the finding."""
OTHER = ("SUM307", "MAT404", "CSH505", "PER802", "PER803", "PER804", "PER805", "AST609")


def first_finding(code: str):
    """Return the first finding of the rule's first bad case."""
    case = next(each for each in all_cases() if each.code == code and each.findings)
    return run([case.intake()], case.rules_of(), rules=[named(code)])[0].findings[0]


@pytest.mark.parametrize("code", EQUAL)
def test_what_should_be_equal_is_off_by_the_difference(code: str) -> None:
    """The won shown are those between what was found and what is required."""
    found = first_finding(code)
    assert found.off_by == abs(found.value - int(found.expected.removeprefix("= "))) > 0


@pytest.mark.parametrize("code", OTHER)
def test_money_in_the_wrong_place_says_how_much(code: str) -> None:
    """The won shown stand in the sentence too; a date alone is off by nothing."""
    found = first_finding(code)
    said = f"{found.message.ko} {found.fix.ko}"
    assert f"{found.off_by:,}원" in said or (found.off_by == 0 and "원" not in said)


def test_a_finding_without_money_is_off_by_nothing() -> None:
    """No amount is made up for what is no sum of money."""
    assert first_finding("ORG702").off_by == 0
