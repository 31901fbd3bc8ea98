"""A whole workbook taken apart, and written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aitx_budget.intake.locate import refers_to
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.appendix import Appendix
from aitx_budget.model.submission import Identity
from aitx_budget.programme.schema import Programme
from aitx_budget.template import write_template
from aitx_budget.transfer.rows import Record, Row, form_record, table_rows, tables_found
from aitx_budget.transfer.strays import Stray, earlier_strays, strays, strays_sheet

_SPARE = 10
"""A table that outgrows its rows gets a tenth more of them than it needs."""


@dataclass(frozen=True)
class Carried:
    """What people put into a workbook.

    Attributes:
        forms: table name -> the entries of a form.
        tables: table name -> place (0 right under the headers) -> row.
        rows: table name -> how many pre-formatted rows it had, where that is known.
        strays: what no table holds.
        earlier: what an earlier transfer listed as such.
    """

    forms: Mapping[str, Record]
    tables: Mapping[str, Mapping[int, Row]]
    rows: Mapping[str, int]
    strays: tuple[Stray, ...]
    earlier: tuple[Stray, ...] = ()


def carry(filled: Filled, programme: Programme, file: str, *, as_typed: bool = False) -> Carried:
    """Take everything out of a workbook, of the tables that were found.

    Args:
        filled: the workbook.
        programme: whose layout it has, in any of its versions.
        file: what it is called where the strays are listed.
        as_typed: what was understood with a note stays as it was typed, and so does the note.
    """
    found = tables_found(filled, programme)
    rows = {table.name: _named_rows(filled, table) for table in found if not table.form}
    return Carried(
        {each.name: form_record(filled, each, as_typed=as_typed) for each in found if each.form},
        {each.name: table_rows(filled, each, as_typed=as_typed) for each in found if not each.form},
        {name: count for name, count in rows.items() if count},
        tuple(strays(filled, programme, file)),
        tuple(earlier_strays(filled.raw)),
    )


def _named_rows(filled: Filled, table: TableLayout) -> int:
    """Return the rows that the table's first column is named over; 0 where no name says so."""
    name = table.range_name(table.fields[0].name)
    target = refers_to(filled.raw.defined_names.get(name, ""))
    return target[1][2] - target[1][0] + 1 if target else 0


def write_anew(
    carried: Carried,
    identity: Identity,
    programme: Programme,
    *,
    records: Mapping[str, Mapping[int, Record]] | None = None,
    appendices: Sequence[Appendix] = (),
) -> bytes:
    """Write a workbook of the current layout with all that was carried, every row at its place.

    Args:
        carried: what people put into it.
        identity: scope and region it is made for.
        programme: whose layout it gets.
        records: table name -> place -> record, for tables that are written otherwise than carried.
        appendices: sheets that come before the list of strays.
    """
    tables = {
        name: {place: row.record for place, row in rows.items()}
        for name, rows in carried.tables.items()
    } | dict(records or {})
    layout = workbook_layout(programme)
    noted = (*carried.earlier, *carried.strays)
    listed = [strays_sheet(noted)] if noted else []
    return write_template(
        programme,
        scope=identity.scope,
        region=programme.region_names.get(identity.region, ""),
        rows={
            name: _room(layout.tables[name], carried.rows.get(name, 0), rows)
            for name, rows in tables.items()
        },
        prefill={name: [record] for name, record in carried.forms.items()}
        | {name: _placed(rows) for name, rows in tables.items()},
        appendices=[*appendices, *listed],
    )


def _placed(rows: Mapping[int, Record]) -> list[Record]:
    """Return records in the order of their places, blank ones where a place is free."""
    return [rows.get(place, {}) for place in range(max(rows, default=-1) + 1)]


def _room(table: TableLayout, had: int, rows: Mapping[int, Record]) -> int:
    """Return how many rows a table gets: as many as it had, and room to go on where it outgrows them."""
    needed, usual = max(rows, default=-1) + 1, had or table.capacity
    return usual if needed <= usual else needed + needed // _SPARE
