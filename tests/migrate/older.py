"""Workbooks as an older version of the layout had them, made of what tests make of the current one."""

from __future__ import annotations

from dataclasses import replace

from aitx_budget.intake.keys import composed
from aitx_budget.intake.raw import RawSheet, RawWorkbook
from aitx_budget.intake.understanding import Filled, understand_whole
from aitx_budget.layout.workbook import IDENTITY_SHEET, workbook_layout
from aitx_budget.programme.loader import default_programme

PROGRAMME = default_programme()
_BROUGHT = {
    each.header
    for table in workbook_layout(PROGRAMME).tables.values()
    for each in table.fields
    if each.since > 1
}


def first_version(raw: RawWorkbook) -> RawWorkbook:
    """Return a workbook without what later versions than the first brought, and saying that it is of the first."""
    names = {
        name: target
        for name, target in raw.defined_names.items()
        if not any(composed(name).endswith(f"_{header}") for header in _BROUGHT)
    }
    properties = {
        name: "1" if name == "aitx_layout" else text for name, text in raw.properties.items()
    }
    return replace(
        raw,
        sheets=[_without(sheet) for sheet in raw.sheets],
        defined_names=names,
        properties=properties,
    )


def _without(sheet: RawSheet) -> RawSheet:
    """Return a sheet without the labels that came later; they are no words of the budget."""
    cells = {
        spot: cell for spot, cell in sheet.cells.items() if composed(cell.text) not in _BROUGHT
    }
    if sheet.title == IDENTITY_SHEET:
        row = next((row for (row, _), cell in cells.items() if cell.text == "layout"), None)
        if row is not None:
            cells[row, 2] = cells[row, 2]._replace(text="1")
    return replace(sheet, cells=cells)


def older(raw: RawWorkbook, path: str = "예산서.xlsx") -> Filled:
    """Return a workbook of the first version as it is read."""
    found = understand_whole(first_version(raw), path, PROGRAMME)
    assert isinstance(found, Filled), found
    assert found.submission.identity.layout == "1"
    return found
