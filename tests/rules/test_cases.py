"""Every case of every rule: the exact cells, the exact figures, and nothing else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from casebook import FOLDER, NO_CELL, CaseFile, all_cases, programme_with

from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.runner import CRASH_VIEW, run
from aitx_budget.checks.together import Together
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import Finding, Severity, WorkbookResult
from aitx_budget.model.text import Language
from aitx_budget.model.together import SetResult
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

CASES = all_cases()
PLANTABLE = tuple(rule for rule in rules() if rule.view != CRASH_VIEW)
"""Every rule but that of crashes, which no workbook can be made to break; see tests/checks/test_run.py."""

ALL_RULES = tuple(case for case in CASES if case.others is not None)


def place(finding: Finding) -> str:
    """Return where a finding points, as cases write it."""
    return f"{finding.sheet}!{finding.cell}" if finding.cell else NO_CELL


def assert_plain(finding: Finding) -> None:
    """Hold a finding's words against what any officer can read: whole sentences, no name from the code."""
    for text in (finding.message, finding.fix):
        assert re.search(r"(다|요|[)])\.?$|[0-9A-Za-z]$", text.ko), text.ko
        assert re.search("[가-힣]{2}", text.ko), text.ko
        for words in text:
            assert not re.search(
                r"[a-z]_[a-z]|\b(None|nan|True|False)\b|[{}]|이\(가\)|을\(를\)", words
            ), words
    if finding.authority.advisory:
        assert "공고" in finding.message.ko, finding.message.ko
        assert "notice" in finding.message.en, finding.message.en


def found_by(case: CaseFile) -> tuple[WorkbookResult | SetResult, list[Finding]]:
    """Run the case's rule alone; where there are waivers, all that they may excuse and what waits for it."""
    if case.together is not None:
        return told_of(case.consolidated, case.code)
    only = None if case.waivers else [rule for rule in rules() if rule.code == case.code]
    result = run([case.intake()], case.rules_of(), rules=only, waivers=case.excuses())[0]
    return result, [finding for finding in result.findings if finding.code == case.code]


def told_of(said: Together, code: str) -> tuple[SetResult, list[Finding]]:
    """Return what a set of workbooks says of itself and of the case's own, which is its first."""
    own = said.workbooks.get(0, SetResult())
    both = SetResult((*said.whole.findings, *own.findings), (*said.whole.skipped, *own.skipped))
    return both, [finding for finding in both.findings if finding.code == code]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case_gives_exactly_its_findings(case: CaseFile) -> None:
    """A case, run with its rule alone, gives exactly the cells, fields, words and skips it names."""
    result, findings = found_by(case)
    assert [place(finding) for finding in findings] == case.findings
    assert all(finding.code != "INT999" for finding in result.findings)
    assert sum(skip.code == case.code for skip in result.skipped) == case.skipped
    written = [finding.as_json(Language.KO) for finding in findings]
    for fields, got in zip(case.expected_fields, written, strict=bool(case.expected_fields)):
        assert {key: got.get(key) for key in fields} == dict(fields)
    for finding in findings:
        assert_plain(finding)
    for words in case.says:
        assert any(words in f"{got['message']} {got['fix']}" for got in written), words


@cache
def run_all_rules() -> dict[str, WorkbookResult]:
    """Run all rules over the workbooks of all cases that ask for it, one run per programme.

    A case with waivers has a run of its own: they are for all workbooks of a region.
    """
    groups: dict[tuple, list[CaseFile]] = defaultdict(list)
    for case in ALL_RULES:
        groups[case.overrides, case.id if case.waivers else ""].append(case)
    results = {}
    for group in groups.values():
        intakes = [case.intake() for case in group]
        answers = run(intakes, group[0].rules_of(), waivers=group[0].excuses())
        results |= {case.id: answer for case, answer in zip(group, answers, strict=True)}
    return results


@cache
def untouched(workbook: tuple, programme: tuple) -> Counter[str]:
    """Return the codes that a workbook of these options gives before it is edited."""
    rules_of = programme_with(programme)
    raw = Workbook(**dict(workbook)).raw()
    result = run([understand(raw, "untouched.xlsx", rules_of)], rules_of)[0]
    return Counter(finding.code for finding in result.findings)


@pytest.mark.parametrize("case", ALL_RULES, ids=lambda case: case.id)
def test_case_gives_no_follow_on_findings(case: CaseFile) -> None:
    """With all rules on, a plant gives its own findings and those it names, beyond the unedited workbook's."""
    options = tuple(case.workbook.items()), tuple(case.programme.items())
    before = Counter() if case.refused else untouched(*options)
    got = Counter(finding.code for finding in run_all_rules()[case.id].findings)
    own = Counter({case.code: len(case.findings)} if case.findings else {})
    assert got - before == own + Counter(case.others)


def test_consistent_workbook_has_no_error_and_no_warning() -> None:
    """A budget in full order passes every rule, and none of them had to be skipped."""
    result = run(
        [understand(Workbook().raw(), "a.xlsx", default_programme())], default_programme()
    )[0]
    weighty = [each for each in result.findings if each.severity is not Severity.NOTE]
    assert weighty == []
    assert result.skipped == ()


def test_institution_workbook_in_order_has_no_error() -> None:
    """One institution's share of a budget in order gives no error by the rules that apply to it."""
    book = Workbook(scope="institution")
    result = run([understand(book.raw(), "a.xlsx", default_programme())], default_programme())[0]
    assert [each for each in result.findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("rule", PLANTABLE, ids=lambda rule: rule.code)
def test_rule_has_bad_and_good_cases(rule: Rule) -> None:
    """A rule has a case that breaks it and one that keeps it, in a folder named by its code."""
    own = [case for case in CASES if case.code == rule.code]
    assert any(case.findings for case in own), "no bad case"
    assert any(not case.findings for case in own), "no good case"


@pytest.mark.parametrize("rule", PLANTABLE, ids=lambda rule: rule.code)
def test_parameters_of_a_rule_are_overridden_by_a_case(rule: Rule) -> None:
    """Each figure of the programme that a rule reads is replaced in a case, so it cannot be ignored."""
    overridden = {key for case in CASES if case.code == rule.code for key in case.programme}
    assert set(rule.parameters) - overridden == set()


def test_folders_are_rules() -> None:
    """A folder of cases belongs to a rule that exists."""
    codes = {rule.code for rule in rules()}
    assert {path.parent.name for path in FOLDER.glob("*/cases.toml")} <= codes
