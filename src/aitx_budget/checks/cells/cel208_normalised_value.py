"""Values are typed as numbers, months and codes, without decoration.

Why it matters: A decorated value is read where its meaning is certain, but a spreadsheet program itself does not add up text; this note says what was understood, and whether it matters.
Bad: {national_header} holds the text 1,000,000원.
Good: {national_header} holds the number 1000000.
Source: Form of the standard workbook: values without units or signs of one's own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aitx_budget.checks.inputs import inputs
from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import grouped, observation, quoted, spot, typed, value_text
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.suggestions import plain_number
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind, TableLayout
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Observation, Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """값은 꾸밈 없이 숫자·월·코드 그대로 적는 것이 좋습니다.

왜 중요한가: 뜻이 확실하면 꾸민 값도 읽지만, 엑셀은 글자로 적은 숫자를 더하지 않습니다. 어떻게 읽었는지, 고쳐야 하는지를 알려 드립니다.
잘못된 예: {national_funds}에 '1,000,000원'이라는 글자를 적었습니다.
바른 예: {national_funds}에 숫자 1000000을 적었습니다.
근거: 표준 서식의 형식: 단위나 기호 없는 값.
"""

_NUMBERS = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
_CALCULATED = (Kind.WON, Kind.COUNT, Kind.QUANTITY)
_HUNDRED = 100
_COMPARED = (
    "fiscal_year",
    "project",
    "institution",
    "code",
    "category",
    "source",
    "direct_support",
    "field",
)
"""Fields that 총괄표 compares letter by letter."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.NORMALISED.value


def explain(case: Case) -> Violation:
    """Say what was read as what, and what a worksheet makes of it where it stays."""
    fact, place = observation(case), spot(case)
    table = case.layout.tables[fact.table]
    field = table[fact.field]
    read, wanted = value_text(fact.value, field.kind), typed(fact.value, field.kind)
    lost = _lost(table, field)
    fix = Text(
        f"맞으면 고치지 않아도 됩니다. 다르면 {read.ko} 대신 맞는 값을 적으세요.",
        f"If that is right, nothing needs to be changed; otherwise type the right value in place of {read.en}.",
    )
    if _shows_percent(fact, field):
        fix = Text(
            f"칸의 표시 형식을 '일반'으로 바꾸고 {particle(wanted, '을', '를')} 적으세요. "
            "백분율로 두면 수식이 100분의 1로 계산합니다.",
            f"Set the cell's number format to General and type {wanted}; as a percentage, formulas take a hundredth of it.",
        )
    elif lost:
        fix = _retype(fact, field, lost)
    return Violation(
        at=fact.at,
        message=_message(fact, field, place, read),
        fix=fix,
        value=fact.raw,
        expected=wanted,
        unadded=bool(lost) and _unadded(fact, field),
    )


def _unadded(fact: Observation, field: Field) -> bool:
    """Tell whether no formula can take a text for its number: none adds up texts, and those that multiply read plain ones."""
    return field.amount or (field.kind in _CALCULATED and plain_number(fact.raw) is None)


def _message(fact: Observation, field: Field, place: Text, read: Text) -> Text:
    """Say what was read, and that it is text where a number belongs."""
    raw, as_read = quoted(fact.raw), particle(read.ko, "으로", "로")
    if field.kind not in _NUMBERS or _shows_percent(fact, field):
        return Text(
            f"{place.ko}의 {particle(raw, '을', '를')} {as_read} 읽었습니다.",
            f"{raw} in {place.en} was read as {read.en}.",
        )
    return Text(
        f"{place.ko}의 {particle(raw, '은', '는')} 숫자가 아니라 글자입니다. 점검에서는 {as_read} 읽었습니다.",
        f"{raw} in {place.en} is text, not a number. The checks read it as {read.en}.",
    )


def _shows_percent(fact: Observation, field: Field) -> bool:
    """Tell whether a share is a number in a cell that shows percent: 0.5 for 50."""
    return (
        field.kind is Kind.PERCENT
        and plain_number(fact.raw) == Decimal(fact.value) / _HUNDRED / THOUSANDTHS
    )


def _lost(table: TableLayout, field: Field) -> Text | None:
    """Say what of the workbook itself cannot use the value as it stands; None where nothing looks at it."""
    if field.amount:
        return Text(
            "총괄표는 글자로 적힌 수를 더하지 않으므로 숫자로 고쳐야 판정이 바르게 나옵니다.",
            "총괄표 does not add up text: its verdicts are right only once this is a number.",
        )
    follows = [
        each.header
        for each in table.fields
        if each.formula and field.name in inputs(table, each.name)
    ]
    if follows:
        return Text(
            f"글자로 두면 {particle(follows[0], '이', '가')} 계산되지 않아 총괄표의 판정이 나오지 않을 수 있습니다.",
            f"As text it may keep {follows[0]} from being calculated, and 총괄표 from its verdict.",
        )
    if field.kind is Kind.WON:
        return Text(
            "글자로 두면 총괄표의 점검이 계산되지 않을 수 있습니다.",
            "As text it may keep the checks of 총괄표 from being calculated.",
        )
    if field.name in _COMPARED:
        return Text(
            "그대로 두면 총괄표의 집계에서 빠질 수 있습니다.",
            "As it stands, 총괄표 may leave it out.",
        )
    return None


def _retype(fact: Observation, field: Field, lost: Text) -> Text:
    """Say what to type; a negative number is never what to type."""
    if field.kind in _NUMBERS and fact.value < 0:
        return Text(
            f"음수는 쓸 수 없으니 맞는 수를 숫자로 적으세요. {lost.ko}",
            f"Type the right number, which cannot be below zero. {lost.en}",
        )
    wanted = grouped(fact.value, field.kind)
    if field.kind in _NUMBERS:
        return Text(
            f"이 칸에 {particle(wanted, '을', '를')} 숫자로 적으세요. {lost.ko}",
            f"Type {wanted} as a number. {lost.en}",
        )
    exact = quoted(wanted)
    return Text(
        f"이 칸에 {particle(exact, '이라고', '라고')} 적으세요. {lost.ko}",
        f"Type {exact}. {lost.en}",
    )


RULE = Rule(
    code="CEL208",
    name="normalised-value",
    severity=Severity.NOTE,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
