"""What every format says alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_results import CRASH, LATE, REFUSAL, RUN, SHORT, SKIP, refused, workbook

from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Language
from aitx_budget.report import words


def partial(result):
    """Return the result as a run of some of the rules gives it."""
    return replace(result, partial=True)


NOTE = replace(LATE, severity=Severity.NOTE)


@pytest.mark.parametrize(
    ("result", "sign", "korean"),
    [
        (workbook(), "✔", "모든 점검을 통과했습니다"),
        (workbook(NOTE), "✔", "모든 점검을 통과했습니다"),
        (workbook(LATE), "▲", "경고 1건"),
        (workbook(skipped=(SKIP,)), "▲", "확인하지 못한 점검이 1건"),
        (workbook(LATE, SHORT), "✖", "오류 1건을 고쳐야"),
        (workbook(CRASH), "✖", "내부 오류"),
        (refused(), "■", "점검하지 못했습니다"),
        (partial(workbook()), "✔", "점검한 규칙은 모두 통과했습니다. 일부 규칙만 점검했습니다."),
        (partial(workbook(LATE)), "▲", "확인해 주세요. 일부 규칙만 점검했습니다."),
        (partial(workbook(SHORT)), "✖", "고쳐야 합니다. 일부 규칙만 점검했습니다."),
        (partial(refused()), "■", "이 파일은 점검하지 못했습니다."),
    ],
)
def test_the_verdict_names_the_gravest_state(result, sign, korean):
    """A pass is only said where every rule was asked, all was evaluated, and nothing needs correcting."""
    assert words.mark(result) == sign
    assert korean in words.verdict(result).ko
    assert words.verdict(result).en


def test_causes_are_grouped_gravest_and_most_frequent_first():
    """The summary tells each rule once, with how often it was broken."""
    found = words.causes([LATE, LATE, SHORT, replace(REFUSAL, code="FIL001")])
    assert [(each.code, each.times) for each in found] == [
        ("FIL001", 1),
        ("MAT401", 1),
        ("AST607", 2),
    ]


def test_the_mix_is_unknown_where_an_amount_could_not_be_read():
    """No share is shown of sums that are not known; nothing is taken for zero."""
    known = words.mix(RUN[0])
    assert known is not None
    assert (known.national, known.local, known.private) == (14 * 10**9, 7 * 10**9, 2_300_000_000)
    assert known.matching == "39.91%"
    lost = replace(RUN[0], totals={**RUN[0].totals, "private_cash": None})
    assert words.mix(lost) is None
    assert words.mix(refused()) is None


def test_advice_is_marked_as_such():
    """What does not rest on the notice is shown as advisory wherever its severity is."""
    assert words.severity(LATE, Language.KO) == "경고(권고)"
    assert words.severity(LATE, Language.EN) == "warning (advisory)"
    assert words.severity(SHORT, Language.KO) == "오류"
