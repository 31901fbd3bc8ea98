"""RawWorkbook -> Submission: identity, place of each table, values with their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from aitx_budget.intake.cells import CellReader
from aitx_budget.intake.codes import settled
from aitx_budget.intake.columns import form_entries, table_columns
from aitx_budget.intake.formulas import is_external
from aitx_budget.intake.identify import identify
from aitx_budget.intake.keys import composed
from aitx_budget.intake.locate import Locator, Place, refers_to
from aitx_budget.intake.overview import changed_overview
from aitx_budget.intake.personal import mask, without_personal_numbers
from aitx_budget.intake.raw import CELL_FORMULA, RawSheet, RawWorkbook
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.tables import TableReader
from aitx_budget.intake.units import declared_units, suspected_units
from aitx_budget.layout.structure import TableLayout, WorkbookLayout
from aitx_budget.layout.workbook import IDENTITY_SHEET, REPORT_NAME, workbook_layout
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Refusal, Seen, Submission, Subtotal, Table
from aitx_budget.programme.schema import Programme


class Filled(NamedTuple):
    """A submission with the workbook it was read from: cells that belong to no table are there too.

    Attributes:
        submission: what was understood.
        raw: the officer's sheets, titles composed, resident registration numbers masked.
    """

    submission: Submission
    raw: RawWorkbook


def understand(raw: RawWorkbook, path: str, programme: Programme) -> Submission | Refusal:
    """Return the submission that a workbook holds, or why it is not one; see `understand_whole`."""
    found = understand_whole(raw, path, programme)
    return found if isinstance(found, Refusal) else found.submission


def understand_whole(raw: RawWorkbook, path: str, programme: Programme) -> Filled | Refusal:
    """Return the submission that a workbook holds together with its cells, or why it is not one.

    Args:
        raw: the workbook as it stands in the file.
        path: the file as the user named it; a resident registration number in it is masked.
        programme: whose layout is expected, in any of its versions.
    """
    path = mask(path)
    masked, personal = without_personal_numbers(replace(raw, sheets=list(_submitted(raw))))
    try:
        identity = identify(masked, programme)
    except Refuse as refusal:
        return Refusal(path, refusal.reason, refusal.detail)
    layout = workbook_layout(programme, identity.layout)
    reading = _Understanding(masked, layout, programme, observations=personal)
    reading.read(layout.of_scope(identity.scope))
    if identity.scope == "region":
        reading.observations += changed_overview(masked, layout, programme)
    titles = tuple(sheet.title for sheet in masked.sheets)
    submission = Submission(
        path,
        identity,
        titles,
        reading.tables,
        tuple(reading.subtotals),
        tuple(sorted(reading.observations, key=lambda each: _place(each, titles))),
    )
    return Filled(submission, masked)


def _submitted(raw: RawWorkbook) -> Iterator[RawSheet]:
    """Yield the officer's sheets with composed titles; the report of an earlier check is not one.

    The report is known by its name alone: a sheet of the officer's own may have its title. Of two
    titles that differ only in how their Hangul is composed, the later stays as it is.
    """
    report = refers_to(raw.defined_names.get(REPORT_NAME, ""))
    taken = set()
    for sheet in raw.sheets:
        if report is not None and sheet.title == report[0]:
            continue
        title = composed(sheet.title)
        yield sheet if title == sheet.title or title in taken else replace(sheet, title=title)
        taken.add(title)


def _place(each: Observation, titles: tuple[str, ...]) -> tuple[int, int, int, str, str]:
    """Return the order of observations: those without a cell first, then by sheet, row, column."""
    if each.at is None:
        return -1, 0, 0, each.seen.value, each.table
    return titles.index(each.at.sheet), each.at.row, each.at.column, each.seen.value, each.field


@dataclass
class _Understanding:
    """The state of reading one workbook."""

    raw: RawWorkbook
    layout: WorkbookLayout
    programme: Programme
    tables: dict[str, Table] = field(default_factory=dict)
    subtotals: list[Subtotal] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)

    def read(self, wanted: tuple[TableLayout, ...]) -> None:
        """Read every table of `wanted`, and observe what belongs to no table."""
        locator = Locator(self.raw, wanted)
        cells = CellReader(self.layout, self.programme.region_names, self.raw.date1904)
        declared = set()
        for name, places in locator.claims().items():
            if len(places) == 1:
                self._read_one(places[0], locator, cells)
                units = list(declared_units(places[0]))
                declared |= {name for _ in units}
                self.observations += units
            else:
                self.observations.append(_not_one(self.layout.tables[name], places))
        self.tables, respelled = settled(self.tables, self.layout.tables)
        self.observations += respelled
        suspicions = suspected_units(self.tables, self.layout.tables, self.programme)
        self.observations += [each for each in suspicions if each.table not in declared]
        self.observations += self._links()

    def _read_one(self, found: Place, locator: Locator, cells: CellReader) -> None:
        """Read a table from the one sheet that holds it."""
        form = found.table.form
        columns = form_entries(found, locator) if form else table_columns(found)
        reader = TableReader(found, columns, cells)
        if form:
            table = reader.read_form()
        else:
            table, subtotals = reader.read_table()
            self.subtotals += subtotals
        self.tables[table.name] = table
        self.observations += columns.observations + reader.observations

    def _links(self) -> Iterator[Observation]:
        """Yield the cells whose formula looks into another file."""
        by_sheet = {table.sheet: name for name, table in self.tables.items()}
        for sheet in self.raw.sheets:
            formulas = "\n".join(filter(None, map(CELL_FORMULA, sheet.cells.values())))
            if sheet.title == IDENTITY_SHEET or not is_external(formulas):
                continue
            for spot, cell in sheet.cells.items():
                if cell.formula is not None and is_external(cell.formula):
                    at = CellRef(sheet.title, *spot)
                    table = by_sheet.get(sheet.title, "")
                    yield Observation(Seen.EXTERNAL_LINK, table, at=at, raw=f"={cell.formula}")


def _not_one(table: TableLayout, places: list[Place]) -> Observation:
    """Observe a table that no sheet holds, or that several do."""
    if not places:
        return Observation(Seen.MISSING_SHEET, table.name, expected=table.sheet)
    cells = [_header_cell(found) for found in places]
    return Observation(
        Seen.DUPLICATE_SHEET,
        table.name,
        at=cells[0],
        raw=", ".join(cell.sheet for cell in cells),
        expected=table.sheet,
        related=tuple(cells[1:]),
    )


def _header_cell(found: Place) -> CellRef:
    """Return the first header cell of a table."""
    spots = [spot for each in found.spots.values() for spot in each]
    return CellRef(found.sheet.title, *min(spots, default=(found.header_row, 1)))
