"""Budget lines that are likely wrong themselves, so that what is held against their amounts is wrong because of them."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, texts
from aitx_budget.checks.views.misfiled import KEYS, Witness, witnesses_of
from aitx_budget.checks.views.view import View
from aitx_budget.layout.tables import LOCAL, SOURCES


def doubtful_lines(stack: Stack) -> Columns:
    """Return the lines that stand under a wrong key (`field`, `meant`) or whose sources miss their cost by `gap` won.

    `source` is the one in which every sheet that holds it (`told`) is off by just `gap`; empty where that is not one alone.
    """
    lines, misfiled = stack.columns("budget_categories"), stack.columns("misfiled_lines")
    funded = stack.columns("funding_lines")
    own = chosen(funded, funded["table"] == "budget_lines")
    gap = np.where(own["unread.funding"], 0, own["funding"] - own["cost"])
    gap = np.where(own["funding"] == own["accepted"], 0, gap)
    field = misfiled["field"]
    found = {name: lines[name] for name in ("wb", "row", *KEYS, *SOURCES, "asset_kind")}
    found |= {"gap": gap, "field": field, "meant": misfiled["meant"]}
    return _with_source(stack, chosen(found, (gap != 0) | (field != texts([""] * len(field)))))


def _with_source(stack: Stack, lines: Columns) -> Columns:
    """Add `source` and `told` to doubtful lines; in order they come to nothing else that has to be gone through."""
    size = len(lines["row"])
    sources, told = texts([""] * size), texts([()] * size)
    witnesses = witnesses_of(stack) if size else ()
    for place, gap in enumerate(lines["gap"].tolist()):
        if gap:
            keys = {name: lines[name][place : place + 1].tolist()[0] for name in ("wb", *KEYS)}
            asset = bool(lines["asset_kind"][place])
            judged = [each for each in witnesses if asset or each.table != "asset_plan"]
            sources[place], told[place] = _missed(judged, keys, gap)
    return {**lines, "source": sources, "told": told}


def _missed(
    witnesses: list[Witness], keys: dict[str, object], gap: int
) -> tuple[str, tuple[str, ...]]:
    """Return the one source of a line in which the sheets are off by `gap`, and which sheets say so."""
    said = [
        (each.table, each.offs(tuple(keys[name] for name in ("wb", *each.keys))))
        for each in witnesses
    ]
    found = []
    for source in SOURCES:
        names = (source, "local_funds") if source in LOCAL else (source,)
        off = {table: offs[name] for table, offs in said for name in names if name in offs}
        if off and set(off.values()) == {gap}:
            found.append((source, tuple(off)))
    return found[0] if len(found) == 1 else ("", ())


DOUBTFUL = (View("doubtful_lines", doubtful_lines, {}),)
