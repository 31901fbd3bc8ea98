"""What differs between two versions of one table, line by line and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aitx_budget.compare.lines import Lines, Unread
from aitx_budget.compare.matching import Matching
from aitx_budget.layout.structure import Field, TableLayout
from aitx_budget.model.address import CellRef


class Change(StrEnum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A field of a line that says something else.

    Attributes:
        field: of the layout.
        before, after: typed values as `model.submission` keeps them; None for a blank.
        before_cell, after_cell: where they stand.
    """

    field: Field
    before: Any
    after: Any
    before_cell: CellRef
    after_cell: CellRef


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that was added, removed, moved or changed; one entry of a form counts as a line.

    Attributes:
        table: of the layout.
        change: what became of it. A line is moved where its place in the budget differs (fiscal year, unit
            project, institution, category), whatever else differs.
        told_by: the fields and values a person knows the line by, as they are now, or were where it was removed.
        before_at, after_at: its first cell in either version; None where it is not there.
        cells: the fields that differ, of a line that is in both.
        amount_before, amount_after: the line's won; None where it has none or it cannot be worked out.
        positions: its position in either version, None where it is not there.
    """

    table: TableLayout
    change: Change
    told_by: tuple[tuple[Field, Any], ...]
    before_at: CellRef | None
    after_at: CellRef | None
    cells: tuple[CellChange, ...] = ()
    amount_before: int | None = None
    amount_after: int | None = None
    positions: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Uncompared:
    """A cell, a column or a sheet that could not be held against the other version.

    Attributes:
        table: of the layout.
        field: of the layout; None where it is the whole table.
        before, after: what stands in the cell; None where it is no single cell.
        before_cell, after_cell: the cells; None where there is none.
        lost_before, lost_after: the version in which the column or the sheet was not found.
    """

    table: TableLayout
    field: Field | None
    before: Any = None
    after: Any = None
    before_cell: CellRef | None = None
    after_cell: CellRef | None = None
    lost_before: bool = False
    lost_after: bool = False

    @property
    def differs(self) -> bool:
        """True where something is known to be another, though not by how much."""
        return self.before != self.after or self.lost_before != self.lost_after


def line_changes(before: Lines, after: Lines, matching: Matching) -> Iterator[LineChange]:
    """Yield the changes of a table in the order of the later version, removed lines last."""
    for one, other in sorted(matching.pairs, key=lambda pair: pair[1]):
        if before.contents[one] != after.contents[other]:
            changed = _changed(before, after, one, other)
            if changed.cells:
                yield changed
    for other in matching.added:
        yield LineChange(
            after.layout,
            Change.ADDED,
            _told(after, other),
            None,
            _first(after, other),
            amount_after=_amount(after, other),
            positions=(None, other),
        )
    for one in matching.removed:
        yield LineChange(
            before.layout,
            Change.REMOVED,
            _told(before, one),
            _first(before, one),
            None,
            amount_before=_amount(before, one),
            positions=(one, None),
        )


def form_changes(before: Lines, after: Lines) -> Iterator[LineChange]:
    """Yield the changes of a form, one for each entry."""
    for cell in _cells(before, after, 0, 0):
        yield LineChange(
            after.layout,
            Change.CHANGED,
            (),
            cell.before_cell,
            cell.after_cell,
            (cell,),
            positions=(0, 0),
        )


def _changed(before: Lines, after: Lines, one: int, other: int) -> LineChange:
    cells = tuple(_cells(before, after, one, other))
    moved = any(cell.field.name in before.roles.place for cell in cells)
    return LineChange(
        after.layout,
        Change.MOVED if moved else Change.CHANGED,
        _told(after, other),
        _first(before, one),
        _first(after, other),
        cells,
        _amount(before, one),
        _amount(after, other),
        (one, other),
    )


def _cells(before: Lines, after: Lines, one: int, other: int) -> Iterator[CellChange]:
    """Yield the fields that were read in both versions and differ."""
    for index, field in enumerate(before.fields):
        old, new = before.contents[one][index], after.contents[other][index]
        if old != new and not isinstance(old, Unread) and not isinstance(new, Unread):
            cells = before.cell(one, field.name), after.cell(other, field.name)
            yield CellChange(field, old, new, *cells)


def unread_cells(before: Lines, after: Lines, matching: Matching) -> Iterator[Uncompared]:
    """Yield every cell that could not be read, beside the one it would be held against."""
    for one, other in matching.pairs:
        for index, field in enumerate(before.fields):
            old, new = before.contents[one][index], after.contents[other][index]
            if isinstance(old, Unread) or isinstance(new, Unread):
                cells = before.cell(one, field.name), after.cell(other, field.name)
                yield Uncompared(before.layout, field, old, new, *cells)
    for field, value, cell in _alone(before, matching.removed):
        yield Uncompared(before.layout, field, value, None, cell, None)
    for field, value, cell in _alone(after, matching.added):
        yield Uncompared(after.layout, field, None, value, None, cell)


def _alone(lines: Lines, positions: Sequence[int]) -> Iterator[tuple[Field, Unread, CellRef]]:
    """Yield the unread cells of lines that only one version has."""
    for position in positions:
        for index, field in enumerate(lines.fields):
            value = lines.contents[position][index]
            if isinstance(value, Unread):
                yield field, value, lines.cell(position, field.name)


def _told(lines: Lines, position: int) -> tuple[tuple[Field, Any], ...]:
    """Return the filled fields by which a person knows a line."""
    by_name = lines.layout.by_name
    known = [
        (by_name[name], value)
        for name in lines.roles.told_by
        if (value := lines.value(position, name)) is not None
    ]
    return tuple(known)


def _first(lines: Lines, position: int) -> CellRef:
    """Return the first compared cell of a line."""
    name = min((each.name for each in lines.fields), key=lines.table.columns.__getitem__)
    return lines.cell(position, name)


def _amount(lines: Lines, position: int) -> int | None:
    name = lines.roles.amount
    return lines.computed(position, name) if name else None
