"""The budget's asset lines against the purchase plan, per institution, unit project and fiscal year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.balances import long_by_source, mark_doubtful
from aitx_budget.checks.views.grouping import both_sides, groups, looked_up, summed
from aitx_budget.checks.views.view import View, of
from aitx_budget.layout.tables import CASH

_NAMES = ("fiscal_year", "project", "institution")
_KEYS = ("wb", *_NAMES)
_FLAGS = [f"unread.{name}" for name in CASH]


def _asset_lines(stack: Stack) -> pd.DataFrame:
    """Return the budget's asset lines; a line whose category can't be told counts, with its amounts unread."""
    lines = stack.view("budget_categories")
    lines = lines[(lines["asset_kind"] != "") | lines["unread.cash_only"]]
    unknown = lines["unread.cash_only"]
    flags = {name: lines[name] | unknown for name in _FLAGS}
    amounts = {name: lines[name].where(~unknown, 0) for name in CASH}
    return lines.assign(**flags, **amounts)


def _in_all(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `amount`, a row's cash sources together, and its flag."""
    total = frame[list(CASH)].sum(axis=1)
    return frame.assign(amount=total, **{"unread.amount": frame[_FLAGS].any(axis=1)})


def _placed(stack: Stack, joined: pd.DataFrame) -> pd.DataFrame:
    """Mark what rows without usable keys may belong to."""
    lines = stack.view("budget_categories")
    assets = ((lines["asset_kind"] != "") | lines["unread.cash_only"]).to_numpy()
    joined = mark_doubtful(joined, stack, "budget_lines", _NAMES, "budget", among=assets)
    return mark_doubtful(joined, stack, "asset_plan", _NAMES, "plan")


def asset_keys(stack: Stack) -> pd.DataFrame:
    """Return asset budget against purchase plan in all; `plan_row` is 0 where no row of the plan is there."""
    sides = [
        summed(_in_all(frame), _KEYS, ("amount",))
        for frame in (_asset_lines(stack), stack.table("asset_plan"))
    ]
    return _placed(stack, both_sides(sides[0], sides[1], _KEYS, ("budget", "plan")))


def asset_sources(stack: Stack) -> pd.DataFrame:
    """Return asset budget against purchase plan per source, of the keys that both sides have."""
    keys = stack.view("asset_keys")
    both = keys.loc[(keys["budget"] > 0) & (keys["plan_row"] > 0), list(_KEYS)]
    sides = [
        long_by_source(frame, CASH, _KEYS)
        for frame in (_asset_lines(stack), stack.table("asset_plan"))
    ]
    joined = both_sides(sides[0], sides[1], (*_KEYS, "source"), ("budget", "plan"))
    return _placed(stack, joined.merge(both, on=list(_KEYS)))


def asset_kinds(stack: Stack) -> pd.DataFrame:
    """Return each key whose plan equals the budget, with the kind of asset that the plan has too much of.

    Columns: `over`, `under` (kinds; empty where they agree), `excess` (won) and `plan_row`, the row whose kind
    is most likely wrong: one of exactly that amount, else the largest.
    """
    plan = _in_all(stack.table("asset_plan"))
    keyed = (*_KEYS, "asset_kind")
    budget = summed(_in_all(_asset_lines(stack)), keyed, ("amount",))
    kinds = both_sides(budget, summed(plan, keyed, ("amount",)), keyed, ("budget", "plan"))
    _, agreeing = looked_up(kinds, _settled(stack), _KEYS, ())
    kinds = _placed(stack, kinds[agreeing].reset_index(drop=True))
    kinds = mark_doubtful(kinds, stack, "asset_plan", keyed[1:], "plan")
    return _widest(kinds.assign(gap=kinds["plan"] - kinds["budget"]), plan)


def _settled(stack: Stack) -> pd.DataFrame:
    """Return the keys whose plan equals the budget in every source."""
    sources = stack.view("asset_sources")
    group, first = groups([sources[key].to_numpy() for key in _KEYS])
    apart = (sources["budget"] != sources["plan"]).to_numpy()
    agree = np.bincount(group[apart], minlength=len(first)) == 0
    return sources[list(_KEYS)].take(first[agree])


def _widest(kinds: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Keep per key the kind with the largest excess, and name the kind that lacks most."""
    group, first = groups([kinds[key].to_numpy() for key in _KEYS])
    rank, _ = pd.factorize(kinds["asset_kind"].to_numpy(), sort=True)
    order = np.lexsort((rank, kinds["gap"].to_numpy(), group))
    least = order[np.searchsorted(group[order], np.arange(len(first)), side="left")]
    most = order[np.searchsorted(group[order], np.arange(len(first)), side="right") - 1]
    unread = (kinds["unread.budget"] | kinds["unread.plan"]).to_numpy()
    frame = kinds.loc[most, [*_KEYS, "asset_kind", "gap", "plan_row"]].reset_index(drop=True)
    frame = frame.rename(columns={"asset_kind": "over", "gap": "excess"})
    rows = plan.rename(columns={"asset_kind": "over", "amount": "excess"})
    found, single = looked_up(frame, rows, (*_KEYS, "over", "excess"), ("row",))
    return frame.assign(
        under=kinds["asset_kind"].to_numpy()[least],
        single=single,
        plan_row=np.where(single, found["row"], frame["plan_row"]),
        **{"unread.over": np.bincount(group[unread], minlength=len(first)) > 0},
    )


def asset_twins(stack: Stack) -> pd.DataFrame:
    """Return the purchase plan's rows with `first_row`: the first row of the same item, specification and price.

    `first_row` is the row's own where there is none before it. Spaces and case don't tell items apart.
    """
    rows = stack.table("asset_plan")
    same = framed(
        {
            "wb": rows["wb"],
            "item": _squeezed(rows["item"]),
            "specification": _squeezed(rows["specification"]),
            "unit_price": rows["unit_price"],
        }
    )
    first = rows["row"].groupby([same[name] for name in same.columns]).transform("min")
    named = (same["item"] != "") & (rows["unit_price"] != 0)
    return rows.assign(first_row=first.where(named, rows["row"]).astype("int64"))


def _squeezed(texts: pd.Series) -> pd.Series:
    """Return texts without spaces and case."""
    return pd.Series(["".join(text.split()).casefold() for text in texts], dtype=object)


_BUDGET = (*of("budget_lines", *_NAMES, "category", *CASH),)
_PLAN = (*of("asset_plan", *_NAMES, *CASH),)
_SCOPE = tuple((name, name) for name in _NAMES)

ASSETS = (
    View("asset_keys", asset_keys, {"budget": _BUDGET, "plan": _PLAN}, scope=_SCOPE),
    View(
        "asset_sources",
        asset_sources,
        {"budget": _BUDGET, "plan": _PLAN},
        scope=(*_SCOPE, ("source", "source")),
    ),
    View(
        "asset_kinds",
        asset_kinds,
        {"over": (*_BUDGET, *_PLAN, "asset_plan.asset_kind")},
        scope=_SCOPE,
    ),
    View(
        "asset_twins",
        asset_twins,
        {name: of("asset_plan", name) for name in ("item", "specification", "unit_price")},
    ),
)
