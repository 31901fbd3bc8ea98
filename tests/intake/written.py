"""A RawWorkbook written out as a real file, by XlsxWriter or by openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import xlsxwriter

from aitx_budget.intake.raw import CellType, RawCell, RawWorkbook


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def by_xlsxwriter(raw: RawWorkbook) -> bytes:
    """Return the workbook with cached formula values, as Excel leaves one."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    formats = {}
    for name, value in raw.properties.items():
        book.set_custom_property(name, value, "text")
    for sheet in raw.sheets:
        page = book.add_worksheet(sheet.title)
        if sheet.hidden:
            page.very_hidden()
        for row in sheet.hidden_rows:
            page.set_row(row - 1, None, None, {"hidden": True})
        for (row, column), cell in sheet.cells.items():
            code = cell.number_format
            if code not in formats:
                formats[code] = book.add_format({"num_format": code})
            _write_cell(page, row - 1, column - 1, cell, formats[code])
    for name, target in raw.defined_names.items():
        book.define_name(name, f"={target}")
    book.close()
    return stream.getvalue()


def _write_cell(page, row: int, column: int, cell: RawCell, style) -> None:
    if cell.formula is not None:
        value = _number(cell.text) if cell.type is CellType.NUMBER else cell.text
        page.write_formula(row, column, f"={cell.formula}", style, value)
    elif cell.type is CellType.NUMBER:
        page.write_number(row, column, _number(cell.text), style)
    else:
        page.write_string(row, column, cell.text, style)


def by_openpyxl(raw: RawWorkbook) -> bytes:
    """Return the workbook without any cached value, as openpyxl saves one."""
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, value in raw.properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    for sheet in raw.sheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = "veryHidden" if sheet.hidden else "visible"
        for (row, column), cell in sheet.cells.items():
            target = page.cell(row, column)
            if cell.formula is not None:
                target.value = f"={cell.formula}"
            else:
                target.value = _number(cell.text) if cell.type is CellType.NUMBER else cell.text
            target.number_format = cell.number_format
    for name, target in raw.defined_names.items():
        book.defined_names[name] = DefinedName(name, attr_text=target)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return a package's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(data: bytes, changes: dict[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """Return the package with some parts replaced, edited or added."""
    parts = parts_of(data)
    for name, change in changes.items():
        parts[name] = change(parts[name]) if callable(change) else change
    return package(parts)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def small_package(  # noqa: PLR0913 - one argument per peculiarity
    sheet_data: str,
    *,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    main: str = _MAIN,
    relations: str = _RELS,
    sheet_target: str = "worksheets/sheet1.xml",
    head: str = "",
    tail: str = "",
    prefix: str = "",
) -> dict[str, str]:
    """Return the parts of a workbook of one sheet written by hand."""
    colon = f"{prefix}:" if prefix else ""
    declares = f'xmlns{":" + prefix if prefix else ""}="{main}"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{colon}workbook {declares} xmlns:r="{relations}">{workbook}<{colon}sheets><{colon}sheet name="시트" sheetId="1" r:id="rId1"/></{colon}sheets></{colon}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="{sheet_target}"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<{colon}worksheet {declares}>{head}<{colon}sheetData>{sheet_data}</{colon}sheetData>{tail}</{colon}worksheet>",
        "xl/sharedStrings.xml": f"<{colon}sst {declares}>{strings}</{colon}sst>",
        "xl/styles.xml": f"<{colon}styleSheet {declares} {mc}>{styles}</{colon}styleSheet>",
    }
