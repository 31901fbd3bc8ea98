"""The monthly plan has exactly the months of the project period.

Why it matters: The notice sets the total project period; money planned in another month lies outside the agreement, and a lost month hides some.
Bad: The header {last_header} was changed to {header_beyond}, or a column {header_beyond} was added.
Good: One column for each month from the first to the last of the period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dotted
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """월별계획의 월은 총사업기간의 월과 정확히 같아야 합니다.

왜 중요한가: 총사업기간은 공고가 정하므로, 다른 달에 세운 계획은 협약기간을 벗어나며 빠진 달의 금액은 읽을 수 없습니다.
잘못된 예: 머리글 {last_header|을|를} {header_beyond|으로|로} 바꾸었거나 {header_beyond} 열을 더했습니다.
바른 예: 총사업기간의 첫 달부터 마지막 달까지 한 열씩 있습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind; which months there must be is the layout's, from the programme."""
    return frame["seen"] != Seen.ALTERED_MONTHS.value


def explain(case: Case) -> Violation:
    """Say which month was expected in the header, or that it is none of the period's."""
    fact, months = observation(case), case.programme.months
    period = f"{dotted(months[0])}~{dotted(months[-1])}"
    place = str(fact.at) if fact.at else case.layout.tables[fact.table].sheet
    month = f"'{fact.expected}'"
    if fact.expected:
        found = Text(
            f"{particle(quoted(fact.raw), '이라고', '라고')} 적혀 있습니다",
            f"holds {quoted(fact.raw)}",
        )
        absent = Text("없습니다", "is empty or gone")
        said = found if fact.raw else absent
        message = Text(
            f"월별계획의 월 머리글 {month}의 자리({place})에 {said.ko}."
            if fact.raw
            else f"월별계획에 월 머리글 {particle(month, '이', '가')} {said.ko}({place}).",
            f"The header of month {fact.expected} in the monthly plan ({place}) {said.en}.",
        )
        fix = Text(
            f"{place}에 {particle(month, '이라고', '라고')} 적으세요. 총사업기간의 월은 {period}입니다.",
            f"Type '{fact.expected}' into {place}; the period's months are {period}.",
        )
    else:
        message = Text(
            f"월별계획에 총사업기간({period})에 없는 월 {quoted(fact.raw)}의 열이 있습니다({place}).",
            f"The monthly plan has a column for {quoted(fact.raw)} ({place}), which is not a month of the period {period}.",
        )
        fix = Text(
            "이 열의 금액을 총사업기간의 월로 옮기고 열을 지우세요.",
            "Move this column's amounts into the period's months and delete the column.",
        )
    return Violation(
        at=fact.at,
        related=fact.related,
        message=message,
        fix=fix,
        value=fact.raw or None,
        expected=fact.expected or None,
    )


RULE = Rule(
    code="STR109",
    name="altered-month-columns",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("period.first_day", "period.last_day"),
    cites="period.last_day",
)
