"""How a producer writes cells: strings, numbers, dates, formulas, references, blanks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal

from lxml import etree

from aitx_budget.intake.formats import is_date_format
from aitx_budget.intake.styles import number_formats
from aitx_budget.model.address import LAST_ROW, a1, parse_a1
from intake.written import package, parts_of
from producers.constructs.markup import everywhere
from producers.package import (
    CONTENT_TYPES,
    Element,
    edited,
    main,
    on_tree,
    parse,
    sheet_parts,
    worksheets,
)

_STRINGS = "xl/sharedStrings.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DAYS_1904 = 1462
_EPOCH = dt.date(1899, 12, 30)


def _sheets(data: bytes, change: Callable[[Element], None]) -> bytes:
    return edited(data, dict.fromkeys(worksheets(data), on_tree(change)))


def _cells(data: bytes, change: Callable[[Element], None]) -> bytes:
    def each(root: Element) -> None:
        for cell in list(root.iter(main("c"))):
            change(cell)

    return _sheets(data, each)


def _value(cell: Element) -> Element | None:
    return cell.find(main("v"))


def _plain_number(cell: Element) -> Element | None:
    """Return the value of a cell that holds a number and no formula."""
    typed = cell.get("t") in (None, "n") and cell.find(main("f")) is None
    return _value(cell) if typed else None


def without_parts(data: bytes, *words: str) -> bytes:
    """Drop the parts whose name has one of `words`, their relationships and content types."""
    told = re.compile(
        rb"<(?:Relationship|Override) [^>]*(?:" + "|".join(words).encode() + rb")[^>]*/>"
    )

    def forgotten(name: str, part: bytes) -> bytes:
        return told.sub(b"", part) if name.endswith(".rels") or name == CONTENT_TYPES else part

    return package(
        {
            name: forgotten(name, part)
            for name, part in parts_of(data).items()
            if not any(word in name for word in words)
        }
    )


def inline_strings(data: bytes) -> bytes:
    """Write every string in its cell, and no table of strings."""
    strings = parse(parts_of(data)[_STRINGS]).findall(main("si"))

    def change(cell: Element) -> None:
        if cell.get("t") == "s":
            value = _value(cell)
            held = deepcopy(strings[int(value.text)])
            held.tag = main("is")
            cell.set("t", "inlineStr")
            cell.replace(value, held)

    return without_parts(_cells(data, change), "sharedStrings")


def formula_strings(data: bytes) -> bytes:
    """Write every string as if a formula had given it: `t="str"` without a formula."""
    strings = parse(parts_of(data)[_STRINGS]).findall(main("si"))

    def change(cell: Element) -> None:
        if cell.get("t") == "s":
            value = _value(cell)
            cell.set("t", "str")
            value.text = "".join(strings[int(value.text)].itertext())

    return _cells(data, change)


def rich_strings(data: bytes) -> bytes:
    """Break every string into runs of its own look, with a reading above it."""

    def change(root: Element) -> None:
        for held in root:
            text = held.findtext(main("t")) or ""
            for child in list(held):
                held.remove(child)
            for piece in (text[:1], text[1:]):
                run = etree.SubElement(held, main("r"))
                look = etree.SubElement(run, main("rPr"))
                etree.SubElement(look, main("b"))
                etree.SubElement(run, main("t"), {_SPACE: "preserve"}).text = piece
            reading = etree.SubElement(held, main("rPh"), sb="0", eb="1")
            etree.SubElement(reading, main("t")).text = "읽기"
            etree.SubElement(held, main("phoneticPr"), fontId="1")

    return edited(data, {_STRINGS: on_tree(change)})


def repeated_strings(data: bytes) -> bytes:
    """Give each cell a string of its own, with wrong counts and unused ones between."""
    strings = parse(parts_of(data)[_STRINGS]).findall(main("si"))
    written: list[Element] = []

    def change(cell: Element) -> None:
        if cell.get("t") == "s":
            value = _value(cell)
            written.extend((deepcopy(strings[int(value.text)]), etree.Element(main("si"))))
            value.text = str(len(written) - 2)

    def table(root: Element) -> None:
        root[:] = written
        root.set("count", "1")
        root.set("uniqueCount", "1")

    return edited(_cells(data, change), {_STRINGS: on_tree(table)})


def escaped_strings(data: bytes) -> bytes:
    """Write line breaks as `_x000A_` and a carriage return before them as `_x000D_`."""

    def change(root: Element) -> None:
        for text in root.iter(main("t")):
            if text.text and "\n" in text.text:
                text.text = text.text.replace("\n", "_x000D_\n", 1)

    return edited(data, {_STRINGS: on_tree(change)})


def no_references(data: bytes) -> bytes:
    """Leave out where rows and cells are; blanks stand in for what would be missing."""

    def change(root: Element) -> None:
        data_ = root.find(main("sheetData"))
        rows, at = list(data_), 0
        for row in rows:
            number = int(row.get("r"))
            for _ in range(number - at - 1):
                row.addprevious(etree.Element(main("row")))
            at = number
            del row.attrib["r"]
            column = 0
            for cell in list(row):
                here = parse_a1(cell.get("r"))[1]
                for _ in range(here - column - 1):
                    cell.addprevious(etree.Element(main("c")))
                column = here
                del cell.attrib["r"]

    return _sheets(data, change)


def cells_without_references(data: bytes) -> bytes:
    """Leave the reference out of every cell that follows another directly; rows keep their numbers."""

    def change(root: Element) -> None:
        for row in root.iter(main("row")):
            last = 0
            for cell in row:
                column = parse_a1(cell.get("r"))[1]
                if last and column == last + 1:
                    del cell.attrib["r"]
                last = column

    return _sheets(data, change)


def no_dimension(data: bytes) -> bytes:
    """Leave out the used range, and what is said of rows' spans."""

    def change(root: Element) -> None:
        for each in root.findall(main("dimension")):
            root.remove(each)
        for row in root.iter(main("row")):
            row.attrib.pop("spans", None)

    return _sheets(data, change)


