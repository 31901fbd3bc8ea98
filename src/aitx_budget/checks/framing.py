"""Frames from columns, texts kept as plain Python strings.

Pandas would turn texts, the names of columns among them, into Arrow arrays. A run has a hundred frames of some hundred
rows, and on those every comparison, selection and look-up in an Arrow array costs more than it saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


def framed(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame with a plain running index.

    Args:
        columns: name -> array, Series or list of one length, or one value for every row; the first has a length. The
            index of a Series is not looked at.
    """
    size = len(next(iter(columns.values())))
    index = pd.RangeIndex(size)
    frame = pd.DataFrame(
        {place: _column(each, size, index) for place, each in enumerate(columns.values())}, index
    )
    frame.columns = pd.Index(list(columns), dtype=object)
    return frame


def framed_rows(rows: Sequence[Sequence[Any]], names: Iterable[str]) -> pd.DataFrame:
    """Return a frame of rows; columns that hold anything but numbers or truths are kept as they are."""
    listed = list(names)
    turned = list(zip(*rows, strict=True)) if rows else [()] * len(listed)
    return framed({name: list(values) for name, values in zip(listed, turned, strict=True)})


def _column(values: Any, size: int, index: pd.RangeIndex) -> Any:
    """Return an array as it is, and texts as a Series that pandas does not look into."""
    if isinstance(values, str) or not hasattr(values, "__len__"):
        values = [values] * size
    array = values if isinstance(values, np.ndarray) else _array(values)
    return pd.Series(array, index, dtype=object) if array.dtype == object else array


def _array(values: Any) -> np.ndarray:
    if isinstance(values, pd.Series):
        return values.to_numpy()
    kinds = {type(value) for value in values}
    if kinds and kinds <= {bool}:
        return np.array(values, dtype=bool)
    if kinds and kinds <= {int}:
        return np.array(values, dtype=np.int64)
    kept = np.empty(len(values), dtype=object)
    kept[:] = values
    return kept
