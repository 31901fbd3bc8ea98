"""No cell of the workbook shows an error value.

Why it matters: #REF! or #DIV/0! is no amount; everything that adds it up is unknown.
Bad: 국비 shows #REF! since the row it referred to was deleted.
Good: The cell holds a number, or the formula it was handed out with.
Source: Form of the standard workbook: an error value is not an amount.
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

MANUAL_KO = """오류 값이 나타나는 칸이 없어야 합니다.

왜 중요한가: #REF!나 #DIV/0!는 금액이 아니므로, 이를 더한 모든 합계를 알 수 없게 됩니다.
잘못된 예: 참조하던 행을 지워 국비에 #REF!가 나타납니다.
바른 예: 숫자나 배포된 그대로의 수식이 들어 있습니다.
근거: 표준 서식의 형식: 오류 값은 금액이 아닙니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.ERROR_VALUE.value


def explain(case: Case) -> Violation:
    """Quote the error, and the formula that belongs there where it is one of ours."""
    fact, place = observation(case), spot(case)
    fix = (
        Text(
            f"이 칸에 원래 수식 {particle(fact.expected, '을', '를')} 넣으세요.",
            f"Put the formula {fact.expected} back.",
        )
        if fact.expected
        else Text(
            "오류를 일으킨 수식을 고치거나, 맞는 값을 직접 적으세요.",
            "Correct the formula that gives the error, or type the right value.",
        )
    )
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}에 오류 값 {particle(quoted(fact.raw), '이', '가')} 있어 읽을 수 없습니다.",
            f"{place.en} shows the error {quoted(fact.raw)} and can't be read.",
        ),
        fix=fix,
        value=fact.raw,
        expected=fact.expected or None,
    )


RULE = Rule(
    code="STR106",
    name="error-value",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
