"""What every format says alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_results import CRASH, LATE, REFUSAL, RUN, SHORT, SKIP, refused, workbook

from aitx_budget.model.causes import causes, extent
from aitx_budget.model.finding import Severity
from aitx_budget.model.money import share
from aitx_budget.model.telling import told
from aitx_budget.model.text import Language
from aitx_budget.model.verdict import first_step, verdict
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import html, words
from aitx_budget.report.funding_bar import funding_bar


def partial(result):
    """Return the result as a run of some of the rules gives it."""
    return replace(result, partial=True)


NOTE = replace(LATE, severity=Severity.NOTE)


@pytest.mark.parametrize(
    ("result", "sign", "korean"),
    [
        (workbook(), "✔", "적합: 모든 점검을 통과했습니다"),
        (workbook(NOTE), "✔", "적합: 모든 점검을 통과했습니다"),
        (workbook(LATE), "▲", "적합: 오류는 없습니다. 경고 1건"),
        (
            workbook(skipped=(SKIP,)),
            "▲",
            "판정 보류: 오류는 찾지 못했지만, 확인하지 못한 점검이 1건",
        ),
        (workbook(LATE, SHORT), "✖", "부적합: 오류 1건을 고쳐야"),
        (workbook(CRASH), "✖", "판정 보류: 프로그램 내부 오류"),
        (refused(), "■", "점검 불가: 이 파일은 점검하지 못했습니다"),
        (partial(workbook()), "✔", "점검한 규칙은 모두 통과했습니다. 일부 규칙만 점검했습니다."),
        (partial(workbook(LATE)), "▲", "1건을 확인해 주세요. 일부 규칙만 점검했습니다."),
        (partial(workbook(SHORT)), "✖", "고쳐야 합니다. 일부 규칙만 점검했습니다."),
        (partial(refused()), "■", "이 파일은 점검하지 못했습니다."),
    ],
)
def test_the_verdict_names_the_gravest_state(result, sign, korean):
    """A pass is only said where every rule was asked, all was evaluated, and nothing needs correcting."""
    assert words.mark(result) == sign
    assert korean in verdict(result).ko
    assert verdict(result).en


@pytest.mark.parametrize("warned", [(), (LATE,)])
def test_a_pass_says_what_the_workbook_itself_can_not_count(warned):
    """Texts that the checks read as numbers bar no budget, but 총괄표 fails beside the pass: the verdict and the first step say so."""
    text = replace(NOTE, code="CEL208", sheet="소요예산", cell="M9", unadded=True)
    result = workbook(*warned, text)
    but = "다만 글자로 적힌 소요예산!M9를 총괄표가 계산에 넣지 못하니 숫자로 고쳐 주세요."
    said = verdict(result)
    assert said.ko.startswith("적합: ")
    assert said.ko.endswith(but)
    assert "고칠 것이 없습니다" not in said.ko
    assert "can't count 소요예산!M9" in said.en
    assert f"{len(warned) + 1}번(소요예산!M9)부터" in first_step(result).ko
    assert but not in verdict(workbook(SHORT, text)).ko
    assert "글자로" not in verdict(workbook(*warned, replace(text, unadded=False))).ko


def test_findings_are_grouped_by_cause_the_gravest_first():
    """A rule is told once with all its findings, which keep their numbers, wherever in the workbook they stand."""
    early = replace(LATE, position=(0, 1, 1))
    short = replace(SHORT, position=(0, 2, 1))
    other = replace(REFUSAL, code="ORG702", position=(0, 3, 1))
    last = replace(SHORT, position=(0, 4, 1), measure=replace(SHORT.measure, shortfall=21_000_000))
    ordered = told(workbook(early, short, other, last))
    assert ordered == (short, last, other, early)
    found = causes(ordered)
    assert [(each.code, [number for number, _ in each.findings]) for each in found] == [
        ("MAT401", [1, 2]),
        ("ORG702", [3]),
        ("AST607", [4]),
    ]


def test_a_cause_says_how_far_off_it_is_at_most_and_adds_nothing_up():
    """A year is part of the whole, so amounts of a cause are compared and never summed; no money, no amount."""
    wide = replace(SHORT, measure=replace(SHORT.measure, shortfall=30_000_000))
    typed = replace(REFUSAL, difference=5)
    pair, single, none = (causes(each)[0] for each in ((SHORT, wide), (typed,), (LATE, LATE)))
    assert extent(pair).ko == "2건, 가장 큰 차이 30,000,000원"
    assert extent(single) == ("1건, 차이 5원", "once, off by 5 won")
    assert extent(none) == ("2건", "2 times")


def test_what_is_off_the_other_way_is_no_difference():
    """A ratio that holds has no won to make good."""
    assert replace(SHORT, measure=replace(SHORT.measure, shortfall=-3)).off_by == 0


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


@pytest.mark.parametrize(
    ("local", "sign", "margin"),
    [(20_000, "✔", "0원 여유"), (19_000, "▲", "1,000원 부족"), (18_999, "✖", "1,001원 부족")],
)
def test_the_bar_says_how_far_each_minimum_share_is(local, sign, margin):
    """Reached, short by rounding only, or short: the sign and the won say it to whoever cannot see the bar."""
    mix = words.Mix(national=60_000, local=local, private=40_000 - local)
    bar = funding_bar(mix, default_programme(), Language.KO)
    assert f"{sign} 지방비 {share(local, 100_000)} (20% 이상): {margin}" in bar
    assert "✔ 지방비+민간부담금 40.00% (40% 이상): 0원 여유" in bar


def test_a_single_finding_is_not_told_twice():
    """What to do first is said where there is a choice; a lone finding has its cure beside it."""
    lone, pair = (
        html.part(workbook(*found), default_programme(), Language.KO).section
        for found in ((SHORT,), (SHORT, LATE))
    )
    assert "먼저 할 일" not in lone
    assert "먼저 할 일: 1번(소요예산!M7)" in pair
