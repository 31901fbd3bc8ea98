"""Rules that hold workbooks against one another: they run where a set is made, and nowhere else."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from aitx_budget.checks import selection
from aitx_budget.checks.frames import Stack
from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.runner import run
from aitx_budget.checks.together import Together, run_together
from aitx_budget.checks.views.deliveries import deliveries
from aitx_budget.errors import UsageError
from aitx_budget.intake.understanding import understand
from aitx_budget.programme.loader import default_programme
from waivers.files import entry, read
from workbooks import Workbook

PROGRAMME = default_programme()
TOGETHER = tuple(rule for rule in rules() if rule.together)


def submitted(region: str):
    """Return the consistent example as a region's workbook."""
    book = Workbook(region=region)
    book.put("기본정보", "광역지방자치단체", 1, region)
    return understand(book.raw(), f"{region}.xlsx", PROGRAMME)


def held(intakes, **options) -> Together:
    """Hold workbooks against one another."""
    stack = Stack(intakes, PROGRAMME)
    return run_together(stack, deliveries(stack), **options)


def codes(said) -> list[str]:
    """Return the codes of findings, in their order."""
    return [finding.code for finding in said.findings]


def test_merely_checked_files_know_nothing_of_one_another():
    """The same firms in two files that are checked in one go are no finding; made one, they are one in each."""
    both = [submitted("경남"), submitted("대구")]
    found = [code for result in run(both, PROGRAMME) for code in codes(result)]
    assert not any(code.startswith("XRG") for code in found)
    said = held(both)
    assert codes(said.workbooks[0]) == codes(said.workbooks[1]) == ["XRG905"] * 3 + ["XRG901"] * 4


@pytest.mark.parametrize("asked", [["XRG"], ["XRG901"], ["xrg904", "XRG905"]])
def test_a_check_of_files_by_these_rules_alone_is_refused(asked):
    """They would all seem to pass, so the line says where they run."""
    with pytest.raises(UsageError, match="consolidate"):
        selection.selected(asked)
    assert selection.selected([*asked, "MAT"])


def raising(rule: Rule) -> Rule:
    """Return the rule with a predicate that raises."""

    def holds(frame, programme):  # noqa: ARG001
        message = "no such thing"
        raise KeyError(message)

    return dataclasses.replace(rule, holds=holds)


@pytest.mark.parametrize("rule", TOGETHER, ids=lambda rule: rule.code)
def test_a_rule_that_raises_is_a_crash_of_the_set(rule):
    """It is INT999 of the set once, and the other rules still run."""
    others = [each for each in TOGETHER if each.code != rule.code]
    said = held([submitted("경남"), submitted("대구")], rules=[raising(rule), *others])
    assert codes(said.whole).count("INT999") == 1
    assert said.whole.crashed
    left = {code for each in (said.whole, *said.workbooks.values()) for code in codes(each)}
    assert left - {"INT999"} == {"XRG901", "XRG902", "XRG903", "XRG905"} - {rule.code}


def test_words_that_raise_are_a_crash_of_their_workbook():
    """A rule that cannot say what it found is INT999 where it found it."""

    def explain(case):
        raise ValueError(case)

    broken = [
        dataclasses.replace(each, explain=explain) for each in TOGETHER if each.code == "XRG901"
    ]
    said = held([submitted("경남"), submitted("대구")], rules=broken)
    assert codes(said.workbooks[0]) == ["INT999"] * 4
    assert not said.whole.findings


def test_a_waiver_of_such_a_rule_is_held_here_and_here_alone():
    """It excuses what is found of its region's workbook; checking files says nothing of it, used or not."""
    both = [submitted("경남"), submitted("대구")]
    waivers = read(
        entry(rule="XRG901"),
        entry(rule="XRG905", region="대구", cell="자산구매계획!F99"),
        entry(rule="SUM302"),
        as_of=dt.date(2026, 3, 1),
    )
    alone = run(both, PROGRAMME, waivers=waivers)
    assert [code for result in alone for code in codes(result) if code[:3] == "WVR"] == ["WVR052"]
    assert [each.waiver.rule for each in alone[0].waivers] == ["SUM302"]
    said = held(both, waivers=waivers)
    excused = [finding.code for finding in said.workbooks[0].findings if finding.waiver]
    assert excused == ["XRG901"] * 4
    assert [finding.code for finding in said.workbooks[1].findings if finding.waiver] == []
    assert codes(said.workbooks[1]).count("WVR052") == 1
    result = said.added(0, alone[0])
    assert [each.waiver.rule for each in result.waivers] == ["SUM302", "XRG901"]
    assert result.findings == tuple(sorted(result.findings, key=lambda finding: finding.order))


def test_a_workbook_outside_the_set_gets_nothing():
    """One that is left out, or is not the latest of its region, is neither told of nor held against others."""
    both = [submitted("경남"), submitted("대구")]
    said = held(both, left_out={1})
    assert set(said.workbooks) == {0}
    assert codes(said.workbooks[0]) == []
    (result,) = run([both[1]], PROGRAMME)
    assert said.added(1, result) == result


def test_a_rule_that_the_programme_switches_off_does_not_run():
    """Severity `off` of a programme holds here as everywhere."""
    from aitx_budget.programme.schema import SeverityChange

    change = SeverityChange(value="off", reason="a test")
    programme = PROGRAMME.model_copy(update={"severity": {"XRG901": change}})
    stack = Stack([submitted("경남"), submitted("대구")], programme)
    said = run_together(stack, deliveries(stack))
    assert codes(said.workbooks[0]) == ["XRG905"] * 3
