"""Months and dates are written so that they mean one day.

Why it matters: Money is held against the period by its month; a month that could be two is not guessed.
Bad: 시작월 holds the number {ambiguous_month}, which may be January or October.
Good: 시작월 holds {october}.
Source: Form of the standard workbook: months as {month}, dates as {day}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.suggestions import months_meant
from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.month import dashed
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.examples import examples

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """월과 날짜는 한 가지로만 읽히게 적어야 합니다.

왜 중요한가: 금액은 월을 보고 사업기간과 견주므로, 두 가지로 읽히는 월은 짐작하지 않습니다.
잘못된 예: 시작월에 숫자 {ambiguous_month|을|를} 적어 1월인지 10월인지 알 수 없습니다.
바른 예: 시작월에 {october|을|를} 적었습니다.
근거: 표준 서식의 형식: 월은 {month}, 날짜는 {day}처럼.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.UNREADABLE_DATE.value


def explain(case: Case) -> Violation:
    """Quote what stands there and show the form that is read."""
    fact, place = observation(case), spot(case)
    month = case.layout.tables[fact.table][fact.field].kind is Kind.MONTH
    what = Text("월", "a month") if month else Text("날짜", "a date")
    meant = months_meant(fact.raw, case.programme.months) if month else ()
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '을', '를')} {particle(what.ko, '으로', '로')} 확실히 읽을 수 없습니다.",
            f"{quoted(fact.raw)} in {place.en} cannot be read as {what.en} with certainty.",
        ),
        fix=_fix(case, month=month, meant=meant),
        value=fact.raw,
        expected=meant[0] if len(meant) == 1 else None,
    )


def _fix(case: Case, *, month: bool, meant: tuple[str, ...]) -> Text:
    """Name the months of the period that may be meant, else show the form that is read."""
    if len(meant) == 1:
        return Text(
            f"총사업기간의 달로는 {meant[0]}뿐입니다. 그 달이 맞으면 {particle(meant[0], '을', '를')} 적으세요.",
            f"Within the project period it can only be {meant[0]}: type {meant[0]} if that is right.",
        )
    if meant:
        return Text(
            f"{' 또는 '.join(meant)} 가운데 맞는 달을 적으세요.",
            f"Type the right month: {' or '.join(meant)}.",
        )
    shown = examples(case.programme)
    if not month:
        return Text(
            f"연·월·일을 모두 {shown.day:%Y-%m-%d}처럼 적으세요.",
            f"Type year, month and day, as {shown.day:%Y-%m-%d}.",
        )
    first, last = dashed(case.programme.months[0]), dashed(case.programme.months[-1])
    return Text(
        f"{first}부터 {last}까지의 달을 {dashed(shown.month)}처럼 적으세요.",
        f"Type a month from {first} to {last}, as {dashed(shown.month)}.",
    )


RULE = Rule(
    code="CEL207",
    name="unreadable-date",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
