"""Formula cells hold the formula of the standard workbook.

Why it matters: A typed number no longer follows its inputs; the sums that are shown then differ from those that are checked.
Bad: 재원합계 holds 1000000 instead of the sum of its sources, or a formula that leaves one of them out.
Good: The cell holds the formula it was handed out with.
Source: Form of the standard workbook: totals are recomputed from the inputs, always.
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

_TYPEABLE = 120
"""Length of the longest formula that one can be asked to type."""

_RELATED = 20
"""How many other cells a finding points to."""

MANUAL_KO = """수식 칸에는 표준 서식의 수식이 그대로 있어야 합니다.

왜 중요한가: 숫자로 덮어쓴 칸은 입력이 바뀌어도 따라 바뀌지 않아, 화면의 합계와 점검한 합계가 달라집니다.
잘못된 예: 재원합계 칸에 합계 수식 대신 1000000을 적었거나, 한 재원이 빠진 수식을 넣었습니다.
바른 예: 배포된 그대로의 수식이 들어 있습니다.
근거: 표준 서식의 형식: 합계는 언제나 입력에서 다시 계산합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether a formula was left alone; an amount that the inputs contradict has a rule of its own."""
    return (frame["seen"] != Seen.CHANGED_FORMULA.value) | frame["contradicted"]


def explain(case: Case) -> Violation:
    """Say what stands there and which formula belongs there."""
    fact, place = observation(case), spot(case)
    more = Text("", "")
    if fact.related:
        count = len(fact.related)
        more = Text(
            f" 이 시트의 다른 수식 칸 {count}개도 바뀌었습니다.",
            f" {count} other formula cells of the sheet differ too.",
        )
    subject = particle(place.ko, "이", "가")
    said = Text(f"{subject} 지워져 비어 있습니다.", f"{place.en} is empty;")
    if fact.raw:
        found = quoted(fact.raw)
        said = Text(
            f"{subject} 바뀌어 {particle(found, '이', '가')} 들어 있습니다.",
            f"{place.en} holds {found};",
        )
    return Violation(
        at=fact.at,
        related=fact.related[:_RELATED],
        message=Text(
            f"수식 칸 {said.ko}{more.ko} 점검에서는 입력값으로 다시 계산한 값을 썼습니다.",
            f"The formula cell {said.en} what is checked is computed from the inputs instead.{more.en}",
        ),
        fix=_fix(fact.expected, in_table=bool(fact.table)),
        value=fact.raw or None,
        expected=fact.expected or None,
    )


def _fix(formula: str, *, in_table: bool) -> Text:
    """Say the formula to type, or where to copy one from that is too long to type."""
    if len(formula) > _TYPEABLE:
        return Text(
            "표준 서식의 같은 칸에서 수식을 복사해 붙여 넣으세요.",
            "Copy the formula from the same cell of the standard workbook.",
        )
    if not in_table:
        return Text(
            f"이 칸에 원래 수식 {particle(formula, '을', '를')} 넣거나, 표준 서식의 같은 칸에서 복사해 붙여 넣으세요.",
            f"Put the formula {formula} back, or copy it from the same cell of the standard workbook.",
        )
    return Text(
        f"이 칸에 원래 수식 {particle(formula, '을', '를')} 넣으세요. 같은 열의 다른 행에서 복사해도 됩니다.",
        f"Put the formula {formula} back, or copy it from another row of the column.",
    )


RULE = Rule(
    code="STR104",
    name="overwritten-formula",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
