"""Which lines could be one another: those that share a name, all figures, or their place (blocking).

Comparing each line with every other would take time that grows with the square of the table. Lines that share
nothing of the kind are never the same line, so only lines of one block are compared; within a block too large for that,
each line is compared with its neighbours in a common order (sorted neighbourhood), and with those of its own rank
among lines that say the same but for their figures: where every price rose, a line's neighbours by price are others.

Source: the ways of record linkage: blocking, and the sorted-neighbourhood method of Hernández and Stolfo.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from aitx_budget.compare.lines import Content, Lines, Unread

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
        parts = _parts(version)
        for position in positions:
            for key in _keys(version.contents[position], parts):
                blocks.setdefault(key, ([], []))[side].append(position)
    order = _Order(before), _Order(after)
    found: dict[int, set[int]] = {}
    for ours, theirs in blocks.values():
        for one, others in _pairs(order, ours, theirs):
            found.setdefault(one, set()).update(others)
    return found


def _parts(version: Lines) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the kinds of blocks: a name each, and where in a line what names it stands."""
    roles = version.roles
    parts: list[tuple[str, tuple[str, ...]]] = [(name, (name,)) for name in roles.names]
    parts += [("figures", roles.figures), ("place", roles.place)]
    return tuple((name, _places(version, fields)) for name, fields in parts)


def _places(version: Lines, fields: Sequence[str]) -> tuple[int, ...]:
    """Return where in a line those of `fields` stand that are compared."""
    return tuple(version.at[each] for each in fields if each in version.at)


def _keys(content: Content, parts: Sequence[tuple[str, tuple[int, ...]]]) -> Iterator[_Key]:
    """Yield the blocks a line belongs to."""
    for name, places in parts:
        values = tuple([content[place] for place in places])
        if any(value is not None for value in values):
            yield name, values


def _pairs(
    order: tuple[_Order, _Order], ours: Sequence[int], theirs: Sequence[int]
) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield the lines of one block, each with those of the other version that are worth comparing."""
    if len(ours) * len(theirs) <= LARGEST_BLOCK:
        yield from ((one, theirs) for one in ours)
        return
    left, right = order[0].block(ours), order[1].block(theirs)
    for rank, (words, figures, one) in enumerate(left):
        near = bisect_left(right, (words, figures))
        level = bisect_left(right, (words,)) + rank - bisect_left(left, (words,))
        for at in {near, level}:
            near_by = right[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
            yield one, [other for *_, other in near_by]


class _Order:
    """What large blocks are sorted by, in terms that any two lines can be compared in.

    Place, names and labels come first, then figures. A line is in several blocks and looked at once.
    """

    def __init__(self, version: Lines) -> None:
        """Know none of the lines of `version` yet."""
        roles = version.roles
        self._version = version
        self._words = _places(version, (*roles.place, *roles.names, *roles.labels))
        self._figures = _places(version, roles.figures)
        self._known: dict[int, tuple[tuple[Any, ...], tuple[Any, ...], int]] = {}

    def block(self, positions: Sequence[int]) -> list[tuple[tuple[Any, ...], tuple[Any, ...], int]]:
        """Return lines in order, as (words, figures, position)."""
        return sorted(map(self._line, positions))

    def _line(self, position: int) -> tuple[tuple[Any, ...], tuple[Any, ...], int]:
        if position not in self._known:
            content = self._version.contents[position]
            words, figures = (
                tuple([_sortable(content[place]) for place in places])
                for places in (self._words, self._figures)
            )
            self._known[position] = words, figures, position
        return self._known[position]


def _sortable(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    if isinstance(value, Unread):
        return 3, value.raw
    return (1, value) if isinstance(value, int) else (2, value)
