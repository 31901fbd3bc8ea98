"""Rows whose category, source or column is likely wrong, by exact amounts: first suspects, named to be looked at, never as certain.

- The purchase plan has under a key more than the asset budget by just the amounts of one line there that is no asset, one of its
  rows has them, and no asset budget elsewhere lacks its purchases: the line's category (`category`) may be wrong.
- The asset budget lacks under one key just what the plan has too much under another that differs in one code, and one row there has:
  that row and the budget's line are the same purchase, and either has the wrong code (`other` is the line).
- Under a year and project the budget is above the monthly plan by X in one source and below it by X in another. Where one row of the
  plan has X in the latter and none is there for the former, that row's source (`source`) may be wrong. Else, where one cell alone
  of the budget holds as much of the former, that may be the wrong column (`over`, `under`), unless another sheet speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, columns_of_rows
from aitx_budget.checks.views.misfiled import KEYS, Key, Witness, witnesses_of
from aitx_budget.checks.views.view import View
from aitx_budget.layout.tables import CASH, LOCAL, SOURCES

_NAMES = (
    "wb",
    "table",
    "row",
    *KEYS,
    *SOURCES,
    "gap",
    "field",
    "meant",
    "over",
    "under",
    "shifted",
    "other",
)

_Row = Mapping[str, Any]


def suspect_rows(stack: Stack) -> Columns:
    """Return the suspects with their keys; `shifted` is by how many won `over` is too much and `under` too little."""
    witnesses = {each.table: each for each in witnesses_of(stack)}
    plan = witnesses["asset_plan"]
    found = [*_categories(stack, plan), *_purchases(stack, plan), *_sources(stack, witnesses)]
    return columns_of_rows([tuple(each[name] for name in _NAMES) for each in found], _NAMES)


def _at(rows: Columns, keys: tuple[str, ...], wanted: Iterable[Key]) -> dict[Key, list[_Row]]:
    """Return key -> the rows there, of the keys that are wanted."""
    found: dict[Key, list[_Row]] = {key: [] for key in wanted}
    if not found:
        return found
    named = zip(*(rows[name].tolist() for name in ("wb", *keys)), strict=True)
    for place, key in enumerate(named):
        if key in found:
            found[key].append({name: each[place] for name, each in rows.items()})
    return found


def _suspect(row: _Row, **more: object) -> dict[str, object]:
    told = {name: row.get(name, 0) for name in ("wb", "row", *KEYS, *SOURCES)}
    plain = {
        "table": "budget_lines",
        "gap": 0,
        "field": "",
        "meant": "",
        "over": "",
        "under": "",
        "shifted": 0,
        "other": 0,
    }
    return {**plain, **{name: _plain(value) for name, value in told.items()}, **more}


def _plain(value: Any) -> object:
    return value.item() if isinstance(value, np.generic) else value


def _categories(stack: Stack, plan: Witness) -> Iterator[dict[str, object]]:
    """Yield the lines that would be just what the purchase plan has too much, if they were assets."""
    elsewhere = {(key[0], gap) for key, gap in plan.gaps.items()}
    wanted = {
        key: tuple(-off for off in gap)
        for key, gap in plan.gaps.items()
        if max(gap) <= 0 and (key[0], tuple(-off for off in gap)) not in elsewhere
    }
    lines = _at(stack.columns("budget_categories"), KEYS, wanted)
    bought = _at(stack.columns("asset_plan"), KEYS, wanted)
    for key, amounts in wanted.items():
        fit = [each for each in lines[key] if not each["asset_kind"] and _cash(each) == amounts]
        rows = [each for each in bought[key] if _cash(each) == amounts]
        if len(fit) == len(rows) == 1:
            named = [
                c.label for c in stack.programme.categories if c.asset_kind == rows[0]["asset_kind"]
            ]
            if named and rows[0]["asset_kind"]:
                yield _suspect(fit[0], field="category", meant="·".join(named))


def _purchases(stack: Stack, plan: Witness) -> Iterator[dict[str, object]]:
    """Yield the rows of the purchase plan that stand under another code than the line that they are of."""
    pairs = {key: there for key in plan.gaps if (there := _counterpart(plan, key)) is not None}
    lines = _at(stack.columns("budget_categories"), KEYS, pairs)
    bought = _at(stack.columns("asset_plan"), KEYS, pairs.values())
    for key, there in pairs.items():
        amounts = plan.gaps[key]
        assets = [each for each in lines[key] if each["asset_kind"]]
        same = [each for each in assets if _cash(each) == amounts] or assets
        rows = [each for each in bought[there] if _cash(each) == amounts]
        if len(same) == len(rows) == 1:
            (field,) = (KEYS[at] for at in range(len(KEYS)) if key[1 + at] != there[1 + at])
            meant, line = key[1 + KEYS.index(field)], int(same[0]["row"])
            yield _suspect(rows[0], table="asset_plan", field=field, meant=meant, other=line)


def _counterpart(plan: Witness, key: Key) -> Key | None:
    """Return the one key that has too many purchases by just what `key` lacks, if the two differ in one code."""
    amounts = plan.gaps[key]
    lacking = plan.keys_of.get((key[0], amounts), ())
    there = plan.keys_of.get((key[0], tuple(-each for each in amounts)), ())
    if min(amounts) < 0 or len(lacking) != 1 or len(there) != 1:
        return None
    apart = sum(one != other for one, other in zip(key, there[0], strict=True))
    return there[0] if apart == 1 else None


def _cash(row: _Row) -> tuple[int, ...]:
    return tuple(int(row[name]) for name in CASH)


def _sources(stack: Stack, witnesses: Mapping[str, Witness]) -> Iterator[dict[str, object]]:
    """Yield the rows because of which two sources are off by as much, one up and one down."""
    plan = witnesses["monthly_plan"]
    pairs = {
        key: pair
        for key, gap in plan.gaps.items()
        if (pair := _pair(plan.sources, gap)) is not None
    }
    lines = _at(stack.columns("budget_categories"), plan.keys, pairs)
    planned = _at(stack.columns("planned_amounts"), plan.keys, pairs)
    for key, (over, under, shifted) in pairs.items():
        there = [each for each in planned[key] if each["source"] == under]
        same = [each for each in there if each["amount"] == shifted]
        if len(same) == 1 and all(each["source"] != over for each in planned[key]):
            meant = getattr(stack.programme.sources, over).ko
            yield _suspect(
                same[0],
                table="monthly_plan",
                field="source",
                meant=meant,
                over=over,
                under=under,
                shifted=shifted,
            )
            continue
        cells = [
            (line, name)
            for line in lines[key]
            for name in (LOCAL if over == "local_funds" else (over,))
            if line[name] >= shifted
        ]
        if len(cells) == 1 and not _opposed(witnesses, *cells[0], under, shifted):
            line, name = cells[0]
            yield _suspect(line, over=name, under=under, shifted=shifted)


def _pair(sources: tuple[str, ...], gap: tuple[int, ...]) -> tuple[str, str, int] | None:
    """Return the two sources that alone are off, by as much in either direction; None where it is otherwise."""
    off: dict[int, list[str]] = defaultdict(list)
    for name, each in zip(sources, gap, strict=True):
        off[each].append(name)
    off.pop(0, None)
    if len(off) != 2 or max(off) != -min(off) or any(len(names) > 1 for names in off.values()):
        return None
    return off[max(off)][0], off[min(off)][0], max(off)


def _opposed(
    witnesses: Mapping[str, Witness], line: _Row, over: str, under: str, shifted: int
) -> bool:
    """Tell whether another sheet that has the line is off otherwise in one of the sources."""
    for each in witnesses.values():
        if each.table == "asset_plan" and not line["asset_kind"]:
            continue
        key: tuple[Hashable, ...] = tuple(line[name] for name in ("wb", *each.keys))
        offs = each.offs(key)
        if offs.get(over, shifted) != shifted or offs.get(under, -shifted) != -shifted:
            return True
    return False


SUSPECTS = (View("suspect_rows", suspect_rows, {}),)
