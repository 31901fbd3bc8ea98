"""What of a frame a rule can be held against, and what is said of the rest: skipped, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aitx_budget.checks.frames import WHOLE, Stack
from aitx_budget.checks.framing import Columns, among, chosen
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.views import VIEWS
from aitx_budget.checks.views.files import FILE_VIEW
from aitx_budget.checks.views.view import in_doubt
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Skip
from aitx_budget.model.names import file_name

_BECAUSE = 20
"""How many cells a skipped check names; the rest have findings of their own."""


@dataclass(frozen=True)
class Standing:
    """How the rows of a frame stand to one rule.

    Attributes:
        excused: rows it is not evaluated for: of another scope, or resting on what was not read or not found.
        unread: those of them that rest on a value which was not read, though its column was found.
        missing: workbook -> the `table.field` names it needs that were not found; none for a view of all workbooks
            as one set, whose own columns say what they rest on.
    """

    excused: np.ndarray
    unread: np.ndarray
    missing: Mapping[int, tuple[str, ...]]


def standing(stack: Stack, rows: Columns, rule: Rule) -> Standing:
    """Tell how a view's rows stand to a rule.

    In a view that puts several tables under one another (`table` says which), what one of them has lost
    excuses its own rows alone.
    """
    wb = rows["wb"]
    unread = np.zeros(len(wb), dtype=bool)
    for column in rule.needs:
        if f"unread.{column}" in rows:
            unread |= rows[f"unread.{column}"]
    if rule.view == FILE_VIEW:
        return Standing(unread, unread, {})
    scoped = stack.of_scope(rule.scopes)
    everywhere = len(scoped) == len(stack.submissions)
    outside = np.zeros(len(wb), dtype=bool) if everywhere else ~among(wb, [WHOLE, *scoped])
    as_one = len(wb) > 0 and bool((wb == WHOLE).all())
    missing = {} if as_one else _missing(stack, scoped, _sources(rule))
    lost = np.zeros(len(wb), dtype=bool)
    for position, names in missing.items():
        here = wb == position
        if "table" in rows:
            here &= np.isin(rows["table"], [name.partition(".")[0] for name in names])
        lost |= here
    return Standing(unread | outside | lost, unread & ~outside & ~lost, missing)


def skips(stack: Stack, rows: Columns, rule: Rule, stands: Standing) -> Iterator[tuple[int, Skip]]:
    """Yield what a rule could not evaluate, as (workbook, skip)."""
    for wb, names in stands.missing.items():
        because = tuple(dict.fromkeys(_named(stack, name) for name in names))
        yield wb, Skip(rule.code, rule.name, {}, because)
    if not stands.unread.any():
        return
    waiting = chosen(rows, stands.unread)
    for wb in sorted(set(waiting["wb"].tolist())):
        group = chosen(waiting, waiting["wb"] == wb)
        cells = _unread_cells(stack, wb, rule, group) if wb != WHOLE else _of_all(stack, rule)
        if not cells and wb in stands.missing:
            continue  # what these rows wait for is what was not found, and that was said above
        because = cells or tuple(_named(stack, each) for each in _sources(rule) if each[-1] != "*")
        for scope in _scopes(rule, group):
            yield wb, Skip(rule.code, rule.name, scope, because)


def _sources(rule: Rule) -> tuple[str, ...]:
    """Return the `table.field` names that the columns a rule needs are computed from."""
    if rule.view in VIEWS:
        sources = VIEWS[rule.view].sources
        return tuple(dict.fromkeys(name for need in rule.needs for name in sources.get(need, ())))
    return tuple(f"{rule.view}.{column}" for column in rule.needs)


def _covers(source: str, name: str) -> bool:
    """Tell whether `table.field` or `table.prefix*` names `name` (`table.field`)."""
    return name.startswith(source[:-1]) if source.endswith("*") else name == source


def _missing(
    stack: Stack, scoped: Sequence[int], sources: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """Return per workbook those of `sources` that it should have and that were not found."""
    found = {}
    for wb in scoped:
        if not stack.unavailable[wb]:
            continue
        lost = sorted(stack.unavailable[wb])
        names = tuple(name for source in sources for name in lost if _covers(source, name))
        if names:
            found[wb] = names
    return found


def _named(stack: Stack, source: str) -> str:
    """Return a lost column as the officer knows it, e.g. `소요예산 국비`."""
    table, _, name = source.partition(".")
    layout = stack.layout.tables[table]
    return f"{layout.sheet} {layout[name].header}"


def _unread_cells(stack: Stack, wb: int, rule: Rule, rows: Columns | None) -> tuple[str, ...]:
    """Return the cells that must be put right first; of the rows themselves where the frame is a table's."""
    own = None if rows is None or rule.view in VIEWS else set(rows["row"].tolist())
    cells: list[CellRef] = []
    for source in _sources(rule):
        name = source.partition(".")[0]
        found = stack.submissions[wb].tables.get(name)
        for field in stack.layout.tables[name].fields if found else ():
            if found and field.name in found.columns and _covers(source, f"{name}.{field.name}"):
                place = stack.own(name, wb)
                bad = in_doubt(stack, name, field.name)[place]
                at = stack.columns(name)["row"][place][bad].tolist()
                cells += [found.cell(field.name, row) for row in at if own is None or row in own]
    return tuple(str(cell) for cell in dict.fromkeys(cells))[:_BECAUSE]


def _of_all(stack: Stack, rule: Rule) -> tuple[str, ...]:
    """Return what must be put right first in any workbook of a set, each named with its file."""
    missing = _missing(stack, list(stack.submissions), _sources(rule))
    found = []
    for wb, each in stack.submissions.items():
        lost = (_named(stack, name) for name in missing.get(wb, ()))
        cells = (*lost, *_unread_cells(stack, wb, rule, None))
        found += [f"[{file_name(each.path)}]{cell}" for cell in cells]
    return tuple(found)[:_BECAUSE]


def _scopes(rule: Rule, rows: Columns) -> list[dict[str, Any]]:
    """Return what the skipped rows are about, each once."""
    scope = VIEWS[rule.view].scope if rule.view in VIEWS else ()
    if not scope:
        return [{}]
    listed = zip(*(rows[column].tolist() for _, column in scope), strict=True)
    return [
        {
            name: value
            for (name, _), value in zip(scope, values, strict=True)
            if value not in (0, "")
        }
        for values in dict.fromkeys(listed)
    ]
