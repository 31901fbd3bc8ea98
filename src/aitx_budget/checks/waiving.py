"""Holds a waiver file against the findings of a run: which are excused, and how each waiver fared.

A waiver excuses findings of its rule in workbooks of its region: those at its cell, those about exactly
what its key says, or all. Where several fit, the narrowest excuses. Nothing excuses a finding for which
other checks are waiting: they would stay undone while the workbook looks fit.

The view `waivers` has a row for each waiver whose region was checked: `wb` (the first workbook of the
region), `waiver` (the record), `as_of`, `matched` (findings it describes), `covered` (those it excuses),
`open` (those that count although it describes them), `expired`, `premature`, `judged` (its rule was held
against all there is), `elsewhere` (where else the rule has findings in the region).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from aitx_budget.checks.framing import Columns, columns_of_rows
from aitx_budget.model.finding import Finding, Skip
from aitx_budget.model.telling import waits_for
from aitx_budget.model.waiver import Coverage, Waiver, Waivers

WAIVER_VIEW = "waivers"

_Spot = tuple[int, int]
"""A finding by its workbook and its place in the workbook's list."""


@dataclass(frozen=True)
class Said:
    """What a run says before anything is waived, by position of the workbook.

    Attributes:
        findings, skips: per workbook.
        regions: region of each workbook that was read.
        rules: codes of the rules that were run.
    """

    findings: Mapping[int, Sequence[Finding]]
    skips: Mapping[int, Sequence[Skip]]
    regions: Mapping[int, str]
    rules: frozenset[str]


@dataclass
class Waived:
    """What a run says after.

    Attributes:
        findings: per workbook, the excused ones with their waiver.
        coverage: per workbook the waivers of its region.
    """

    findings: dict[int, list[Finding]]
    coverage: dict[int, tuple[Coverage, ...]]


def waive(said: Said, waivers: Waivers) -> Waived:
    """Excuse what the waivers in force excuse."""
    described = {each.number: _described(said, each) for each in waivers.entries}
    excused: dict[_Spot, Waiver] = {}
    for waiver in sorted(waivers.entries, key=lambda each: -each.narrowness):
        if waiver.in_force(waivers.as_of):
            for spot in described[waiver.number]:
                if spot not in excused and not _awaited(said, spot):
                    excused[spot] = waiver
    findings = {
        wb: [
            replace(finding, waiver=excused.get((wb, index)))
            for index, finding in enumerate(listed)
        ]
        for wb, listed in said.findings.items()
    }
    coverage = {
        wb: tuple(
            _covered(
                said,
                wb,
                each,
                [spot for spot in described[each.number] if spot[0] == wb],
                excused,
                waivers,
            )
            for each in waivers.entries
            if each.region == region
        )
        for wb, region in said.regions.items()
    }
    return Waived(findings, coverage)


def fates(coverage: Mapping[int, tuple[Coverage, ...]]) -> dict[int, tuple[Coverage, ...]]:
    """Return what each waiver does in all workbooks of its region, by the first of these."""
    whole: dict[int, Coverage] = {}
    first: dict[int, int] = {}
    for wb, here in sorted(coverage.items()):
        for each in here:
            number = each.waiver.number
            first.setdefault(number, wb)
            whole[number] = whole[number] + each if number in whole else each
    borne: dict[int, list[Coverage]] = defaultdict(list)
    for number in sorted(whole):
        borne[first[number]].append(whole[number])
    return {wb: tuple(each) for wb, each in borne.items()}


_VIEW = (
    "wb",
    "waiver",
    "as_of",
    "matched",
    "covered",
    "open",
    "expired",
    "premature",
    "judged",
    "elsewhere",
)


def told(borne: Mapping[int, Sequence[Coverage]], as_of: dt.date) -> Columns:
    """Return a row for each waiver, in the waiver file's order; see the module's docstring.

    Args:
        borne: what each does in all workbooks of its region, by the workbook that is told of it.
        as_of: the day they were held against.
    """
    listed = [(wb, each) for wb, here in borne.items() for each in here]
    rows = [
        (
            wb,
            each.waiver,
            as_of,
            each.matched,
            each.covered,
            each.open,
            each.waiver.expiry < as_of,
            each.waiver.date > as_of,
            each.judged,
            each.elsewhere,
        )
        for wb, each in sorted(listed, key=lambda one: one[1].waiver.number)
    ]
    return columns_of_rows(rows, _VIEW)


def _described(said: Said, waiver: Waiver) -> list[_Spot]:
    """Return the findings that fit a waiver, whether or not it is in force."""
    return [(wb, index) for wb, index, finding in _of_rule(said, waiver) if _fits(waiver, finding)]


def _of_rule(said: Said, waiver: Waiver) -> Iterable[tuple[int, int, Finding]]:
    for wb, region in said.regions.items():
        if region == waiver.region:
            for index, finding in enumerate(said.findings.get(wb, ())):
                if finding.code == waiver.rule:
                    yield wb, index, finding


def _fits(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a finding is at the waiver's cell, or about exactly what its key says."""
    if waiver.cell:
        return waiver.cell == unicodedata.normalize("NFC", f"{finding.sheet}!{finding.cell}")
    if waiver.key:
        about = {name: str(value) for name, value in finding.scope.items()}
        return about == {name: str(value) for name, value in waiver.key.items()}
    return True


def _awaited(said: Said, spot: _Spot) -> bool:
    """Tell whether checks were skipped because of what a finding speaks of."""
    wb, index = spot
    return any(waits_for(skip, said.findings[wb][index]) for skip in said.skips.get(wb, ()))


def _covered(
    said: Said,
    wb: int,
    waiver: Waiver,
    spots: Sequence[_Spot],
    excused: Mapping[_Spot, Waiver],
    waivers: Waivers,
) -> Coverage:
    """Return what a waiver does in one workbook, where it describes the findings at `spots`."""
    return Coverage(
        waiver,
        covered=sum(excused.get(spot) is waiver for spot in spots),
        in_force=waiver.in_force(waivers.as_of),
        matched=len(spots),
        open=sum(spot not in excused for spot in spots),
        judged=_judged(said, wb, waiver),
        elsewhere=_elsewhere(said, wb, waiver, frozenset(spots)),
    )


def _judged(said: Said, wb: int, waiver: Waiver) -> bool:
    """Tell whether the waiver's rule was run over everything in a workbook."""
    skipped = any(skip.code == waiver.rule for skip in said.skips.get(wb, ()))
    crashed = any(finding.code == "INT999" for finding in said.findings.get(wb, ()))
    return waiver.rule in said.rules and not skipped and not crashed


def _elsewhere(said: Said, wb: int, waiver: Waiver, spots: Collection[_Spot]) -> tuple[str, ...]:
    """Return where the rule has findings in a workbook that the waiver does not describe."""
    places = [
        f"{finding.sheet}!{finding.cell}" if finding.cell else str(finding.sheet or "–")
        for index, finding in enumerate(said.findings.get(wb, ()))
        if finding.code == waiver.rule and (wb, index) not in spots
    ]
    return tuple(dict.fromkeys(places))
