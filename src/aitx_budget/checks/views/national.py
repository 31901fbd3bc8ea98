"""National funds against the scale of the notice and the agency's allotments."""

from __future__ import annotations

import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.grouping import summed
from aitx_budget.checks.views.view import View, doubtful, exact, of

_KEYS = ["wb", "fiscal_year"]


def national_scale(stack: Stack) -> pd.DataFrame:
    """Return national funds of each fiscal year and, as fiscal year 0, in all, per workbook with a budget.

    Workbooks without any amount are left out: that is a finding of its own. `allotment` is what the agency gave
    (0 where nothing is stated).
    """
    money = stack.view("workbook_funding")
    budgets = money.loc[(money["total"] != 0) | money["unread.total"], ["wb"]]
    lines = stack.table("budget_lines")
    years = summed(lines, ("wb", "fiscal_year"), ("national_funds",))
    years["unread.national_funds"] |= years["wb"].isin(
        doubtful(stack, "budget_lines", ("fiscal_year",))
    )
    every = framed({"fiscal_year": stack.programme.fiscal_years})
    parts = [
        budgets.merge(every, how="cross").merge(years, on=_KEYS, how="left"),
        summed(lines, ("wb",), ("national_funds",)).merge(budgets, on="wb").assign(fiscal_year=0),
    ]
    frame = pd.concat(parts, ignore_index=True).merge(_allotments(stack), on=_KEYS, how="left")
    unread = frame["unread.national_funds"].to_numpy(dtype=object) == True  # noqa: E712
    unread_allotment = frame["unread.allotment"].to_numpy(dtype=object) == True  # noqa: E712
    return exact(
        framed(
            {
                "wb": frame["wb"],
                "fiscal_year": frame["fiscal_year"],
                "national": frame["national_funds"].fillna(0).astype("int64"),
                "row": frame["row"].fillna(0).astype("int64"),
                "allotment": frame["allotment"].fillna(0).astype("int64"),
                "unread.national": unread,
                "unread.allotment": unread_allotment,
            }
        ),
        ("national", "allotment"),
    )


def _allotments(stack: Stack) -> pd.DataFrame:
    """Return the allotment entries in long form, per workbook and fiscal year."""
    basics = stack.table("basics")
    return pd.concat(
        [
            framed(
                {
                    "wb": basics["wb"],
                    "fiscal_year": year,
                    "allotment": basics[f"allotment_{year}"],
                    "unread.allotment": basics[f"unread.allotment_{year}"],
                }
            )
            for year in stack.programme.fiscal_years
        ],
        ignore_index=True,
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
