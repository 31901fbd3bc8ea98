"""How marks look, told apart by words, shapes, line and type as well as by colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aitx_budget.model.finding import Weight
from aitx_budget.model.text import Text

AUTHOR: Final = "aitx-budget"
PASSED: Final = "✔"
"""The sign of a workbook that passes, the same as in the other reports."""
REPORT_TAB: Final = "FF1F3861"
FONT: Final = "맑은 고딕"

NOTE_COLUMNS: Final = 50
"""What a line of a note holds, in narrow characters."""
NOTE_LINES: Final = 37
"""How many lines a note may have and still fit on a screen."""
MOST_NOTES: Final = 5_000
"""Findings, the gravest first, that get a note: more of them make a workbook slow to open."""
MOST_ROWS: Final = 20_000
"""Findings, the gravest first, that the report lists; the cells of all are marked."""


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of one weight.

    Attributes:
        word: what it is called; symbol: the same shape as in the other reports.
        fill, ink, line: ARGB colours of a marked cell's ground, type and border.
        border: line style; emphasis: type style, as an element of a font.
        tab: ARGB colour of a sheet's tab, one that nobody picks by hand.
    """

    word: Text
    symbol: str
    fill: str
    ink: str
    line: str
    border: str
    emphasis: str
    tab: str


LOOKS: Final = {
    Weight.ERROR: Look(
        Text("오류", "Error"), "✖", "FFFFC7CE", "FF9C0006", "FFC00000", "thin", "b", "FFC81E2B"
    ),
    Weight.WARNING: Look(
        Text("경고", "Warning"), "▲", "FFFFE8A3", "FF7A4B00", "FFB26B00", "dashed", "i", "FFE89B0D"
    ),
    Weight.NOTE: Look(
        Text("참고", "Note"), "○", "FFDCE9F7", "FF1B4B7A", "FF2E75B6", "dotted", "u", "FF4A86C9"
    ),
    Weight.WAIVED: Look(
        Text("면제", "Waived"), "◇", "FFEDEDED", "FF595959", "FF8C8C8C", "dashDot", "i", "FF8A9199"
    ),
}
