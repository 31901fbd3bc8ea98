"""Assets are bought within the project period.

Why it matters: Only spending within the period is recognised; a purchase before or after it is paid by nobody.
Bad: 구매예정월 {month_beyond}.
Good: 구매예정월 {late_month}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산은 사업기간 안에 사야 합니다.

왜 중요한가: 사업기간에 집행한 것만 인정되므로, 그 전이나 후에 사면 지급할 수 없습니다.
잘못된 예: 구매예정월이 {month_beyond}입니다.
바른 예: 구매예정월이 {late_month}입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of the plan whether its month is one of the period; a blank one is another rule's."""
    month = frame["purchase_month"]
    return month.between(programme.months[0], programme.months[-1]) | (month == 0)


def explain(case: Case) -> Violation:
    """Say the month and the period."""
    month, months = case["purchase_month"], case.programme.months
    first, last = dashed(months[0]), dashed(months[-1])
    header = case.header("asset_plan", "purchase_month")
    return Violation(
        at=case.at("asset_plan", "purchase_month", case["row"]),
        message=Text(
            f"{header} {particle(dashed(month), '은', '는')} 사업기간({first}~{last}) 밖입니다.",
            f"The purchase month {dashed(month)} is outside the project period ({first} to {last}).",
        ),
        fix=Text(
            f"{first}부터 {last}까지의 달로 고치세요.",
            f"Type a month from {first} to {last}.",
        ),
        value=dashed(month),
        expected=f"{first}..{last}",
    )


RULE = Rule(
    code="AST604",
    name="purchase-outside-period",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="asset_plan",
    needs=("purchase_month",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("period.first_day", "period.last_day"),
    cites="period.last_day",
)
