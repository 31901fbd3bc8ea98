"""One version's amounts, each with what it is grouped by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.submission import Submission, Table

Key = tuple[Any, ...]
"""Values by which amounts are grouped; None where a cell is blank or could not be read."""

Sums = Mapping[Key, int | None]
"""Won by key; None where an amount of the group could not be read."""


@dataclass(frozen=True)
class Ledger:
    """The amounts of one table of one version.

    Attributes:
        table: as intake read it; None where the version lacks it.
    """

    table: Table | None

    @classmethod
    def of(cls, submission: Submission, name: str) -> Ledger:
        """Return the ledger of a submission's table `name`."""
        return cls(submission.tables.get(name))

    @property
    def positions(self) -> Sequence[int]:
        """The positions of the lines."""
        return range(len(self.table.rows)) if self.table else ()

    def knows(self, *fields: str) -> bool:
        """Tell whether the version has the table and all of `fields`."""
        return self.table is not None and all(name in self.table.values for name in fields)

    def key(self, position: int, *fields: str) -> Key:
        """Return the values of `fields` in a line."""
        found = self.table.values if self.table else {}
        return tuple(found[name][position] if name in found else None for name in fields)

    def amount(self, position: int, field: str) -> int | None:
        """Return a line's won in `field`; None where it was not read."""
        table = self.table
        if table is None or field not in table.values:
            return None
        if position in table.unread.get(field, frozenset()):
            return None
        return int(table.values[field][position] or 0)


Shares = Mapping[Key, int | None]
"""What one line gives to each group."""


@dataclass(frozen=True)
class Grouping:
    """A way to add up a table.

    Attributes:
        table: of the layout.
        by: fields that lines are grouped by.
        amounts: fields that are added up; where there are several, each is a group of its own, and its name
            stands before the others in the key.
    """

    table: str
    by: tuple[str, ...]
    amounts: tuple[str, ...]

    def shares(self, ledger: Ledger, position: int | None) -> Shares:
        """Return what a line gives to each group; nothing where the version lacks it."""
        if position is None:
            return {}
        key = ledger.key(position, *self.by)
        if len(self.amounts) == 1:
            return {key: ledger.amount(position, self.amounts[0])}
        return {(name, *key): ledger.amount(position, name) for name in self.amounts}

    def sums(self, ledger: Ledger) -> Sums:
        """Return won by key; a group with an amount that was not read is None."""
        found: dict[Key, int | None] = {}
        for position in ledger.positions:
            for key, amount in self.shares(ledger, position).items():
                known = found.get(key, 0)
                found[key] = None if known is None or amount is None else known + amount
        return found

    def sum_at(self, ledger: Ledger, sums: Sums, key: Key) -> int | None:
        """Return a group's won: 0 where no line is of it, None where the version cannot tell."""
        fields = self.amounts if len(self.amounts) == 1 else key[:1]
        return sums.get(key, 0) if ledger.knows(*fields) else None


BY_SOURCE = Grouping("budget_lines", ("fiscal_year",), SOURCES)
BY_PROJECT = Grouping("budget_lines", ("project",), ("funding",))
BY_CATEGORY = Grouping("budget_lines", ("category", "subcategory"), ("funding",))
BY_INSTITUTION = Grouping("budget_lines", ("institution",), ("funding",))
BY_YEAR_AND_CATEGORY = Grouping("budget_lines", ("fiscal_year", "category"), ("funding",))


def by_month(months: Sequence[str]) -> Grouping:
    """Return the grouping of the monthly plan by its columns."""
    return Grouping("monthly_plan", (), tuple(months))


def total(amounts: Iterator[int | None] | Sequence[int | None]) -> int | None:
    """Return the sum; None where an amount is not known."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    return sum(known) if len(known) == len(listed) else None
