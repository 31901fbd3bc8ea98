"""What a consolidation is made of: every file with its state, every row counted, and what the checks say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from aitx_budget.checks.frames import Stack
from aitx_budget.consolidate.counting import RefusedRow, TableCount
from aitx_budget.consolidate.tables import stacked
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Severity, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Text
from aitx_budget.model.together import SetResult
from aitx_budget.programme.schema import Programme

if TYPE_CHECKING:
    import pandas as pd


class State(StrEnum):
    """What became of a file."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Input:
    """One file of a consolidation.

    Attributes:
        path: as the user named it (`zip::member` in a zip).
        state: what became of it.
        reason: why it is in that state, in words.
        region: the programme's name of its region, or what was typed instead; empty where unknown.
        label: what its region is called in the consolidation; unique among the regions, never empty.
        scope: `region`, `institution`, or empty for a file that was not read.
        revision: 제출차수; None where none can be read.
        written_on: 작성일 as 20260315; None where none can be read.
        intake: what was read.
        result: what the checks say; None for a file that was set aside unchecked (superseded, an institution's).
        counts: rows per table, in the layout's order.
        refused: the rows of a counted file that are in no sum.
    """

    path: str
    state: State
    reason: Text
    region: str
    label: str
    scope: str
    revision: int | None
    written_on: int | None
    intake: Submission | Refusal
    result: WorkbookResult | None
    counts: tuple[TableCount, ...]
    refused: tuple[RefusedRow, ...] = ()

    @property
    def submission(self) -> Submission:
        """What was read.

        Raises:
            TypeError: the file was refused.
        """
        if isinstance(self.intake, Refusal):
            message = f"a refused file has no submission: {self.path}"
            raise TypeError(message)
        return self.intake


@dataclass(frozen=True, eq=False)
class Consolidation:
    """The regions' budgets as one; each is itself and equals no other.

    Attributes:
        programme: the rules they were checked by.
        inputs: every file that was named, in input order.
        whole: what the checks say of the regions as one set.
        regions: the inputs that count, in the order in which the regions are shown.
    """

    programme: Programme
    inputs: tuple[Input, ...]
    whole: SetResult
    regions: tuple[Input, ...]

    @cached_property
    def stack(self) -> Stack:
        """The workbooks that count, in the order of `regions`."""
        return Stack([each.intake for each in self.regions], self.programme)

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The rows of all regions, one frame per table of the layout; see `tables.stacked`."""
        return {name: stacked(self, name) for name in self.stack.layout.tables}

    @property
    def results(self) -> tuple[WorkbookResult, ...]:
        """What the checks say of the files they were held against, in input order."""
        return tuple(each.result for each in self.inputs if each.result is not None)

    @cached_property
    def money(self) -> Mapping[str, Mapping[str, int]]:
        """Won per source over the rows of each region that are taken, by the region's label."""
        lines = self.tables["budget_lines"]
        lines = lines[lines["origin.taken"]]
        own = {each.label: lines[lines["origin.label"] == each.label] for each in self.regions}
        return {
            label: {name: int(rows[name].sum()) for name in SOURCES} for label, rows in own.items()
        }

    @property
    def crashed(self) -> bool:
        """True where a rule raised and what it would say is not known."""
        return self.whole.crashed or any(each.crashed for each in self.results)

    def count(self, level: Severity) -> int:
        """Return how many findings count as `level`, in all files and of the set."""
        return self.whole.count(level) + sum(each.count(level) for each in self.results)
