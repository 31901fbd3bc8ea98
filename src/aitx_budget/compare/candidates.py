"""Which lines could be one another: those that share a name, all figures, or their place (blocking).

Comparing each line with every other would take time that grows with the square of the table. Lines that share
nothing of the kind are never the same line, so only lines of one block are compared; within a block too large for that,
each line is compared with its neighbours in a common order (sorted neighbourhood), and with those of its own rank
among lines that say the same but for their figures: where every price rose, a line's neighbours by price are others.

Source: the ways of record linkage: blocking, and the sorted-neighbourhood method of Hernández and Stolfo.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aitx_budget.compare.lines import Lines, Unread

LARGEST_BLOCK = 256
"""Pairs of a block that are all compared; of a larger one only neighbours are."""

NEIGHBOURS = 4
"""How many lines before and behind it a line of a large block is compared with."""

_Key = tuple[str, tuple[Any, ...]]


def candidates(
    before: Lines, after: Lines, left: Sequence[int], right: Sequence[int]
) -> Mapping[int, set[int]]:
    """Return for lines of `before` the lines of `after` that they may be.

    Args:
        before: a table of the earlier version.
        after: the same of the later one.
        left: positions in `before` of the lines still without a partner.
        right: the same in `after`.
    """
    blocks: dict[_Key, tuple[list[int], list[int]]] = {}
    for version, positions, side in ((before, left, 0), (after, right, 1)):
        for position in positions:
            for key in _keys(version, position):
                blocks.setdefault(key, ([], []))[side].append(position)
    found: dict[int, set[int]] = {}
    for ours, theirs in blocks.values():
        for one, other in _pairs(before, after, ours, theirs):
            found.setdefault(one, set()).add(other)
    return found


def _keys(version: Lines, position: int) -> Iterator[_Key]:
    """Yield the blocks a line belongs to."""
    roles = version.roles
    parts = [(name, (name,)) for name in roles.names]
    for name, fields in (*parts, ("figures", roles.figures), ("place", roles.place)):
        values = tuple(version.value(position, each) for each in fields)
        if any(value is not None for value in values):
            yield name, values


def _pairs(
    before: Lines, after: Lines, ours: Sequence[int], theirs: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one block that are worth comparing."""
    if len(ours) * len(theirs) <= LARGEST_BLOCK:
        yield from ((one, other) for one in ours for other in theirs)
        return
    left, right = (
        sorted((*_order(version, each), each) for each in positions)
        for version, positions in ((before, ours), (after, theirs))
    )
    for rank, (words, figures, one) in enumerate(left):
        near = bisect_left(right, (words, figures))
        level = bisect_left(right, (words,)) + rank - bisect_left(left, (words,))
        for at in {near, level}:
            for *_, other in right[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]:
                yield one, other


def _order(version: Lines, position: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return what a large block is sorted by, in terms that any two lines can be compared in.

    Place, names and labels come first, then figures.
    """
    roles = version.roles
    words = (*roles.place, *roles.names, *roles.labels)
    parts = (
        (_sortable(version.value(position, each)) for each in part)
        for part in (words, roles.figures)
    )
    said, figures = map(tuple, parts)
    return said, figures


def _sortable(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    if isinstance(value, Unread):
        return 3, value.raw
    return (1, value) if isinstance(value, int) else (2, value)
