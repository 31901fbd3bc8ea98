"""Money that is to be spent after its fiscal year is known as carry-over.

Why it matters: Carry-over is allowed but has to be arranged with the agency; this note gives the amount.
Bad: 300,000,000 won of fiscal year {year_before} are planned for {year} and nobody has said so.
Good: The carry-over of 300,000,000 won is agreed, or the money is spent in {year_before}.
Source: Form of the standard workbook: FY{year_before} money may be spent into {year} (carry-over).
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

MANUAL_KO = """회계연도를 넘겨 집행할 돈은 이월로 관리합니다.

왜 중요한가: 이월은 할 수 있지만 전담기관과 미리 협의해야 하므로, 그 금액을 알려 드립니다.
잘못된 예: {year_before} 회계연도의 300,000,000원을 {year}년에 집행할 계획인데 알리지 않았습니다.
바른 예: 300,000,000원의 이월을 협의했거나, {year_before}년에 집행하도록 계획했습니다.
근거: 표준 서식의 형식: {year_before}년 재원은 {year}년에 이월하여 집행할 수 있습니다.
"""

_MOST = 3
"""How many months a sentence lists."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of the plan whether no money stands after its fiscal year."""
    return frame["late_fields"].map(len) == 0


def explain(case: Case) -> Violation:
    """Say how much is carried over into which months."""
    fields = case["late_fields"]
    cells = [case.at("monthly_plan", name, case["row"]) for name in fields]
    months = ", ".join(dashed(int(name[1:])) for name in fields[:_MOST])
    more = Text(f" 등 {len(fields)}개월", f" and more, {len(fields)} months in all")
    rest = more if len(fields) > _MOST else Text("", "")
    amount, year = case["late_amount"], int(case["fiscal_year"])
    return Violation(
        at=case.at("monthly_plan", "source", case["row"]),
        related=tuple(cells),
        message=Text(
            f"단위사업 {case['project']}의 {year} 회계연도 {case['source']} {won(amount)}을 다음 해({months}{rest.ko})로 이월하여 집행할 계획입니다.",
            f"{krw(amount)} of fiscal year {year} in unit project {case['project']} is planned for the following year ({months}{rest.en}): carry-over.",
        ),
        fix=Text(
            f"이월할 계획이 맞으면 고치지 않아도 됩니다. 아니면 {won(amount)}을 {year}년의 월로 옮기세요.",
            f"If the carry-over is intended, nothing needs to be changed; otherwise move {krw(amount)} into the months of {year}.",
        ),
        value=amount,
        difference=amount,
        scope={"fiscal_year": year, "project": case["project"]},
    )


RULE = Rule(
    code="PER804",
    name="carry-over-planned",
    severity=Severity.NOTE,
    authority=Authority.ARITHMETIC,
    view="plan_rows",
    needs=("late",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
