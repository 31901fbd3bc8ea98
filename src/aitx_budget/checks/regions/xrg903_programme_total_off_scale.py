"""{National_funds} of all regions together should stay near the scale of the programme.

Why it matters: A sum far from it shows a region that is missing, or counted twice, or that has a slip in its units.
Bad: The regions have {too_little} of {national_funds}, because one region is not in.
Good: The {regions} regions have {near} of {national_funds}.
Source: The notice's scale: {national_total} on average per region, {regions} regions. The band of {national_band} around it is common practice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import rounded
from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY
from aitx_budget.checks.ratios import at_most
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """모든 지역의 {national_funds|을|를} 합한 금액은 사업 전체의 규모에서 크게 벗어나지 않아야 합니다.

왜 중요한가: 합계가 크게 다르면 지역이 빠졌거나, 두 번 들어갔거나, 어느 지역이 단위를 잘못 적은 것입니다.
잘못된 예: 한 지역이 빠져 {national_funds} 합계가 {too_little}입니다.
바른 예: {regions} 지역의 {national_funds} 합계가 {near}입니다.
근거: 공고의 규모: 지역별 {duration} {national_funds} 평균 {national_total}, {regions} 지역. {national_band} 범위는 실무 관행입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a sum below the band around the scale of the whole programme, and one near the scale."""
    scale = programme.funding.national_total.value * programme.selection.regions.value
    band = programme.funding.national_tolerance.value.most(scale)
    return {
        "too_little": max(scale - band - rounded(scale // 70, 1), 0),
        "near": scale - rounded(scale // 350, 1),
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell whether national funds in all are within the band around the scale."""
    scale = _scale(programme)
    gap = (frame["national"] - scale).map(abs).astype(object)
    whole = frame["national"].map(lambda _: scale).astype(object)
    return at_most(gap, whole, programme.funding.national_tolerance.value)


def _scale(programme: Programme) -> int:
    """Return the programme's national funds in won: the average of a region times the number of regions."""
    return programme.funding.national_total.value * programme.selection.regions.value


def explain(case: Case) -> Violation:
    """Say the sum, over how many regions, the scale and the band around it."""
    programme, found = case.programme, case["national"]
    scale, band = _scale(programme), programme.funding.national_tolerance.value
    source, number = case.source("national_funds"), case["regions"]
    selected = programme.selection.regions.value
    each = programme.funding.national_total.value
    low, high = scale - band.most(scale), scale + band.most(scale)
    named = particle(f"{source.ko} 합계", "이", "가")
    return Violation(
        at=None,
        message=Text(
            f"{number}개 지역의 {named} {won(found)}으로, 사업 전체의 규모인 {won(scale)}(평균 {won(each)} × {selected}개 지역)에서 "
            f"±{band.percent()}를 벗어났습니다.{ADVISORY.ko}",
            f"{opened(source.en)} of {number} region{'s' if number > 1 else ''} come to {krw(found)}, more than {band.percent()} away from the programme's scale of "
            f"{krw(scale)} ({krw(each)} on average, {selected} regions).{ADVISORY.en}",
        ),
        fix=Text(
            "빠진 지역이나 두 번 들어간 지역, 단위를 잘못 적은 지역이 없는지 확인하세요. 통보한 금액과 같으면 그대로 두어도 됩니다.",
            "Check for a region that is missing, counted twice, or in the wrong unit. If this is what was awarded, nothing needs to be changed.",
        ),
        value=found,
        expected=f"{low}..{high}",
    )


RULE = Rule(
    code="XRG903",
    name="programme-total-off-scale",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    view="set_funding",
    needs=("national",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("funding.national_total", "funding.national_tolerance", "selection.regions"),
    scopes=REGION,
    waivable=False,
    together=True,
)
