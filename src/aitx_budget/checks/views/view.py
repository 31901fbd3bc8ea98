"""What a view is, and the ways in which rows are grouped without losing sight of what was unread."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, among, texts


@dataclass(frozen=True)
class View:
    """Columns that are derived from the stacked tables.

    Attributes:
        name: what rules call it.
        build: stack -> columns, `wb` among them; `unread.x` beside x where x may rest on an unread value.
        sources: column -> the `table.field` names it is computed from.
        scope: columns that say what a row is about, as (identifier in findings, column).
    """

    name: str
    build: Callable[[Stack], Columns]
    sources: Mapping[str, tuple[str, ...]]
    scope: tuple[tuple[str, str], ...] = field(default=())


def of(table: str, *fields: str) -> tuple[str, ...]:
    """Return `table.field` for each of `fields`."""
    return tuple(f"{table}.{name}" for name in fields)


def doubtful(stack: Stack, table: str, keys: Sequence[str]) -> set[int]:
    """Return the workbooks in which some row of `table` cannot be placed by its keys.

    A key that is unread, blank or declared nowhere is a finding of its own; sums by that key would only
    repeat it, so whoever groups by it marks such workbooks unread.
    """
    wb = stack.columns(table)["wb"]
    bad = np.zeros(len(wb), dtype=bool)
    for key in keys:
        bad |= in_doubt(stack, table, key)
    return set(wb[bad].tolist())


def of_doubtful(stack: Stack, wb: np.ndarray, table: str, keys: Sequence[str]) -> np.ndarray:
    """Tell per row, of workbook `wb`, whether its workbook is one of the `doubtful`."""
    return among(wb, doubtful(stack, table, keys))


def reached(
    stack: Stack,
    groups: Columns,
    table: str,
    keys: Sequence[str],
    *,
    rows: Columns | None = None,
    grouped: np.ndarray | None = None,
) -> np.ndarray:
    """Tell which groups may be short of a row of `table` that cannot be placed.

    Args:
        stack: the run.
        groups: one a row, with `wb` and the keys.
        table: whose rows were grouped.
        keys: what they were grouped by. A row with an unusable key may belong to any group that agrees with it in
            the others.
        rows: the table's rows where their keys were rewritten before grouping; None for the table as it is.
        grouped: the rows that were grouped; None for all.
    """
    rows = stack.columns(table) if rows is None else rows
    doubts = {key: in_doubt(stack, table, key) for key in keys}
    bad = np.zeros(len(rows["wb"]), dtype=bool)
    for doubted in doubts.values():
        bad |= doubted
    if grouped is not None:
        bad &= grouped
    places = np.flatnonzero(bad)
    strays = set(zip(rows["wb"][places].tolist(), *_usable(rows, doubts, places), strict=True))
    reach = np.zeros(len(groups["wb"]), dtype=bool)
    for wb, *known in strays:
        here = groups["wb"] == wb
        for key, value in zip(keys, known, strict=True):
            if value is not None:
                here = here & (groups[key] == value)
        reach |= here
    return reach


def _usable(
    rows: Columns, doubts: Mapping[str, np.ndarray], places: np.ndarray
) -> Iterator[np.ndarray]:
    """Yield each key of the rows at `places`, None where it cannot be used."""
    for key, doubted in doubts.items():
        column = rows[key][places].astype(object)
        column[doubted[places]] = None
        yield column


def in_doubt(stack: Stack, table: str, name: str) -> np.ndarray:
    """Tell per row of `table` whether nothing can be built on `name`.

    It was not read, is missing though required, is declared nowhere, or itself declares what is declared already.
    """
    if (table, name) not in stack.doubts:
        stack.doubts[table, name] = _doubted(stack, table, name)
    return stack.doubts[table, name]


def _doubted(stack: Stack, table: str, name: str) -> np.ndarray:
    rows, field_layout = stack.columns(table), stack.layout.tables[table][name]
    bad = rows[f"unread.{name}"]
    if field_layout.required:
        bad = bad | rows[f"blank.{name}"]
    if field_layout.key:
        bad = bad | _again(list(zip(rows["wb"].tolist(), rows[name].tolist(), strict=True)))
    if field_layout.refers:
        bad = bad | ~declared(stack, rows, name, field_layout.refers)
    return bad


def _again(keys: Sequence[Hashable]) -> np.ndarray:
    """Tell per key whether it came before."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(key, at) != at for at, key in enumerate(keys)], dtype=bool)


def declared(stack: Stack, rows: Columns, column: str, refers: str) -> np.ndarray:
    """Tell per row whether its code is declared in `refers` (`table.field`) of its own workbook.

    Where the declaring column itself was not found, every code counts as declared: the lost column
    is reported, and nothing can be said of the codes.
    """
    table, name = refers.split(".")
    source = stack.columns(table)
    known = set(zip(source["wb"].tolist(), source[name].tolist(), strict=True))
    unsure = {wb for wb, missing in stack.unavailable.items() if refers in missing}
    unsure |= set(source["wb"][source[f"unread.{name}"]].tolist())
    pairs = zip(rows["wb"].tolist(), rows[column].tolist(), strict=True)
    here = np.array([pair in known for pair in pairs], dtype=bool)
    return here | among(rows["wb"], unsure) if unsure else here


def exact(given: Columns, names: Sequence[str]) -> Columns:
    """Keep the columns `names` as Python whole numbers, so that cross-multiplication cannot overflow."""
    return {**given, **{name: texts(given[name].tolist()) for name in names}}
