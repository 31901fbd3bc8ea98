"""Two sides that must agree: the budget against the plan, the in-kind details and the SMEs' rows."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, texts, under_one_another
from aitx_budget.checks.views.amounts import unsure
from aitx_budget.checks.views.funding import with_direct
from aitx_budget.checks.views.grouping import added, any_unread, both_sides, summed
from aitx_budget.checks.views.view import View, of, reached
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES

_KEYS = ("wb", "fiscal_year", "project")


def budget_by_source(stack: Stack, names: tuple[str, ...], keys: tuple[str, ...]) -> Columns:
    """Return the budget per key and source in long form: `source` is a name of `names`.

    `local_funds` is provincial and municipal funds together.
    """
    lines = stack.columns("budget_lines")
    local = ("provincial_funds", "municipal_funds")
    both = {"local_funds": added(lines, local), "unread.local_funds": any_unread(lines, local)}
    return long_by_source({**lines, **both}, names, keys)


def long_by_source(rows: Columns, names: tuple[str, ...], keys: tuple[str, ...]) -> Columns:
    """Sum each amount column of `names` by `keys` and put the columns under one another, each as a `source`."""
    long = {name: np.tile(rows[name], len(names)) for name in (*keys, "row")}
    long["source"] = np.repeat(texts(names), len(rows["row"]))
    long["amount"] = np.concatenate([rows[name] for name in names])
    long["unread.amount"] = np.concatenate([rows[f"unread.{name}"] for name in names])
    return summed(long, (*keys, "source"), ("amount",))


def mark_doubtful(
    groups: Columns,
    stack: Stack,
    table: str,
    keys: tuple[str, ...],
    name: str,
    *,
    rows: Columns | None = None,
    grouped: np.ndarray | None = None,
) -> Columns:
    """Mark a side unread where a row of `table` with an unusable key may belong; see `reached`."""
    reach = reached(stack, groups, table, keys, rows=rows, grouped=grouped)
    return {**groups, f"unread.{name}": groups[f"unread.{name}"] | reach}


def planned_amounts(stack: Stack) -> Columns:
    """Return the monthly plan's rows with `amount`, their months together, and `source` as a name of `PLAN_SOURCES`."""
    labels = {getattr(stack.programme.sources, name).ko: name for name in PLAN_SOURCES}
    months = [f"m{month}" for month in stack.programme.months]
    plan = stack.columns("monthly_plan")
    return {
        **plan,
        "source": texts([labels.get(each, "") for each in plan["source"].tolist()]),
        "amount": added(plan, months),
        "unread.amount": any_unread(plan, months),
    }


def plan_balance(stack: Stack) -> Columns:
    """Return budget against monthly plan per fiscal year, unit project and source."""
    plan = stack.columns("planned_amounts")
    planned = summed(plan, (*_KEYS, "source"), ("amount",))
    budget = budget_by_source(stack, PLAN_SOURCES, _KEYS)
    joined = both_sides(budget, planned, (*_KEYS, "source"), ("budget", "plan"))
    joined = mark_doubtful(joined, stack, "budget_lines", ("fiscal_year", "project"), "budget")
    keys = ("fiscal_year", "project", "source")
    joined = mark_doubtful(joined, stack, "monthly_plan", keys, "plan", rows=plan)
    return _with_twin(joined, plan)


def _with_twin(joined: Columns, plan: Columns) -> Columns:
    """Add `twin_row`: of a key that several rows of the plan have, another than `plan_row`; else 0.

    `plan_row` becomes the last of them that is as large as the plan is above the budget, or the last of all: the
    earlier is likelier the right one.
    """
    keys = (*_KEYS, "source")
    listed: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    rows = (plan[name].tolist() for name in (*keys, "row", "amount"))
    for *found, row, amount in zip(*rows, strict=True):
        listed.setdefault(tuple(found), []).append((row, amount))
    pointed, twin = joined["plan_row"].copy(), np.zeros(len(joined["plan_row"]), dtype=np.int64)
    over = (joined["plan"] - joined["budget"]).tolist()
    for place, key in enumerate(zip(*(joined[name].tolist() for name in keys), strict=True)):
        own = listed.get(key, [])
        if len(own) > 1:
            pointed[place] = max((amount == over[place], row) for row, amount in own)[1]
            twin[place] = min(row for row, _ in own if row != pointed[place])
    return {**joined, "plan_row": pointed, "twin_row": twin}


def in_kind_balance(stack: Stack) -> Columns:
    """Return the budget's in-kind amounts against their details per fiscal year and unit project."""
    details = stack.columns("in_kind_details")
    unread = unsure(stack, "in_kind_details", "cost")
    costs = {**details, "amount": details["cost"], "unread.amount": unread}
    detailed = summed(costs, _KEYS, ("amount",))
    budget = long_by_source(stack.columns("budget_lines"), ("private_in_kind",), _KEYS)
    joined = both_sides(budget, detailed, _KEYS, ("budget", "detail"))
    keys = ("fiscal_year", "project")
    joined = mark_doubtful(joined, stack, "budget_lines", keys, "budget")
    return mark_doubtful(joined, stack, "in_kind_details", keys, "detail")


def sme_balance(stack: Stack) -> Columns:
    """Return the budget of direct-support projects against the SMEs' rows, per fiscal year, project and source.

    SMEs of a project that is not direct support stand in one row per fiscal year, without a source: there
    is no budget that they could equal.
    """
    sides = [
        long_by_source(stack.columns(name), SOURCES, _KEYS)
        for name in ("budget_lines", "beneficiaries")
    ]
    joined = both_sides(sides[0], sides[1], (*_KEYS, "source"), ("budget", "sme"))
    joined = with_direct(stack, joined)
    judged = joined["direct"] | joined["unread.direct"]
    elsewhere = _smes_elsewhere(chosen(joined, ~judged & (joined["sme_row"] != 0)))
    both = under_one_another([chosen(joined, judged), elsewhere])
    keys = ("fiscal_year", "project")
    both = mark_doubtful(both, stack, "budget_lines", keys, "budget")
    return mark_doubtful(both, stack, "beneficiaries", keys, "sme")


def _smes_elsewhere(listed: Columns) -> Columns:
    """Return one row per fiscal year and project of SMEs that are listed where nothing goes to them directly."""
    sums = summed({**listed, "row": listed["sme_row"]}, _KEYS, ("sme",))
    size = len(sums["row"])
    none, no = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    return {
        **sums,
        "sme_row": sums["row"],
        "source": texts([""] * size),
        "budget": none,
        "budget_row": none,
        "unread.budget": no,
        "direct": no,
        "unread.direct": no,
    }


_PROJECT = (("fiscal_year", "fiscal_year"), ("project", "project"))
_SOURCE = (*_PROJECT, ("source", "source"))
_BUDGET = of("budget_lines", "fiscal_year", "project")

BALANCES = (
    View("planned_amounts", planned_amounts, {}),
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
