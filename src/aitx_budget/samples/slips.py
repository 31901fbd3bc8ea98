"""Mistakes as officers make them: each a named edit of otherwise consistent tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from aitx_budget.model.text import Text
from aitx_budget.samples.build import Record, Tables
from aitx_budget.samples.entries import SOURCES


class Change(Protocol):
    """One edit of the tables."""

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""


def find(tables: Tables, table: str, where: Mapping[str, Any]) -> Record:
    """Return the one record of `table` whose fields equal `where`.

    Raises:
        ValueError: no record fits, or several do; a slip must not miss its cell silently.
    """
    found = [
        record
        for record in tables[table]
        if all(record.get(name) == value for name, value in where.items())
    ]
    if len(found) != 1:
        message = f"{len(found)} records of {table} fit {dict(where)}"
        raise ValueError(message)
    return found[0]


@dataclass(frozen=True)
class Put:
    """Type `values` over a record's fields; None empties a cell."""

    table: str
    where: Mapping[str, Any]
    values: Mapping[str, Any]

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""
        find(tables, self.table, self.where).update(self.values)


@dataclass(frozen=True)
class Shift:
    """Add won to a record's amounts; a blank counts as 0."""

    table: str
    where: Mapping[str, Any]
    by: Mapping[str, int]

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""
        record = find(tables, self.table, self.where)
        for name, won in self.by.items():
            record[name] = record.get(name, 0) + won


@dataclass(frozen=True)
class Insert:
    """Insert `record` after the one that fits `after`."""

    table: str
    after: Mapping[str, Any]
    record: Mapping[str, Any]

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""
        last = find(tables, self.table, self.after)
        records = tables[self.table]
        position = next(n for n, record in enumerate(records, 1) if record is last)
        records.insert(position, dict(self.record))


@dataclass(frozen=True)
class Drop:
    """Delete the record that fits `where`."""

    table: str
    where: Mapping[str, Any]

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""
        gone = find(tables, self.table, self.where)
        tables[self.table] = [record for record in tables[self.table] if record is not gone]


@dataclass(frozen=True)
class Subtotal:
    """Type a subtotal row over all rows down to the one that fits `after`.

    Attributes:
        off: won by which the typed sums miss the true ones.
    """

    table: str
    after: Mapping[str, Any]
    label: str
    off: Mapping[str, int]

    def apply(self, tables: Tables) -> None:
        """Edit `tables` in place."""
        last = find(tables, self.table, self.after)
        records = tables[self.table]
        above = records[: next(n for n, record in enumerate(records, 1) if record is last)]
        sums = {source: sum(each.get(source, 0) for each in above) for source in SOURCES}
        total = sum(sums.values())
        typed = {source: won + self.off.get(source, 0) for source, won in sums.items()}
        row = {"item": self.label, "cost": total, **typed}
        records.insert(len(above), row)


@dataclass(frozen=True)
class Slip:
    """One mistake.

    Attributes:
        codes: the rules it breaks, consequences included.
        told: what the officer did.
    """

    codes: tuple[str, ...]
    told: Text
    changes: tuple[Change, ...] = field(default_factory=tuple)


def make(tables: Tables, slips: Sequence[Slip]) -> Tables:
    """Return `tables` with every slip made."""
    for slip in slips:
        for change in slip.changes:
            change.apply(tables)
    return tables
