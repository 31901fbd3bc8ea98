"""What people are told of a result, alike in every report: words, order, what to do first, what was not evaluated.

Programs get the findings in the order of their cells and each skipped check on its own (`finding.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from aitx_budget.model.address import parse_a1
from aitx_budget.model.finding import Finding, Severity, Skip, Weight, WorkbookResult
from aitx_budget.model.text import Text, particle
from aitx_budget.model.together import SetResult
from aitx_budget.model.waiver import Coverage, grounds

SEVERITY: Final = {
    Severity.ERROR: Text("오류", "error"),
    Severity.WARNING: Text("경고", "warning"),
    Severity.NOTE: Text("참고", "note"),
}
ADVICE: Final = Text("(권고)", " (advisory)")
"""Follows the severity of what does not rest on the notice."""

WAIVED: Final = Text("면제", "waived")
WAIVERS: Final = Text("면제 내역", "Waivers")
NOT_EVALUATED: Final = Text("확인하지 못한 점검", "Checks that could not be evaluated")
PARTIAL: Final = Text("일부 규칙만 점검했습니다.", "Only some of the rules were checked.")
PARTIAL_PASS: Final = Text(
    f"점검한 규칙은 모두 통과했습니다. {PARTIAL.ko}",
    f"Every rule that was run passed. {PARTIAL.en}",
)

_STAGES: Final = (
    ("FIL", "INT"),  # nothing else holds
    ("STR",),  # the workbook's shape
    ("CEL", "ASM"),  # one cell, one row
    ("SUM301", "SUM302", "SUM306"),  # a row contradicts itself
    ("SUM307",),  # a row stands under a wrong key
)
"""Families and rules by how near to the cause they stand: what comes earlier makes what comes later wrong.

All others follow alike: ratios and what sheets say of one another are wrong because of what stands in the rows.
"""

_CELLS, _CODES = 5, 3
"""How many cells and rules a sentence names before it only counts them."""


def severity_word(level: Severity, *, advisory: bool) -> Text:
    """Return a severity in words; advice is marked as such."""
    word = SEVERITY[level]
    return Text(word.ko + ADVICE.ko, word.en + ADVICE.en) if advisory else word


def said_of(finding: Finding) -> Text:
    """Return a finding's severity in words; where it is waived, that first: `면제(오류)`."""
    word = severity_word(finding.severity, advisory=finding.authority.advisory)
    if finding.waiver is None:
        return word
    return Text(f"{WAIVED.ko}({word.ko})", f"{WAIVED.en} ({word.en})")


def cure(finding: Finding) -> Text:
    """Return what to do about a finding: its fix, or where it is waived that nothing need be, and why."""
    if finding.waiver is None:
        return finding.fix
    why = grounds(finding.waiver)
    return Text(
        f"면제되어 고치지 않아도 됩니다. 면제 사유: {why.ko}",
        f"Waived; nothing needs to be changed. Reason: {why.en}",
    )


def waived_on(result: WorkbookResult) -> Text:
    """Return the heading over the waivers of a workbook, with the day they were held against."""
    return Text(f"{WAIVERS.ko} (점검일 {result.as_of})", f"{WAIVERS.en} (as of {result.as_of})")


def coverage_told(coverage: Coverage) -> Text:
    """Say in one line what a waiver excuses, how many findings that is here, and on what grounds."""
    waiver, what, why = coverage.waiver, coverage.waiver.reach, grounds(coverage.waiver)
    done = covered_told(coverage)
    return Text(
        f"{waiver.number}번 {waiver.rule} {what.ko}: {done.ko}. {why.ko}",
        f"No. {waiver.number} {waiver.rule} {what.en}: {done.en}. {why.en}",
    )


def covered_told(coverage: Coverage) -> Text:
    """Say how many findings a waiver excuses, or that it is not in force."""
    if not coverage.in_force:
        return Text("적용하지 않음(기간 밖)", "not applied (not in force)")
    return Text(f"지적 {coverage.covered}건 면제", f"{coverage.covered} waived")


def with_waived(said: Text, result: WorkbookResult) -> Text:
    """Return a verdict that does not keep quiet about what is waived."""
    waived = result.count(Weight.WAIVED)
    if not waived:
        return said
    findings = "finding is" if waived == 1 else "findings are"
    return Text(
        f"{said.ko} 면제된 지적 {waived}건은 세지 않았습니다.",
        f"{said.en} {waived} waived {findings} not counted.",
    )


def told(result: WorkbookResult) -> tuple[Finding, ...]:
    """Return the findings as people read them: the gravest first, the waived last, those of one cause together.

    Of equally grave causes those come first that others may follow from (`_STAGES`), then by their first cell; findings
    of a cause by cell. Related cells are in reading order.
    """
    first: dict[tuple[int, int, int, str], int] = {}
    by_cell = sorted(result.findings, key=lambda each: each.order)
    for place, each in enumerate(by_cell):
        first.setdefault(_cause(each), place)
    ordered = sorted(by_cell, key=lambda each: (*_cause(each)[:3], first[_cause(each)]))
    return tuple(_arranged(each, result.sheets) for each in ordered)


def _cause(finding: Finding) -> tuple[int, int, int, str]:
    """Return what findings of one cause have in common: how they count, how grave they are, their stage and rule."""
    return finding.weight.rank, finding.severity.rank, _stage(finding.code), finding.code


def _stage(code: str) -> int:
    """Return how near to the cause a rule's findings stand, 0 for the nearest."""
    return next(
        (place for place, begun in enumerate(_STAGES) if code.startswith(begun)), len(_STAGES)
    )


