"""Two sides that must agree: the budget against the tables that detail it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.views.view import View, doubtful, of, summed
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES

_KEYS = ("wb", "fiscal_year", "project")


def both_sides(
    left: pd.DataFrame, right: pd.DataFrame, keys: tuple[str, ...], names: tuple[str, str]
) -> pd.DataFrame:
    """Join two sides that each have `keys`, `amount`, `unread.amount` and `row`.

    Returns:
        One row per key that either side has, with columns `<name>`, `unread.<name>` and `<name>_row` (0 where
        that side has no row) for both names.
    """
    sides = [
        side[[*keys, "amount", "unread.amount", "row"]].rename(
            columns={"amount": name, "unread.amount": f"unread.{name}", "row": f"{name}_row"}
        )
        for side, name in zip((left, right), names, strict=True)
    ]
    joined = sides[0].merge(sides[1], on=list(keys), how="outer", sort=True)
    for name in names:
        joined[name] = joined[name].fillna(0).astype(np.int64)
        joined[f"{name}_row"] = joined[f"{name}_row"].fillna(0).astype(np.int64)
        joined[f"unread.{name}"] = joined[f"unread.{name}"].to_numpy(dtype=object) == True  # noqa: E712
    return joined


def budget_by_source(stack: Stack, names: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the budget per key and source in long form: `source` is a name of `names`.

    `local_funds` is provincial and municipal funds together.
    """
    lines = stack.table("budget_lines")
    lines = lines.assign(
        local_funds=lines["provincial_funds"] + lines["municipal_funds"],
        **{
            "unread.local_funds": lines["unread.provincial_funds"] | lines["unread.municipal_funds"]
        },
    )
    return long_by_source(lines, names, keys)


def long_by_source(
    frame: pd.DataFrame, names: tuple[str, ...], keys: tuple[str, ...]
) -> pd.DataFrame:
    """Sum each amount column of `names` by `keys` and put the columns under one another."""
    parts = []
    for name in names:
        sums = summed(frame, keys, (name,))
        sums = sums.rename(columns={name: "amount", f"unread.{name}": "unread.amount"})
        parts.append(sums.assign(source=name))
    return pd.concat(parts, ignore_index=True)


def mark_doubtful(
    frame: pd.DataFrame, stack: Stack, table: str, keys: tuple[str, ...], name: str
) -> pd.DataFrame:
    """Mark a side unread in the workbooks where a row of `table` can't be placed by its keys."""
    doubt = frame["wb"].isin(doubtful(stack, table, keys))
    return frame.assign(**{f"unread.{name}": frame[f"unread.{name}"] | doubt})


def plan_balance(stack: Stack) -> pd.DataFrame:
    """Return budget against monthly plan per fiscal year, unit project and source."""
    labels = {getattr(stack.programme.sources, name).ko: name for name in PLAN_SOURCES}
    months = [f"m{month}" for month in stack.programme.months]
    plan = stack.table("monthly_plan")
    plan = plan.assign(
        source=plan["source"].map(labels).fillna(""),
        amount=plan[months].sum(axis=1),
        **{"unread.amount": plan[[f"unread.{name}" for name in months]].any(axis=1)},
    )
    planned = summed(plan, (*_KEYS, "source"), ("amount",))
    budget = budget_by_source(stack, PLAN_SOURCES, _KEYS)
    joined = both_sides(budget, planned, (*_KEYS, "source"), ("budget", "plan"))
    joined = mark_doubtful(joined, stack, "budget_lines", ("fiscal_year", "project"), "budget")
    return mark_doubtful(
        joined, stack, "monthly_plan", ("fiscal_year", "project", "source"), "plan"
    )


_SCOPE = (("fiscal_year", "fiscal_year"), ("project", "project"), ("source", "source"))

BALANCES = (
    View(
        "plan_balance",
        plan_balance,
        {
            "budget": of("budget_lines", "fiscal_year", "project", *SOURCES),
            "plan": of("monthly_plan", "fiscal_year", "project", "source", "*"),
        },
        scope=_SCOPE,
    ),
)
