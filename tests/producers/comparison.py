"""Two workbooks compared: what is read in them, and what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aitx_budget.model.address import a1, parse_a1
from aitx_budget.model.finding import Finding, WorkbookResult
from aitx_budget.model.submission import Submission, Table

Answer = tuple[Submission, WorkbookResult]


@dataclass(frozen=True)
class Differences:
    """What one workbook says and another does not; places as `소요예산!I9`.

    Attributes:
        lost: findings of the first alone, as `CODE sheet!cell`.
        new: findings of the second alone.
        cells: cells whose value, or whose being readable, differs.
    """

    lost: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()

    @classmethod
    def stated(cls, lost: Iterable[str], new: Iterable[str], cells: Iterable[str]) -> Differences:
        """Return differences as data states them; ranges such as `소요예산!L7:L18` are written out."""
        return cls(
            *(
                frozenset(each for one in many for each in _places(one))
                for many in (lost, new, cells)
            )
        )

    @classmethod
    def between(cls, first: Answer, second: Answer) -> Differences:
        """Return how the second workbook differs from the first."""
        before, after = (
            Counter(map(_told, first[1].findings)),
            Counter(map(_told, second[1].findings)),
        )
        cells = frozenset().union(
            *(_cells(table, second[0].tables.get(name)) for name, table in first[0].tables.items())
        )
        return cls(_named(before - after), _named(after - before), cells)


def _told(finding: Finding) -> tuple[str, str, str, str, str]:
    """Return all that an officer is told, so that a difference in a word is one."""
    place = f"{finding.sheet or ''}!{finding.cell or ''}"
    return finding.code, place, finding.severity, finding.message.ko, finding.fix.ko


def _named(findings: Counter[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(f"{code} {place}" for code, place, *_ in findings)


def _cells(before: Table, after: Table | None) -> frozenset[str]:
    """Return the cells that differ; the whole sheet where the table is gone or lies elsewhere."""
    placed = after is not None and (before.sheet, before.header_row, before.rows) == (
        after.sheet,
        after.header_row,
        after.rows,
    )
    if after is None or not placed:
        return frozenset({before.sheet})
    found = set()
    for name, column in before.columns.items():
        for at, row in enumerate(before.rows):
            if _at(before, name, at) != _at(after, name, at):
                found.add(f"{before.sheet}!{a1(before.form_rows.get(name, row), column)}")
    return frozenset(found)


def _at(table: Table, name: str, at: int) -> tuple[object, bool]:
    """Return a value and whether it could not be read; of a column that is not kept, nothing."""
    values = table.values.get(name)
    known = name in table.columns
    return (values[at] if values and known else None), at in table.unread.get(name, ())


def _places(stated: str) -> list[str]:
    """Write out a range: `STR104 소요예산!L7:L9` is three."""
    head, mark, reference = stated.rpartition("!")
    first, colon, last = reference.partition(":")
    if not colon:
        return [stated]
    (top, left), (bottom, right) = parse_a1(first), parse_a1(last)
    return [
        f"{head}{mark}{a1(row, column)}"
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
