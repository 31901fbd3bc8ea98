"""Amounts that must follow from others in their own row, or from the rows they cover."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.inputs import inputs
from aitx_budget.checks.views.view import View, in_doubt, of
from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.model.submission import Observation, Seen, Submission, Subtotal

_FUNDED = {"budget_lines": SOURCES, "asset_plan": CASH}
"""The tables whose lines have a cost and the sources that pay it."""

_COSTS = (
    *of("budget_lines", "unit_price", "quantity", "occurrences"),
    *of("asset_plan", "unit_price", "quantity"),
)


def unsure(stack: Stack, table: str, name: str) -> np.ndarray:
    """Tell per row whether an amount can't be relied on because an input it follows from was not read."""
    bad = stack.table(table)[f"unread.{name}"].to_numpy(dtype=bool)
    for each in inputs(stack.layout.tables[table], name):
        bad = bad | in_doubt(stack, table, each)
    return bad


def typed_amounts(stack: Stack) -> pd.DataFrame:
    """Return the amounts that were typed over a formula: `typed` beside the recomputed `computed`."""
    rows = [
        (wb, seen.table, seen.field, at.row, seen.value)
        for wb, submission in stack.submissions.items()
        for seen in submission.observations
        if (at := seen.at) and _typed_over(stack, submission, seen)
    ]
    typed = pd.DataFrame(rows, columns=["wb", "table", "field", "row", "typed"])
    typed = typed.astype({"wb": "int64", "row": "int64", "typed": object, "table": object})
    parts = [
        _recomputed(stack, str(table), str(name), group)
        for (table, name), group in typed.groupby(["table", "field"])
    ]
    empty = typed.assign(computed=0, **{"unread.computed": False})
    return pd.concat(parts, ignore_index=True) if parts else empty


def _typed_over(stack: Stack, submission: Submission, seen: Observation) -> bool:
    """Tell whether something seen is a won amount that stands in place of a row's formula."""
    return (
        seen.seen is Seen.CHANGED_FORMULA
        and type(seen.value) is int
        and seen.table in submission.tables
        and stack.layout.tables[seen.table][seen.field].kind is Kind.WON
    )


def _recomputed(stack: Stack, table: str, name: str, typed: pd.DataFrame) -> pd.DataFrame:
    """Add what a field's formula really gives in the rows it was typed over."""
    frame = stack.table(table)
    known = framed(
        {
            "wb": frame["wb"],
            "row": frame["row"],
            "computed": frame[name],
            "unread.computed": unsure(stack, table, name),
        }
    )
    return typed.merge(known, on=["wb", "row"])


def funding_lines(stack: Stack) -> pd.DataFrame:
    """Return every line that has a cost and sources: `cost`, `funding` (their sum) and `accepted`.

    `accepted` is the cost as typed over its formula, where it was: such a line is told about once.
    """
    typed = stack.view("typed_amounts")
    typed = typed.loc[typed["field"] == "cost", ["wb", "table", "row", "typed"]]
    parts = []
    for table, names in _FUNDED.items():
        frame = stack.table(table)
        unread = unsure(stack, table, "cost") | unsure(stack, table, "funding")
        line = framed(
            {
                "wb": frame["wb"],
                "table": table,
                "row": frame["row"],
                "cost": frame["cost"],
                "funding": frame[list(names)].sum(axis=1),
                "unread.funding": unread,
            }
        )
        parts.append(line)
    lines = pd.concat(parts, ignore_index=True)
    lines = lines.merge(typed, on=["wb", "table", "row"], how="left")
    lines["accepted"] = lines["typed"].where(lines["typed"].notna(), lines["cost"])
    return lines.drop(columns="typed")


def subtotal_claims(stack: Stack) -> pd.DataFrame:
    """Return each input amount that a typed subtotal row states, beside the sum of the rows it covers.

    `first` is set at a row's first wrong amount, whose `others` are the fields of its further wrong ones.
    """
    rows = [
        (wb, each.table, name, each.row, *claim)
        for wb, submission in stack.submissions.items()
        for each in submission.subtotals
        if each.table in submission.tables
        for name, claim in _claims(stack.layout.tables[each.table], submission, each).items()
    ]
    columns = [
        "wb",
        "table",
        "field",
        "row",
        "claimed",
        "covered",
        "unread.covered",
        "first",
        "others",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.astype({"wb": "int64", "row": "int64", "unread.covered": "bool", "first": "bool"})
    return frame.astype({"claimed": object, "covered": object, "table": object})


def _claims(
    table: TableLayout, submission: Submission, subtotal: Subtotal
) -> dict[str, tuple[int, int, bool, bool, tuple[str, ...]]]:
    """Return field -> what a subtotal row states, what its rows come to, and the rest of the view's columns.

    What stands in a formula column is nobody's to type; it follows, and sums of unit prices mean nothing.
    """
    found = {
        name: (int(claimed), *_covered(submission, table.name, name, subtotal.covers))
        for name, claimed in subtotal.claims.items()
        if table[name].amount
    }
    wrong = [
        name
        for name, (claimed, covered, unread) in found.items()
        if claimed != covered and not unread
    ]
    return {
        name: (*claim, name in wrong[:1], tuple(wrong[1:]) if name in wrong[:1] else ())
        for name, claim in found.items()
    }


def _covered(
    submission: Submission, table: str, name: str, covers: tuple[int, ...]
) -> tuple[int, bool]:
    """Return the sum of a column over worksheet rows, and whether some of it was not read."""
    found = submission.tables[table]
    unread = found.unread.get(name, frozenset())
    positions = [at for at, row in enumerate(found.rows) if row in set(covers)]
    total = sum(int(found.values[name][at] or 0) for at in positions)
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
