"""The sources of a line add up to its cost.

Why it matters: A line whose sources differ from its cost is either paid twice or not paid in full; every total above it is wrong too.
Bad: 산출금액 3,000,000 won, with 1,800,000 of {national_funds} and 1,000,000 of {provincial_funds}: 200,000 won are missing.
Good: 1,800,000 of {national_funds} and 1,200,000 of {provincial_funds}.
Source: Arithmetic: the sources of a line are its cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.inputs import basis
from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import adjust
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.checks.origins import Origin
    from aitx_budget.programme.schema import Programme

MANUAL_KO = """한 행의 재원을 모두 더하면 그 행의 금액과 같아야 합니다.

왜 중요한가: 재원 합계가 금액과 다르면 돈이 모자라거나 두 번 잡힌 것이며, 그 위의 모든 합계도 틀리게 됩니다.
잘못된 예: 산출금액은 3,000,000원인데 {national_funds} 1,800,000원과 {provincial_funds} 1,000,000원뿐이어서 200,000원이 모자랍니다.
바른 예: {national_funds} 1,800,000원과 {provincial_funds} 1,200,000원입니다.
근거: 산술: 한 행의 재원 합계는 그 행의 금액입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per line whether its sources add up to its cost, or to the cost that was typed over the formula."""
    return (frame["funding"] == frame["cost"]) | (frame["funding"] == frame["accepted"])


def explain(case: Case) -> Violation:
    """Say both amounts and by how much the sources must change."""
    table, row, cost, funding = case["table"], case["row"], case["cost"], case["funding"]
    names = [name for name in SOURCES if name in case.layout.tables[table].by_name]
    sources = "·".join(case.header(table, name) for name in names)
    header, gap = case.header(table, "cost"), abs(cost - funding)
    total = Text(f"재원({sources}) 합계", f"the sources ({sources})")
    change = adjust(total, funding, cost)
    verb = ("모자랍니다", "short") if funding < cost else ("많습니다", "too much")
    likely = _likely(case)
    pointed = likely.source if likely else "national_funds"
    others = (name for name in names if name != pointed)
    return Violation(
        at=case.at(table, pointed, row),
        related=(case.at(table, "cost", row), *(case.at(table, name, row) for name in others)),
        message=Text(
            f"이 행의 재원 합계가 {won(funding)}으로 {header} {won(cost)}보다 {won(gap)} {verb[0]}.",
            f"The sources of this line add up to {krw(funding)}, but its cost is {krw(cost)}: {krw(gap)} {verb[1]}.",
        ),
        fix=_after_source(case, likely, _fix(case, change)),
        value=funding,
        expected=f"= {cost}",
        difference=gap,
    )


def _likely(case: Case) -> Origin | None:
    """Return what is known of a budget line of which other sheets tell the source that is off; else None."""
    if case["table"] != "budget_lines":
        return None
    return next((each for each in case.origins if each.row == case["row"] and each.source), None)


def _after_source(case: Case, likely: Origin | None, fix: Text) -> Text:
    """Return a cure, after the one source in which the sheets that hold it are off by just what the line is."""
    if likely is None:
        return fix
    source, at = case.source(likely.source), case.at("budget_lines", likely.source, likely.row)
    cell = at.a1 if at else ""
    sheets = "·".join(case.layout.tables[name].sheet for name in likely.told)
    budget, gap = case.layout.tables["budget_lines"].sheet, abs(likely.gap)
    more, lost = (
        ("많습니다", "에서 {}이 빠지지") if likely.gap < 0 else ("적습니다", "에 {}을 더 적지")
    )
    lost = lost.format(won(gap))
    above, less = ("above", "is missing from") if likely.gap < 0 else ("below", "is too much in")
    return Text(
        f"{particle(sheets, '은', '는')} {particle(source.ko, '이', '가')} {budget}보다 꼭 {won(gap)} {more}. {source.ko}({cell}){lost} 않았는지부터 "
        f"보세요. 그렇지 않으면, {fix.ko}",
        f"In {source.en}, {sheets} have just {krw(gap)} {above} {budget}: first see whether {krw(gap)} {less} {cell}. If not: {fix.en}",
    )


def _fix(case: Case, change: Text) -> Text:
    """Ask for other sources or another cost; of a purchase what the budget has of it tells which of them is wrong."""
    columns = basis(case.layout.tables[case["table"]])
    corrected = f"{particle(columns.ko, '을', '를')} 고치세요."
    if case["table"] != "asset_plan":
        return Text(
            f"{change.ko} 재원이 맞다면 {corrected}",
            f"{change.en} If they are right, correct {columns.en}.",
        )
    budget = case.layout.tables["budget_lines"].sheet
    return Text(
        f"재원이 {budget}에 적은 재원과 같으면 {corrected} 다르면 {change.ko}",
        f"If the sources agree with {budget}, correct {columns.en}. If they do not, {change.en[:1].lower()}{change.en[1:]}",
    )


RULE = Rule(
    code="SUM302",
    name="line-funding-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="funding_lines",
    needs=("funding",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
