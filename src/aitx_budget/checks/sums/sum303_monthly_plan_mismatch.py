"""The monthly plan spends exactly what the budget holds, per fiscal year, unit project and source.

Why it matters: The agency pays along the monthly plan; a plan that differs from the budget cannot be carried out.
Bad: P01 has 30,000,000 won of {national_funds} of {year} in the budget and 29,000,000 won in the monthly plan.
Good: Both come to 30,000,000 won.
Source: Arithmetic: the monthly execution plan adds up to the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.largest import largest_in_row
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, adjust, scope_of
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.checks.vacancy import vacant_sheet
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """월별계획의 합은 회계연도·단위사업·재원별로 소요예산과 같아야 합니다.

왜 중요한가: 전담기관은 월별 집행계획에 따라 교부하므로, 예산과 다른 계획은 집행할 수 없습니다.
잘못된 예: P01의 {year}년 {national_funds|이|가} 소요예산에는 30,000,000원, 월별계획에는 29,000,000원입니다.
바른 예: 두 곳 모두 30,000,000원입니다.
근거: 산술: 월별 집행계획의 합계는 소요예산과 같습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per fiscal year, project and source whether plan and budget are equal."""
    return frame["plan"] == frame["budget"]


def explain(case: Case) -> Violation:
    """Say both amounts and by how much the plan must change."""
    budget, plan, source = case["budget"], case["plan"], case.source(case["source"])
    where, gap = about(case.row), abs(budget - plan)
    plan_sheet, budget_sheet = (
        case.layout.tables[name].sheet for name in ("monthly_plan", "budget_lines")
    )
    total = Text("이 행의 월별 금액 합계", "this row's monthly amounts")
    change = adjust(total, plan, budget)
    if case["plan_row"]:
        fix = Text(
            f"{change.ko} {plan_sheet}이 맞다면 {budget_sheet}을 고치세요.",
            f"{change.en} If the monthly plan is right, correct the budget.",
        )
    else:
        fix = Text(
            f"{plan_sheet}에 {where.ko} {source.ko} 행을 추가하고 {won(budget)}을 집행할 달에 나누어 적으세요.",
            f"Add a row for {where.en}, {source.en} to the monthly plan and spread {krw(budget)} over its months.",
        )
    line = _line(case)
    fix = _after_twin(case, fix)
    return Violation(
        at=_month(case, case["plan_row"]) or line,
        related=(_month(case, case["twin_row"]), line),
        message=Text(
            f"{where.ko}의 {particle(source.ko, '이', '가')} {budget_sheet}에는 {won(budget)}, {plan_sheet}에는 "
            f"{won(plan)}으로 {won(gap)} 차이가 납니다.",
            f"{opened(source.en)} of {where.en}: {krw(budget)} in the budget and {krw(plan)} in the monthly plan, "
            f"a difference of {krw(gap)}.",
        ),
        fix=led(case, of_sides(case, (case["source"],), budget - plan), fix),
        value=plan,
        expected=f"= {budget}",
        difference=gap,
        scope=scope_of(case.row, "fiscal_year", "project", "source"),
        vacant=vacant_sheet(case, "monthly_plan", "budget_lines"),
    )


def _line(case: Case) -> CellRef | None:
    """Return the amount on the key's largest budget line; of local funds the larger part."""
    row = case["budget_row"]
    local = case["source"] == "local_funds"
    names = ("provincial_funds", "municipal_funds") if local else (case["source"],)
    return largest_in_row(case, "budget_lines", names, row)


def _after_twin(case: Case, fix: Text) -> Text:
    """Return a cure, after what is to be done where two rows of the plan are of one key."""
    row, twin = case["plan_row"], case["twin_row"]
    if not twin:
        return fix
    names = ("fiscal_year", "project", "source")
    keys = "·".join(case.header("monthly_plan", name) for name in names)
    sheet = case.layout.tables["monthly_plan"].sheet
    return Text(
        f"{sheet} {twin}행과 {row}행의 {keys} 칸이 같습니다. 같은 내용을 두 번 적었으면 {row}행을 지우고, 한쪽의 {keys} 칸이 틀렸으면 그 칸을 "
        f"고치세요. 두 행이 다 맞으면, {fix.ko}",
        f"Rows {twin} and {row} of {sheet} are of the same {keys}. If one is there twice, delete row {row}; if one of them is "
        f"wrong in these, correct it. If both rows are right: {fix.en}",
    )


def _month(case: Case, row: int) -> CellRef | None:
    """Return the largest monthly amount of a row of the plan, or the year's first month where all are blank."""
    months = case.programme.months
    first = next((each for each in months if each // 100 == case["fiscal_year"]), months[0])
    names = tuple(f"m{month}" for month in (first, *months))
    return largest_in_row(case, "monthly_plan", names, row)


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
