"""Headers as they were found -> the columns that can be relied on, and what is wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from aitx_budget.intake.dates import parse_month
from aitx_budget.intake.keys import key
from aitx_budget.intake.locate import Locator, Place, Spot, month_fields
from aitx_budget.layout.structure import Field
from aitx_budget.model.address import LAST_COLUMN, CellRef
from aitx_budget.model.month import dotted
from aitx_budget.model.submission import Observation, Seen


@dataclass
class Columns:
    """Where each field of a table can be read.

    Attributes:
        spots: field -> (row, column): of the header for a table, of the entry for a form.
        observations: headers lost, doubled or altered.
    """

    spots: dict[str, Spot] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)


def form_entries(found: Place, locator: Locator) -> Columns:
    """Return the entry cells of a form: right of their labels, or where their names point."""
    columns, table = Columns(), found.table
    for position, each in enumerate(table.fields):
        spots = found.spots.get(each.name, ())
        named = _named_entry(found, locator, each)
        if len(spots) > 1:
            columns.observations.append(_doubled(found, each, spots))
        elif spots and (right := _right_of(found, spots[0])) is not None:
            moved = named is not None and named[0] == right[0] and named[1] > spots[0][1]
            columns.spots[each.name] = named if named and moved else right
        elif named is not None:
            columns.spots[each.name] = named
        else:
            columns.observations.append(_missing(found, each, (table.header_row + position, 1)))
    return columns


def _named_entry(found: Place, locator: Locator, each: Field) -> Spot | None:
    """Return the cell that an entry's defined name points to in this sheet."""
    reference = locator.reference(found.table, each.name)
    if reference is None or key(reference[0]) != key(found.sheet.title):
        return None
    return reference[1][0], reference[1][1]


def _right_of(found: Place, spot: Spot) -> Spot | None:
    """Return the cell right of a label, or of the merged range it fills; None where the sheet ends there."""
    row, last = spot
    for top, left, bottom, right in found.sheet.merged:
        if top <= row <= bottom and left <= last <= right:
            last = right
            break
    return (row, last + 1) if last < LAST_COLUMN else None


def table_columns(found: Place) -> Columns:
    """Return the columns of a table's fields."""
    columns, guess = Columns(), 0
    months = month_fields(found.table)
    taken = {spot for spots in found.spots.values() for spot in spots}
    explained: set[Spot] = set()
    for each in found.table.fields:
        spots = found.spots.get(each.name, ())
        guess = spots[0][1] if spots else guess + 1
        expected = (found.header_row, guess)
        if len(spots) == 1:
            columns.spots[each.name] = spots[0]
        elif not spots and each.name in months.values():
            columns.observations.append(_altered(found, each, expected, taken))
            explained.add(expected)
        elif not spots:
            columns.observations.append(_missing(found, each, expected, taken))
    _explain_doubles(found, columns, explained)
    columns.observations += _foreign_months(found, taken | explained) if months else []
    return columns


def _explain_doubles(found: Place, columns: Columns, explained: set[Spot]) -> None:
    """Report doubled headers, but for a month that stands in another one's place."""
    for each in found.table.fields:
        spots = found.spots.get(each.name, ())
        if len(spots) > 1 and not explained.intersection(spots):
            columns.observations.append(_doubled(found, each, spots))


def _at(found: Place, spot: Spot) -> CellRef:
    return CellRef(found.sheet.title, *spot)


def _doubled(found: Place, each: Field, spots: tuple[Spot, ...]) -> Observation:
    return Observation(
        Seen.DOUBLED_COLUMN,
        found.table.name,
        each.name,
        _at(found, spots[0]),
        raw=found.texts.get(spots[0][1], each.header),
        expected=each.header,
        related=tuple(_at(found, spot) for spot in spots[1:]),
    )


def _missing(found: Place, each: Field, spot: Spot, taken: set[Spot] | None = None) -> Observation:
    """Point to where the header should stand; what stands there belongs to it unless taken."""
    raw = "" if taken and spot in taken else found.texts.get(spot[1], "")
    return Observation(
        Seen.MISSING_COLUMN,
        found.table.name,
        each.name,
        _at(found, spot),
        raw=raw,
        expected=each.header,
    )


def _altered(found: Place, each: Field, spot: Spot, taken: set[Spot]) -> Observation:
    """Point to where a month's header should stand; another month there explains the loss."""
    text = found.texts.get(spot[1], "")
    raw = "" if spot in taken and not _is_double(found, spot) else text
    return Observation(
        Seen.ALTERED_MONTHS,
        found.table.name,
        each.name,
        _at(found, spot),
        raw=raw,
        expected=each.header,
    )


def _is_double(found: Place, spot: Spot) -> bool:
    """Tell whether a header cell repeats the header of an earlier one."""
    return any(spot in spots[1:] for spots in found.spots.values())


def _foreign_months(found: Place, known: set[Spot]) -> list[Observation]:
    """Return the month headers that the programme does not have."""
    return [
        Observation(
            Seen.ALTERED_MONTHS,
            found.table.name,
            at=CellRef(found.sheet.title, found.header_row, column),
            raw=text,
            value=dotted(month),
        )
        for column, text in sorted(found.texts.items())
        if (found.header_row, column) not in known and (month := parse_month(text)) is not None
    ]
