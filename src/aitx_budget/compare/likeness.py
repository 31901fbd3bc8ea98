"""How far two lines are apart, in thousandths of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aitx_budget.compare.lines import Content, Lines, Unread
from aitx_budget.compare.roles import WEIGHTS, Part
from aitx_budget.layout.structure import Kind

WHOLE = 1000
"""A field, or a line, that has nothing in common with another."""

FARTHEST = 400
"""Lines farther apart than this are two lines: one was removed, one was added."""

ALIAS = 300
"""How far a line is from one that shares some of its names, times the part it does not share."""

_GRADED = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
"""Kinds of which a little more is a little different; a year or a month is another or the same."""


@dataclass(frozen=True)
class Likeness:
    """Measures lines of one table.

    Attributes:
        lines: of either version; both have the same fields.
    """

    lines: Lines

    @cached_property
    def _parts(self) -> tuple[tuple[Part, tuple[tuple[int, Kind], ...]], ...]:
        roles = self.lines.roles
        found: dict[Part, list[tuple[int, Kind]]] = {}
        for index, each in enumerate(self.lines.fields):
            found.setdefault(roles.part(each.name), []).append((index, each.kind))
        return tuple((part, tuple(fields)) for part, fields in found.items())

    def distance(self, before: Content, after: Content) -> int:
        """Return how far two lines are apart: 0 for the same, `WHOLE` for nothing in common.

        What is blank in both says nothing, and what was not read in one of them cannot be held against the
        other; a part that says nothing does not count. Lines that have every name and share none
        are as far apart as can be.
        """
        total = apart = 0
        for part, fields in self._parts:
            named = part is Part.NAME and len(fields) > 1
            part_apart = (
                self._by_names(before, after, fields) if named else _mean(before, after, fields)
            )
            if part_apart is None:
                continue
            if named and part_apart == WHOLE:
                return WHOLE
            total += WEIGHTS[part]
            apart += WEIGHTS[part] * part_apart
        return apart // total if total else WHOLE

    def _by_names(
        self, before: Content, after: Content, fields: Sequence[tuple[int, Kind]]
    ) -> int | None:
        """Return how far names are apart of which each names the line by itself; None where none is comparable."""
        same = [
            before[index] == after[index]
            for index, _ in fields
            if _comparable(before[index]) and _comparable(after[index])
        ]
        if not same:
            return None
        return ALIAS * same.count(False) // len(same) if any(same) else WHOLE


def _comparable(value: Any) -> bool:
    return value is not None and not isinstance(value, Unread)


def _mean(before: Content, after: Content, fields: Sequence[tuple[int, Kind]]) -> int | None:
    """Return the mean distance of the fields that say something; None where none does."""
    apart = count = 0
    for index, kind in fields:
        one, other = before[index], after[index]
        if one == other:
            count += one is not None
        elif not isinstance(one, Unread) and not isinstance(other, Unread):
            count += 1
            apart += _apart(one, other, kind)
    return apart // count if count else None


def _apart(one: Any, other: Any, kind: Kind) -> int:
    """Return how far two different values of a field are apart."""
    if one is None or other is None:
        return WHOLE
    if kind in _GRADED:
        more, less = int(max(one, other)), int(min(one, other))
        return min(WHOLE, WHOLE * (more - less) // max(abs(more), abs(less)))
    return _texts_apart(one, other) if kind is Kind.TEXT else WHOLE


def _texts_apart(one: str, other: str) -> int:
    """Return how many of the pairs of neighbouring letters two texts do not share (Dice's coefficient)."""
    left, right = _pairs(one), _pairs(other)
    if not left or not right:
        return WHOLE
    return WHOLE - 2 * WHOLE * len(left & right) // (len(left) + len(right))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
