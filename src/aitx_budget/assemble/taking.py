"""Which rows of an institution's workbook come in, and why the others don't: taken and refused are all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aitx_budget.assemble.facts import at, fact
from aitx_budget.assemble.part import TABLES, Part
from aitx_budget.intake.cells import as_seen
from aitx_budget.intake.rows import NUMBER_FIELD
from aitx_budget.layout.structure import TableLayout
from aitx_budget.model.submission import Observation, Seen, Table
from aitx_budget.transfer.rows import Record, Row, sheet_of, table_rows


@dataclass(frozen=True)
class Taken:
    """A row that comes in.

    Attributes:
        part: whose it is.
        row: as it was read.
    """

    part: Part
    row: Row

    @property
    def record(self) -> Record:
        """Its values."""
        return self.row.record


def take(part: Part) -> dict[str, list[Taken]]:
    """Return the rows of an admitted workbook that come in, by table; say of the others why they don't."""
    taken: dict[str, list[Taken]] = {}
    for name in TABLES:
        table = part.table(name)
        if table is not None:
            layout = part.layouts[name]
            refused = dict(_refused(part, layout, table))
            part.facts += [why for why in refused.values() if why is not None]
            rows = table_rows(part.filled, layout)
            taken[name] = [
                Taken(part, row)
                for _, row in sorted(rows.items())
                if row.position is not None and row.position not in refused
            ]
    return taken


def _refused(
    part: Part, layout: TableLayout, table: Table
) -> Iterator[tuple[int, Observation | None]]:
    """Yield (position, why) of the rows that don't come in; what keeps a whole table out is said once."""
    doubted = [
        each
        for each in part.filled.submission.observations
        if each.seen is Seen.UNIT_MISMATCH and each.table == layout.name
    ]
    lost = [each.header for each in layout.inputs if each.name not in table.columns]
    for position, code in enumerate(part.codes(layout.name)):
        unread = [
            each.name
            for each in layout.inputs
            if each.name != NUMBER_FIELD and position in table.unread.get(each.name, ())
        ]
        who = _who(layout)
        if lost or doubted:
            why = lost[0] if lost else "unit"
            yield position, None if position else _refusal(part, layout, 0, [who], why)
        elif unread:
            yield position, _refusal(part, layout, position, unread, "")
        elif code is None and layout.name != "in_kind_details":
            yield position, _refusal(part, layout, position, [who], "blank")
        elif code is not None and code != part.owner:
            yield (
                position,
                fact(
                    Seen.FOREIGN_ROW,
                    part.filled,
                    layout.name,
                    who,
                    position,
                    raw=code,
                    expected=part.owner,
                    related=part.stated_at,
                ),
            )


def _who(layout: TableLayout) -> str:
    """Return the field that says whose a row is."""
    return "contributor" if layout.name == "in_kind_details" else "institution"


def _refusal(
    part: Part, layout: TableLayout, position: int, names: list[str], why: str
) -> Observation:
    """Say which cells of a row keep it out; `value` says why: `unit`, `blank`, a lost header, or nothing for unread."""
    first, *others = names
    cells = (at(part.filled, layout.name, name, position) for name in others)
    return fact(
        Seen.REFUSED_ROW,
        part.filled,
        layout.name,
        first,
        position,
        raw=_raw(part, layout, first, position),
        value=why,
        related=tuple(cell for cell in cells if cell),
    )


def _raw(part: Part, layout: TableLayout, name: str, position: int) -> str:
    """Return what stands in the cell."""
    cell = at(part.filled, layout.name, name, position)
    if cell is None:
        return ""
    sheet = sheet_of(part.filled, part.filled.submission.tables[layout.name])
    return as_seen(sheet.cells.get((cell.row, cell.column)), date1904=part.filled.raw.date1904)
