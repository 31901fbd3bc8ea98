"""A table of a submission as lines that can be held against those of another version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from aitx_budget.compare.roles import NUMBER, Roles, roles_of
from aitx_budget.layout.structure import Field, TableLayout
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Submission, Table


class Unread(NamedTuple):
    """What stands in a cell that could not be read; it equals only the very same text."""

    raw: str


Content = tuple[Any, ...]
"""A line's values in the order of `Lines.fields`; None for a blank, `Unread` for what was not read."""


@dataclass(frozen=True)
class Lines:
    """One table of one version.

    Attributes:
        table: as intake read it.
        layout: of the table.
        fields: the input fields that both versions have, the running number left out.
        contents: per line, what it says.
    """

    table: Table
    layout: TableLayout
    fields: tuple[Field, ...]
    contents: Sequence[Content]

    @cached_property
    def roles(self) -> Roles:
        """What the fields mean."""
        return roles_of(self.layout)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The index of each field in a content."""
        return {each.name: index for index, each in enumerate(self.fields)}

    def value(self, position: int, field: str) -> Any:
        """Return what line `position` says in `field`; None where the field is not compared."""
        index = self.at.get(field)
        return None if index is None else self.contents[position][index]

    def computed(self, position: int, field: str) -> int | None:
        """Return a formula field's won; None where it could not be worked out."""
        found = self.table
        if position in found.unread.get(field, frozenset()) or field not in found.values:
            return None
        return int(found.values[field][position] or 0)

    def cell(self, position: int, field: str) -> CellRef:
        """Return the cell of a field of line `position`."""
        return self.table.cell(field, self.table.rows[position])


def compared_fields(layout: TableLayout, *tables: Table) -> tuple[Field, ...]:
    """Return the input fields that every one of `tables` has."""
    return tuple(
        each
        for each in layout.inputs
        if each.name != NUMBER and all(each.name in table.columns for table in tables)
    )


def lines(submission: Submission, layout: TableLayout, fields: tuple[Field, ...]) -> Lines:
    """Return a submission's table as lines.

    Args:
        submission: has the table.
        layout: of the table.
        fields: what is compared.
    """
    table = submission.tables[layout.name]
    raw = {seen.at: seen.raw for seen in submission.observations if seen.at and seen.value is None}
    columns = [_column(table, each, raw) for each in fields]
    contents = tuple(zip(*columns, strict=True)) if columns else ((),) * len(table.rows)
    return Lines(table, layout, fields, contents)


def _column(table: Table, field: Field, raw: Mapping[CellRef, str]) -> list[Any]:
    """Return one field of every line; of an amount a zero says no more than a blank."""
    values = list(table.values[field.name])
    if field.amount:
        values = [value or None for value in values]
    for position in table.unread.get(field.name, frozenset()):
        at = table.cell(field.name, table.rows[position])
        values[position] = Unread(raw.get(at, ""))
    return values
