"""Sums and counts of a listing, each twice: as a formula over the listing's named columns, and as an exact value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Columns = Mapping[str, Sequence[Any]]


class Computed(NamedTuple):
    """A formula without its `=`, and what it gives."""

    formula: str
    value: int


class At(NamedTuple):
    """What a column is held against: a reference (or a literal) in the worksheet, and the value that stands there."""

    reference: str
    value: Any


class Tally:
    """Adds up one listing.

    Criteria are exact: a column that is held against something has whole numbers, or texts of the programme's own
    lists, never a text that somebody typed into a workbook (SUMIFS would read `*` or `>0` as a pattern).
    """

    def __init__(self, prefix: str, columns: Columns, headers: Mapping[str, str]) -> None:
        """Add up `columns`, whose defined names are `prefix` and their headers."""
        self.prefix = prefix
        self._columns = columns
        self._headers = headers
        self._sums: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}

    def name(self, column: str) -> str:
        """Return the defined name of a column, e.g. `원장_국비`."""
        letters = (each if each.isalnum() else "_" for each in self._headers[column])
        return f"{self.prefix}_{''.join(letters)}"

    def total(self, column: str, **where: At) -> Computed:
        """Return the sum of `column` over the rows whose columns equal what `where` says."""
        if not where:
            return Computed(f"SUM({self.name(column)})", self._value(column, where))
        terms = [self.name(column), *self._terms(where)]
        return Computed(f"SUMIFS({','.join(terms)})", self._value(column, where))

    def count(self, **where: At) -> Computed:
        """Return the number of rows whose columns equal what `where` says."""
        return Computed(f"COUNTIFS({','.join(self._terms(where))})", self._value("", where))

    def _terms(self, where: Mapping[str, At]) -> list[str]:
        return [term for name, at in where.items() for term in (self.name(name), at.reference)]

    def _value(self, column: str, where: Mapping[str, At]) -> int:
        keys = (column, *sorted(where))
        if keys not in self._sums:
            self._sums[keys] = self._summed(column, keys[1:])
        return self._sums[keys].get(tuple(where[key].value for key in keys[1:]), 0)

    def _summed(self, column: str, keys: Sequence[str]) -> dict[tuple[Any, ...], int]:
        """Add up a column (no column: count rows) by keys, in whole numbers of any size."""
        length = len(next(iter(self._columns.values())))
        amounts = self._columns[column] if column else [1] * length
        sums: dict[tuple[Any, ...], int] = defaultdict(int)
        spots = zip(*(self._columns[key] for key in keys), strict=True) if keys else [()] * length
        for spot, amount in zip(spots, amounts, strict=True):
            sums[spot] += amount or 0
        return dict(sums)
