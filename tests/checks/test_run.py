"""The runner: workbooks stacked but judged one by one, crashes kept apart, silence accounted for."""

from __future__ import annotations

import dataclasses
import sys

import pandas as pd
import pytest

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import Severity, WorkbookResult
from aitx_budget.model.submission import Refusal, Refused, Submission
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme, SeverityChange
from workbooks import Workbook

PROGRAMME = default_programme()


def read(book: Workbook, path: str = "a.xlsx") -> Submission:
    """Return the workbook as intake understands it."""
    submission = understand(book.raw(), path, PROGRAMME)
    assert isinstance(submission, Submission)
    return submission


def broken() -> Workbook:
    """Return a workbook with findings of several families."""
    book = Workbook()
    book.put("소요예산", "국비", 1, 2_400_000_001)
    book.put("소요예산", "단가", 6, "협의 중")
    book.put("수행기관", "세금체납", 2, "해당")
    book.delete_sheet("참여기업")
    return book


def only(code: str) -> Rule:
    """Return the rule of that code."""
    return next(rule for rule in rules() if rule.code == code)


def codes(result: WorkbookResult) -> list[str]:
    """Return the codes of a result's findings, in their order."""
    return [finding.code for finding in result.findings]


def as_json(result: WorkbookResult) -> dict:
    """Return a result without the path it was given."""
    return result.as_json(Language.KO) | {"path": ""}


def with_severity(code: str, value: str) -> Programme:
    """Return the programme with one rule's severity changed."""
    change = SeverityChange(value=value, reason="a test")
    return PROGRAMME.model_copy(update={"severity": {code: change}})


def test_a_workbook_is_judged_the_same_alone_and_among_others() -> None:
    """Stacking many workbooks changes nothing in what is said of each, nor the order of the answers."""
    refusal = Refusal("b.xlsx", Refused.DAMAGED, "zip")
    institution = Workbook(scope="institution").put("수행기관", "휴폐업", 1, "해당")
    intakes = [read(broken()), refusal, read(Workbook()), read(institution), read(broken())]
    together = run(intakes, PROGRAMME)
    alone = [run([each], PROGRAMME)[0] for each in intakes]
    assert [as_json(each) for each in together] == [as_json(each) for each in alone]
    assert [each.path for each in together] == [each.path for each in intakes]


def test_findings_stand_in_the_order_of_the_workbook() -> None:
    """Findings follow sheet, row, column and code; those of the whole workbook come first."""
    found = run([read(broken())], PROGRAMME)[0].findings
    assert [finding.order for finding in found] == sorted(finding.order for finding in found)
    assert found[0].code == "STR101"


def test_no_file_gives_no_result() -> None:
    """A run over nothing is no fault."""
    assert run([], PROGRAMME) == ()


@pytest.mark.parametrize("reason", Refused)
def test_refused_file_is_said_so_whatever_is_selected(reason: Refused) -> None:
    """A refused file has exactly one error, with no rule selected and its rule switched off."""
    code = next(
        f"FIL{number:03d}" for number in range(1, 8) if only(f"FIL{number:03d}").name == reason
    )
    result = run([Refusal("a.xlsx", reason)], with_severity(code, "off"), rules=[])[0]
    assert result.refused
    assert codes(result) == [code]
    assert result.findings[0].severity is Severity.ERROR
    assert result.as_json(Language.EN)["status"] == "refused"


def test_read_file_has_no_finding_about_files() -> None:
    """The rules about files are silent where the file was read."""
    results = run([read(broken()), Refusal("b.xlsx", Refused.DRM)], PROGRAMME)
    about_files = {rule.code for rule in rules() if rule.view == only("FIL001").view}
    assert not about_files & set(codes(results[0]))


