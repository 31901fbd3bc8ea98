"""Frames hold what they are given, texts as plain Python strings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.framing import framed, framed_rows


def test_texts_and_names_of_columns_stay_python_strings() -> None:
    """Neither a column of texts nor the names of the columns become Arrow arrays; one value fills every row."""
    frame = framed(
        {"wb": np.array([1, 2]), "table": "budget_lines", "name": ["가", ""], "on": [True, False]}
    )
    assert [str(kind) for kind in frame.dtypes] == ["int64", "object", "object", "bool"]
    assert frame.columns.dtype == object
    assert frame["table"].tolist() == ["budget_lines"] * 2


def test_the_index_of_a_series_is_not_looked_at() -> None:
    """Selected rows of another frame stand in the order they come in."""
    chosen = pd.Series([3, 4], index=[7, 9])
    assert framed({"row": chosen, "twice": chosen * 2})["twice"].tolist() == [6, 8]


def test_rows_keep_numbers_that_do_not_fit_and_an_empty_frame_its_columns() -> None:
    """Records, tuples and blanks are kept as they are; without any row the columns are there all the same."""
    frame = framed_rows([(1, None, ("a",)), (2, 5, ())], ("wb", "typed", "cells"))
    assert frame["typed"].tolist() == [None, 5]
    assert frame["cells"].tolist() == [("a",), ()]
    assert list(framed_rows([], ("wb", "row")).columns) == ["wb", "row"]
