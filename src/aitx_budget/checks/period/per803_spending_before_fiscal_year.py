"""Money is not spent before its fiscal year.

Why it matters: Funds of a fiscal year are paid out in that year at the earliest; there is nothing to spend before.
Bad: A row of fiscal year {year} holds 100,000,000 won in {december_header}.
Good: The same money stands in {january_header}; money of {year_before} may still be spent in {year}.
Source: Form of the standard workbook: the fiscal year is that of the money.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """돈은 그 회계연도가 시작되기 전에 집행할 수 없습니다.

왜 중요한가: 한 회계연도의 재원은 빨라도 그 해에 교부되므로, 그 전에는 집행할 돈이 없습니다.
잘못된 예: {year} 회계연도 행의 {december_header}에 100,000,000원을 적었습니다.
바른 예: {january_header}에 적었습니다. {year_before} 회계연도의 돈은 {year}년에 집행해도 됩니다.
근거: 표준 서식의 형식: 회계연도는 돈의 연도입니다.
"""

_MOST = 3
"""How many months a sentence lists."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of the plan whether no money stands before its fiscal year."""
    return frame["early_fields"].map(len) == 0


def explain(case: Case) -> Violation:
    """Say how much stands in which months."""
    fields = case["early_fields"]
    first, *others = [case.at("monthly_plan", name, case["row"]) for name in fields]
    months = ", ".join(dashed(int(name[1:])) for name in fields[:_MOST])
    more = Text(f" 등 {len(fields)}개월", f" and more, {len(fields)} months in all")
    rest = more if len(fields) > _MOST else Text("", "")
    amount, year = case["early_amount"], int(case["fiscal_year"])
    return Violation(
        at=first,
        related=tuple(others),
        message=Text(
            f"{year} 회계연도의 {won(amount)}을 그 해가 시작되기 전({months}{rest.ko})에 집행할 계획입니다.",
            f"{krw(amount)} of fiscal year {year} is planned before that year begins ({months}{rest.en}).",
        ),
        fix=Text(
            f"{won(amount)}을 {year}년 1월 이후의 월로 옮기거나, 앞선 회계연도의 돈이면 그 회계연도의 행에 적으세요.",
            f"Move {krw(amount)} to January {year} or later, or, if it is money of the earlier fiscal year, into that year's row.",
        ),
        value=amount,
        expected=f">= {year}-01",
        difference=amount,
        scope={"fiscal_year": year, "project": case["project"]},
    )


RULE = Rule(
    code="PER803",
    name="spending-before-fiscal-year",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="plan_rows",
    needs=("early",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
