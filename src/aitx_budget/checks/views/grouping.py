"""Sums by keys and sides side by side, in whole columns: a run has many small groups of few rows.

Arrays are grouped by hand because a data frame's own groupings and joins cost milliseconds each,
and a workbook needs dozens of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aitx_budget.checks.framing import framed


def groups(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Group rows by equal keys.

    Args:
        columns: the key columns, of equal length.

    Returns:
        The group of each row, groups numbered in the order of their keys; and a row of each group.
    """
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        ranks, values = pd.factorize(column, sort=True)
        codes = codes * max(1, len(values)) + ranks
        codes = np.unique(codes, return_inverse=True)[1]
    _, rows, group = np.unique(codes, return_index=True, return_inverse=True)
    return group, rows


def summed(frame: pd.DataFrame, keys: Sequence[str], amounts: Sequence[str]) -> pd.DataFrame:
    """Sum `amounts` by `keys`; each sum has an `unread.` flag, true where any part of it was unread.

    Rows where a key is blank are left out (they are findings of their own).

    Returns:
        A frame with the keys, the sums, their flags, and `row`: the worksheet row of the group's largest amount.
    """
    there = _placed(frame, keys)
    columns = {name: frame[name].to_numpy()[there] for name in (*keys, *amounts, "row")}
    group, first = groups([columns[key] for key in keys])
    made = {key: columns[key][first] for key in keys}
    weight = np.zeros(len(group), dtype=np.int64)
    for name in amounts:
        total = np.zeros(len(first), dtype=np.int64)
        np.add.at(total, group, columns[name])
        weight += columns[name]
        made[name] = total
    for name in amounts:
        flags = frame[f"unread.{name}"].to_numpy(dtype=bool)[there]
        made[f"unread.{name}"] = np.bincount(group[flags], minlength=len(first)) > 0
    order = np.lexsort((columns["row"], -weight, group))
    made["row"] = columns["row"][order][np.unique(group[order], return_index=True)[1]]
    return framed(made)


def _placed(frame: pd.DataFrame, keys: Sequence[str]) -> np.ndarray:
    """Tell per row whether its every key is there."""
    there = np.ones(len(frame), dtype=bool)
    for key in keys:
        if key not in ("wb", "row"):
            column = frame[key].to_numpy()
            there &= (column != "") if column.dtype == object else (column != 0)
    return there


def both_sides(
    left: pd.DataFrame, right: pd.DataFrame, keys: tuple[str, ...], names: tuple[str, str]
) -> pd.DataFrame:
    """Put two sides beside one another that each have `keys` (once), `amount`, `unread.amount` and `row`.

    Returns:
        One row per key that either side has, in the order of the keys, with columns `<name>`, `unread.<name>` and
        `<name>_row` (0 where that side has no row) for both names.
    """
    columns = {key: np.concatenate([left[key], right[key]]) for key in keys}
    group, first = groups(list(columns.values()))
    made = {key: column[first] for key, column in columns.items()}
    parts = (group[: len(left)], group[len(left) :])
    for side, name, at in zip((left, right), names, parts, strict=True):
        for column, given, kind in (
            (name, "amount", np.int64),
            (f"unread.{name}", "unread.amount", bool),
            (f"{name}_row", "row", np.int64),
        ):
            filled = np.zeros(len(first), dtype=kind)
            filled[at] = side[given].to_numpy()
            made[column] = filled
    return framed(made)


def looked_up(
    frame: pd.DataFrame, source: pd.DataFrame, keys: Sequence[str], names: Sequence[str]
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Look each row of `frame` up in `source`, where the first row of a key counts.

    Returns:
        Name -> the values found (those of `source`'s row 0 where none was), and per row whether one was found.
    """
    places: dict[tuple[object, ...], int] = {}
    for place, key in enumerate(zip(*(source[key].tolist() for key in keys), strict=True)):
        places.setdefault(key, place)
    at = np.array(
        [places.get(key, -1) for key in zip(*(frame[key].tolist() for key in keys), strict=True)],
        dtype=np.int64,
    )
    found = at >= 0
    if len(source) == 0:
        return {name: np.zeros(len(frame), source[name].to_numpy().dtype) for name in names}, found
    return {name: source[name].to_numpy()[np.maximum(at, 0)] for name in names}, found
