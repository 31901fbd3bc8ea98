"""Budget lines that stand under another year, project or institution than what the other sheets hold of them.

A line under a wrong code makes two keys wrong at once: the one it stands under has its amounts too much, the one it was
meant for has them too little. The other sheets (`_WITNESSES`) tell of it where both are off by exactly the line's amounts.
Such a line is named only on exact evidence:

- no sheet that has the line's amounts agrees with where it stands;
- what it explains, nothing else explains: not another line, another key it may be meant for, or a row of the one sheet that
  tells of it, whose own code would then be as likely wrong. Of several explanations one stands only if it explains all that
  the others do, and more.

A line that a sheet speaks for is not named, and remains an explanation: where two mistakes meet, that sheet may be wrong as well, and
the only other line that the amounts would fit is then a sound one.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, columns, texts
from aitx_budget.checks.views.funding import direct_flags
from aitx_budget.checks.views.grouping import added
from aitx_budget.checks.views.view import View
from aitx_budget.layout.tables import CASH, LOCAL, SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES

KEYS = ("fiscal_year", "project", "institution")
"""The fields by which a line stands under something; one of them may be wrong."""

_MOST_KEYS = 8
"""That are off by the same amounts; more are another fault than a mistyped code, and would take long to go through."""

Key = tuple[Hashable, ...]
"""A workbook's position and the values of a witness' keys."""
Amounts = tuple[int, ...]


@dataclass(frozen=True)
class Witness:
    """A sheet that holds the budget's amounts once more.

    Attributes:
        table: the layout's name of it.
        keys: by which of `KEYS` it can be told apart.
        sources: in which order amounts stand.
        gaps: key -> by how many won the budget is above the sheet, per source; of keys where they differ.
        unsure: keys of which something was not read.
        direct: (workbook, project) of direct support, where the sheet has no others; None where it has all.
    """

    table: str
    keys: tuple[str, ...]
    sources: tuple[str, ...]
    gaps: Mapping[Key, Amounts]
    unsure: frozenset[Key]
    direct: frozenset[Key] | None = None

    @cached_property
    def keys_of(self) -> Mapping[tuple[Hashable, Amounts], list[Key]]:
        """(workbook, gap) -> the keys that have it; of a gap that is common no line can be proved to make it."""
        found: dict[tuple[Hashable, Amounts], list[Key]] = defaultdict(list)
        for key, gap in self.gaps.items():
            found[key[0], gap].append(key)
        return {gap: keys for gap, keys in found.items() if len(keys) <= _MOST_KEYS}

    def has(self, key: Key) -> bool:
        """Tell whether the sheet says anything of a key."""
        project = key[1 + self.keys.index("project")]
        return self.direct is None or (key[0], project) in self.direct

    def offs(self, key: Key) -> Mapping[str, int]:
        """Return by how many won the budget is above the sheet at a key, per source; nothing where that is not known."""
        if key in self.unsure or not self.has(key):
            return {}
        gap = self.gaps.get(key, (0,) * len(self.sources))
        return dict(zip(self.sources, gap, strict=True))

    def agrees(self, key: Key, amounts: Amounts) -> bool:
        """Tell whether the sheet has at a key just what the budget has of any of the sources of `amounts`."""
        gap = self.gaps.get(key, (0,) * len(amounts))
        settled = any(amount and not off for amount, off in zip(amounts, gap, strict=True))
        return settled and self.has(key) and key not in self.unsure


class _Line(NamedTuple):
    """A budget line: its place among the lines, its workbook, worksheet row and keys, and its amounts by witness."""

    place: int
    wb: int
    keys: Mapping[str, Hashable]
    amounts: Mapping[str, Amounts]

    def key(self, witness: Witness, field: str = "", meant: Hashable = None) -> Key:
        """Return the line's key at a witness, or the one it would have with `meant` in `field`."""
        found = (meant if name == field else self.keys[name] for name in witness.keys)
        return (self.wb, *found)


class _Move(NamedTuple):
    """A line, the field that may be wrong, what may be meant there, and the witnesses' keys which that explains.

    One that is `doubted` – a sheet speaks against it, or a row elsewhere is as likely wrong – is a rival to others alone.
    """

    line: _Line
    field: str
    meant: Hashable
    tables: tuple[str, ...]
    explained: frozenset[tuple[str, Key]]
    doubted: bool

    @property
    def places(self) -> Iterator[Hashable]:
        """What another move may lay claim to as well: the line, and all that is explained."""
        yield self.line.place
        yield from self.explained


