"""Number formats of cell styles, which tell a percentage or a date from a plain number."""

from __future__ import annotations

import re
from functools import lru_cache

from aitx_budget.intake.markup import Element, child, children

STYLESHEET = "xl/styles.xml"
"""Where a workbook that names no stylesheet of its own has it: other readers look there by this name alone."""
GENERAL = "General"
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
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymdhs년월일]", re.IGNORECASE)


def number_formats(root: Element) -> list[str]:
    """Return the number format of each cell style, in the order cells refer to them."""
    codes = dict(_BUILT_IN) | _KOREAN_DATES
    for each in children(child(root, "numFmts"), "numFmt"):
        codes[each.get("numFmtId") or ""] = each.get("formatCode") or GENERAL
    styles = children(child(root, "cellXfs"), "xf")
    return [codes.get(style.get("numFmtId") or "", GENERAL) for style in styles]


@lru_cache(maxsize=512)
def is_date_format(code: str) -> bool:
    """Tell whether numbers of this format are shown as dates or times."""
    if code == GENERAL:
        return False
    section = _LITERALS.sub("", code.partition(";")[0])
    return "general" not in section.lower() and _DATE_LETTERS.search(section) is not None


@lru_cache(maxsize=512)
def is_percent_format(code: str) -> bool:
    """Tell whether numbers of this format are shown as percentages."""
    return "%" in _LITERALS.sub("", code)
