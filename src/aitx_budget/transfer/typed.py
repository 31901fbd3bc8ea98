"""The cells of a workbook that people filled, told from those that its template put there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aitx_budget.intake.choices import shown
from aitx_budget.intake.formulas import Expected, canonical, expected_formulas
from aitx_budget.intake.keys import bare_key, key
from aitx_budget.intake.package import open_package
from aitx_budget.intake.raw import RawCell, RawSheet
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.former import in_words_of_now
from aitx_budget.layout.structure import Field, TableLayout
from aitx_budget.layout.workbook import (
    APPENDIX_SHEETS,
    GUIDE_SHEET,
    IDENTITY_SHEET,
    LISTS_SHEET,
    SUMMARY_SHEET,
    workbook_layout,
)
from aitx_budget.model.submission import Submission, Table
from aitx_budget.programme.schema import Programme
from aitx_budget.template import write_template
from aitx_budget.transfer.rows import is_overwritten, tables_found

Spot = tuple[int, int]

_GENERATED = {key(title): title for title in (GUIDE_SHEET, SUMMARY_SHEET, LISTS_SHEET)}


class Typed:
    """Tells what people typed from what the blank template of the workbook's own version says.

    Args:
        filled: the workbook.
        programme: whose layout it has, in any of its versions.
    """

    def __init__(self, filled: Filled, programme: Programme) -> None:
        """Write the blank template, to know its words."""
        layouts = {table.name: table for table in tables_found(filled, programme)}
        tables = filled.submission.tables.values()
        self._printed = _printed(filled.submission, programme)
        self._held = {table.sheet: _Held(table, layouts[table.name]) for table in tables}
        self._changed = _changed_formulas(filled.submission)

    def cells(self, sheet: RawSheet) -> Iterator[tuple[Spot, RawCell]]:
        """Yield the cells of a sheet that people filled, in the order of the file."""
        if sheet.title in (IDENTITY_SHEET, *APPENDIX_SHEETS):
            return
        for spot, cell in sheet.cells.items():
            if (shown(cell).strip() or cell.formula) and not self._is_templates(sheet, spot, cell):
                yield spot, cell

    def field_at(self, sheet: str, spot: Spot) -> tuple[Table, Field] | None:
        """Return the table and the field whose cell stands there; None outside of all tables."""
        held = self._held.get(sheet)
        name = held.field_at(spot) if held else None
        return (held.table, held.layout[name]) if held and name else None

    def _is_templates(self, sheet: RawSheet, spot: Spot, cell: RawCell) -> bool:
        """Tell whether the template put this content there."""
        held = self._held.get(sheet.title)
        if held is not None:
            printed = self._printed.get(held.layout.sheet, frozenset())
            return held.is_formula(spot, cell) or held.is_heading(spot, cell, printed)
        generated = _GENERATED.get(key(sheet.title))
        if generated is None:
            return False
        if cell.formula is not None:
            return (sheet.title, *spot) not in self._changed
        return _identified(cell) in self._printed.get(generated, frozenset())


class _Held:
    """One table, or form, on the sheet where it was found."""

    def __init__(self, table: Table, layout: TableLayout) -> None:
        self.table, self.layout = table, layout
        self._columns = {column: name for name, column in table.columns.items()}
        self._entries = {(row, table.columns[name]): name for name, row in table.form_rows.items()}
        self._headers = {
            key(name) for each in layout.fields for name in (each.header, *each.aliases)
        }
        self._formulas: Mapping[str, Expected] = {
            each.field.name: each for each in expected_formulas(layout, table.columns)
        }

    def field_at(self, spot: Spot) -> str | None:
        """Return the field whose entry, or whose column under the headers, stands there."""
        if self.layout.form:
            return self._entries.get(spot)
        return self._columns.get(spot[1]) if spot[0] > self.table.header_row else None

    def is_formula(self, spot: Spot, cell: RawCell) -> bool:
        """Tell whether a cell holds the formula that belongs there."""
        expected = self._formulas.get(self.field_at(spot) or "")
        return expected is not None and not is_overwritten(cell, expected, spot[0])

    def is_heading(self, spot: Spot, cell: RawCell, printed: frozenset[str]) -> bool:
        """Tell whether a cell is a header, a label or a word of the template's; under a table's headers none is."""
        row, column = spot
        if self.field_at(spot) is not None or not (
            self.layout.form or row <= self.table.header_row
        ):
            return False
        if row == self.table.header_row and column in self._columns and not self.layout.form:
            return True
        named = {key(cell.text), bare_key(cell.text)} & self._headers
        return bool(named) or _identified(cell) in printed


def _identified(cell: RawCell) -> str:
    """Return what a cell of the template is known by: its text, or its formula whatever it comes to."""
    return in_words_of_now(shown(cell)) if cell.formula is None else f"={canonical(cell.formula)}"


def _printed(submission: Submission, programme: Programme) -> Mapping[str, frozenset[str]]:
    """Return sheet title -> every text that the template of the workbook's own version puts there."""
    identity = submission.identity
    tables = workbook_layout(programme, identity.layout).of_scope(identity.scope)
    data = write_template(
        programme,
        scope=identity.scope,
        region=programme.region_names.get(identity.region, ""),
        rows={table.name: 1 for table in tables if not table.form},
        version=identity.layout,
    )
    return {
        sheet.title: frozenset(_identified(cell) for cell in sheet.cells.values())
        for sheet in open_package(data).sheets
    }


def _changed_formulas(submission: Submission) -> frozenset[tuple[str, int, int]]:
    """Return (sheet, row, column) of the formulas outside all tables that people changed."""
    return frozenset(
        (cell.sheet, cell.row, cell.column)
        for each in submission.observations
        if not each.table and each.at is not None
        for cell in (each.at, *each.related)
    )
