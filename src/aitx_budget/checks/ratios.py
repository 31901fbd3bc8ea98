"""How a ratio is held against a threshold, and how a shortfall and its smallest cure are told.

Every comparison is a cross-multiplication of whole won. For a minimum the shortfall is
`least(threshold, whole) - part`; for a maximum it is `part - most(threshold, whole)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitx_budget.checks.rule import Case, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Measure, Severity
from aitx_budget.model.money import Ratio, krw, share, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

_RELATED = 10
"""How many of a scope's largest lines a ratio finding points to beside its own cell."""


def at_least(part: pd.Series, whole: pd.Series, ratio: Ratio) -> pd.Series:
    """Tell per row whether `part` is at least `ratio` of `whole`; both hold Python whole numbers."""
    return part * ratio.denominator >= whole * ratio.numerator


def at_most(part: pd.Series, whole: pd.Series, ratio: Ratio) -> pd.Series:
    """Tell per row whether `part` is at most `ratio` of `whole`."""
    return part * ratio.denominator <= whole * ratio.numerator


def switched_on(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of a frame with `kind` whether the programme judges that kind of scope."""
    off = [
        kind
        for kind in ("total", "fiscal_year", "project")
        if scope_severity(kind, programme) is None
    ]
    return ~frame["kind"].isin(off)


def scope_severity(kind: str, programme: Programme) -> Severity | None:
    """Return how much a ratio weighs over a kind of scope; None where it is switched off."""
    value = getattr(programme.matching, f"{kind}_severity").value
    return value if isinstance(value, Severity) else None


def rounding_only(shortfall: int, programme: Programme) -> bool:
    """Tell whether a shortfall in won is no larger than the rounding tolerance."""
    return shortfall <= programme.matching.rounding_tolerance.value


def eased(severity: Severity, shortfall: int, programme: Programme) -> Severity:
    """Lower an error to a warning where only rounding is amiss."""
    if severity is Severity.ERROR and rounding_only(shortfall, programme):
        return Severity.WARNING
    return severity


def rounding_note(shortfall: int, programme: Programme) -> Text:
    """Return the words that mark a shortfall as rounding only; empty otherwise."""
    if not rounding_only(shortfall, programme):
        return Text("", "")
    tolerance = programme.matching.rounding_tolerance.value
    return Text(
        f" 허용 오차 {won(tolerance)} 이내의 단수 차이입니다.",
        f" This is rounding only, within {krw(tolerance)}.",
    )


def to_raise(part: int, whole: int, ratio: Ratio) -> int:
    """Return the least won that, added to the part (and so to the whole), reaches a minimum ratio below 1."""
    missing = ratio.numerator * whole - ratio.denominator * part
    return max(0, -(-missing // (ratio.denominator - ratio.numerator)))


def to_cut(part: int, whole: int, ratio: Ratio) -> int:
    """Return the least won that, taken from the rest of the whole, reaches a minimum ratio above 0."""
    missing = ratio.numerator * whole - ratio.denominator * part
    return max(0, -(-missing // ratio.numerator))


def scope_of(row: Any) -> dict[str, Any]:
    """Return what a scoped row is about: nothing for the whole budget."""
    if row["kind"] == "fiscal_year":
        return {"fiscal_year": int(row["fiscal_year"])}
    return {"project": row["project"]} if row["kind"] == "project" else {}


def scope_words(scope: dict[str, Any]) -> Text:
    """Return a scope as the opening of a sentence."""
    if "fiscal_year" in scope:
        return Text(f"{scope['fiscal_year']} 회계연도의", f"In fiscal year {scope['fiscal_year']}")
    if "project" in scope:
        return Text(f"단위사업 {scope['project']}의", f"In unit project {scope['project']}")
    return Text("전체 예산의", "Over the whole budget")


def scope_lines(case: Case, scope: dict[str, Any], name: str) -> tuple[CellRef | None, ...]:
    """Return the cells of amount `name` on the scope's largest budget lines, the largest first."""
    table = case.submission.tables["budget_lines"] if case.submission else None
    if table is None:
        return ()
    amounts = table.values[name]
    positions = [
        position
        for position, amount in enumerate(amounts)
        if amount and all(table.values[key][position] == value for key, value in scope.items())
    ]
    positions.sort(key=lambda position: (-amounts[position], table.rows[position]))
    return tuple(
        case.at("budget_lines", name, table.rows[position])
        for position in positions[: _RELATED + 1]
    )


def below_minimum(
    case: Case, *, what: Text, raised: Text, found: int, threshold: Ratio
) -> Violation:
    """Tell that a part of the budget is below its minimum ratio over the row's scope.

    Args:
        case: a row of `funding_scopes`.
        what: the part that is too small.
        raised: what can be raised.
        found: the part in won.
        threshold: the minimum.
    """
    programme, whole, scope = case.programme, case["total"], scope_of(case.row)
    shortfall = threshold.least(whole) - found
    more, less = to_raise(found, whole, threshold), to_cut(found, whole, threshold)
    national, opening, note = (
        case.source("national_funds"),
        scope_words(scope),
        rounding_note(shortfall, programme),
    )
    ko = particle(what.ko, "이", "가")
    lines = scope_lines(case, scope, "national_funds")
    severity = scope_severity(case["kind"], programme) or Severity.NOTE
    return Violation(
        at=lines[0] if lines else case.at("budget_lines", "national_funds", case["row"]),
        related=lines[1:],
        message=Text(
            f"{opening.ko} {ko} {won(found)}으로 총사업비 {won(whole)}의 {share(found, whole)}입니다. "
            f"{threshold.percent()} 이상이려면 {won(shortfall)}이 부족합니다.{note.ko}",
            f"{opening.en}, {what.en[0].lower()}{what.en[1:]} come to {krw(found)}, {share(found, whole)} of the total "
            f"project cost of {krw(whole)}: {krw(shortfall)} short of {threshold.percent()}.{note.en}",
        ),
        fix=Text(
            f"{particle(raised.ko, '을', '를')} {won(more)} 늘리거나 {particle(national.ko, '을', '를')} {won(less)} 줄이세요. "
            f"총사업비를 그대로 두려면 {national.ko} {won(shortfall)}을 {particle(raised.ko, '으로', '로')} 바꾸세요.",
            f"Raise {raised.en} by {krw(more)}, or cut {national.en} by {krw(less)}; to keep the total project cost, "
            f"move {krw(shortfall)} of {national.en} to {raised.en}.",
        ),
        value=found,
        expected=f">= {threshold.least(whole)}",
        measure=Measure(found, whole, threshold, shortfall),
        scope=scope,
        severity=eased(severity, shortfall, programme),
    )
