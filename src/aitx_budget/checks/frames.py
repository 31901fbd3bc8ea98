"""The tables of all workbooks of a run, stacked as columns, and the views derived from them, built on demand.

Columns of a table: `wb` (position of the workbook in the run), `row` (worksheet row), one column
per field of the layout, and booleans `unread.<field>` and `blank.<field>`. Whole numbers stand as int64 with 0
for a blank or unread value, texts as str with an empty one, so that no predicate meets a missing value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aitx_budget.checks.framing import Columns, chosen, framed, texts
from aitx_budget.layout.structure import LARGEST_WON, TableLayout, WorkbookLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.submission import Refusal, Submission, Table
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme

if TYPE_CHECKING:
    from aitx_budget.checks.origins import Origin
    from aitx_budget.checks.rule import Rule

_CEILING = 10 * LARGEST_WON
"""A computed amount beyond this is kept as this: sums stay within 64 bits, and no five sources can equal it."""


WHOLE = -1
"""Stands as `wb` in rows that are of all workbooks as one set and of no single one."""


class Stack:
    """The submissions of one run as columns, and as frames.

    Attributes:
        intakes: what intake returned per file, in input order; `wb` counts along it.
        programme, layout: as everywhere.
        doubts: (table, field) -> rows on whose value nothing can be built; filled by `views.view.in_doubt`.
    """

    def __init__(self, intakes: Sequence[Submission | Refusal], programme: Programme) -> None:
        """Keep what was read; columns are built when a rule asks for them."""
        self.intakes = tuple(intakes)
        self.programme = programme
        self.layout: WorkbookLayout = workbook_layout(programme)
        self.doubts: dict[tuple[str, str], np.ndarray] = {}
        self._layouts: dict[str, WorkbookLayout] = {}
        self._columns: dict[str, Columns] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._put: set[str] = set()
        self._quoted: dict[str, tuple[Text, Text]] = {}

    @cached_property
    def submissions(self) -> dict[int, Submission]:
        """The files that could be read, by position."""
        return {wb: each for wb, each in enumerate(self.intakes) if isinstance(each, Submission)}

    def quoted(self, rule: Rule) -> tuple[Text, Text]:
        """Return a rule's title and what it rests on, as they read for the programme; every finding asks for them."""
        if rule.code not in self._quoted:
            self._quoted[rule.code] = rule.title(self.programme), rule.source(self.programme)
        return self._quoted[rule.code]

    @cached_property
    def origins(self) -> dict[int, tuple[Origin, ...]]:
        """Per workbook the budget lines that findings may come of."""
        from aitx_budget.checks.origins import origins  # they rest on views

        return origins(self)

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

    def columns(self, name: str) -> Columns:
        """Return the columns called `name`: of a table of the layout, stacked, or of a derived view."""
        from aitx_budget.checks.views import VIEWS  # views build on frames

        if name not in self._columns:
            self._columns[name] = (
                _stacked(self.layout.tables[name], self.submissions)
                if name in self.layout.tables
                else VIEWS[name].build(self)
            )
        return self._columns[name]

    def own(self, table: str, wb: int) -> slice:
        """Return where the rows of one workbook stand in a table's columns; they are together."""
        first, last = np.searchsorted(self.columns(table)["wb"], [wb, wb + 1]).tolist()
        return slice(first, last)

    def view(self, name: str) -> pd.DataFrame:
        """Return the columns called `name` as a frame."""
        if name not in self._frames:
            self._frames[name] = framed(self.columns(name))
        return self._frames[name]

    def put(self, name: str, made: Columns) -> None:
        """Keep what is made from what the run has said, for the rules over it."""
        self._columns[name] = made
        self._put.add(name)

    def alone(self, wb: int) -> Stack:
        """Return a stack of one workbook, with its rows of what was put here."""
        stack = Stack([self.intakes[wb]], self.programme)
        for name in self._put:
            made = chosen(self._columns[name], self._columns[name]["wb"] == wb)
            stack.put(name, {**made, "wb": np.zeros(len(made["wb"]), dtype=np.int64)})
        return stack


def _stacked(layout: TableLayout, submissions: dict[int, Submission]) -> Columns:
    """Stack one table of all workbooks."""
    found = {
        wb: each.tables[layout.name]
        for wb, each in submissions.items()
        if layout.name in each.tables
    }
    tables, sizes = list(found.values()), [len(table.rows) for table in found.values()]
    starts = [0, *accumulate(sizes)]
    made: Columns = {
        "wb": np.repeat(np.array(list(found), dtype=np.int64), np.array(sizes, dtype=np.int64)),
        "row": np.array([row for table in tables for row in table.rows], dtype=np.int64),
    }
    for field in layout.fields:
        values = list(chain.from_iterable(_values(table, field.name) for table in tables))
        unread = np.zeros(starts[-1], dtype=bool)
        for start, table in zip(starts, tables, strict=False):
            for position in table.unread.get(field.name, ()):
                unread[start + position] = True
        none = np.array([value is None for value in values], dtype=bool)
        made[field.name] = (_whole_numbers if field.kind.numeric else _texts)(values)
        made[f"unread.{field.name}"] = unread
        made[f"blank.{field.name}"] = none & ~unread
    return made


def _values(table: Table, name: str) -> Sequence[Any]:
    return table.values.get(name) or [None] * len(table.rows)


def _whole_numbers(values: Sequence[int | None]) -> np.ndarray:
    """Blanks become 0; a number too large to sum is held at the ceiling."""
    numbers = [0 if value is None else value for value in values]
    try:
        return np.clip(np.array(numbers, dtype=np.int64), -_CEILING, _CEILING)
    except OverflowError:
        bounded = [max(-_CEILING, min(_CEILING, number)) for number in numbers]
        return np.array(bounded, dtype=np.int64)


def _texts(values: Sequence[Any]) -> np.ndarray:
    return texts(["" if value is None else str(value) for value in values])
