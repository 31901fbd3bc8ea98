"""Amounts, quantities and percentages are numbers that mean one thing.

Why it matters: An amount is only used where it is understood with certainty; one that is not leaves every sum it belongs to open.
Bad: 국비 holds 약 3억, 수량 holds 1,000~2,000, 참여율 holds 0.7.
Good: 국비 holds 300000000, 수량 holds 1500, 참여율 holds 70.
Source: Form of the standard workbook: whole won, quantities with at most three decimals, percentages from 1 to 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.structure import LARGEST_WON, Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """금액·수량·비율은 한 가지로만 읽히는 숫자여야 합니다.

왜 중요한가: 금액은 확실히 읽을 수 있을 때만 쓰며, 읽을 수 없는 칸이 있으면 그 합계를 알 수 없습니다.
잘못된 예: 국비에 '약 3억', 수량에 '1,000~2,000', 참여율에 '0.7'을 적었습니다.
바른 예: 국비에 300000000, 수량에 1500, 참여율에 70을 적었습니다.
근거: 표준 서식의 형식: 금액은 원 단위 정수, 수량은 소수 셋째 자리까지, 참여율은 1~100.
"""

_QUANTITY = Text(
    "단위나 설명 없이 숫자만 적으세요. 소수는 셋째 자리까지 쓸 수 있습니다. 예: 1.5",
    "Type a number alone, without unit or words; up to three decimals, e.g. 1.5",
)
_WANTED = {
    Kind.WON: Text(
        f"원 단위 정수만 적으세요. 예: 1500000 (한 칸에 {won(LARGEST_WON)}까지)",
        f"Type whole won alone, e.g. 1500000 (at most {krw(LARGEST_WON)} in a cell)",
    ),
    Kind.COUNT: Text("정수만 적으세요. 예: 3", "Type a whole number alone, e.g. 3"),
    Kind.QUANTITY: _QUANTITY,
    Kind.PERCENT: Text(
        "1부터 100까지의 수를 퍼센트 단위로 적으세요. 70%이면 70을 적습니다.",
        "Type percent as a number from 1 to 100: 70 for 70 %.",
    ),
}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.NOT_A_NUMBER.value


def explain(case: Case) -> Violation:
    """Quote what stands there and say what is read."""
    fact, place = observation(case), spot(case)
    why = _why(fact.expected)
    wanted = _WANTED.get(case.layout.tables[fact.table][fact.field].kind, _WANTED[Kind.WON])
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '을', '를')} {why.ko}.",
            f"{quoted(fact.raw)} in {place.en} {why.en}.",
        ),
        fix=wanted,
        value=fact.raw,
        expected=fact.expected or None,
    )


def _why(expected: str) -> Text:
    """Say why a cell was not read, from what was expected of it; empty where it is no number at all."""
    if expected.startswith("<= "):
        limit = f"{int(expected.removeprefix('<= ')):,}"
        return Text(
            f"읽지 않았습니다. {limit}보다 큰 수는 쓸 수 없습니다",
            f"is beyond {limit}, so it was not read",
        )
    if expected == "0.001":
        return Text(
            "읽지 않았습니다. 소수는 셋째 자리까지 쓸 수 있습니다",
            "has more than three decimals, so it was not read",
        )
    if expected == "1..100":
        return Text(
            "1부터 100 사이의 비율로 읽을 수 없습니다",
            "can't be read as a percentage from 1 to 100",
        )
    if expected:
        return Text(
            f"읽지 않았습니다. {particle(expected, '이', '가')} 쓸 수 있는 금액보다 커집니다",
            f"makes {expected} larger than an amount may be, so it was not read",
        )
    return Text("숫자로 읽을 수 없습니다", "can't be read as a number")


RULE = Rule(
    code="CEL202",
    name="not-a-number",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
