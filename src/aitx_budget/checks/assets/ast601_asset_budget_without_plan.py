"""Every asset budget has its purchase plan.

Why it matters: The purchase plan is a document that the notice asks for; assets without a plan cannot be checked or approved.
Bad: The university's lines of P02 in {year} hold 2,000,000,000 won of {asset}, and 자산구매계획 has no row for them.
Good: The rows of 자산구매계획 for the same institution, project and fiscal year list what is bought.
Source: Notice: the purchase plan of acquired assets, by each institution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.largest import largest_in_row
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.vacancy import vacant_sheet
from aitx_budget.layout.tables import CASH
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산을 사는 예산에는 자산구매계획이 있어야 합니다.

왜 중요한가: 취득자산 구매계획서는 공고가 요구하는 서류이며, 계획이 없는 자산은 검토하거나 승인할 수 없습니다.
잘못된 예: {year}년 P02의 대학 예산에 {asset|이|가} 2,000,000,000원 있는데 자산구매계획에 해당 행이 없습니다.
바른 예: 같은 기관·단위사업·회계연도의 자산구매계획에 살 물건이 적혀 있습니다.
근거: 공고 제출서류: 취득자산 구매계획서(수행기관별 작성, 해당 시).
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per institution, project and fiscal year whether an asset budget has rows in the plan."""
    return (frame["budget"] <= 0) | (frame["plan_row"] != 0)


def explain(case: Case) -> Violation:
    """Say which asset budget has no plan."""
    budget, where = case["budget"], about(case.row)
    scope = scope_of(case.row, "fiscal_year", "project", "institution")
    plan = case.layout.tables["asset_plan"].sheet
    return Violation(
        at=largest_in_row(case, "budget_lines", CASH, case["budget_row"]),
        message=Text(
            f"{where.ko}의 소요예산에 자산 구매 예산 {won(budget)}이 있는데 {plan}에는 해당하는 행이 없습니다.",
            f"{opened(where.en)}: the budget holds {krw(budget)} for assets, but the purchase plan has no row for them.",
        ),
        fix=led(
            case,
            of_sides(case, CASH, budget),
            Text(
                f"{plan}에 같은 회계연도·사업코드·기관코드로 살 물건을 적어 {won(budget)}에 맞추세요. 자산이 아니라면 이 행의 비목을 고치세요.",
                f"List what is to be bought in {plan}, under the same fiscal year, project and institution, to a total of "
                f"{krw(budget)}. If it is not an asset, correct this line's budget category.",
            ),
        ),
        value=0,
        expected=f"= {budget}",
        difference=budget,
        scope=scope,
        vacant=vacant_sheet(case, "asset_plan"),
    )


RULE = Rule(
    code="AST601",
    name="asset-budget-without-plan",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="asset_keys",
    needs=("budget", "plan"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
