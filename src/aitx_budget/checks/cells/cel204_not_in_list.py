"""Cells with a list hold one of its choices.

Why it matters: Choices decide which rules apply; a word of one's own can't be told from a mistake.
Bad: 직접지원 holds 해당, 회계연도 holds 2024.
Good: 직접지원 holds 예, 회계연도 holds 2025.
Source: Form of the standard workbook: its lists (코드표).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """목록이 있는 칸에는 목록의 값을 적어야 합니다.

왜 중요한가: 어떤 기준을 적용할지가 이 값으로 정해지며, 목록에 없는 말은 잘못 적은 것과 구별할 수 없습니다.
잘못된 예: 직접지원에 '해당', 회계연도에 2024를 적었습니다.
바른 예: 직접지원에 '예', 회계연도에 2025를 골랐습니다.
근거: 표준 서식의 형식: 코드표의 목록.
"""

_MOST = 20
"""How many choices a sentence lists."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.NOT_IN_LIST.value


def explain(case: Case) -> Violation:
    """Quote the text, and offer the nearest choice before the list."""
    fact, place = observation(case), spot(case)
    field = case.layout.tables[fact.table][fact.field]
    choices = case.layout.lists.get(field.choices, ())
    listed = ", ".join(f"'{choice}'" for choice in choices[:_MOST])
    rest = (
        Text(f" 등 {len(choices)}개", f" and others, {len(choices)} in all")
        if len(choices) > _MOST
        else Text("", "")
    )
    suggested = f"'{fact.expected}'"
    near = (
        Text(
            f"{particle(suggested, '을', '를')} 뜻한 것이면 그 값을 고르세요. ",
            f"Choose '{fact.expected}' if that was meant. ",
        )
        if fact.expected
        else Text("", "")
    )
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '은', '는')} 목록에 없는 값입니다.",
            f"{quoted(fact.raw)} in {place.en} is not in the list.",
        ),
        fix=Text(
            f"{near.ko}목록의 값은 {listed}{rest.ko}입니다.",
            f"{near.en}The list has {listed}{rest.en}.",
        ),
        value=fact.raw,
        expected=fact.expected or None,
    )


RULE = Rule(
    code="CEL204",
    name="not-in-list",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
