"""Columns as plain arrays, and the frames that rules are held against, texts kept as plain Python strings.

Views are computed over arrays and made a frame once, at the end: a run has some forty frames of some hundred rows, and on
those every selection, assignment and join of a data frame costs more than the work it does. For the same reason texts, the
names of columns among them, stay Python strings and don't become Arrow arrays, as pandas would have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

Columns = dict[str, np.ndarray]
"""Name -> array; all of one length. Texts and whole numbers without a bound are Python's own, in arrays of objects."""


def columns(given: Mapping[str, Any]) -> Columns:
    """Return `given` as arrays.

    Args:
        given: name -> array or list of one length, or one value for every row; the first has a length. Flags
            (`unread.<name>`) are truths, also where there is no row to show it.
    """
    size = len(next(iter(given.values())))
    return {
        name: np.array(each, dtype=bool)
        if name.startswith("unread.") and isinstance(each, list)
        else _column(each, size)
        for name, each in given.items()
    }


def columns_of_rows(rows: Sequence[Sequence[Any]], names: Iterable[str]) -> Columns:
    """Return rows as columns; those that hold anything but numbers or truths are kept as they are."""
    listed = list(names)
    turned = list(zip(*rows, strict=True)) if rows else [()] * len(listed)
    return columns({name: list(values) for name, values in zip(listed, turned, strict=True)})


def framed(given: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame with a plain running index; see `columns` for what is given."""
    made = columns(given)
    index = pd.RangeIndex(len(next(iter(made.values()))))
    frame = pd.DataFrame(
        {
            # A Series of objects is not looked into.
            place: pd.Series(each, index, dtype=object) if each.dtype == object else each
            for place, each in enumerate(made.values())
        },
        index,
    )
    frame.columns = pd.Index(list(made), dtype=object)
    return frame


def chosen(given: Columns, rows: np.ndarray | slice) -> Columns:
    """Return some rows: places, a truth for each row, or those that stand together."""
    return {name: column[rows] for name, column in given.items()}


def under_one_another(parts: Sequence[Columns]) -> Columns:
    """Return parts of equal columns as one; those that only some have are left out."""
    names = [name for name in parts[0] if all(name in part for part in parts)]
    return {name: np.concatenate([part[name] for part in parts]) for name in names}


def texts(values: Sequence[Any]) -> np.ndarray:
    """Return any Python objects as an array of objects."""
    kept = np.empty(len(values), dtype=object)
    kept[:] = values
    return kept


def among(numbers: np.ndarray, wanted: Iterable[int]) -> np.ndarray:
    """Tell per number whether it is one of `wanted`."""
    return np.isin(numbers, np.fromiter(wanted, dtype=np.int64))


def _column(values: Any, size: int) -> np.ndarray:
    if isinstance(values, np.ndarray):
        return values
    if isinstance(values, str):
        return texts([values] * size)
    if not hasattr(values, "__len__"):
        return np.full(size, values)
    kinds = {type(value) for value in values}
    if kinds and kinds <= {bool}:
        return np.array(values, dtype=bool)
    if kinds and kinds <= {int}:
        return np.array(values, dtype=np.int64)
    return texts(values)