def misfiled_lines(stack: Stack) -> Columns:
    """Return every budget line with `field`, the key that is likely wrong (empty where none is), and `meant` in it.

    `told` are the tables that tell of it.
    """
    lines = stack.columns("budget_lines")
    size = len(lines["row"])
    made = columns(
        {
            **{name: lines[name] for name in ("wb", "row", *KEYS, *SOURCES)},
            "field": texts([""] * size),
        }
    )
    made["meant"], made["told"] = texts([""] * size), texts([()] * size)
    for move in _standing(_moves(stack)):
        place = move.line.place
        made["field"][place], made["meant"][place] = move.field, move.meant
        made["told"][place] = move.tables
    return made


def _standing(moves: list[_Move]) -> Iterator[_Move]:
    """Yield the moves that nothing speaks against and that explain more than every other one that explains some of the same.

    What explains most of a place is alone there, or nothing of that place stands; so each place is looked at once.
    """
    at: dict[Hashable, list[_Move]] = defaultdict(list)
    for move in moves:
        for place in move.places:
            at[place].append(move)
    most = {place: _most(rivals) for place, rivals in at.items()}
    for move in moves:
        if not move.doubted and all(most[place] is move for place in move.places):
            rivals = (each for place in move.places for each in at[place] if each is not move)
            if all(move.explained > each.explained for each in rivals):
                yield move


def _most(rivals: list[_Move]) -> _Move | None:
    """Return the one that explains most; None where two do."""
    first, *others = heapq.nlargest(2, rivals, key=lambda each: len(each.explained))
    return None if others and len(others[0].explained) == len(first.explained) else first


def _moves(stack: Stack) -> list[_Move]:
    """Return all single changes of a line's key that some witness tells of."""
    witnesses = witnesses_of(stack)
    if not any(each.gaps for each in witnesses):
        return []
    found = []
    for line in _lines(stack, witnesses):
        options = dict.fromkeys(
            option
            for each in witnesses
            if each.table in line.amounts
            for option in _told(line, each)
        )
        moves = (_move(line, field, meant, witnesses) for field, meant in options)
        found += [move._replace(doubted=move.doubted or _other_side(stack, move)) for move in moves]
    return found


def _told(line: _Line, witness: Witness) -> Iterator[tuple[str, Hashable]]:
    """Yield each key field and the value in it by which a witness would agree with a line."""
    here, amounts = line.key(witness), line.amounts[witness.table]
    if witness.gaps.get(here) != amounts:
        return
    wanted = tuple(-amount for amount in amounts)
    for key in witness.keys_of.get((line.wb, wanted), ()):
        apart = [at for at, (one, other) in enumerate(zip(here, key, strict=True)) if one != other]
        if len(apart) == 1:
            yield witness.keys[apart[0] - 1], key[apart[0]]


def _move(line: _Line, field: str, meant: Hashable, witnesses: tuple[Witness, ...]) -> _Move:
    """Return a change with what it explains; it is doubted where a witness agrees with what is, at either key."""
    explained: dict[str, tuple[Key, Key]] = {}
    doubted = False
    for witness in witnesses:
        amounts = line.amounts.get(witness.table)
        if amounts is None or field not in witness.keys:
            continue
        here, there = line.key(witness), line.key(witness, field, meant)
        doubted |= witness.agrees(here, amounts) or witness.agrees(there, amounts)
        wanted = tuple(-amount for amount in amounts)
        if witness.gaps.get(here) == amounts and witness.gaps.get(there) == wanted:
            explained[witness.table] = (here, there)
    cells = frozenset((table, key) for table, keys in explained.items() for key in keys)
    return _Move(line, field, meant, tuple(explained), cells, doubted)


