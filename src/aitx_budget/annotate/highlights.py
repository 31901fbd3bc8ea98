"""Cells and tabs in colour: conditional formats that are always true, and tab colours.

A conditional format leaves the cell's own style alone, so that taking it out again leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from aitx_budget.annotate.look import LOOKS, Look
from aitx_budget.annotate.marks import CellMark, SheetMarks
from aitx_budget.annotate.outline import Node
from aitx_budget.annotate.splice import Edit
from aitx_budget.annotate.styles import Stylesheet
from aitx_budget.model.address import a1
from aitx_budget.model.finding import Weight

SIGNATURE: Final = '"aitx-budget"="aitx-budget"'
"""The formula of our conditional formats: always true, and nobody else's."""

SHEET_ORDER: Final = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""The order that CT_Worksheet prescribes."""


def add_looks(styles: Stylesheet) -> dict[Weight, int]:
    """Add the differential formats of the weights; return their indices."""
    return {weight: styles.differential(_differential(look)) for weight, look in LOOKS.items()}


def _differential(look: Look) -> str:
    side = f' style="{look.border}"><color rgb="{look.line}"/></'
    sides = "".join(f"<{at}{side}{at}>" for at in ("left", "right", "top", "bottom"))
    return (
        f'<dxf><font><{look.emphasis}/><color rgb="{look.ink}"/></font>'
        f'<fill><patternFill patternType="solid"><fgColor rgb="{look.fill}"/>'
        f'<bgColor rgb="{look.fill}"/></patternFill></fill><border>{sides}</border></dxf>'
    )


def highlight(edit: Edit, cells: Sequence[CellMark], formats: dict[Weight, int]) -> None:
    """Put a conditional format per weight on `cells`."""
    cf, rule, formula = (
        edit.root.tag(name) for name in ("conditionalFormatting", "cfRule", "formula")
    )
    blocks = []
    for weight, index in formats.items():
        at = [(cell.column, cell.row) for cell in cells if cell.weight is weight]
        if at:
            blocks.append(
                f'<{cf} sqref="{ranges(at)}"><{rule} type="expression" dxfId="{index}" '
                f'priority="{weight.rank + 1}"><{formula}>{SIGNATURE}</{formula}></{rule}></{cf}>'
            )
    if blocks:
        first = edit.root.child("conditionalFormatting")
        if first is None:
            edit.place(SHEET_ORDER, "conditionalFormatting", "".join(blocks))
        else:
            edit.insert(first.start, "".join(blocks))


def ranges(cells: Iterable[tuple[int, int]]) -> str:
    """Return the (column, row) `cells` as references, those under one another as one range."""
    runs: list[list[int]] = []
    for column, row in sorted(cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1][2] = row
        else:
            runs.append([column, row, row])
    return " ".join(
        a1(first, column) if first == last else f"{a1(first, column)}:{a1(last, column)}"
        for column, first, last in runs
    )


def colour_tab(edit: Edit, marks: SheetMarks) -> dict[str, str] | None:
    """Colour the sheet's tab; return the attributes of the colour it had, None for no colour."""
    colour = LOOKS[marks.weight].tab
    own = edit.root.tag
    properties = edit.root.child("sheetPr")
    xml = f'<{own("tabColor")} rgb="{colour}"/>'
    if properties is None:
        edit.place(SHEET_ORDER, "sheetPr", f"<{own('sheetPr')}>{xml}</{own('sheetPr')}>")
        return None
    had: Node | None = properties.child("tabColor")
    if had is None:
        edit.prepend(properties, xml)
        return None
    edit.replace(had.start, had.end, xml)
    return dict(had.attributes)
