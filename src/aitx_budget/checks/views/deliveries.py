"""Which of several workbooks of one region counts: the regions' workbooks of a run as one set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.rule import REGION

BY_REVISION, BY_DATE, BY_ORDER = "revision", "written_on", "order"
"""What decided between two workbooks of one region."""


@dataclass(frozen=True)
class Delivery:
    """A region's workbook among those of a run.

    Attributes:
        wb: its position in the run.
        region: the programme's name of its region, what was typed instead, or empty.
        eligible: whether that is a region of the programme.
        revision, written_on: 제출차수 and 작성일 (20260315); 0 where none can be read.
        winner: position of the region's workbook that counts; its own where it counts itself.
        decided: what decided against it; empty where it counts.
    """

    wb: int
    region: str
    eligible: bool
    revision: int
    written_on: int
    winner: int = -1
    decided: str = ""

    @property
    def counted(self) -> bool:
        """True for the one workbook of its region that counts."""
        return self.winner == self.wb

    @property
    def rank(self) -> tuple[int, int, int]:
        """By what the workbooks of a region are ordered: the greatest counts."""
        return self.revision, self.written_on, self.wb


def deliveries(stack: Stack) -> dict[int, Delivery]:
    """Return what became of each region's workbook, by position.

    Of the workbooks of one region that with the latest 제출차수 counts; between equal ones the latest 작성일, and
    between those the one that was named last. A workbook that does not say its region is one of its own.
    """
    found = [_delivery(stack, wb) for wb in stack.of_scope(REGION)]
    best: dict[str, Delivery] = {}
    for each in found:
        key = each.region or str(each.wb)
        best[key] = max(best.get(key, each), each, key=lambda one: one.rank)
    return {each.wb: _judged(each, best[each.region or str(each.wb)]) for each in found}


def _delivery(stack: Stack, wb: int) -> Delivery:
    """Return what one workbook says of itself."""
    submission = stack.submissions[wb]
    basics = submission.tables.get("basics")
    region, revision, written_on = (
        basics.values[name][0] if basics and basics.values.get(name) else None
        for name in ("region", "revision", "written_on")
    )
    spelling = str(region or submission.identity.region)
    known = stack.programme.region_names.get(spelling)
    return Delivery(wb, known or spelling, known is not None, revision or 0, written_on or 0)


def _judged(each: Delivery, best: Delivery) -> Delivery:
    """Hold a workbook against the one of its region that counts."""
    if each.wb == best.wb:
        return replace(each, winner=best.wb)
    decided = BY_ORDER
    if each.revision != best.revision:
        decided = BY_REVISION
    elif each.written_on != best.written_on:
        decided = BY_DATE
    return replace(each, winner=best.wb, decided=decided)
