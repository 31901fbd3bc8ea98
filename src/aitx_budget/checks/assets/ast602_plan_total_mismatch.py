"""The purchase plan equals the asset budget, source by source.

Why it matters: The plan says what the asset budget buys; where the two differ, something is bought without money or money is left
    without a purchase.
Bad: The budget holds 1,400,000,000 won of {national_funds} for the university's assets of P02 in {year}, the plan 1,390,000,000 won.
Good: Both hold 1,400,000,000 won.
Source: Arithmetic: the purchase plan is what the asset budget consists of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, adjust, scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산구매계획은 재원별로 소요예산의 자산 예산과 같아야 합니다.

왜 중요한가: 구매계획은 자산 예산으로 무엇을 사는지 보여 줍니다. 두 금액이 다르면 돈 없이 사는 물건이 있거나, 살 물건이 없는 돈이 남습니다.
잘못된 예: {year}년 P02의 대학 자산 예산은 {national_funds} 1,400,000,000원인데 자산구매계획은 1,390,000,000원입니다.
바른 예: 두 곳 모두 1,400,000,000원입니다.
근거: 산술: 자산구매계획은 자산 예산의 내역입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per institution, project, fiscal year and source whether plan and budget are equal."""
    return frame["plan"] == frame["budget"]


def explain(case: Case) -> Violation:
    """Say both totals and by how much the plan must change."""
    budget, plan, where, name = case["budget"], case["plan"], about(case.row), case["source"]
    source, sheet = case.source(name), case.layout.tables["asset_plan"].sheet
    total = Text(f"{sheet}의 {source.ko} 합계", f"the plan's {source.en}")
    gap, change = abs(budget - plan), adjust(total, plan, budget)
    return Violation(
        at=case.at("asset_plan", name, case["plan_row"]),
        related=(case.at("budget_lines", name, case["budget_row"]),),
        message=Text(
            f"{where.ko}의 자산 {particle(source.ko, '이', '가')} 소요예산에는 {won(budget)}, {sheet}에는 {won(plan)}으로 "
            f"{won(gap)} 차이가 납니다.",
            f"{opened(source.en)} for assets, {where.en}: {krw(budget)} in the budget and {krw(plan)} in the purchase plan, "
            f"a difference of {krw(gap)}.",
        ),
        fix=led(
            case,
            of_sides(case, (name,), budget - plan),
            Text(
                f"{change.ko} {sheet}이 맞다면 소요예산을 고치세요.",
                f"{change.en} If the purchase plan is right, correct the budget.",
            ),
        ),
        value=plan,
        expected=f"= {budget}",
        difference=gap,
        scope=scope_of(case.row, "fiscal_year", "project", "institution", "source"),
    )


RULE = Rule(
    code="AST602",
    name="plan-total-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="asset_sources",
    needs=("budget", "plan"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
