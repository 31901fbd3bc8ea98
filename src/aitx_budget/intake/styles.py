"""Number formats of cell styles, which tell a percentage or a date from a plain number (`formats`)."""

from __future__ import annotations

from aitx_budget.intake.formats import GENERAL
from aitx_budget.intake.markup import Element, child, children

STYLESHEET = "xl/styles.xml"
"""Where a workbook that names no stylesheet of its own has it: other readers look there by this name alone."""
_BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "yyyy-mm-dd",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy-mm-dd h:mm",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "49": "@",
}
_KOREAN_DATES = {str(number): "yyyy-mm-dd" for number in (*range(27, 37), *range(50, 59))}


def number_formats(root: Element) -> list[str]:
    """Return the number format of each cell style, in the order cells refer to them."""
    codes = dict(_BUILT_IN) | _KOREAN_DATES
    for each in children(child(root, "numFmts"), "numFmt"):
        codes[each.get("numFmtId") or ""] = each.get("formatCode") or GENERAL
    styles = children(child(root, "cellXfs"), "xf")
    return [codes.get(style.get("numFmtId") or "", GENERAL) for style in styles]
