"""Amounts, quantities and percentages are numbers that mean one thing.

Why it matters: An amount is only used where it is understood with certainty; one that is not leaves every sum it belongs to open.
Bad: {national_header} holds 약 3억, 수량 holds 1,000~2,000, 참여율 holds 0.7.
Good: {national_header} holds 300000000, 수량 holds 1500, 참여율 holds 70.
Source: Form of the standard workbook: whole won, quantities with at most three decimals, percentages from 1 to 100.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aitx_budget.checks.inputs import inputs
from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import amount_text, observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.suggestions import (
    numbers_meant,
    plain,
    plain_number,
    says_nothing,
    share_meant,
    thousandths_meant,
)
from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Observation, Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """금액·수량·비율은 한 가지로만 읽히는 숫자여야 합니다.

왜 중요한가: 금액은 확실히 읽을 수 있을 때만 쓰며, 읽을 수 없는 칸이 있으면 그 합계를 알 수 없습니다.
잘못된 예: {national_funds}에 '약 3억', 수량에 '1,000~2,000', 참여율에 '0.7'을 적었습니다.
바른 예: {national_funds}에 300000000, 수량에 1500, 참여율에 70을 적었습니다.
근거: 표준 서식의 형식: 금액은 원 단위 정수, 수량은 소수 셋째 자리까지, 참여율은 1~100.
"""

_DECIMALS, _SHARES = "0.001", "1..100"
"""What intake expects of a number with too many decimals, and of a percentage."""

_HUNDRED = 100

_QUANTITY = Text(
    "단위나 설명 없이 숫자만 적으세요. 소수는 셋째 자리까지 쓸 수 있습니다. 예: 1.5",
    "Type a number alone, without unit or words; up to three decimals, e.g. 1.5.",
)
_NOTHING = Text("없으면 칸을 비워 두세요.", "Where there is none, leave the cell blank.")
_WANTED = {
    Kind.WON: Text(
        "단위나 설명 없이 원 단위 정수만 적으세요. 예: 1,500,000",
        "Type whole won alone, without unit or words, e.g. 1,500,000.",
    ),
    Kind.COUNT: Text("정수만 적으세요. 예: 3", "Type a whole number alone, e.g. 3."),
    Kind.QUANTITY: _QUANTITY,
    Kind.PERCENT: Text(
        "1부터 100까지의 수를 퍼센트 단위로 적으세요. 70%를 뜻하면 70을 적습니다.",
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
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '을', '를')} {why.ko}.",
            f"{quoted(fact.raw)} in {place.en} {why.en}.",
        ),
        fix=_fix(case, fact),
        value=fact.raw,
        expected=fact.expected or None,
    )


def _fix(case: Case, fact: Observation) -> Text:
    """Say what to type: the very number where it can be computed, else the form of it."""
    table = case.layout.tables[fact.table]
    kind = table[fact.field].kind
    product = next((each for each in table.fields if each.header == fact.expected), None)
    if product is not None:
        headers = "·".join(table[name].header for name in inputs(table, product.name))
        return Text(
            f"{headers}에 0을 더 적지 않았는지 확인해 고치세요.",
            f"See whether a zero too many was typed in {headers}, and correct it.",
        )
    if fact.expected.startswith("<= "):
        limit = f"{int(fact.expected.removeprefix('<= ')):,}"
        return Text(
            f"0을 더 적지 않았는지 확인하고, {limit} 이하의 수를 적으세요.",
            f"See whether a zero too many was typed, and type at most {limit}.",
        )
    if says_nothing(fact.raw) and not table[fact.field].required:
        return _NOTHING
    return _meant(fact, kind) or _WANTED[kind]


def _meant(fact: Observation, kind: Kind) -> Text | None:
    """Say the number to type, where one or a choice of few can be computed from what stands there."""
    if fact.expected == _DECIMALS:
        kept = thousandths_meant(fact.raw)
        return None if kept is None else _kept(kept)
    if kind is Kind.PERCENT:
        return _share(fact.raw)
    numbers = numbers_meant(fact.raw, kind)
    if len(numbers) == 1:
        said = amount_text(int(numbers[0]), kind) if kind is Kind.WON else None
        return _one(said or Text(f"{numbers[0]:,}", f"{numbers[0]:,}"), numbers[0])
    return _several([f"{each:,}" for each in numbers]) if numbers else None


def _share(raw: str) -> Text | None:
    """Say the percentage that `0.7` may mean; a number from 1 to 100 is unread only in a cell that shows percent."""
    share, typed = share_meant(raw), plain_number(raw)
    if share is not None:
        return _one(Text(f"{share}%", f"{share} %"), share)
    if typed is not None and 1 < typed <= _HUNDRED:
        shown = plain(typed * _HUNDRED)
        return Text(
            f"칸의 표시 형식이 백분율이어서 {shown}%가 됩니다. {typed}%라고 적으세요.",
            f"The cell shows percent, so that this is {shown} %: type {typed}%.",
        )
    return None


def _kept(number: Decimal) -> Text:
    return Text(
        f"소수 셋째 자리까지 반올림한 {particle(str(number), '을', '를')} 적으세요.",
        f"Type {number}, rounded to three decimals.",
    )


def _one(said: Text, number: int | Decimal) -> Text:
    shown = f"{number:,}"
    return Text(
        f"{particle(said.ko, '을', '를')} 뜻하면 숫자 {particle(shown, '을', '를')} 적으세요.",
        f"If {said.en} is meant, type the number {shown}.",
    )


def _several(numbers: list[str]) -> Text:
    return Text(
        f"{particle(' 또는 '.join(numbers), '으로', '로')} 정해 숫자 하나만 적으세요.",
        f"Decide on {' or '.join(numbers)}, and type that one number.",
    )


def _why(expected: str) -> Text:
    """Say why a cell was not read, from what was expected of it; empty where it is no number at all."""
    if expected.startswith("<= "):
        limit = f"{int(expected.removeprefix('<= ')):,}"
        return Text(
            f"읽지 않았습니다. {limit}보다 큰 수는 쓸 수 없습니다",
            f"is beyond {limit}, so it was not read",
        )
    if expected == _DECIMALS:
        return Text(
            "읽지 않았습니다. 소수는 셋째 자리까지 쓸 수 있습니다",
            "has more than three decimals, so it was not read",
        )
    if expected == _SHARES:
        return Text(
            "1부터 100 사이의 비율로 읽을 수 없습니다",
            "cannot be read as a percentage from 1 to 100",
        )
    if expected:
        return Text(
            f"읽지 않았습니다. {particle(expected, '이', '가')} 쓸 수 있는 금액보다 커집니다",
            f"makes {expected} larger than an amount may be, so it was not read",
        )
    return Text("숫자로 읽을 수 없습니다", "cannot be read as a number")


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
