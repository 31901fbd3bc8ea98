"""A unit project's money is spent while the project runs.

Why it matters: Spending before a project begins or after it ends is mostly a wrong month in one of the two sheets.
Bad: P02 runs from {fourth_month}, and 월별계획 spends 50,000,000 won of it in {second_month}.
Good: The money is planned from {fourth_month} on, or 시작월 is {second_month}.
Source: Form of the standard workbook: 월별계획 follows the months of 단위사업.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.declared import project_cell
from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """단위사업의 돈은 그 사업의 기간에 집행하도록 계획해야 합니다.

왜 중요한가: 시작 전이나 종료 뒤의 집행은 두 시트 가운데 한 곳의 월을 잘못 적은 경우가 대부분입니다.
잘못된 예: P02는 {fourth_month}에 시작하는데 월별계획에서 {second_month}에 50,000,000원을 집행합니다.
바른 예: {fourth_month}부터 집행하거나, 시작월을 {second_month|으로|로} 고쳤습니다.
근거: 표준 서식의 형식: 월별계획은 단위사업의 기간을 따릅니다.
"""

_MOST = 3
"""How many months a sentence lists."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of the plan whether no money stands outside its project's months."""
    return frame["outside_fields"].map(len) == 0


def explain(case: Case) -> Violation:
    """Say how much stands in which months, and when the project runs."""
    fields = case["outside_fields"]
    first, *others = [case.at("monthly_plan", name, case["row"]) for name in fields]
    months = ", ".join(dashed(int(name[1:])) for name in fields[:_MOST])
    more = Text(f" 등 {len(fields)}개월", f" and more, {len(fields)} months in all")
    rest = more if len(fields) > _MOST else Text("", "")
    amount, project = case["outside_amount"], case["project"]
    runs = f"{dashed(case['first_month'])}~{dashed(case['last_month'])}"
    return Violation(
        at=first,
        related=(*others, project_cell(case, "last_month") if _over_before(case) else None),
        message=Text(
            f"단위사업 {project}의 기간은 {runs}인데, 그 밖의 월({months}{rest.ko})에 {won(amount)}을 집행할 계획입니다.",
            f"Unit project {project} runs {runs}, but {krw(amount)} is planned outside those months ({months}{rest.en}).",
        ),
        fix=_prolonged(case)
        if _over_before(case)
        else Text(
            f"{won(amount)}을 사업기간의 월로 옮기거나, 단위사업의 시작월·종료월을 고치세요.",
            f"Move {krw(amount)} into the project's months, or correct the project's first and last month.",
        ),
        value=amount,
        expected=runs,
        difference=amount,
        scope={"fiscal_year": int(case["fiscal_year"]), "project": project},
    )


def _over_before(case: Case) -> bool:
    """Tell whether the project ends before the money's fiscal year begins: no month of it could hold the money."""
    return bool(case["last_month"] // 100 < case["fiscal_year"])


def _prolonged(case: Case) -> Text:
    """Ask for a later last month: moved into the project's months, the money would be spent before its fiscal year."""
    cell, last = project_cell(case, "last_month"), dashed(case["last_month"])
    year, header = case["fiscal_year"], case.header("unit_projects", "last_month")
    place = f"({cell})" if cell else ""
    return Text(
        f"{header}{place}부터 보세요. 사업이 {last}에 끝나 {year} 회계연도의 돈을 쓸 달이 없습니다. 사업이 더 이어지면 {particle(header, '을', '를')} 고치고, "
        "아니면 이 행의 회계연도나 사업코드를 고치세요.",
        f"First look at the last month of the project {place}: it ends in {last}, before any month of fiscal year {year}. If it goes "
        "on, correct that month; otherwise correct this row's fiscal year or project.",
    )


RULE = Rule(
    code="PER802",
    name="spending-outside-project",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="plan_rows",
    needs=("outside",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
