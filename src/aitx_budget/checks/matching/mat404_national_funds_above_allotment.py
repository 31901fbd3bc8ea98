"""{National_funds} of a fiscal year must stay within the allotment that the agency has given.

Why it matters: Only what was allotted is paid; a budget above it has no money behind it.
Bad: The allotment for {year} is {allotted} and the lines of {year} hold {more} of {national_funds}.
Good: The lines of {year} hold {allotted} or less.
Source: Notice: awards are set per region; the allotment stated in 기본정보.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import rounded
from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_excess
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """회계연도별 {national_funds|은|는} 통보받은 {national_funds}배정액을 넘지 않아야 합니다.

왜 중요한가: {national_funds|은|는} 배정된 만큼만 교부되므로, 이를 넘는 예산은 재원이 없습니다.
잘못된 예: {year}년 {national_funds}배정액은 {allotted}인데 {year} 회계연도 소요예산의 {national_funds|이|가} {more}입니다.
바른 예: {year} 회계연도 소요예산의 {national_funds|이|가} {allotted} 이하입니다.
근거: 공고 지역별 예산: 기본정보에 적은 {national_funds}배정액.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a year's allotment, and a budget above it."""
    allotted = programme.funding.national_per_year.value
    return {"allotted": allotted, "more": allotted + rounded(allotted // 70, 1)}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per fiscal year whether national funds are within the allotment, where one is given."""
    return (frame["allotment"] == 0) | (frame["national"] <= frame["allotment"])


def explain(case: Case) -> Violation:
    """Say both amounts and by how much the national funds must be cut."""
    year, national, allotment = case["fiscal_year"], case["national"], case["allotment"]
    source, header = case.source("national_funds"), case.header("basics", f"allotment_{year}")
    above = national - allotment
    origin = of_excess(case, above, ("national_funds",), {"fiscal_year": year})
    return Violation(
        at=case.at("basics", f"allotment_{year}"),
        related=largest_cells(case, "budget_lines", ("national_funds",), {"fiscal_year": year}),
        message=Text(
            f"{year} 회계연도 {particle(source.ko, '이', '가')} {won(national)}으로, 배정액 {won(allotment)}보다 "
            f"{won(above)} 많습니다.",
            f"The {source.en} of fiscal year {year} come to {krw(national)}, {krw(above)} above the allotment of "
            f"{krw(allotment)}.",
        ),
        fix=led(
            case,
            origin,
            Text(
                f"소요예산에서 {year} 회계연도 {particle(source.ko, '을', '를')} {won(above)} 줄이세요. "
                f"배정액을 잘못 적었다면 {header} 칸을 통보받은 금액으로 고치세요.",
                f"Cut the {source.en} of fiscal year {year} by {krw(above)} in the budget. If the allotment was mistyped, "
                "correct it to the amount that the agency has given.",
            ),
        ),
        value=national,
        expected=f"<= {allotment}",
        difference=above,
        scope={"fiscal_year": year},
    )


RULE = Rule(
    code="MAT404",
    name="national-funds-above-allotment",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="national_scale",
    needs=("national", "allotment"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    scopes=REGION,
)
