"""{National_funds} should stay near the scale of the notice, per fiscal year and in all.

Why it matters: The notice speaks of {national_total} on average over {duration}; an amount far from it is often a slip in units or
    a line counted twice. An average is not a cap, so this asks for a second look only.
Bad: {slip} of {national_funds} in {year} where about {yearly} were meant.
Good: {near} of {national_funds} in {year}.
Source: The notice's scale of {national_funds}: {national_total} on average over {duration}, about {national_per_year} a year. The band of
    {national_band} around it is common practice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import rounded
from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import about, scope_of
from aitx_budget.checks.ratios import at_most
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """{national_funds|은|는} 회계연도별로도, 모두 합해서도 공고의 규모에서 크게 벗어나지 않아야 합니다.

왜 중요한가: 공고의 {national_funds|은|는} {duration} 평균 {national_total}이므로, 크게 다르면 단위를 잘못 적었거나 같은 돈을 두 번 적은 경우가 많습니다. 평균은 한도가 아니므로 확인만 요청합니다.
잘못된 예: {year}년 {national_funds|이|가} {yearly}쯤이어야 하는데 {slip}으로 적혀 있습니다.
바른 예: {year}년 {national_funds|이|가} {near}입니다.
근거: 공고의 {national_funds} 규모: {duration} 평균 {national_total}, 연 {national_per_year} 수준. {national_band} 범위는 실무 관행입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a year's scale, what it is with a digit lost, and an amount near it."""
    yearly = programme.funding.national_per_year.value
    return {"yearly": yearly, "slip": yearly // 10, "near": yearly - rounded(yearly // 35, 1)}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per fiscal year, and in all (fiscal year 0), whether national funds are within the band.

    Where a year is off the scale, what that does to the whole is not told again.
    """
    yearly = programme.funding.national_per_year.value
    total = programme.funding.national_total.value
    scale = frame["fiscal_year"].map(lambda year: yearly if year else total).astype(object)
    gap = (frame["national"] - scale).map(abs).astype(object)
    inside = at_most(gap, scale, programme.funding.national_tolerance.value).astype(bool)
    whole = frame["fiscal_year"] == 0
    told = frame["wb"].isin(frame.loc[~inside & ~whole, "wb"])
    return inside | (whole & told)


def explain(case: Case) -> Violation:
    """Say the amount, the scale and the band around it."""
    funding, scope = case.programme.funding, scope_of(case.row, "fiscal_year")
    scale = (funding.national_per_year if scope else funding.national_total).value
    band, source = funding.national_tolerance.value, case.source("national_funds")
    low, high = scale - band.most(scale), scale + band.most(scale)
    opening = about(scope) if scope else Text("총사업기간", "the whole period")
    named = particle(source.ko, "이", "가")
    slip = (
        Text("두 번 적은", "counted twice")
        if case["national"] > scale
        else Text("빠뜨린", "left out")
    )
    lines = largest_cells(case, "budget_lines", ("national_funds",), scope)
    return Violation(
        at=_entry(case) or (lines[0] if lines else None),
        related=lines,
        message=Text(
            f"{opening.ko} {named} {won(case['national'])}으로, 공고의 규모인 {won(scale)}에서 ±{band.percent()}를 "
            f"벗어났습니다. 공고의 금액은 평균이며 "
            f"±{band.percent()}는 공고가 정한 기준이 아니므로 참고용 확인입니다.",
            f"{opened(source.en)} of {opening.en} come to {krw(case['national'])}, more than {band.percent()} away from the notice's "
            f"scale of {krw(scale)}. That scale is an average, and the band around it is advice, not a rule of the notice.",
        ),
        fix=Text(
            f"단위를 잘못 적었거나 {slip.ko} {particle(source.ko, '이', '가')} 없는지 확인하세요. "
            f"통보받은 금액이 맞다면 {won(low)}~{won(high)} 범위 밖이어도 고치지 않아도 됩니다.",
            f"Check for {source.en} in the wrong unit or {slip.en}. An amount outside {krw(low)} to {krw(high)} is fine if "
            "the agency has awarded it.",
        ),
        value=case["national"],
        expected=f"{low}..{high}",
        scope=scope,
    )


def _entry(case: Case) -> CellRef | None:
    """Return the allotment that the amount should follow: the year's, or the first one for the whole; else the region."""
    years = case.programme.fiscal_years
    year = case["fiscal_year"] or years[0]
    return case.at("basics", f"allotment_{year}") or case.at("basics", "region")


RULE = Rule(
    code="MAT403",
    name="national-funds-off-scale",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="national_scale",
    needs=("national",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=(
        "funding.national_total",
        "funding.national_per_year",
        "funding.national_tolerance",
    ),
    scopes=REGION,
)
