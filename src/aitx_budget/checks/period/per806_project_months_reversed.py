"""A unit project does not end before it begins.

Why it matters: With its months the wrong way round a project has no month at all, and its spending cannot be held against them.
Bad: 시작월 is {month_later} and 종료월 is {month}.
Good: 시작월 is {month} and 종료월 is {month_later}.
Source: Arithmetic: the last month is not before the first.
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

MANUAL_KO = """단위사업의 종료월은 시작월보다 앞설 수 없습니다.

왜 중요한가: 시작월과 종료월이 뒤바뀌면 사업기간이 없는 셈이 되어 집행 계획과 맞추어 볼 수 없습니다.
잘못된 예: 시작월이 {month_later}, 종료월이 {month}입니다.
바른 예: 시작월이 {month}, 종료월이 {month_later}입니다.
근거: 산술: 종료월은 시작월과 같거나 그 뒤입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per unit project whether its months are in order."""
    return frame["first_month"] <= frame["last_month"]


def explain(case: Case) -> Violation:
    """Say both months."""
    first, last = dashed(case["first_month"]), dashed(case["last_month"])
    return Violation(
        at=case.at("unit_projects", "last_month", case["row"]),
        related=(case.at("unit_projects", "first_month", case["row"]),),
        message=Text(
            f"단위사업 {case['project']}의 종료월({last})이 시작월({first})보다 앞섭니다.",
            f"Unit project {case['project']} ends ({last}) before it begins ({first}).",
        ),
        fix=Text(
            "시작월과 종료월 가운데 잘못 적은 것을 고치세요. 뒤바뀌었으면 서로 바꾸세요.",
            "Correct whichever month is wrong; if they were swapped, exchange them.",
        ),
        value=last,
        expected=f">= {first}",
        scope={"project": case["project"]},
    )


RULE = Rule(
    code="PER806",
    name="project-months-reversed",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="project_months",
    needs=("first_month", "last_month"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
