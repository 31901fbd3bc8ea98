"""Amounts that must follow from others in their own row, or from the rows they cover."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import (
    Columns,
    chosen,
    columns,
    columns_of_rows,
    texts,
    under_one_another,
)
from aitx_budget.checks.inputs import inputs
from aitx_budget.checks.views.grouping import added, looked_up
from aitx_budget.checks.views.view import View, in_doubt, of
from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.model.submission import Observation, Seen, Submission, Subtotal, Table

_FUNDED = {"budget_lines": SOURCES, "asset_plan": CASH}
"""The tables whose lines have a cost and the sources that pay it."""

_COSTS = (
    *of("budget_lines", "unit_price", "quantity", "occurrences"),
    *of("asset_plan", "unit_price", "quantity"),
)


def unsure(stack: Stack, table: str, name: str) -> np.ndarray:
    """Tell per row whether an amount cannot be relied on because an input it follows from was not read."""
    bad = stack.columns(table)[f"unread.{name}"]
    for each in inputs(stack.layout.tables[table], name):
        bad = bad | in_doubt(stack, table, each)
    return bad


def typed_amounts(stack: Stack) -> Columns:
    """Return the amounts that were typed over a formula: `typed` beside the recomputed `computed`."""
    typed = [
        (seen.table, seen.field, wb, at.row, seen.value)
        for wb, submission in stack.submissions.items()
        for seen in submission.observations
        if (at := seen.at) and _typed_over(stack, submission, seen)
    ]
    by_column = groupby(sorted(typed, key=lambda each: each[:2]), key=lambda each: each[:2])
    return under_one_another(
        [_recomputed(stack, "", "", [])]
        + [_recomputed(stack, table, field, list(group)) for (table, field), group in by_column]
    )


def _typed_over(stack: Stack, submission: Submission, seen: Observation) -> bool:
    """Tell whether something seen is a won amount that stands in place of a row's formula."""
    return (
        seen.seen is Seen.CHANGED_FORMULA
        and type(seen.value) is int
        and seen.table in submission.tables
        and stack.layout.tables[seen.table][seen.field].kind is Kind.WON
    )


def _recomputed(
    stack: Stack, table: str, field: str, typed: list[tuple[str, str, int, int, int]]
) -> Columns:
    """Return amounts typed over a field's formula, (table, field, wb, row, amount), with what it really gives there."""
    made = {
        "wb": np.array([each[2] for each in typed], dtype=np.int64),
        "table": texts([each[0] for each in typed]),
        "field": texts([each[1] for each in typed]),
        "row": np.array([each[3] for each in typed], dtype=np.int64),
        "typed": texts([each[4] for each in typed]),
    }
    if not typed:
        none = np.zeros(0, dtype=np.int64)
        return {**made, "computed": none, "unread.computed": none.astype(bool)}
    rows = stack.columns(table)
    known = {"wb": rows["wb"], "row": rows["row"], "computed": rows[field]}
    known["unread.computed"] = unsure(stack, table, field)
    values, found = looked_up(made, known, ("wb", "row"), ("computed", "unread.computed"))
    return chosen({**made, **values}, found)


def funding_lines(stack: Stack) -> Columns:
    """Return every line that has a cost and sources: `cost`, `funding` (their sum) and `accepted`.

    `accepted` is the cost as typed over its formula, where it was: such a line is told about once.
    """
    parts = []
    for table, names in _FUNDED.items():
        rows = stack.columns(table)
        unread = unsure(stack, table, "cost") | unsure(stack, table, "funding")
        line = {
            "wb": rows["wb"],
            "table": table,
            "row": rows["row"],
            "cost": rows["cost"],
            "funding": added(rows, names),
            "unread.funding": unread,
        }
        parts.append(columns(line))
    lines = under_one_another(parts)
    typed = stack.columns("typed_amounts")
    costs = chosen(typed, typed["field"] == "cost")
    found, there = looked_up(lines, costs, ("wb", "table", "row"), ("typed",))
    return {**lines, "accepted": np.where(there, found["typed"], lines["cost"])}


def subtotal_claims(stack: Stack) -> Columns:
    """Return each input amount that a typed subtotal row states, beside the sum of the rows it covers.

    `first` is set at a row's first wrong amount, whose `others` are the fields of its further wrong ones. A row that 총괄표
    adds up as if it were a record (`counted`) is wrong whatever it states; where all its amounts are right, `first` is set
    at the first. What covers no row is held against itself.
    """
    rows = [
        (wb, each.table, name, each.row, *claim)
        for wb, submission in stack.submissions.items()
        for table, listed in _subtotals(submission).items()
        for each, covered in listed
        for name, claim in _claims(
            stack.layout.tables[table], submission.tables[table], each, covered
        ).items()
    ]
    made = columns_of_rows(rows, _CLAIMED)
    return {**made, **{name: texts(made[name].tolist()) for name in ("claimed", "covered")}}


_CLAIMED = (
    "wb",
    "table",
    "field",
    "row",
    "claimed",
    "covered",
    "unread.covered",
    "first",
    "others",
    "counted",
)


def _subtotals(submission: Submission) -> dict[str, list[tuple[Subtotal, list[int]]]]:
    """Return table -> its subtotals, each with the positions of the records it covers."""
    found: dict[str, list[tuple[Subtotal, list[int]]]] = {}
    for table, own in groupby(submission.subtotals, key=lambda each: each.table):
        if table in submission.tables:
            position = {row: at for at, row in enumerate(submission.tables[table].rows)}
            found.setdefault(table, []).extend(
                (each, [position[row] for row in set(each.covers) if row in position])
                for each in own
            )
    return found


def _claims(
    layout: TableLayout, table: Table, subtotal: Subtotal, covered: Sequence[int]
) -> dict[str, tuple[int, int, bool, bool, tuple[str, ...], bool]]:
    """Return field -> what a subtotal row states, what its rows come to, and the rest of the view's columns.

    What stands in a formula column is nobody's to type; it follows, and sums of unit prices mean nothing.
    """
    found = {
        name: (int(claimed), *(_sum(table, name, covered) if covered else (int(claimed), False)))
        for name, claimed in subtotal.claims.items()
        if layout[name].amount
    }
    read = {name: claim for name, claim in found.items() if not claim[2]}
    wrong = [name for name, (claimed, told, _) in read.items() if claimed != told]
    added_up = [name for name, (claimed, *_) in read.items() if claimed] if subtotal.counted else []
    told = wrong or added_up
    return {
        name: (
            *claim,
            name in told[:1],
            tuple(told[1:]) if name in told[:1] else (),
            bool(added_up),
        )
        for name, claim in found.items()
    }


def _sum(table: Table, name: str, positions: Sequence[int]) -> tuple[int, bool]:
    """Return the sum of a column's records, and whether some of it was not read."""
    unread, values = table.unread.get(name, frozenset()), table.values[name]
    total = sum(int(values[at] or 0) for at in positions)
    return total, any(at in unread for at in positions)


AMOUNTS = (
    View(
        "typed_amounts",
        typed_amounts,
        {
            "computed": (
                *_COSTS,
                *of("in_kind_details", "unit_price", "quantity", "months", "participation"),
                *of("budget_lines", *SOURCES),
                *of("asset_plan", *CASH),
                *of("beneficiaries", *SOURCES),
                *of("monthly_plan", "m*"),
            )
        },
    ),
    View(
        "funding_lines",
        funding_lines,
        {"funding": (*_COSTS, *of("budget_lines", *SOURCES), *of("asset_plan", *CASH))},
    ),
    View("subtotal_claims", subtotal_claims, {"covered": ()}),
)