def wrong_dimension(data: bytes) -> bytes:
    """Say that only A1 is used."""

    def change(root: Element) -> None:
        root.find(main("dimension")).set("ref", "A1")
        for row in root.iter(main("row")):
            row.set("spans", "1:1")

    return _sheets(data, change)


def ghost_range(data: bytes) -> bytes:
    """Format cells far beyond the tables, to the last row and column."""

    def change(root: Element) -> None:
        root.find(main("dimension")).set("ref", f"A1:XFD{LAST_ROW}")
        sheet_data = root.find(main("sheetData"))
        for row in (LAST_ROW - 1, LAST_ROW):
            far = etree.SubElement(sheet_data, main("row"), r=str(row), s="1", customFormat="1")
            etree.SubElement(far, main("c"), r=f"XFD{row}", s="1")

    return _sheets(data, change)


def empty_values(data: bytes) -> bytes:
    """Write blank cells with an empty value in them."""

    def change(cell: Element) -> None:
        if not len(cell):
            etree.SubElement(cell, main("v"))

    return _cells(data, change)


def typed_numbers(data: bytes) -> bytes:
    """Say of every number that it is one, and carry the attributes of new kinds of cells."""

    def change(cell: Element) -> None:
        if _value(cell) is not None and cell.get("t") is None:
            cell.set("t", "n")
            cell.set("cm", "0")
            cell.set("vm", "0")
            cell.set("ph", "0")

    return _cells(data, change)


def exponents(data: bytes) -> bytes:
    """Write numbers with an exponent, a sign and a fraction of zeros."""

    def change(cell: Element) -> None:
        value = _plain_number(cell)
        if value is not None and value.text:
            value.text = f"{Decimal(value.text):E}".replace("E+", "E+0")

    return _cells(data, change)


def binary_fractions(data: bytes) -> bytes:
    """Write fractions with 17 digits, as they come out of a binary number."""

    def change(cell: Element) -> None:
        value = _plain_number(cell)
        if value is not None and value.text:
            value.text = (
                repr(float(value.text)) if "." not in value.text else f"{float(value.text):.17g}"
            )

    return _cells(data, change)


def shared_formulas(data: bytes) -> bytes:
    """Write each column of formulas once, and let the cells below share it."""

    def change(root: Element) -> None:
        groups: dict[int, list[tuple[int, Element]]] = {}
        for cell in root.iter(main("c")):
            formula = cell.find(main("f"))
            row, column = parse_a1(cell.get("r"))
            if formula is not None and formula.get("t") is None:
                groups.setdefault(column, []).append((row, formula))
        number = 0
        for column, held in groups.items():
            for run in _runs(held):
                _share(run, column, number)
                number += 1

    return _sheets(data, change)


def _relative(row: int, formula: Element) -> str:
    """Return a formula with its relative rows counted from its own."""
    return re.sub(
        r"(?<![\w$'!])(\$?[A-Z]{1,3})(\d+)\b",
        lambda m: f"{m[1]}[{int(m[2]) - row}]",
        formula.text or "",
    )


def _runs(held: list[tuple[int, Element]]) -> list[list[tuple[int, Element]]]:
    """Return the stretches of rows, one under the other, whose formulas are the same from where they stand."""
    runs: list[list[tuple[int, Element]]] = []
    for row, formula in held:
        if (
            runs
            and runs[-1][-1][0] == row - 1
            and _relative(*runs[-1][-1]) == _relative(row, formula)
        ):
            runs[-1].append((row, formula))
        else:
            runs.append([(row, formula)])
    return [run for run in runs if len(run) > 1]


