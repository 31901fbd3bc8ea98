"""What a view is, and the ways in which frames are grouped without losing sight of what was unread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack


@dataclass(frozen=True)
class View:
    """A derived frame.

    Attributes:
        name: what rules call it.
        build: stack -> frame with a `wb` column; column `unread.x` beside x where x may rest on an unread value.
        sources: column -> the `table.field` names it is computed from.
        scope: columns that say what a row is about, as (identifier in findings, column).
    """

    name: str
    build: Callable[[Stack], pd.DataFrame]
    sources: Mapping[str, tuple[str, ...]]
    scope: tuple[tuple[str, str], ...] = field(default=())


def of(table: str, *fields: str) -> tuple[str, ...]:
    """Return `table.field` for each of `fields`."""
    return tuple(f"{table}.{name}" for name in fields)


def doubtful(stack: Stack, table: str, keys: Sequence[str]) -> set[int]:
    """Return the workbooks in which some row of `table` can't be placed by its keys.

    A key that is unread, blank or declared nowhere is a finding of its own; sums by that key would only
    repeat it, so whoever groups by it marks such workbooks unread.
    """
    frame = stack.table(table)
    bad = np.zeros(len(frame), dtype=bool)
    for key in keys:
        bad |= in_doubt(stack, table, key)
    return set(frame["wb"].to_numpy()[bad].tolist())


def reached(
    stack: Stack,
    frame: pd.DataFrame,
    table: str,
    keys: Sequence[str],
    *,
    rows: pd.DataFrame | None = None,
    among: np.ndarray | None = None,
) -> np.ndarray:
    """Tell which groups may be short of a row of `table` that can't be placed.

    Args:
        stack: the run.
        frame: one group a row, with `wb` and the keys.
        table: whose rows were grouped.
        keys: what they were grouped by. A row with an unusable key may belong to any group that agrees with it in
            the others.
        rows: the table's rows where their keys were rewritten before grouping; None for the table as it is.
        among: the rows that were grouped; None for all.
    """
    rows = stack.table(table) if rows is None else rows
    doubts = {key: in_doubt(stack, table, key) for key in keys}
    bad = np.logical_or.reduce(list(doubts.values()))
    if among is not None:
        bad = bad & among
    places = np.flatnonzero(bad)
    columns = []
    for key in keys:
        columns.append(rows[key].to_numpy(dtype=object)[places])
        columns[-1][doubts[key][places]] = None
    strays = set(zip(rows["wb"].to_numpy()[places].tolist(), *columns, strict=True))
    reach = np.zeros(len(frame), dtype=bool)
    for wb, *known in strays:
        here = (frame["wb"] == wb).to_numpy()
        for key, value in zip(keys, known, strict=True):
            if value is not None:
                here = here & (frame[key] == value).to_numpy()
        reach |= here
    return reach


def in_doubt(stack: Stack, table: str, name: str) -> np.ndarray:
    """Tell per row of `table` whether nothing can be built on `name`.

    It was not read, is missing though required, is declared nowhere, or itself declares what is declared already.
    """
    if (table, name) not in stack.doubts:
        stack.doubts[table, name] = _doubted(stack, table, name)
    return stack.doubts[table, name]


def _doubted(stack: Stack, table: str, name: str) -> np.ndarray:
    frame, field_layout = stack.table(table), stack.layout.tables[table][name]
    bad = frame[f"unread.{name}"].to_numpy(dtype=bool)
    if field_layout.required:
        bad = bad | frame[f"blank.{name}"].to_numpy(dtype=bool)
    if field_layout.key:
        bad = bad | frame.duplicated(["wb", name], keep="first").to_numpy(dtype=bool)
    if field_layout.refers:
        bad = bad | ~declared(stack, frame, name, field_layout.refers)
    return bad


def declared(stack: Stack, frame: pd.DataFrame, column: str, refers: str) -> np.ndarray:
    """Tell per row whether its code is declared in `refers` (`table.field`) of its own workbook.

    Where the declaring column itself was not found, every code counts as declared: the lost column
    is reported, and nothing can be said of the codes.
    """
    table, name = refers.split(".")
    source = stack.table(table)
    known = set(zip(source["wb"].tolist(), source[name].tolist(), strict=True))
    lost = {wb for wb, missing in stack.unavailable.items() if refers in missing}
    doubt = set(source["wb"].to_numpy()[source[f"unread.{name}"].to_numpy()].tolist())
    return np.array(
        [
            wb in lost or wb in doubt or (wb, value) in known
            for wb, value in zip(frame["wb"].tolist(), frame[column].tolist(), strict=True)
        ],
        dtype=bool,
    )


def exact(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Keep `columns` as Python whole numbers, so that cross-multiplication can't overflow."""
    return frame.assign(**{name: frame[name].astype(object) for name in columns})