def _arranged(finding: Finding, sheets: Sequence[str]) -> Finding:
    if len(finding.related) <= 1:
        return finding
    related = in_reading_order(finding.related, sheets)
    return finding if related == finding.related else replace(finding, related=related)


def in_reading_order(cells: Iterable[str], sheets: Sequence[str]) -> tuple[str, ...]:
    """Return `sheet!A1` references by sheet, row and column; what names no cell comes first."""
    return tuple(sorted(cells, key=_reading_key(sheets)))


def _reading_key(sheets: Sequence[str]) -> Callable[[str], tuple[int, str, int, int]]:
    places = {title: index for index, title in enumerate(sheets)}

    def key(named: str) -> tuple[int, str, int, int]:
        sheet, _, reference = named.rpartition("!")
        try:
            row, column = parse_a1(reference)
        except ValueError:
            return (-1, named, 0, 0)
        return (places.get(sheet, len(places)), sheet, row, column)

    return key


class Obstacle(NamedTuple):
    """Cells, columns or sheets that keep checks from being evaluated.

    Attributes:
        because: what must be put right, in reading order.
        codes: the rules that wait for it, each once.
        times: how many checks wait for it.
    """

    because: tuple[str, ...]
    codes: tuple[str, ...]
    times: int


def obstacles(result: WorkbookResult | SetResult) -> tuple[Obstacle, ...]:
    """Group the skipped checks by what they wait for, what most checks wait for first."""
    groups: dict[frozenset[str], list[Skip]] = {}
    for skip in result.skipped:
        groups.setdefault(frozenset(skip.because), []).append(skip)
    found = [
        Obstacle(
            in_reading_order(because, result.sheets),
            tuple(sorted({skip.code for skip in waiting})),
            len(waiting),
        )
        for because, waiting in groups.items()
    ]
    key = _reading_key(result.sheets)
    return tuple(sorted(found, key=lambda each: (-each.times, [key(at) for at in each.because])))


def release(obstacle: Obstacle) -> Text:
    """Say which checks can be made once an obstacle is gone."""
    times = obstacle.times
    places = _places(obstacle.because)
    checks = "check" if times == 1 else "checks"
    codes = _codes(obstacle.codes)
    return Text(
        f"{particle(places.ko, '을', '를')} 고치면 점검 {times}건({codes.ko})을 더 합니다.",
        f"Once {places.en} can be read, {times} more {checks} ({codes.en}) can be made.",
    )


def listed(names: Sequence[str], most: int = _CELLS) -> Text:
    """Return `names` with commas, the first few by name and the others by number."""
    shown, rest = ", ".join(names[:most]), len(names) - most
    if rest <= 0:
        return Text(shown, shown)
    return Text(f"{shown} 외 {rest}곳", f"{shown} and {rest} more")


def _places(because: Sequence[str]) -> Text:
    if not because:
        return Text("필요한 값", "what they need")
    named = listed(because)
    if "!" in because[-1] or len(because) > _CELLS:
        return named
    return Text(f"{named.ko} 항목", named.en)  # a column or an entry that was not found


def _codes(codes: Sequence[str]) -> Text:
    if len(codes) <= _CODES:
        return Text(", ".join(codes), ", ".join(codes))
    shown, rest = ", ".join(codes[: _CODES - 1]), len(codes) - _CODES + 1
    return Text(f"{shown} 외 {rest}개 규칙", f"{shown} and {rest} more rules")


def first_cure(result: WorkbookResult) -> Finding | None:
    """Return the error to begin with: that which most skipped checks wait for, else the first; None without errors."""
    errors = [each for each in told(result) if each.weight is Weight.ERROR]
    # `max` keeps the first of equals, so where nothing waits it is the first error.
    return max(errors, key=lambda each: _releases(each, result.skipped), default=None)


def unadded(result: WorkbookResult) -> tuple[Finding, ...]:
    """Return what is said of numbers that stand as text, as it is told: the checks read them, 총괄표 does not add them up."""
    return tuple(each for each in told(result) if each.unadded and each.waiver is None)


class Vacancy(NamedTuple):
    """Sheets in which no amount stands, and how many errors come of it."""

    sheets: tuple[str, ...]
    times: int


def vacancy(result: WorkbookResult) -> Vacancy | None:
    """Return the empty sheets to begin with; None where no error comes of any, or more checks wait for a cell."""
    errors = [each for each in result.findings if each.vacant and each.weight is Weight.ERROR]
    if not errors:
        return None
    cure = first_cure(result)
    if cure is not None and _releases(cure, result.skipped) > len(errors):
        return None
    titles = {each.vacant for each in errors}
    return Vacancy(tuple(sorted(titles, key=result.sheets.index)), len(errors))


def _releases(finding: Finding, skipped: Iterable[Skip]) -> int:
    """Return how many skipped checks wait for what a finding speaks of."""
    return sum(waits_for(skip, finding) for skip in skipped)


def waits_for(skip: Skip, finding: Finding) -> bool:
    """Tell whether a check was skipped because of what a finding speaks of."""
    return any(_speaks_of(finding, at) for at in skip.because)


def _speaks_of(finding: Finding, named: str) -> bool:
    """Tell whether a finding is of a cell `sheet!A1`, or of a lost column or sheet (`sheet header`)."""
    if "!" in named:
        return named == f"{finding.sheet}!{finding.cell}"
    if finding.sheet is None:
        return named.startswith(f"{finding.value} ")
    return named == f"{finding.sheet} {finding.expected}"