def _other_side(stack: Stack, move: _Move) -> bool:
    """Tell whether only one sheet tells of a line, and a row of that sheet explains as much if its code is wrong."""
    if len(move.tables) != 1:
        return False
    (table,) = move.tables
    names, sources = _SHAPES[table]
    rows = _as_budget(stack, table)
    here = rows["wb"] == move.line.wb
    for name in names:
        here &= rows[name] == (move.meant if name == move.field else move.line.keys[name])
    for name, amount in zip(sources, move.line.amounts[table], strict=True):
        here &= rows[name] == amount
    return bool(here.any())


_SHAPES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "monthly_plan": (("fiscal_year", "project"), PLAN_SOURCES),
    "in_kind_details": (("fiscal_year", "project"), ("private_in_kind",)),
    "beneficiaries": (("fiscal_year", "project"), SOURCES),
    "asset_plan": (KEYS, CASH),
}
"""Per witness its keys and sources."""


def witnesses_of(stack: Stack) -> tuple[Witness, ...]:
    """Return what the other sheets have, held against the budget."""
    flags = direct_flags(stack)
    sure = flags["direct"] & ~flags["unread.direct"]
    direct = frozenset(
        zip(flags["wb"][sure].tolist(), flags["project"][sure].tolist(), strict=True)
    )
    balances = (
        ("monthly_plan", "plan_balance", "plan", None),
        ("in_kind_details", "in_kind_balance", "detail", None),
        ("beneficiaries", "sme_balance", "sme", direct),
        ("asset_plan", "asset_balance", "plan", None),
    )
    return tuple(
        _witness(table, stack.columns(view), other, only) for table, view, other, only in balances
    )


def _witness(table: str, both: Columns, other: str, direct: frozenset[Key] | None) -> Witness:
    """Gather by how much two sides differ, per key and source."""
    keys, sources = _SHAPES[table]
    unsure = both["unread.budget"] | both[f"unread.{other}"]
    gap = both["budget"] - both[other]
    gaps: dict[Key, list[int]] = {}
    apart = np.flatnonzero(gap != 0)
    named = both["source"][apart].tolist() if "source" in both else [sources[0]] * len(apart)
    for key, source, off in zip(_keyed(both, keys, apart), named, gap[apart].tolist(), strict=True):
        if source in sources:
            gaps.setdefault(key, [0] * len(sources))[sources.index(source)] = off
    doubted = frozenset(_keyed(both, keys, np.flatnonzero(unsure)))
    kept = {key: tuple(found) for key, found in gaps.items() if key not in doubted}
    return Witness(table, keys, sources, kept, doubted, direct)


def _keyed(rows: Columns, keys: tuple[str, ...], places: np.ndarray) -> Iterator[Key]:
    return zip(*(rows[name][places].tolist() for name in ("wb", *keys)), strict=True)


def _lines(stack: Stack, witnesses: tuple[Witness, ...]) -> Iterator[_Line]:
    """Yield the budget lines that stand where some witness has too little, with their amounts."""
    lines = stack.columns("budget_categories")
    local = added(lines, LOCAL)
    amounts = {**{name: lines[name] for name in SOURCES}, "local_funds": local}
    every = np.arange(len(lines["row"]))
    short = np.zeros(len(every), dtype=bool)
    for each in witnesses:
        if each.gaps:
            short |= np.array(
                [key in each.gaps for key in _keyed(lines, each.keys, every)], dtype=bool
            )
    for place in np.flatnonzero(short).tolist():
        wb, keys = (
            int(lines["wb"][place]),
            {name: lines[name][place : place + 1].tolist()[0] for name in KEYS},
        )
        asset = bool(lines["asset_kind"][place])
        found = {
            each.table: tuple(int(amounts[name][place]) for name in each.sources)
            for each in witnesses
            if asset or each.table != "asset_plan"
        }
        yield _Line(place, wb, keys, {table: own for table, own in found.items() if any(own)})


def _as_budget(stack: Stack, table: str) -> Columns:
    """Return a witness' rows with their amounts by the budget's sources."""
    rows = stack.columns(table)
    if table == "in_kind_details":
        return {**rows, "private_in_kind": rows["cost"]}
    if table != "monthly_plan":
        return rows
    planned = stack.columns("planned_amounts")
    return {
        **planned,
        **{
            name: np.where(planned["source"] == name, planned["amount"], 0) for name in PLAN_SOURCES
        },
    }


MISFILED = (View("misfiled_lines", misfiled_lines, {}),)
