"""Unit projects and the agreement lie within the total project period.

Why it matters: The notice sets the period; what lies outside it cannot be paid from this programme.
Bad: 종료월 of a unit project is {month_far_beyond}.
Good: 종료월 is {last_month}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, value_text
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """단위사업의 기간과 협약일은 총사업기간 안에 있어야 합니다.

왜 중요한가: 총사업기간은 공고가 정하며, 이를 벗어난 사업에는 이 사업비를 쓸 수 없습니다.
잘못된 예: 단위사업의 종료월이 {month_far_beyond}입니다.
바른 예: 종료월이 {last_month}입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per date whether its month is one of the period's."""
    first, last = programme.months[0], programme.months[-1]
    return (frame["month"] >= first) & (frame["month"] <= last)


def explain(case: Case) -> Violation:
    """Say the date and the period."""
    table, field = case["table"], case["field"]
    at = case.at(table, field, 0 if case.layout.tables[table].form else case["row"])
    place = named(case, table, field, at)
    when = value_text(case["value"], case.layout.tables[table][field].kind)
    first, last = dashed(case.programme.months[0]), dashed(case.programme.months[-1])
    return Violation(
        at=at,
        message=Text(
            f"{place.ko}의 {particle(when.ko, '은', '는')} 총사업기간({first}~{last})을 벗어납니다.",
            f"{when.en} in {place.en} lies outside the total project period ({first} to {last}).",
        ),
        fix=Text(
            f"{first}부터 {last} 사이로 고치세요.",
            f"Change it to lie between {first} and {last}.",
        ),
        value=when.ko,
        expected=f"{first}..{last}",
    )


RULE = Rule(
    code="PER801",
    name="project-outside-period",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="planned_dates",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("period.first_day", "period.last_day"),
    cites="period.last_day",
)
