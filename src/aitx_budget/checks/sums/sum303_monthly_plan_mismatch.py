"""The monthly plan spends exactly what the budget holds, per fiscal year, unit project and source.

Why it matters: The agency pays along the monthly plan; a plan that differs from the budget can't be carried out.
Bad: P01 has 30,000,000 won of national funds of 2026 in the budget and 29,000,000 won in the monthly plan.
Good: Both come to 30,000,000 won.
Source: Arithmetic: the monthly execution plan adds up to the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """월별계획의 합은 회계연도·단위사업·재원별로 소요예산과 같아야 합니다.

왜 중요한가: 전담기관은 월별 집행계획에 따라 교부하므로, 예산과 다른 계획은 집행할 수 없습니다.
잘못된 예: P01의 2026년 국비가 소요예산에는 30,000,000원, 월별계획에는 29,000,000원입니다.
바른 예: 두 곳 모두 30,000,000원입니다.
근거: 산술: 월별 집행계획의 합계는 소요예산과 같습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per fiscal year, project and source whether plan and budget are equal."""
    return frame["plan"] == frame["budget"]


def explain(case: Case) -> Violation:
    """Say both amounts and by how much the plan must change."""
    budget, plan, source = case["budget"], case["plan"], case.source(case["source"])
    year, project = int(case["fiscal_year"]), case["project"]
    field = "provincial_funds" if case["source"] == "local_funds" else case["source"]
    planned = case["plan_row"] != 0
    line = case.at("budget_lines", field, case["budget_row"])
    at = case.at("monthly_plan", "source", case["plan_row"]) if planned else line
    gap = abs(budget - plan)
    verb = Text("늘리세요", "Raise") if plan < budget else Text("줄이세요", "Lower")
    fix = (
        Text(
            f"이 행의 월별 금액을 모두 더해 {won(gap)}만큼 {verb.ko}.",
            f"{verb.en} this row's monthly amounts by {krw(gap)} in all.",
        )
        if planned
        else Text(
            f"월별계획에 {year} 회계연도, {project}, {source.ko} 행을 넣고 {won(budget)}을 집행할 달에 나누어 적으세요.",
            f"Add a row for fiscal year {year}, {project}, {source.en} to the monthly plan and spread {krw(budget)} over its months.",
        )
    )
    return Violation(
        at=at,
        related=(line,),
        message=Text(
            f"{year} 회계연도 단위사업 {project}의 {particle(source.ko, '이', '가')} 소요예산에는 {won(budget)}, 월별계획에는 {won(plan)}으로 {won(gap)} 차이가 납니다.",
            f"{source.en[0].upper()}{source.en[1:]} of fiscal year {year} in unit project {project} come to {krw(budget)} in the budget and {krw(plan)} in the monthly plan: a difference of {krw(gap)}.",
        ),
        fix=fix,
        value=plan,
        expected=f"= {budget}",
        scope={"fiscal_year": year, "project": project, "source": case["source"]},
    )


RULE = Rule(
    code="SUM303",
    name="monthly-plan-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="plan_balance",
    needs=("budget", "plan"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
