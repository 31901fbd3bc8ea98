"""Categories that are paid in cash hold no in-kind contribution.

Why it matters: Purchases and travel are paid for; nothing of them can be contributed in kind, and the purchase plan has no place for it.
Bad: A line of {asset} has 10,000,000 won of in-kind.
Good: The in-kind stands on a line of what is really contributed, such as staff.
Source: The standard workbook: the purchase plan has no in-kind column, and the category table marks categories paid in cash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """현금으로만 집행하는 비목에는 현물을 둘 수 없습니다.

왜 중요한가: 자산 구매와 여비는 현금으로 지급하므로 현물로 부담할 수 없고, 자산구매계획에도 현물 칸이 없습니다.
잘못된 예: {asset} 행에 {private_in_kind|이|가} 10,000,000원 있습니다.
바른 예: {private_in_kind|을|를} 인건비처럼 실제로 출연하는 비목에 적습니다.
근거: 표준 서식의 형식: 자산구매계획에는 현물 칸이 없으며, 비목표가 현금으로만 집행하는 비목을 정합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per budget line whether it has no in-kind, where its category is paid in cash."""
    return (frame["private_in_kind"] == 0) | ~frame["cash_only"]


def explain(case: Case) -> Violation:
    """Say which category cannot have how much in kind."""
    amount, category = case["private_in_kind"], case["category"]
    kind, cash = case.source("private_in_kind"), case.source("private_cash")
    return Violation(
        at=case.at("budget_lines", "private_in_kind", case["row"]),
        related=(case.at("budget_lines", "category", case["row"]),),
        message=Text(
            f"{particle(category, '은', '는')} 현금으로만 집행하는 비목인데 {particle(kind.ko, '이', '가')} {won(amount)} 있습니다.",
            f"{category} is paid in cash, but has {krw(amount)} of {kind.en}.",
        ),
        fix=Text(
            f"이 칸을 비우고 {won(amount)}을 {particle(cash.ko, '으로', '로')} 옮기거나, 실제로 출연하는 비목의 행에 적으세요.",
            f"Empty this cell and move {krw(amount)} to {cash.en}, or to a line of what is really contributed.",
        ),
        value=amount,
        expected="= 0",
        difference=amount,
        scope=scope_of(case.row, "fiscal_year", "project"),
    )


RULE = Rule(
    code="CSH506",
    name="in-kind-on-cash-category",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="budget_categories",
    needs=("private_in_kind", "cash_only"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
