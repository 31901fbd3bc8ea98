"""The budget's asset lines against the purchase plan, per institution, unit project and fiscal year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, texts
from aitx_budget.checks.views.balances import long_by_source, mark_doubtful
from aitx_budget.checks.views.grouping import (
    added,
    any_unread,
    anywhere,
    both_sides,
    groups,
    looked_up,
    summed,
)
from aitx_budget.checks.views.view import View, of
from aitx_budget.layout.tables import CASH

_NAMES = ("fiscal_year", "project", "institution")
_KEYS = ("wb", *_NAMES)


def _may_be_assets(lines: Columns) -> np.ndarray:
    """Tell which budget lines are assets, or of a category that cannot be told."""
    told: np.ndarray = lines["asset_kind"] != ""
    return told | lines["unread.cash_only"]


def _asset_lines(stack: Stack) -> Columns:
    """Return the budget's asset lines; a line whose category cannot be told counts, with its amounts unread."""
    lines = stack.columns("budget_categories")
    lines = chosen(lines, _may_be_assets(lines))
    unknown = lines["unread.cash_only"]
    flags = {f"unread.{name}": lines[f"unread.{name}"] | unknown for name in CASH}
    amounts = {name: np.where(unknown, 0, lines[name]) for name in CASH}
    return {**lines, **flags, **amounts}


def _in_all(rows: Columns) -> Columns:
    """Add `amount`, a row's cash sources together, and its flag."""
    return {**rows, "amount": added(rows, CASH), "unread.amount": any_unread(rows, CASH)}


def _placed(stack: Stack, joined: Columns) -> Columns:
    """Mark what rows without usable keys may belong to."""
    assets = _may_be_assets(stack.columns("budget_categories"))
    joined = mark_doubtful(joined, stack, "budget_lines", _NAMES, "budget", grouped=assets)
    return mark_doubtful(joined, stack, "asset_plan", _NAMES, "plan")


def asset_keys(stack: Stack) -> Columns:
    """Return asset budget against purchase plan in all; `plan_row` is 0 where no row of the plan is there."""
    sides = [
        summed(_in_all(rows), _KEYS, ("amount",))
        for rows in (_asset_lines(stack), stack.columns("asset_plan"))
    ]
    return _placed(stack, both_sides(sides[0], sides[1], _KEYS, ("budget", "plan")))


def asset_balance(stack: Stack) -> Columns:
    """Return asset budget against purchase plan per source, of every key that either side has."""
    sides = [
        long_by_source(rows, CASH, _KEYS)
        for rows in (_asset_lines(stack), stack.columns("asset_plan"))
    ]
    return _placed(stack, both_sides(sides[0], sides[1], (*_KEYS, "source"), ("budget", "plan")))


def asset_sources(stack: Stack) -> Columns:
    """Return asset budget against purchase plan per source, of the keys that both sides have."""
    keys, balance = stack.columns("asset_keys"), stack.columns("asset_balance")
    both = chosen(keys, (keys["budget"] > 0) & (keys["plan_row"] > 0))
    _, found = looked_up(balance, both, _KEYS, ())
    return chosen(balance, found)


def asset_kinds(stack: Stack) -> Columns:
    """Return each key whose plan equals the budget, with the kind of asset that the plan has too much of.

    Columns: `over`, `under` (kinds; empty where they agree), `excess` (won) and `plan_row`, the row whose kind
    is most likely wrong: one of exactly that amount, else the largest.
    """
    plan = _in_all(stack.columns("asset_plan"))
    keyed = (*_KEYS, "asset_kind")
    budget = summed(_in_all(_asset_lines(stack)), keyed, ("amount",))
    kinds = both_sides(budget, summed(plan, keyed, ("amount",)), keyed, ("budget", "plan"))
    _, agreeing = looked_up(kinds, _settled(stack), _KEYS, ())
    kinds = _placed(stack, chosen(kinds, agreeing))
    kinds = mark_doubtful(kinds, stack, "asset_plan", keyed[1:], "plan")
    return _widest({**kinds, "gap": kinds["plan"] - kinds["budget"]}, plan)


def _settled(stack: Stack) -> Columns:
    """Return the keys whose plan equals the budget in every source."""
    sources = stack.columns("asset_sources")
    group, first = groups([sources[key] for key in _KEYS])
    apart = anywhere(group, sources["budget"] != sources["plan"], len(first))
    return {key: sources[key][first[~apart]] for key in _KEYS}


def _widest(kinds: Columns, plan: Columns) -> Columns:
    """Keep per key the kind with the largest excess, and name the kind that lacks most."""
    group, first = groups([kinds[key] for key in _KEYS])
    rank, _ = pd.factorize(kinds["asset_kind"], sort=True)
    order = np.lexsort((rank, kinds["gap"], group))
    least = order[np.searchsorted(group[order], np.arange(len(first)), side="left")]
    most = order[np.searchsorted(group[order], np.arange(len(first)), side="right") - 1]
    made = {key: kinds[key][most] for key in (*_KEYS, "plan_row")}
    made |= {"over": kinds["asset_kind"][most], "excess": kinds["gap"][most]}
    rows = {**plan, "over": plan["asset_kind"], "excess": plan["amount"]}
    found, single = looked_up(made, rows, (*_KEYS, "over", "excess"), ("row",))
    unread = kinds["unread.budget"] | kinds["unread.plan"]
    return {
        **made,
        "under": kinds["asset_kind"][least],
        "single": single,
        "plan_row": np.where(single, found["row"], made["plan_row"]),
        "unread.over": anywhere(group, unread, len(first)),
    }


def asset_twins(stack: Stack) -> Columns:
    """Return the purchase plan's rows with `first_row`: the first row of the same item, specification and price.

    `first_row` is the row's own where there is none before it. Spaces and case don't tell items apart.
    """
    rows = stack.columns("asset_plan")
    item, specification = _squeezed(rows["item"]), _squeezed(rows["specification"])
    group, first = groups([rows["wb"], item, specification, rows["unit_price"]])
    earliest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(earliest, group, rows["row"])
    named = (item != "") & (rows["unit_price"] != 0)
    return {**rows, "first_row": np.where(named, earliest[group], rows["row"])}


def _squeezed(written: np.ndarray) -> np.ndarray:
    """Return texts without spaces and case."""
    return texts(["".join(text.split()).casefold() for text in written.tolist()])


_BUDGET = (*of("budget_lines", *_NAMES, "category", *CASH),)
_PLAN = (*of("asset_plan", *_NAMES, *CASH),)
_SCOPE = tuple((name, name) for name in _NAMES)

ASSETS = (
    View("asset_keys", asset_keys, {"budget": _BUDGET, "plan": _PLAN}, scope=_SCOPE),
    View("asset_balance", asset_balance, {}),
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
