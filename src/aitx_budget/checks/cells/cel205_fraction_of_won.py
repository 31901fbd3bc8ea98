"""Amounts are whole won.

Why it matters: A fraction of a won cannot be paid, and rounding it here or there makes two sums of one budget.
Bad: {national_header} holds 1234567.5, the rest of a formula.
Good: {national_header} holds 1234568.
Source: Form of the standard workbook: amounts in whole won.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.suggestions import plain_number
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """금액은 원 단위 정수여야 합니다.

왜 중요한가: 1원 미만은 지급할 수 없고, 반올림하는 자리에 따라 같은 예산의 합계가 달라집니다.
잘못된 예: 수식의 결과로 {national_funds}에 1234567.5가 남았습니다.
바른 예: {national_funds}에 1234568을 적었습니다.
근거: 표준 서식의 형식: 금액은 원 단위 정수.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.FRACTION.value


def explain(case: Case) -> Violation:
    """Quote the amount and ask for whole won."""
    fact, place = observation(case), spot(case)
    near = _near(fact.raw)
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 금액 {quoted(fact.raw)}에 1원 미만의 단수가 있어 읽지 않았습니다.",
            f"The amount {quoted(fact.raw)} in {place.en} has a fraction of a won, so it was not read.",
        ),
        fix=Text(
            f"{near.ko} 수식이면 ROUND(…,0)으로 감싸세요.",
            f"{near.en} Wrap a formula in ROUND(…,0).",
        ),
        value=fact.raw,
    )


def _near(raw: str) -> Text:
    """Say which whole amounts are next to what stands there; just that it must be whole where that is not plain."""
    number = plain_number(raw.removesuffix("원"))
    if number is None:
        return Text("원 단위 정수로 고쳐 적으세요.", "Type whole won.")
    less = int(number)
    return Text(
        f"{less:,} 또는 {particle(f'{less + 1:,}', '으로', '로')} 고쳐 적으세요.",
        f"Type {less:,} or {less + 1:,}.",
    )


RULE = Rule(
    code="CEL205",
    name="fraction-of-won",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
