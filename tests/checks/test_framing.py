"""Columns and frames hold what they are given, texts as plain Python strings."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.framing import (
    among,
    chosen,
    columns,
    columns_of_rows,
    framed,
    under_one_another,
)
from aitx_budget.checks.views.grouping import looked_up, summed
from aitx_budget.checks.views.view import exact


def test_texts_and_names_of_columns_stay_python_strings() -> None:
    """Neither a column of texts nor the names of the columns become Arrow arrays; one value fills every row."""
    frame = framed(
        {"wb": np.array([1, 2]), "table": "budget_lines", "name": ["가", ""], "on": [True, False]}
    )
    assert [str(kind) for kind in frame.dtypes] == ["int64", "object", "object", "bool"]
    assert frame.columns.dtype == object
    assert frame["table"].tolist() == ["budget_lines"] * 2


def test_rows_keep_numbers_that_do_not_fit_and_none_their_columns() -> None:
    """Records, tuples and blanks are kept as they are; without any row the columns are there, and flags are truths."""
    made = columns_of_rows([(1, None, ("a",)), (2, 5, ("b",))], ("wb", "typed", "cells"))
    assert made["typed"].tolist() == [None, 5]
    assert made["cells"].tolist() == [("a",), ("b",)]
    none = columns_of_rows([], ("wb", "unread.typed"))
    assert {name: len(each) for name, each in none.items()} == {"wb": 0, "unread.typed": 0}
    assert none["unread.typed"].dtype == bool


def test_one_value_fills_no_row_of_nothing_with_its_own_type() -> None:
    """A truth, a number and a text stay of their kind where there is no row."""
    made = columns({"wb": np.zeros(0, dtype=np.int64), "on": False, "year": 0, "kind": "total"})
    assert [made[name].dtype for name in ("on", "year", "kind")] == [bool, np.int64, object]


def test_parts_under_one_another_keep_the_columns_that_all_have() -> None:
    """What one part lacks is left out; rows keep their order; rows are chosen by place or by truth."""
    left = columns({"row": [1, 2], "more": [True, True]})
    both = under_one_another([left, columns({"row": [3]})])
    assert both["row"].tolist() == [1, 2, 3]
    assert list(both) == ["row"]
    assert chosen(both, np.array([2, 0]))["row"].tolist() == [3, 1]
    assert chosen(both, both["row"] > 1)["row"].tolist() == [2, 3]
    assert among(both["row"], {3, 7}).tolist() == [False, False, True]
    assert among(both["row"], set()).tolist() == [False, False, False]


def test_a_key_is_looked_up_where_it_first_stands() -> None:
    """Of two rows of one key the first counts; what is not found is nothing of its kind, and said to be not found."""
    source = columns({"wb": [0, 0, 1], "code": ["P1", "P1", "P2"], "on": [True, False, True]})
    rows = columns({"wb": [1, 0, 0], "code": ["P1", "P1", "P2"]})
    values, found = looked_up(rows, source, ("wb", "code"), ("code", "on"))
    assert found.tolist() == [False, True, False]
    assert values["on"].tolist() == [False, True, False]
    assert values["code"].tolist() == ["", "P1", ""]


def test_sums_name_the_row_of_the_largest_amount_and_what_was_unread() -> None:
    """Per key: the sum, whether a part of it was unread, and of equal amounts the first row; a blank key has no sum."""
    rows = columns(
        {
            "wb": [0, 0, 0, 0],
            "project": ["B", "A", "B", ""],
            "row": [9, 8, 7, 6],
            "amount": [5, 1, 5, 100],
            "unread.amount": [False, False, True, False],
        }
    )
    sums = summed(rows, ("wb", "project"), ("amount",))
    told = {name: sums[name].tolist() for name in ("project", "amount", "row", "unread.amount")}
    assert told == {
        "project": ["A", "B"],
        "amount": [1, 10],
        "row": [8, 7],
        "unread.amount": [False, True],
    }


def test_exact_amounts_are_numbers_without_a_bound() -> None:
    """Products of amounts beyond 64 bits come out right."""
    made = exact({"won": np.array([2**62], dtype=np.int64)}, ("won",))
    assert (made["won"] * 10).tolist() == [10 * 2**62]
