"""Two sides that must agree: the budget against the plan, the in-kind details and the SMEs' rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.amounts import unsure
from aitx_budget.checks.views.funding import with_direct
from aitx_budget.checks.views.grouping import both_sides, summed
from aitx_budget.checks.views.view import View, of, reached
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES

_KEYS = ("wb", "fiscal_year", "project")


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
    """Sum each amount column of `names` by `keys` and put the columns under one another, each as a `source`."""
    columns = {name: frame[name].to_numpy() for name in (*keys, "row")}
    long = {name: np.tile(column, len(names)) for name, column in columns.items()}
    long["source"] = np.repeat(np.array(names, dtype=object), len(frame))
    long["amount"] = np.concatenate([frame[name].to_numpy() for name in names])
    flags = [frame[f"unread.{name}"].to_numpy(dtype=bool) for name in names]
    long["unread.amount"] = np.concatenate(flags)
    return summed(framed(long), (*keys, "source"), ("amount",))


def mark_doubtful(
    frame: pd.DataFrame,
    stack: Stack,
    table: str,
    keys: tuple[str, ...],
    name: str,
    *,
    rows: pd.DataFrame | None = None,
    among: np.ndarray | None = None,
) -> pd.DataFrame:
    """Mark a side unread where a row of `table` with an unusable key may belong; see `reached`."""
    reach = reached(stack, frame, table, keys, rows=rows, among=among)
    return frame.assign(**{f"unread.{name}": frame[f"unread.{name}"] | reach})


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
    keys = ("fiscal_year", "project", "source")
    return mark_doubtful(joined, stack, "monthly_plan", keys, "plan", rows=plan)


def in_kind_balance(stack: Stack) -> pd.DataFrame:
    """Return the budget's in-kind amounts against their details per fiscal year and unit project."""
    details = stack.table("in_kind_details")
    details = details.assign(
        amount=details["cost"], **{"unread.amount": unsure(stack, "in_kind_details", "cost")}
    )
    detailed = summed(details, _KEYS, ("amount",))
    budget = long_by_source(stack.table("budget_lines"), ("private_in_kind",), _KEYS)
    joined = both_sides(budget, detailed, _KEYS, ("budget", "detail"))
    keys = ("fiscal_year", "project")
    joined = mark_doubtful(joined, stack, "budget_lines", keys, "budget")
    return mark_doubtful(joined, stack, "in_kind_details", keys, "detail")


def sme_balance(stack: Stack) -> pd.DataFrame:
    """Return the budget of direct-support projects against the SMEs' rows, per fiscal year, project and source.

    SMEs of a project that is not direct support stand in one row per fiscal year, without a source: there
    is no budget that they could equal.
    """
    sides = [
        long_by_source(stack.table(name), SOURCES, _KEYS)
        for name in ("budget_lines", "beneficiaries")
    ]
    joined = both_sides(sides[0], sides[1], (*_KEYS, "source"), ("budget", "sme"))
    joined = with_direct(stack, joined)
    judged = joined["direct"] | joined["unread.direct"]
    elsewhere = _smes_elsewhere(joined[~judged & (joined["sme_row"] != 0)])
    frame = pd.concat([joined[judged], elsewhere], ignore_index=True)
    keys = ("fiscal_year", "project")
    frame = mark_doubtful(frame, stack, "budget_lines", keys, "budget")
    return mark_doubtful(frame, stack, "beneficiaries", keys, "sme")


def _smes_elsewhere(listed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per fiscal year and project of SMEs that are listed where nothing goes to them directly."""
    rows = listed.rename(columns={"sme_row": "row"})
    sums = summed(rows, _KEYS, ("sme",)).rename(columns={"row": "sme_row"})
    flags = {"unread.budget": False, "direct": False, "unread.direct": False}
    return sums.assign(source="", budget=0, budget_row=0, **flags)


_PROJECT = (("fiscal_year", "fiscal_year"), ("project", "project"))
_SOURCE = (*_PROJECT, ("source", "source"))
_BUDGET = of("budget_lines", "fiscal_year", "project")

BALANCES = (
    View(
        "plan_balance",
        plan_balance,
        {
            "budget": (*_BUDGET, *of("budget_lines", *SOURCES)),
            "plan": of("monthly_plan", "fiscal_year", "project", "source", "m*"),
        },
        scope=_SOURCE,
    ),
    View(
        "in_kind_balance",
        in_kind_balance,
        {
            "budget": (*_BUDGET, "budget_lines.private_in_kind"),
            "detail": of(
                "in_kind_details",
                *("fiscal_year", "project", "unit_price", "quantity", "months", "participation"),
            ),
        },
        scope=_PROJECT,
    ),
    View(
        "sme_balance",
        sme_balance,
        {
            "budget": (*_BUDGET, *of("budget_lines", *SOURCES)),
            "sme": of("beneficiaries", "fiscal_year", "project", *SOURCES),
            "direct": of("unit_projects", "code", "direct_support"),
        },
        scope=_SOURCE,
    ),
)