def test_rule_that_crashes_is_named_and_the_others_still_run() -> None:
    """A predicate that raises becomes one INT999 in its own workbook; other rules and workbooks are judged."""

    def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
        if (frame["name"] == "덫").any():
            message = "a fault of the rule"
            raise RuntimeError(message)
        return frame["code"] != "I01"

    def explain(case: Case) -> Violation:
        at = case.at("institutions", "code", case["row"])
        return Violation(at, Text("걸림", "caught"), Text("고침", "mend"))

    crashing = dataclasses.replace(
        only("ORG701"), view="institutions", needs=(), holds=holds, explain=explain
    )
    bad = Workbook().put("수행기관", "기관명", 2, "덫").put("수행기관", "세금체납", 2, "해당")
    fine = Workbook().put("수행기관", "휴폐업", 1, "해당")
    chosen = [crashing, only("ORG705")]
    results = run([read(bad), read(fine)], PROGRAMME, rules=chosen)
    assert codes(results[0]) == ["INT999", "ORG705"]
    assert results[0].crashed
    assert "ORG701" in results[0].findings[0].message.ko
    assert "a fault of the rule" in results[0].findings[0].message.en
    assert codes(results[1]) == ["ORG701", "ORG705"]


def test_view_that_crashes_is_reported_by_each_of_its_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a frame cannot be built, every rule over it says so, and rules over others run."""
    from aitx_budget.checks import views

    def raising(stack: object) -> pd.DataFrame:  # noqa: ARG001
        message = "a fault of the view"
        raise KeyError(message)

    broken_view = dataclasses.replace(views.VIEWS["declarations"], build=raising)
    patched = dict(views.VIEWS) | {"declarations": broken_view}
    for module in [each for name, each in sys.modules.items() if name.startswith("aitx_budget")]:
        if getattr(module, "VIEWS", None) is views.VIEWS and module is not views:
            monkeypatch.setattr(module, "VIEWS", patched)
    monkeypatch.setattr(views, "VIEWS", patched)
    result = run([read(broken())], PROGRAMME)[0]
    said = " ".join(each.message.ko for each in result.findings if each.code == "INT999")
    assert "ORG705" in said
    assert "ORG706" in said
    assert "STR101" in codes(result)


def test_rule_that_cannot_say_what_it_found_is_named() -> None:
    """Words that raise become INT999 instead of a traceback or silence."""

    def explain(case: Case) -> Violation:  # noqa: ARG001
        message = "no words"
        raise ValueError(message)

    speechless = dataclasses.replace(only("ORG705"), explain=explain)
    result = run([read(broken())], PROGRAMME, rules=[speechless])[0]
    assert codes(result) == ["INT999"]
    assert "no words" in result.findings[0].message.ko


def test_severity_of_the_programme_decides() -> None:
    """A programme lowers a rule's severity, or switches the rule off."""
    book = read(Workbook().put("수행기관", "세금체납", 2, "해당"))
    lowered = run([book], with_severity("ORG705", "warning"))[0]
    assert [finding.severity for finding in lowered.findings] == [Severity.WARNING]
    assert run([book], with_severity("ORG705", "off"))[0].findings == ()


def test_totals_are_the_inputs_own_sums_or_unknown() -> None:
    """Totals are recomputed from the inputs; one unread amount makes its total unknown, and the whole."""
    totals = run([read(Workbook())], PROGRAMME)[0].totals
    assert totals["national_funds"] == 14_000_000_000
    assert totals["total_project_cost"] == sum(
        amount or 0 for name, amount in totals.items() if name != "total_project_cost"
    )
    book = Workbook().put("소요예산", "국비", 1, "약 24억")
    unknown = run([read(book)], PROGRAMME)[0].totals
    assert unknown["national_funds"] is None
    assert unknown["total_project_cost"] is None
    assert unknown["private_cash"] == totals["private_cash"]


def test_rules_leave_what_they_look_at_alone() -> None:
    """Running twice over the same submission gives the same answer."""
    submission = read(broken())
    first, second = (as_json(run([submission], PROGRAMME)[0]) for _ in range(2))
    assert first == second


def test_a_code_that_nobody_declares_is_kept_once_however_often_it_stands() -> None:
    """Where a thousand rows name it, no row carries a list of the thousand but the one that tells of it."""
    book = Workbook()
    for record in range(1, 13):
        book.put("소요예산", "기관코드", record, "I99")
    codes_found = Stack([read(book)], PROGRAMME).columns("references")
    named = codes_found["others"][codes_found["value"] == "I99"]
    lists = [len(each) for each in named]
    assert sorted(lists) == [*[0] * (len(lists) - 1), len(lists) - 1]
    assert len(lists) >= 12
