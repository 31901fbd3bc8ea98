"""Rows of institutions into the region's table: each finds its place, and nobody else's row moves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aitx_budget.assemble.taking import Taken
from aitx_budget.intake.rows import NUMBER_FIELD
from aitx_budget.layout.structure import TableLayout
from aitx_budget.transfer.rows import Record, Row

_REMARKS = "remarks"
_SAME_LINE = {
    "budget_lines": ("fiscal_year", "project", "category", "subcategory", "item"),
    "asset_plan": ("fiscal_year", "project", "item", "specification"),
    "in_kind_details": (
        "fiscal_year",
        "project",
        "contributor_kind",
        "contributor",
        "in_kind_kind",
        "detail",
    ),
}
"""By what a line is known again when its figures have changed."""


@dataclass
class Merged:
    """A table of the assembled workbook.

    Attributes:
        rows: place (0 right under the headers) -> record.
        origin: place -> the row that came in; the region's own are not there.
        held: place -> the region's own row that stays.
        removed: the region's rows that an institution's newer workbook no longer has.
        overwritten: the region's rows whose remark gave way to the institution's.
    """

    rows: dict[int, Record] = field(default_factory=dict)
    origin: dict[int, Taken] = field(default_factory=dict)
    held: dict[int, Row] = field(default_factory=dict)
    removed: list[Row] = field(default_factory=list)
    overwritten: list[Row] = field(default_factory=list)


def merge(
    layout: TableLayout, held: Mapping[int, Row], arrivals: Mapping[str, Sequence[Taken]]
) -> Merged:
    """Return the region's table with the rows of the institutions that sent a workbook.

    An institution's rows in the region's table give way to those of its workbook. A row that is unchanged, or known
    again, stays in its worksheet row; what is new takes the places that its own removed rows leave, then those under
    the table's last row. All other rows stay where they are.

    Args:
        layout: of the table.
        held: the region's rows by place.
        arrivals: code -> rows that come in, institutions in the region's order.
    """
    merged = Merged(held=dict(held))
    free = {
        place
        for place, row in held.items()
        if row.position is not None and _owner(layout, row.record) is None
    }
    for code, incoming in arrivals.items():
        own = {
            place
            for place, row in held.items()
            if row.position is not None and _owner(layout, row.record) == code
        }
        _Settling(layout, merged, own, free, incoming).settle()
    for place, row in merged.held.items():
        merged.rows[place] = row.record
    return merged


def _owner(layout: TableLayout, record: Record) -> str | None:
    """Return the institution a row of the region's table belongs to; None where the row doesn't say."""
    if layout.name != "in_kind_details":
        return str(record.get("institution", ""))
    return str(record.get("contributor")) if record.get("contributor_kind") == "수행기관" else None


def content(layout: TableLayout, record: Record, *without: str) -> Hashable:
    """Return what a row says, its running number and remarks aside."""
    left_out = {NUMBER_FIELD, _REMARKS, *without}
    return tuple(record.get(each.name) for each in layout.inputs if each.name not in left_out)


class _Settling:
    """Settles the rows of one institution."""

    def __init__(
        self,
        layout: TableLayout,
        merged: Merged,
        own: set[int],
        free: set[int],
        incoming: Sequence[Taken],
    ) -> None:
        self.layout, self.merged, self.own, self.free = layout, merged, own, free
        self.waiting = list(incoming)

    def settle(self) -> None:
        """Give every incoming row its place, and take out what is no longer there."""
        known_by = _SAME_LINE[self.layout.name]
        self._keep(lambda record: content(self.layout, record), self.own | self.free)
        self._keep(lambda record: tuple(record.get(name) for name in known_by), self.own)
        left = sorted(self.own)
        self.merged.removed += [self.merged.held.pop(place) for place in left]
        places = self._places(left)
        for taken in self.waiting:
            self._put(next(places), taken, {})

    def _keep(self, key: Callable[[Record], Hashable], places: set[int]) -> None:
        """Leave rows where they are that `key` knows again."""
        standing: dict[Hashable, list[int]] = {}
        for place in sorted(places):
            standing.setdefault(key(self.merged.held[place].record), []).append(place)
        waiting = []
        for taken in self.waiting:
            same = standing.get(key(taken.record))
            if same:
                place = same.pop(0)
                self.own.discard(place)
                self.free.discard(place)
                row = self.merged.held.pop(place)
                self._put(place, taken, row.record)
                if row.record.get(_REMARKS) not in (None, self.merged.rows[place].get(_REMARKS)):
                    self.merged.overwritten.append(row)
            else:
                waiting.append(taken)
        self.waiting = waiting

    def _put(self, place: int, taken: Taken, before: Record) -> None:
        """Put a row in its place; it keeps the number and, where it has none of its own, the remark that stood there."""
        kept = {name: before[name] for name in (NUMBER_FIELD, _REMARKS) if name in before}
        came = {name: value for name, value in taken.record.items() if name != NUMBER_FIELD}
        self.merged.rows[place] = {NUMBER_FIELD: place + 1} | kept | came
        self.merged.origin[place] = taken

    def _places(self, left: Sequence[int]) -> Iterator[int]:
        """Yield the places its removed rows leave, then those under the last row."""
        yield from left
        place = max((*self.merged.held, *self.merged.rows), default=-1)
        while True:
            place += 1
            yield place