def _share(run: list[tuple[int, Element]], column: int, number: int) -> None:
    first, last = run[0][0], run[-1][0]
    for at, (_, formula) in enumerate(run):
        formula.set("t", "shared")
        formula.set("si", str(number))
        if at:
            formula.text = None
        else:
            formula.set("ref", f"{a1(first, column)}:{a1(last, column)}")


def array_formulas(data: bytes) -> bytes:
    """Write the formulas of the budget lines as array formulas of one cell."""

    def change(root: Element) -> None:
        for cell in root.iter(main("c")):
            formula = cell.find(main("f"))
            if formula is not None:
                formula.set("t", "array")
                formula.set("ref", cell.get("r"))

    part = sheet_parts(data)["소요예산"]
    return edited(data, {part: on_tree(change)})


def decorated_formulas(data: bytes) -> bytes:
    """Write formulas with what producers add to them: recalculation flags, signs, spaces, case."""

    def change(cell: Element) -> None:
        formula = cell.find(main("f"))
        if formula is not None and formula.text and '"' not in formula.text:
            formula.set("aca", "false")
            formula.set("ca", "1")
            formula.text = f"={formula.text}".replace(",", ", ").replace("SUM(", "sum(")

    return _cells(data, change)


def uncalculated(data: bytes) -> bytes:
    """Keep formulas without the values they come to, as libraries without an engine do."""

    def change(cell: Element) -> None:
        value = _value(cell)
        if cell.find(main("f")) is not None and value is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)

    return _cells(data, change)


def _dated(data: bytes) -> dict[str, bool]:
    """Return cell style -> whether it shows a date."""
    formats = number_formats(parse(parts_of(data)["xl/styles.xml"]))
    return {str(at): is_date_format(code) for at, code in enumerate(formats)}


def iso_dates(data: bytes) -> bytes:
    """Write dates as text of ISO 8601."""
    dated = _dated(data)

    def change(cell: Element) -> None:
        value = _plain_number(cell)
        if value is not None and value.text and dated[cell.get("s", "0")]:
            day = _EPOCH + dt.timedelta(days=int(value.text))
            value.text = f"{day.isoformat()}T00:00:00.000"
            cell.set("t", "d")

    return _cells(data, change)


def from_1904(data: bytes) -> bytes:
    """Count days from 1904, as Excel for Mac did."""
    dated = _dated(data)

    def change(cell: Element) -> None:
        value = _plain_number(cell)
        if value is not None and value.text and dated[cell.get("s", "0")]:
            value.text = str(int(value.text) - _DAYS_1904)

    def workbook(root: Element) -> None:
        root.find(main("workbookPr")).set("date1904", "true")

    return edited(_cells(data, change), {"xl/workbook.xml": on_tree(workbook)})


def general_dates(data: bytes) -> bytes:
    """Show dates by the built-in formats of Korean Excel instead of a code of their own."""

    def change(root: Element) -> None:
        numbers = {
            each.get("numFmtId")
            for each in root.iter(main("numFmt"))
            if each.get("formatCode") == "yyyy-mm-dd"
        }
        for at, style in enumerate(root.find(main("cellXfs"))):
            if style.get("numFmtId") in numbers:
                style.set("numFmtId", ("14", "31", "57")[at % 3])

    return edited(data, {"xl/styles.xml": on_tree(change)})


def rows_in_pieces(data: bytes) -> bytes:
    """Write rows from the last to the first, which the standard does not allow."""

    def change(root: Element) -> None:
        held = root.find(main("sheetData"))
        held[:] = list(held)[::-1]

    return _sheets(data, change)


def cells_reversed(data: bytes) -> bytes:
    """Write the cells of each row from the last to the first, which the standard does not allow."""

    def change(root: Element) -> None:
        for row in root.iter(main("row")):
            row[:] = list(row)[::-1]

    return _sheets(data, change)


def booleans_in_words(data: bytes) -> bytes:
    """Write truth as words in attributes, as LibreOffice does."""

    def change(part: bytes) -> bytes:
        names = rb"hidden|customHeight|customWidth|collapsed|customFormat|applyFont|applyFill|applyBorder|applyAlignment|applyNumberFormat|applyProtection"
        part = re.sub(rb" (" + names + rb')="1"', rb' \1="true"', part)
        return re.sub(rb" (" + names + rb')="0"', rb' \1="false"', part)

    return everywhere(data, re.compile(r"xl/(styles|workbook|worksheets/sheet\d+)\.xml"), change)


def no_height(data: bytes) -> bytes:
    """Hide by no width and no height instead of a flag."""

    def change(root: Element) -> None:
        for row in root.iter(main("row")):
            if row.get("hidden") == "1":
                del row.attrib["hidden"]
                row.set("ht", "0")
                row.set("customHeight", "1")

    return _sheets(data, change)
