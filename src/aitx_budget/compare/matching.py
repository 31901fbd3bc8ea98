"""Which line of the one version is which of the other.

First every line finds one that says the very same, each as often as it stands there. What is left is paired so
that all pairs together are as little apart as possible (`likeness`, `assignment`), among the lines that could be one
another at all (`candidates`). Where two ways are equally good, lines keep their order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from aitx_budget.compare.assignment import assign
from aitx_budget.compare.candidates import candidates
from aitx_budget.compare.likeness import FARTHEST, Likeness
from aitx_budget.compare.lines import Content, Lines

_ORDER_BITS = 40
"""Distances weigh more than any sum of how far lines were carried."""


@dataclass(frozen=True)
class Matching:
    """The lines of a table, paired; positions count from 0 in either version.

    Attributes:
        pairs: (before, after) of lines that are the same line, by the line before.
        removed: lines that the later version no longer has.
        added: lines that the earlier version did not have.
    """

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def match(before: Lines, after: Lines) -> Matching:
    """Pair the lines of a table in two versions; both have the same fields."""
    same, left, right = _same(before.contents, after.contents)
    pairs = sorted([*same, *_alike(before, after, left, right)])
    paired_before, paired_after = {one for one, _ in pairs}, {other for _, other in pairs}
    return Matching(
        tuple(pairs),
        tuple(each for each in left if each not in paired_before),
        tuple(each for each in right if each not in paired_after),
    )


def _same(
    before: Sequence[Content], after: Sequence[Content]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the pairs that say the very same, and what is left on each side."""
    waiting: dict[Content, deque[int]] = {}
    for position, content in enumerate(after):
        waiting.setdefault(content, deque()).append(position)
    pairs, left = [], []
    for position, content in enumerate(before):
        others = waiting.get(content)
        if others:
            pairs.append((position, others.popleft()))
        else:
            left.append(position)
    return pairs, left, sorted(each for others in waiting.values() for each in others)


def _alike(
    before: Lines, after: Lines, left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs of changed lines that are the least apart in all."""
    likeness = Likeness(before)
    possible = candidates(before, after, left, right)
    edges = [_costs(likeness, before, after, one, sorted(possible.get(one, ()))) for one in left]
    found = assign(edges, FARTHEST << _ORDER_BITS)
    return [(one, other) for one, other in zip(left, found, strict=True) if other is not None]


def _costs(
    likeness: Likeness, before: Lines, after: Lines, one: int, others: Sequence[int]
) -> dict[int, int]:
    """Return the cost of pairing a line with each that is near enough."""
    apart = {
        other: likeness.distance(before.contents[one], after.contents[other]) for other in others
    }
    return {
        other: (distance << _ORDER_BITS) + abs(one - other)
        for other, distance in apart.items()
        if distance < FARTHEST
    }
