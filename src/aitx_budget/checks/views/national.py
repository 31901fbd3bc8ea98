"""National funds against the scale of the notice and the agency's allotments."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, among, chosen, columns, under_one_another
from aitx_budget.checks.views.grouping import looked_up, summed
from aitx_budget.checks.views.view import View, exact, of, of_doubtful

_KEYS = ("wb", "fiscal_year")


def national_scale(stack: Stack) -> Columns:
    """Return national funds of each fiscal year and, as fiscal year 0, in all, per workbook with a budget.

    Workbooks without any amount are left out: that is a finding of its own. `allotment` is what the agency gave
    (0 where nothing is stated).
    """
    money = stack.columns("workbook_funding")
    budgets = money["wb"][(money["total"] != 0) | money["unread.total"]]
    both = under_one_another([_by_year(stack, budgets), _in_all(stack, budgets)])
    allotted = looked_up(both, _allotments(stack), _KEYS, ("allotment", "unread.allotment"))[0]
    return exact({**both, **allotted}, ("national", "allotment"))


def _by_year(stack: Stack, budgets: np.ndarray) -> Columns:
    """Return national funds of every fiscal year of the workbooks `budgets`, 0 where a year has no line."""
    years = stack.programme.fiscal_years
    every = {
        "wb": np.repeat(budgets, len(years)),
        "fiscal_year": np.tile(np.array(years, dtype=np.int64), len(budgets)),
    }
    sums = _summed(stack, _KEYS)
    sums["unread.national"] |= of_doubtful(stack, sums["wb"], "budget_lines", ("fiscal_year",))
    return {**every, **looked_up(every, sums, _KEYS, ("national", "row", "unread.national"))[0]}


def _in_all(stack: Stack, budgets: np.ndarray) -> Columns:
    """Return national funds of the workbooks `budgets` in all, as fiscal year 0."""
    sums = _summed(stack, ("wb",))
    own = chosen(sums, among(sums["wb"], budgets.tolist()))
    return {**own, "fiscal_year": np.zeros(len(own["wb"]), dtype=np.int64)}


def _summed(stack: Stack, keys: tuple[str, ...]) -> Columns:
    """Return `national`, the national funds by `keys`, with `row` and `unread.national`."""
    sums = summed(stack.columns("budget_lines"), keys, ("national_funds",))
    return {name.replace("national_funds", "national"): column for name, column in sums.items()}


def _allotments(stack: Stack) -> Columns:
    """Return the allotment entries in long form, per workbook and fiscal year."""
    basics = stack.columns("basics")
    return under_one_another(
        [
            columns(
                {
                    "wb": basics["wb"],
                    "fiscal_year": year,
                    "allotment": basics[f"allotment_{year}"],
                    "unread.allotment": basics[f"unread.allotment_{year}"],
                }
            )
            for year in stack.programme.fiscal_years
        ]
    )


NATIONAL = (
    View(
        "national_scale",
        national_scale,
        {
            "national": of("budget_lines", "fiscal_year", "national_funds"),
            "allotment": of("basics", "allotment_*"),
        },
        scope=(("fiscal_year", "fiscal_year"),),
    ),
)
