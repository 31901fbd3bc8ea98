"""No cell of the workbook shows an error value.

Why it matters: #REF! or #DIV/0! is no amount; everything that adds it up is unknown.
Bad: {national_header} shows #REF! since the row it referred to was deleted.
Good: The cell holds a number, or the formula it was handed out with.
Source: Form of the standard workbook: an error value is not an amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.inputs import inputs
from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Observation, Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """오류 값이 나타나는 칸이 없어야 합니다.

왜 중요한가: #REF!나 #DIV/0!는 금액이 아니므로, 이를 더한 모든 합계를 알 수 없게 됩니다.
잘못된 예: 참조하던 행을 지워 {national_funds}에 #REF!가 나타납니다.
바른 예: 숫자나 배포된 그대로의 수식이 들어 있습니다.
근거: 표준 서식의 형식: 오류 값은 금액이 아닙니다.
"""

_LOST = "#REF!"
_MOST = 5
"""How many inputs a sentence names."""

_TYPED = Text(
    "오류를 일으킨 수식을 고치거나, 맞는 값을 직접 적으세요.",
    "Correct the formula that gives the error, or type the right value.",
)


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.ERROR_VALUE.value


def explain(case: Case) -> Violation:
    """Quote the error, and say where its cause is."""
    fact, place = observation(case), spot(case)
    found = (
        Text("오류가 나는 수식", "the formula that fails")
        if fact.raw.startswith("=")
        else Text("오류 값", "the error")
    )
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}에 {found.ko} {particle(quoted(fact.raw), '이', '가')} 있어 읽을 수 없습니다.",
            f"{place.en} holds {found.en} {quoted(fact.raw)} and cannot be read.",
        ),
        fix=_restored(case, fact) if fact.expected else _TYPED,
        value=fact.raw,
        expected=fact.expected or None,
    )


def _restored(case: Case, fact: Observation) -> Text:
    """Ask for a formula of the layout back, first of all for the inputs where these may be the cause."""
    if _LOST in fact.raw and fact.raw.startswith("="):
        return Text(
            f"수식이 가리키던 칸이 지워졌습니다. 같은 열의 다른 행에서 이 칸으로 수식({fact.expected})을 복사하세요.",
            f"A cell that the formula refers to was deleted: copy the formula ({fact.expected}) from another row of the column.",
        )
    table = case.layout.tables[fact.table]
    names = inputs(table, fact.field)
    several = len(names) > _MOST
    listed = "입력 칸" if several else "·".join(table[name].header for name in names)
    return Text(
        f"수식 칸이므로 값을 직접 적지 마세요. 먼저 이 행의 {particle(listed, '을', '를')} 바로잡은 다음, "
        f"같은 열의 다른 행에서 이 칸으로 수식({fact.expected})을 복사하세요.",
        f"Do not type into this formula cell: first correct {'the inputs' if several else listed} of this row, then copy "
        f"the formula ({fact.expected}) from another row of the column.",
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
