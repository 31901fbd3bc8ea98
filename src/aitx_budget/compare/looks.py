"""How the cells of a 변경대비표 look: the standard workbook's own colours and fonts, with △ for a loss."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from xlsxwriter.format import Format

from aitx_budget.layout.structure import Kind
from aitx_budget.template.formats import (
    AMBER,
    CREAM,
    FOG,
    GREEN,
    LINE,
    MINT,
    MIST,
    NAVY,
    NUMBER_FORMATS,
    PAPER,
    RED,
    ROSE,
    SAND,
    SLATE,
    Formats,
)

WON = "#,##0"
DELTA = '#,##0;"△"#,##0;"–"'
RATE = '0.00%;"△"0.00%;"–"'
TEXT = "@"


class Tone(StrEnum):
    """How much a row stands out."""

    PLAIN = "plain"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Mark(StrEnum):
    """The colour of a word that says what became of something; the word itself says the same."""

    GOOD = "good"
    BAD = "bad"
    DOUBT = "doubt"
    NEUTRAL = "neutral"


_TONES: dict[Tone, dict[str, Any]] = {
    Tone.PLAIN: {"bottom": 4},
    Tone.SUBTOTAL: {"bottom": 1, "bg_color": FOG},
    Tone.TOTAL: {"top": 1, "bottom": 1, "bg_color": MIST, "bold": True},
}
_MARKS: dict[Mark, dict[str, Any]] = {
    Mark.GOOD: {"bg_color": MINT, "font_color": GREEN},
    Mark.BAD: {"bg_color": ROSE, "font_color": RED},
    Mark.DOUBT: {"bg_color": SAND, "font_color": AMBER},
    Mark.NEUTRAL: {"bg_color": MIST},
}


class Looks:
    """The formats of one 변경대비표."""

    def __init__(self, formats: Formats) -> None:
        """Take formats from those of a workbook."""
        self._formats = formats
        self.title = formats.title
        self.purpose = formats.purpose
        self.band = formats.get(
            bold=True, font_size=11, font_color=NAVY, bottom=2, border_color=NAVY
        )
        self.head = formats.get(
            bold=True, bg_color=NAVY, font_color=PAPER, align="center", text_wrap=True,
            left=1, right=1, border_color=PAPER,
        )  # fmt: skip
        self.input_head = formats.get(
            bold=True, bg_color=SLATE, font_color=PAPER, align="center", text_wrap=True,
            left=1, right=1, border_color=PAPER,
        )  # fmt: skip
        self.verdict = formats.get(bold=True, font_size=12, font_color=NAVY)

    def cell(self, number_format: str, tone: Tone = Tone.PLAIN, *, changed: bool = False) -> Format:
        """Return the format of a cell that is not typed into.

        Args:
            number_format: as the worksheet writes it; `TEXT` for texts, which are wrapped.
            tone: of the row.
            changed: the amount differs, and so is bold.
        """
        look = dict(_TONES[tone]) | {"border_color": LINE, "num_format": number_format}
        if number_format == TEXT:
            look |= {"text_wrap": True, "align": "left", "indent": 1}
        if changed:
            look["bold"] = True
        return self._formats.get(**look)

    def value(self, kind: Kind) -> Format:
        """Return the format of a field's value, old or new; on the right where it can be subtracted."""
        shown = NUMBER_FORMATS.get(kind, TEXT)
        align = "right" if shown != TEXT and kind is not Kind.CHOICE else "left"
        return self._formats.get(
            bottom=4, border_color=LINE, num_format=shown, align=align, text_wrap=True
        )

    def word(self, mark: Mark) -> Format:
        """Return the format of a word that says what became of something."""
        return self._formats.get(
            **_MARKS[mark], bottom=4, border_color=LINE, align="center", bold=True, num_format=TEXT
        )

    @property
    def reason(self) -> Format:
        """The cell that a reason is typed into."""
        return self._formats.get(
            bg_color=CREAM, border=4, border_color=LINE, num_format=TEXT, text_wrap=True,
            align="left", locked=False,
        )  # fmt: skip

    @property
    def faint(self) -> Format:
        """A text that repeats the row above, for whoever filters."""
        return self._formats.get(
            bottom=4, border_color=LINE, num_format=TEXT, text_wrap=True, font_color="#8A97A6",
            align="left",
        )  # fmt: skip
