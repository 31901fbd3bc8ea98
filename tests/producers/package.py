"""Workbooks as packages: parts, sheets by their titles, and cells to type over."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import Any, Self

from lxml import etree

from aitx_budget.model.address import parse_a1
from intake.written import package, parts_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORKBOOK, WORKBOOK_RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"

Change = Callable[[bytes], bytes]
Element = etree._Element


def edited(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """Return the package with some of its parts changed."""
    parts = parts_of(data)
    return package(parts | {name: change(parts[name]) for name, change in changes.items()})


def parse(data: bytes) -> Element:
    """Return the root of one of our own parts."""
    return etree.fromstring(data)


def written(root: Element) -> bytes:
    """Return a part as Excel writes it: UTF-8, one line."""
    return DECLARATION + etree.tostring(root, encoding="utf-8")


def on_tree(change: Callable[[Element], Any]) -> Change:
    """Return a change of a part's bytes that `change` makes to its tree."""

    def apply(data: bytes) -> bytes:
        root = parse(data)
        change(root)
        return written(root)

    return apply


def main(name: str) -> str:
    """Return the name of an element of spreadsheets, with its namespace."""
    return f"{{{MAIN}}}{name}"


def sheet_parts(data: bytes) -> dict[str, str]:
    """Return sheet title -> part, in workbook order, of a package whose targets are relative."""
    parts = parts_of(data)
    targets = {each.get("Id"): each.get("Target") for each in parse(parts[WORKBOOK_RELS])}
    sheets = parse(parts[WORKBOOK]).iter(main("sheet"))
    return {
        each.get("name"): posixpath.join("xl", targets[each.get(f"{{{OFFICE}}}id")])
        for each in sheets
    }


def worksheets(data: bytes) -> list[str]:
    """Return the names of all worksheet parts."""
    return list(sheet_parts(data).values())


def style_with(data: bytes, code: str) -> str:
    """Return the index of the first cell style whose number format is `code`."""
    root = parse(parts_of(data)["xl/styles.xml"])
    ids = {"0%": "9", "0.00%": "10"} | {
        each.get("formatCode"): each.get("numFmtId") for each in root.iter(main("numFmt"))
    }
    styles = root.find(main("cellXfs"))
    return next(str(at) for at, each in enumerate(styles) if each.get("numFmtId") == ids[code])


class Sheet:
    """A worksheet part that cells are typed into, as Excel would."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.data = root.find(main("sheetData"))

    @classmethod
    def changed(cls, change: Callable[[Sheet], Any]) -> Change:
        """Return a change of the part's bytes."""
        return on_tree(lambda root: change(cls(root)))

    def cell(self, reference: str) -> Element:
        """Return a cell that is there."""
        return next(each for each in self.root.iter(main("c")) if each.get("r") == reference)

    def put(
        self, reference: str, *, value: str = "", formula: str = "", kind: str = "", style: str = ""
    ) -> Self:
        """Type over a cell; its style stays unless another is given."""
        cell = self.cell(reference)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
        if style:
            cell.set("s", style)
        for name, text in (("f", formula), ("v", value)):
            if text:
                etree.SubElement(cell, main(name)).text = text
        return self

    def merge(self, reference: str) -> Self:
        """Merge a range; all but its first cell become blank."""
        first, last = map(parse_a1, reference.split(":"))
        for cell in self.root.iter(main("c")):
            row, column = spot = parse_a1(cell.get("r"))
            if spot != first and first[0] <= row <= last[0] and first[1] <= column <= last[1]:
                self.put(cell.get("r"))
        merges = self.root.find(main("mergeCells"))
        if merges is None:
            merges = etree.Element(main("mergeCells"))
            self._after_data(merges)
        etree.SubElement(merges, main("mergeCell"), ref=reference)
        merges.set("count", str(len(merges)))
        return self

    def _after_data(self, element: Element) -> None:
        """Insert where the schema wants merged ranges: after protection and filter."""
        before = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "autoFilter")
        known = {main(name) for name in before}
        last = [each for each in self.root if each.tag in known][-1]
        last.addnext(element)

    def hide(self, row: int) -> Self:
        """Hide a row."""
        found = next(each for each in self.data if each.get("r") == str(row))
        found.set("hidden", "1")
        return self
