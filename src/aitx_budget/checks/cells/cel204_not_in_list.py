"""Cells with a list hold one of its choices.

Why it matters: Choices decide which rules apply; a word of one's own cannot be told from a mistake.
Bad: 직접지원 holds 해당, 회계연도 holds {year_outside}.
Good: 직접지원 holds 예, 회계연도 holds {first_year}.
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
잘못된 예: 직접지원에 '해당', 회계연도에 {year_outside|을|를} 적었습니다.
바른 예: 직접지원에 '예', 회계연도에 {first_year|을|를} 골랐습니다.
근거: 표준 서식의 형식: 코드표의 목록.
"""

_PAIR, _FEW, _MOST = 2, 4, 10
"""How many choices are two; are listed beside the nearest; are listed at all."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.NOT_IN_LIST.value


def explain(case: Case) -> Violation:
    """Quote the text, and ask for one of the list."""
    fact, place = observation(case), spot(case)
    field = case.layout.tables[fact.table][fact.field]
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '은', '는')} 목록에 없는 값입니다.",
            f"{quoted(fact.raw)} in {place.en} is not in the list.",
        ),
        fix=_fix(case.layout.lists.get(field.choices, ()), fact.expected),
        value=fact.raw,
        expected=fact.expected or None,
    )


def _fix(choices: tuple[str, ...], near: str) -> Text:
    """Ask for the nearest choice where there is one; list the others as far as a sentence can bear."""
    chosen = _choice_of(choices)
    if not near:
        return Text(f"{chosen.ko} 고르세요.", f"Choose {chosen.en}.")
    suggested = f"'{near}'"
    return Text(
        f"{particle(suggested, '으로', '로')} 고치세요. 다른 뜻이면 {chosen.ko} 고르세요."
        if len(choices) <= _FEW
        else f"{particle(suggested, '으로', '로')} 고치거나, 이 칸의 목록에서 맞는 값을 고르세요.",
        f"Change it to {suggested}; if something else is meant, choose {chosen.en}."
        if len(choices) <= _FEW
        else f"Change it to {suggested}, or choose the right value from the cell's list.",
    )


def _choice_of(choices: tuple[str, ...]) -> Text:
    """Return the words for one of the choices: `'예'와 '아니오' 가운데 하나를`."""
    listed = [f"'{choice}'" for choice in choices]
    if len(listed) > _MOST:
        return Text("이 칸의 목록에서 맞는 값을", "the right value from the cell's list")
    if len(listed) == _PAIR:
        joined = f"{particle(listed[0], '과', '와')} {listed[1]}"
        return Text(f"{joined} 가운데 하나를", f"{listed[0]} or {listed[1]}")
    joined = ", ".join(listed)
    return Text(f"{joined} 가운데 하나를", f"one of {joined}")


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
