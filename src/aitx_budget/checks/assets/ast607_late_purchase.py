"""Assets are bought early enough to be used.

Why it matters: What is bought in the last months of the period hardly serves it, and auditors ask why.
Bad: 구매예정월 {last_month}, the last month of the period.
Good: 구매예정월 {early_month}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산은 충분히 쓸 수 있도록 일찍 사는 것이 좋습니다.

왜 중요한가: 사업기간의 마지막 몇 달에 산 자산은 사업에 거의 쓰이지 못하며, 점검에서 까닭을 묻게 됩니다.
잘못된 예: 구매예정월이 사업기간의 마지막 달인 {last_month}입니다.
바른 예: 구매예정월이 {early_month}입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of the plan whether its month is not one of the period's last; later ones are another rule's."""
    late = programme.assets.late_purchase_months.value
    return ~frame["purchase_month"].isin(programme.months[::-1][:late])


def explain(case: Case) -> Violation:
    """Say the month and how many months of the period are left for use."""
    month, late = case["purchase_month"], case.programme.assets.late_purchase_months.value
    header, last = case.header("asset_plan", "purchase_month"), case.programme.months[-1]
    before = case.programme.months[::-1][late:][:1]
    until = dashed(before[0]) if before else ""
    return Violation(
        at=case.at("asset_plan", "purchase_month", case["row"]),
        message=Text(
            f"{header} {particle(dashed(month), '은', '는')} 사업기간({dashed(last)}까지)의 마지막 {late}개월 안이어서 활용할 기간이 짧습니다.{ADVISORY.ko}",
            f"The purchase month {dashed(month)} is within the last {late} months of the period (until {dashed(last)}): little "
            f"time is left for use.{ADVISORY.en}",
        ),
        fix=Text(
            "더 일찍 살 수 있으면 앞당기고"
            + (f"({until}까지)" if until else "")
            + ", 아니라면 까닭을 비고에 적어 두세요.",
            "Buy it earlier"
            + (f" (by {until})" if until else "")
            + " where that is possible; else state the reason in the remarks.",
        ),
        value=dashed(month),
        expected=f"<= {until}" if until else None,
    )


RULE = Rule(
    code="AST607",
    name="late-purchase",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="asset_plan",
    needs=("purchase_month",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("assets.late_purchase_months", "period.last_day"),
    cites="assets.late_purchase_months",
)
