"""The workbook's own list of sheets and names: the report sheet goes in first, and out again."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from typing import Final

from aitx_budget.annotate.outline import Node, unreadable
from aitx_budget.annotate.parts import Parts, Sheet, quoted, relation_space, sheet_reference
from aitx_budget.annotate.report_sheet import HEADER_ROW
from aitx_budget.annotate.splice import Edit
from aitx_budget.layout.workbook import REPORT_NAME, REPORT_SHEET

TAB_NAME: Final = "_aitx_tab_"
"""Begins the hidden names that keep the tab colours sheets had: a name follows a renamed sheet."""

_ORDER: Final = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)


def free_title(sheets: Sequence[Sheet]) -> str:
    """Return what the report sheet is called in a workbook that may have one of that name."""
    taken = {sheet.title.casefold() for sheet in sheets}
    title, number = REPORT_SHEET, 2
    while title.casefold() in taken:
        title, number = f"{REPORT_SHEET} ({number})", number + 1
    return title


def tab_name(colour: Mapping[str, str], number: int) -> str:
    """Return a defined name that holds a tab's colour, as it was written."""
    return f"{TAB_NAME}{json.dumps(dict(colour)).encode().hex()}_{number}"


def tab_colour(name: str) -> dict[str, str]:
    """Return the colour that `tab_name` put into `name`; empty where it cannot be told."""
    try:
        found = json.loads(bytes.fromhex(name.removeprefix(TAB_NAME).partition("_")[0]))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def enlist(
    parts: Parts, title: str, part: str, rows: int, colours: Mapping[str, Mapping[str, str]]
) -> None:
    """Enter the report sheet as the first, and move every index that counts sheets on by one.

    Args:
        parts: the package.
        title: of the report sheet.
        part: that holds it.
        rows: its last row in the table of findings.
        colours: sheet title -> the tab colour it had.
    """
    workbook = parts.workbook()
    identifier = parts.relate(workbook, "worksheet", part)
    edit = parts.edit(workbook)
    listed = edit.root.child("sheets")
    if listed is None:
        raise unreadable(workbook)
    ids = [node.number("sheetId") for node in listed.children]
    edit.prepend(
        listed,
        f'<{edit.root.tag("sheet")} name={quoted(title)} sheetId="{max(ids, default=0) + 1}" '
        f'xmlns:r="{relation_space(edit.root)}" r:id="{identifier}"/>',
    )
    _move_views(edit)
    _add_names(edit, _names(title, rows, colours))


def _move_views(edit: Edit) -> None:
    """Keep the sheet that was on top on top, and the first tab in sight."""
    views = edit.root.child("bookViews")
    if views is None:
        xml = f'<{edit.root.tag("workbookView")} activeTab="1"/>'
        tag = edit.root.tag("bookViews")
        edit.place(_ORDER, "bookViews", f"<{tag}>{xml}</{tag}>")
        return
    for view in views.children:
        edit.set(view, "activeTab", str(view.number("activeTab") + 1))
        if view.number("firstSheet"):
            edit.set(view, "firstSheet", "0")


def _names(title: str, rows: int, colours: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the attributes and contents of the names that are added."""

    def cells(reference: str) -> str:
        return html.escape(sheet_reference(title, reference), quote=False)

    table = cells(f"$A${HEADER_ROW}:$I${rows}")
    names = [
        f' name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{table}',
        f' name="_xlnm.Print_Titles" localSheetId="0">{cells(f"${HEADER_ROW}:${HEADER_ROW}")}',
        f' name="{REPORT_NAME}" hidden="1">{cells("$A$1")}',
    ]
    for number, (sheet, colour) in enumerate(colours.items(), 1):
        place = html.escape(sheet_reference(sheet, "$A$1"), quote=False)
        names.append(f' name="{tab_name(colour, number)}" hidden="1">{place}')
    return names


def _add_names(edit: Edit, names: Sequence[str]) -> None:
    tag = edit.root.tag("definedName")
    xml = "".join(f"<{tag}{name}</{tag}>" for name in names)
    held: Node | None = edit.root.child("definedNames")
    if held is None:
        outer = edit.root.tag("definedNames")
        edit.place(_ORDER, "definedNames", f"<{outer}>{xml}</{outer}>")
        return
    for node in held.children:
        if "localSheetId" in node.attributes:
            edit.set(node, "localSheetId", str(node.number("localSheetId") + 1))
    edit.append(held, xml)
