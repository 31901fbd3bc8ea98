"""The tables of all workbooks of a run, stacked: one frame per table, and views built on demand.

Columns of a table's frame: `wb` (position of the workbook in the run), `row` (worksheet row), one column
per field of the layout, and booleans `unread.<field>` and `blank.<field>`. Whole numbers stand as int64 with 0
for a blank or unread value, texts as str with an empty one, so that no predicate meets a missing value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aitx_budget.checks.framing import framed
from aitx_budget.layout.structure import LARGEST_WON, TableLayout, WorkbookLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.submission import Refusal, Submission, Table
from aitx_budget.programme.schema import Programme

_CEILING = 10 * LARGEST_WON
"""A computed amount beyond this is kept as this: sums stay within 64 bits, and no five sources can equal it."""


WHOLE = -1
"""Stands as `wb` in rows that are of all workbooks as one set and of no single one."""


class Stack:
    """The submissions of one run as frames.

    Attributes:
        intakes: what intake returned per file, in input order; `wb` counts along it.
        programme, layout: as everywhere.
        doubts: (table, field) -> rows on whose value nothing can be built; filled by `views.view.in_doubt`.
    """

    def __init__(self, intakes: Sequence[Submission | Refusal], programme: Programme) -> None:
        """Keep what was read; frames are built when a rule asks for them."""
        self.intakes = tuple(intakes)
        self.programme = programme
        self.layout: WorkbookLayout = workbook_layout(programme)
        self.doubts: dict[tuple[str, str], np.ndarray] = {}
        self._layouts: dict[str, WorkbookLayout] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._put: set[str] = set()

    @cached_property
    def submissions(self) -> dict[int, Submission]:
        """The files that could be read, by position."""
        return {wb: each for wb, each in enumerate(self.intakes) if isinstance(each, Submission)}

    def of_scope(self, scopes: tuple[str, ...]) -> list[int]:
        """Return the positions of the workbooks of one of `scopes`."""
        return [wb for wb, each in self.submissions.items() if each.identity.scope in scopes]

    @cached_property
    def unavailable(self) -> dict[int, frozenset[str]]:
        """Per workbook the `table.field` names that its scope and version should have and that were not found."""
        return {
            wb: each.unavailable(self._expected(each.identity.scope, each.identity.layout))
            for wb, each in self.submissions.items()
        }

    def _expected(self, scope: str, version: str) -> dict[str, list[str]]:
        """Return table -> fields that a workbook should have, as its own version of the layout has them."""
        if version not in self._layouts:
            self._layouts[version] = workbook_layout(self.programme, version)
        tables = self._layouts[version].of_scope(scope)
        return {table.name: [field.name for field in table.fields] for table in tables}

    def table(self, name: str) -> pd.DataFrame:
        """Return the stacked frame of the layout's table `name`."""
        if name not in self._frames:
            self._frames[name] = _stacked(self.layout.tables[name], self.submissions)
        return self._frames[name]

    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Keep a frame that is made from what the run has said, for the rules over it."""
        self._frames[name] = frame
        self._put.add(name)

    def alone(self, wb: int) -> Stack:
        """Return a stack of one workbook, with its rows of the frames that were put here."""
        stack = Stack([self.intakes[wb]], self.programme)
        for name in self._put:
            frame = self._frames[name]
            stack.put(name, frame[frame["wb"] == wb].assign(wb=0))
        return stack

    def view(self, name: str) -> pd.DataFrame:
        """Return the frame called `name`: a table of the layout or a derived view."""
        from aitx_budget.checks.views import VIEWS  # views build on frames

        if name not in self._frames:
            built = self.table(name) if name in self.layout.tables else VIEWS[name].build(self)
            self._frames[name] = built.reset_index(drop=True)
        return self._frames[name]


def _stacked(layout: TableLayout, submissions: dict[int, Submission]) -> pd.DataFrame:
    """Stack one table of all workbooks."""
    found = [
        (wb, each.tables[layout.name])
        for wb, each in submissions.items()
        if layout.name in each.tables
    ]
    columns: dict[str, Any] = {
        "wb": np.repeat(
            np.array([wb for wb, _ in found], dtype=np.int64),
            np.array([len(table.rows) for _, table in found], dtype=np.int64),
        ),
        "row": np.array([row for _, table in found for row in table.rows], dtype=np.int64),
    }
    for field in layout.fields:
        values = [value for _, table in found for value in _values(table, field.name)]
        unread = [flag for _, table in found for flag in _unread(table, field.name)]
        blank = [value is None and not flag for value, flag in zip(values, unread, strict=True)]
        columns[field.name] = _whole_numbers(values) if field.kind.numeric else _texts(values)
        columns[f"unread.{field.name}"] = np.array(unread, dtype=bool)
        columns[f"blank.{field.name}"] = np.array(blank, dtype=bool)
    return framed(columns)


def _values(table: Table, name: str) -> Sequence[Any]:
    return table.values.get(name) or [None] * len(table.rows)


def _unread(table: Table, name: str) -> list[bool]:
    unread = table.unread.get(name, frozenset())
    return [position in unread for position in range(len(table.rows))]


def _whole_numbers(values: list[Any]) -> np.ndarray:
    """Blanks become 0; a number too large to sum is held at the ceiling."""
    return np.array(
        [0 if value is None else max(-_CEILING, min(_CEILING, int(value))) for value in values],
        dtype=np.int64,
    )


def _texts(values: list[Any]) -> np.ndarray:
    texts = np.empty(len(values), dtype=object)
    texts[:] = ["" if value is None else str(value) for value in values]
    return texts
