"""Sums by keys and sides side by side, in whole columns: a run has many small groups of few rows.

Arrays are grouped by hand because a data frame's own groupings and joins cost milliseconds each,
and a workbook needs dozens of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aitx_budget.checks.framing import Columns


def groups(keys: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Group rows by equal keys.

    Args:
        keys: the key columns, of equal length.

    Returns:
        The group of each row, groups numbered in the order of their keys; and a row of each group.
    """
    codes, _ = pd.factorize(keys[0], sort=True)
    for column in keys[1:]:
        ranks, values = pd.factorize(column, sort=True)
        codes = np.unique(codes * max(1, len(values)) + ranks, return_inverse=True)[1]
    _, rows, group = np.unique(codes, return_index=True, return_inverse=True)
    return group, rows


def summed(rows: Columns, keys: Sequence[str], amounts: Sequence[str]) -> Columns:
    """Sum `amounts` by `keys`; each sum has an `unread.` flag, true where any part of it was unread.

    Rows where a key is blank are left out (they are findings of their own).

    Returns:
        The keys, the sums, their flags, and `row`: the worksheet row of the group's largest amount.
    """
    there = _placed(rows, keys)
    own = {name: rows[name][there] for name in (*keys, *amounts, "row")}
    group, first = groups([own[key] for key in keys])
    made = {key: own[key][first] for key in keys}
    weight = np.zeros(len(group), dtype=np.int64)
    for name in amounts:
        total = np.zeros(len(first), dtype=np.int64)
        np.add.at(total, group, own[name])
        weight += own[name]
        made[name] = total
    for name in amounts:
        made[f"unread.{name}"] = anywhere(group, rows[f"unread.{name}"][there], len(first))
    order = np.lexsort((own["row"], -weight, group))
    made["row"] = own["row"][order][np.unique(group[order], return_index=True)[1]]
    return made


def anywhere(group: np.ndarray, flags: np.ndarray, count: int) -> np.ndarray:
    """Tell per group whether any of its rows is flagged."""
    told = np.zeros(count, dtype=bool)
    told[group[flags]] = True
    return told


def added(rows: Columns, names: Sequence[str]) -> np.ndarray:
    """Return per row the sum of the columns `names`."""
    total = np.zeros(len(rows["wb"]), dtype=np.int64)
    for name in names:
        total += rows[name]
    return total


def any_unread(rows: Columns, names: Sequence[str]) -> np.ndarray:
    """Tell per row whether any of the columns `names` was not read."""
    unread = np.zeros(len(rows["wb"]), dtype=bool)
    for name in names:
        unread |= rows[f"unread.{name}"]
    return unread


def _placed(rows: Columns, keys: Sequence[str]) -> np.ndarray:
    """Tell per row whether its every key is there."""
    there = np.ones(len(rows["wb"]), dtype=bool)
    for key in keys:
        if key not in ("wb", "row"):
            column = rows[key]
            there &= (column != "") if column.dtype == object else (column != 0)
    return there


def both_sides(
    left: Columns, right: Columns, keys: tuple[str, ...], names: tuple[str, str]
) -> Columns:
    """Put two sides beside one another that each have `keys` (once), `amount`, `unread.amount` and `row`.

    Returns:
        One row per key that either side has, in the order of the keys, with columns `<name>`, `unread.<name>` and
        `<name>_row` (0 where that side has no row) for both names.
    """
    both = {key: np.concatenate([left[key], right[key]]) for key in keys}
    group, first = groups(list(both.values()))
    made = {key: column[first] for key, column in both.items()}
    middle = len(left["row"])
    for side, name, at in ((left, names[0], group[:middle]), (right, names[1], group[middle:])):
        for column, given, kind in (
            (name, "amount", np.int64),
            (f"unread.{name}", "unread.amount", bool),
            (f"{name}_row", "row", np.int64),
        ):
            filled = np.zeros(len(first), dtype=kind)
            filled[at] = side[given]
            made[column] = filled
    return made


def looked_up(
    rows: Columns, source: Columns, keys: Sequence[str], names: Sequence[str]
) -> tuple[Columns, np.ndarray]:
    """Look each of `rows` up in `source`, where the first row of a key counts.

    Returns:
        Name -> the values found (0, False or an empty text where none was), and per row whether one was found.
    """
    places: dict[tuple[object, ...], int] = {}
    for place, key in enumerate(zip(*(source[key].tolist() for key in keys), strict=True)):
        places.setdefault(key, place)
    at = np.array(
        [places.get(key, -1) for key in zip(*(rows[key].tolist() for key in keys), strict=True)],
        dtype=np.int64,
    )
    found = at >= 0
    values: Columns = {}
    for name in names:
        column = source[name]
        values[name] = np.full(len(at), "" if column.dtype == object else 0, dtype=column.dtype)
        values[name][found] = column[at[found]]
    return values, found
