"""An asset is bought in the fiscal year of its money, or the carry-over is said.

Why it matters: Money of a year that is spent in the next is carried over, which needs approval; money of a year cannot be spent before it.
Bad: 회계연도 {year_before}, 구매예정월 {february}, and nothing is said of it.
Good: The same row with 이월 in 비고, or 구매예정월 {december_before}.
Source: Form of the workbook: the fiscal year is that of the money; carry-over is stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산은 재원의 회계연도에 사야 하며, 이월해서 사면 그 사실을 적어야 합니다.

왜 중요한가: 한 해의 돈을 다음 해에 쓰려면 이월 절차가 필요하고, 다음 해의 돈을 미리 쓸 수는 없습니다.
잘못된 예: 회계연도는 {year_before}, 구매예정월은 {february}인데 이월한다는 말이 없습니다.
바른 예: 비고에 이월이라고 적거나, 구매예정월이 {december_before}입니다.
근거: 표준 서식의 형식: 회계연도는 재원의 연도이며, 이월은 따로 적습니다.
"""


_CARRIED = "이월"
"""The word by which the remarks say that money is carried over."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of the plan whether its month is in its fiscal year, or later with carry-over stated.

    Blanks and months outside the period are other rules'.
    """
    month, year = frame["purchase_month"], frame["fiscal_year"]
    elsewhere = ~month.between(programme.months[0], programme.months[-1]) | (year == 0)
    carried = (month // 100 > year) & frame["remarks"].str.contains(_CARRIED, regex=False)
    return (month // 100 == year) | carried | elsewhere


def explain(case: Case) -> Violation:
    """Say both, and what to do about it."""
    month, year = case["purchase_month"], case["fiscal_year"]
    later, remarks = month // 100 > year, case.header("asset_plan", "remarks")
    return Violation(
        at=case.at("asset_plan", "purchase_month", case["row"]),
        related=(
            case.at("asset_plan", "fiscal_year", case["row"]),
            case.at("asset_plan", "remarks", case["row"]),
        ),
        message=Text(
            f"{year} 회계연도 재원으로 {dashed(month)}에 구매할 예정입니다. "
            + (
                "이월해서 집행한다는 내용이 없습니다."
                if later
                else "다음 해의 재원을 미리 쓸 수는 없습니다."
            ),
            f"This is to be bought in {dashed(month)} with money of fiscal year {year}. "
            + (
                "Carry-over is not mentioned."
                if later
                else "The money of a year cannot be spent before that year."
            ),
        ),
        fix=Text(
            f"{year}년의 달로 고치거나 회계연도를 고치세요."
            + (f" 이월해서 집행한다면 {remarks}에 '{_CARRIED}'이라고 적으세요." if later else ""),
            f"Type a month of {year}, or correct the fiscal year."
            + (
                f" If the money is carried over, write {_CARRIED} (carry-over) in {remarks}."
                if later
                else ""
            ),
        ),
        value=dashed(month),
        expected=f"{year}",
    )


RULE = Rule(
    code="AST605",
    name="purchase-year-mismatch",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="asset_plan",
    needs=("purchase_month", "fiscal_year"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("period.first_day", "period.last_day"),
)
