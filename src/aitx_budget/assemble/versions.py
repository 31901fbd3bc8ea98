"""Several workbooks of one institution: the latest 제출차수 counts; where that cannot be told, none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from aitx_budget.assemble.facts import at, elsewhere, fact
from aitx_budget.assemble.part import TABLES, Part
from aitx_budget.assemble.region import Region
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Seen


def settle_versions(parts: Sequence[Part], region: Region) -> None:
    """Keep out all but the latest workbook of each institution, and what is older than what the region has already."""
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.admitted:
            groups[part.owner].append(part)
    for owner, group in groups.items():
        if len(group) > 1:
            _settle(group)
        for part in group:
            if part.admitted:
                _compare_with_region(part, region, owner)


def _settle(group: Sequence[Part]) -> None:
    """Let one of several workbooks count: the one with the highest revision, or the first of equal ones."""
    revisions = [part.revision for part in group]
    latest = max((each for each in revisions if each is not None), default=None)
    tied = [part for part in group if part.revision in (latest, None)]
    if all(_content(part) == _content(tied[0]) for part in tied):
        winner = tied[0]
        cell = at(winner.filled, "basics", "revision")
        related = (elsewhere(winner.file, cell),) if cell else ()
        for part in group:
            if part is not winner:
                _supersede(part, winner.file, winner.revision, related)
        return
    for part in group:
        others = [each for each in tied if each is not part]
        part.refuse(
            fact(
                Seen.UNSETTLED_VERSION if part in tied else Seen.SUPERSEDED,
                part.filled,
                "basics",
                "revision",
                raw=_said(part.revision),
                expected=_said(latest),
                value=", ".join(each.file for each in others),
                related=tuple(
                    elsewhere(each.file, cell)
                    for each in others
                    if (cell := at(each.filled, "basics", "revision"))
                ),
            )
        )


def _supersede(
    part: Part, file: str, revision: int | None, related: tuple[CellRef, ...] = ()
) -> None:
    """Keep out a workbook for that of `file`, whose revision counts."""
    part.refuse(
        fact(
            Seen.SUPERSEDED,
            part.filled,
            "basics",
            "revision",
            raw=_said(part.revision),
            expected=_said(revision),
            value=file,
            related=related,
        )
    )


def _compare_with_region(part: Part, region: Region, owner: str) -> None:
    """Keep out a workbook that is older than the one an earlier assembly took in."""
    file, revision = region.assembled.get(owner, ("", None))
    if revision is not None and part.revision is not None and part.revision < revision:
        _supersede(part, file, revision)


def _said(revision: int | None) -> str:
    return "" if revision is None else str(revision)


def _content(part: Part) -> list[object]:
    """Return what a workbook brings, for comparing two: values and what could not be read, in order."""
    tables = (part.table(name) for name in TABLES)
    return [(table.values, table.unread) if table else None for table in tables]
