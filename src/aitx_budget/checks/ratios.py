"""How a part is held against its whole, and how a shortfall and its smallest cure are told.

Every comparison is a cross-multiplication of whole won. For a minimum the shortfall is
`least(threshold, whole) - part`; for a maximum it is `part - most(threshold, whole)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aitx_budget.checks.inputs import basis
from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.origins import after, lead, of_ratio
from aitx_budget.checks.phrases import about, scope_of
from aitx_budget.checks.rule import Case, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Measure, Severity
from aitx_budget.model.money import Ratio, krw, share, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

NO_WORDS = Text("", "")

_WHOLE = Text(
    " 공고는 이 비율을 총사업비 전체에 정했으므로 오류는 아닙니다.",
    " The notice sets this share for the whole budget, so this is not an error.",
)

_OTHER = Text("다른 재원", "other sources")


def at_least(part: pd.Series, whole: pd.Series, ratio: Ratio) -> pd.Series:
    """Tell per row whether `part` is at least `ratio` of `whole`; both hold Python whole numbers."""
    return part * ratio.denominator >= whole * ratio.numerator


def at_most(part: pd.Series, whole: pd.Series, ratio: Ratio) -> pd.Series:
    """Tell per row whether `part` is at most `ratio` of `whole`; both hold Python whole numbers."""
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
        return NO_WORDS
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


@dataclass(frozen=True)
class Held:
    """A part that breaks a ratio, in figures, cells and words.

    Attributes:
        part, whole: won.
        threshold: the least or the largest share of `whole` that `part` may be.
        opening: whose part it is, e.g. `단위사업 P01의`.
        named, of: what the part and the whole are called.
        raised, cut: what is raised, or cut, to cure it.
        cuttable: how many won of `cut` there are.
        cells: the cell to change and those related, the largest amounts first.
        severity: unless only rounding is amiss.
        scope: identifiers of what is judged.
        bound: what the threshold is called, where it is neither a minimum nor a maximum.
        remark: a sentence to add, with a space before it.
        kept: the whole is bound by other rules, so that nothing may be added to it or taken from it.
        along: a sentence on what must be changed along with it, with a space before it.
        origin: the worksheet row of the line that, put right, may cure it; its cells are pointed to first. 0 for none.
        lead: what to look at first because of that line; None where there is none.
    """

    part: int
    whole: int
    threshold: Ratio
    opening: Text
    named: Text
    of: Text
    raised: Text
    cut: Text
    cuttable: int
    cells: tuple[CellRef | None, ...]
    severity: Severity = Severity.ERROR
    scope: Mapping[str, Any] = field(default_factory=dict)
    bound: Text = NO_WORDS
    remark: Text = NO_WORDS
    kept: bool = False
    along: Text = NO_WORDS
    origin: int = 0
    lead: Text | None = None


def below_minimum(held: Held, programme: Programme) -> Violation:
    """Tell that a part is smaller than its least share, and the smallest changes that cure it."""
    least = held.threshold.least(held.whole)
    gap = least - held.part
    return _told(
        held,
        programme,
        gap,
        f">= {least}",
        Text(
            f"{held.bound.ko or '최소'} {held.threshold.percent()}인 {won(least)}보다 {won(gap)} 모자랍니다.",
            f"The {held.bound.en or 'minimum'} of {held.threshold.percent()} is {krw(least)}: {krw(gap)} short.",
        ),
        cure(held, held.part, held.threshold),
    )


def above_maximum(held: Held, programme: Programme) -> Violation:
    """Tell that a part is larger than its largest share, and the smallest changes that cure it."""
    most = held.threshold.most(held.whole)
    gap = held.part - most
    return _told(
        held,
        programme,
        gap,
        f"<= {most}",
        Text(
            f"{held.bound.ko or '최대'} {held.threshold.percent()}인 {won(most)}보다 {won(gap)} 많습니다.",
            f"The {held.bound.en or 'maximum'} of {held.threshold.percent()} is {krw(most)}: {krw(gap)} too much.",
        ),
        cure(held, held.whole - held.part, held.threshold.complement),
        up=True,
    )


def _told(
    held: Held,
    programme: Programme,
    gap: int,
    expected: str,
    verdict: Text,
    fix: Text,
    *,
    up: bool = False,
) -> Violation:
    """Put a broken ratio together."""
    note, cells = rounding_note(gap, programme), _of_origin_first(held)
    named = particle(held.named.ko, "이", "가")
    portion = share(held.part, held.whole, up=up)
    opening = opened(f"{held.opening.en} {held.named.en}".strip())
    return Violation(
        at=cells[0],
        related=cells[1:],
        message=Text(
            f"{held.opening.ko} {named} {won(held.part)}으로 {held.of.ko} {won(held.whole)}의 "
            f"{portion}입니다. {verdict.ko}{note.ko}{held.remark.ko}".strip(),
            f"{opening}: {krw(held.part)}, which is {portion} of {held.of.en} ({krw(held.whole)}). "
            f"{verdict.en}{note.en}{held.remark.en}",
        ),
        fix=after(held.lead, fix),
        value=held.part,
        expected=expected,
        measure=Measure(held.part, held.whole, held.threshold, gap),
        scope=held.scope,
        severity=eased(held.severity, gap, programme),
    )


def _of_origin_first(held: Held) -> tuple[CellRef | None, ...]:
    """Return the cells, those of the line that the finding may come of before the others."""
    return tuple(sorted(held.cells, key=lambda cell: cell is None or cell.row != held.origin))


def cure(held: Held, part: int, ratio: Ratio) -> Text:
    """Return the smallest changes by which `part` reaches its least share `ratio` of the whole.

    To raise the part and to cut something else change the whole; to move won from one to the other doesn't.
    A change that cannot be made is left out: there must be enough to cut, and nothing but everything reaches 100 %.
    """
    raised, of = held.raised, held.of
    moved = ratio.least(held.whole) - part
    giver = held.cut if moved <= held.cuttable else _OTHER
    move = Text(
        f"{giver.ko} {won(moved)}을 {particle(raised.ko, '으로', '로')} 바꾸세요.{held.along.ko}",
        f"move {krw(moved)} of {giver.en} to {raised.en}.{held.along.en}",
    )
    if held.kept:
        return Text(move.ko, opened(move.en))
    change = _resized(held, part, ratio)
    return Text(
        f"{change.ko}{particle(of.ko, '을', '를')} 그대로 두려면 {move.ko}",
        opened(f"{change.en}to keep {of.en}, {move.en}"),
    )


def _resized(held: Held, part: int, ratio: Ratio) -> Text:
    """Return the changes that cure it by another whole, ready for what follows; empty where none can be made."""
    raised, cut = held.raised, held.cut
    korean, english = [], []
    if ratio.denominator > ratio.numerator:
        more = to_raise(part, held.whole, ratio)
        korean.append(f"{particle(raised.ko, '을', '를')} {won(more)} 늘리")
        english.append(f"raise {raised.en} by {krw(more)}")
    less = to_cut(part, held.whole, ratio)
    if less <= held.cuttable:
        korean.append(f"{particle(cut.ko, '을', '를')} {won(less)} 줄이")
        english.append(f"cut {cut.en} by {krw(less)}")
    if not korean:
        return NO_WORDS
    return Text(f"{'거나 '.join(korean)}세요. ", f"{' or '.join(english)}; ")


def recosted(case: Case) -> Text:
    """Return the sentence that budget lines of another amount need another cost, with a space before it."""
    lines = case.layout.tables["budget_lines"]
    columns = basis(lines)
    header = lines["cost"].header
    return Text(
        f" 늘리거나 줄일 때는 {header}도 맞도록 그 행의 {particle(columns.ko, '을', '를')} 함께 고치세요.",
        f" Where you raise or cut amounts, also correct {columns.en} in those lines so that {header} (cost) agrees.",
    )


def held_scope(
    case: Case, *, named: Text, raised: Text, sources: tuple[str, ...], part: int, threshold: Ratio
) -> Held:
    """Return a part of the budget held against the total of a row of `funding_scopes`.

    It points to the largest national amounts of the scope, or to its largest line where there are none.
    """
    scope = scope_of(case.row, "fiscal_year", "project")
    opening = about(scope) if scope else Text("전체 예산", "the whole budget")
    cells = largest_cells(case, "budget_lines", ("national_funds",), scope)
    severity = scope_severity(case["kind"], case.programme) or Severity.NOTE
    origin = of_ratio(case, Ratio(part, case["total"]), threshold, sources, scope)
    return Held(
        part=part,
        whole=case["total"],
        threshold=threshold,
        opening=Text(f"{opening.ko}의", f"in {opening.en},"),
        named=named,
        of=Text("총사업비", "the total project cost"),
        raised=raised,
        cut=case.source("national_funds"),
        cuttable=case["national"],
        cells=cells or (case.at("budget_lines", "national_funds", case["row"]),),
        severity=severity,
        scope=scope,
        remark=_WHOLE if scope and severity is not Severity.ERROR else NO_WORDS,
        along=recosted(case),
        origin=origin.row if origin else 0,
        lead=lead(case, origin),
    )
