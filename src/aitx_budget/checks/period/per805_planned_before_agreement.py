"""Nothing is planned for a month before the agreement.

Why it matters: The agreement period begins with the agreement; what is spent earlier may not be accepted, although plans are written for the total project period.
Bad: 협약일 is {agreement_day}, and 월별계획 spends 200,000,000 won in {first_month}.
Good: Spending begins in {second_month}, the month of the agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import value_text
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """협약한 달보다 앞선 달에는 집행을 계획하지 않는 것이 좋습니다.

왜 중요한가: 협약기간은 협약일에 시작하므로, 총사업기간에 맞추어 세운 계획이라도 협약 전의 집행은 인정되지 않을 수 있습니다.
잘못된 예: 협약일은 {agreement_day}인데 월별계획에서 {first_month}에 200,000,000원을 집행합니다.
바른 예: 협약한 달인 {second_month}부터 집행합니다.
"""

_RELATED = 20
"""How many other cells are pointed to."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per sheet whether nothing is planned before the month of the agreement."""
    return frame["cells"].map(len) == 0


def explain(case: Case) -> Violation:
    """Say how many entries of the sheet lie before the agreement, and the money in them."""
    table, cells = case["table"], case["cells"]
    first, *others = [case.at(table, field, row) for row, field in cells]
    sheet = case.layout.tables[table].sheet
    entries = "entries" if others else "entry"
    agreed = value_text(case["agreement_date"], Kind.DATE).ko
    money = (
        Text(
            f" 금액은 모두 {won(case['amount'])}입니다.",
            f" The amount in all: {krw(case['amount'])}.",
        )
        if case["amount"]
        else Text("", "")
    )
    return Violation(
        at=first,
        related=tuple(others[:_RELATED]),
        message=Text(
            f"{sheet}에 협약일({agreed})보다 앞선 달로 계획한 칸이 {len(cells)}개 있습니다.{money.ko}",
            f"{sheet} has {len(cells)} {entries} for months before the agreement ({agreed}).{money.en}",
        ),
        fix=Text(
            f"협약한 달({agreed[:7]})이나 그 뒤의 달로 옮기고, 협약일을 잘못 적었으면 협약일을 고치세요.",
            f"Move them to {agreed[:7]} or later, or correct the agreement date.",
        ),
        value=case["amount"] or None,
        expected=f">= {agreed[:7]}",
        difference=case["amount"],
    )


RULE = Rule(
    code="PER805",
    name="planned-before-agreement",
    severity=Severity.WARNING,
    authority=Authority.NOTICE,
    view="before_agreement",
    needs=("cells",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("period.first_day", "period.last_day"),
    cites="period.first_day",
)
