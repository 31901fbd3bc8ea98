"""How the consolidated workbook looks: the template's own colours and font, for tables that are read and printed."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Weight
from aitx_budget.template.formats import (
    FOG,
    GREEN,
    LINE,
    MINT,
    NAVY,
    NUMBER_FORMATS,
    PAPER,
    RED,
    ROSE,
    SAND,
    Formats,
)

WON = "#,##0_ "
SIGNED = "#,##0_ ;△#,##0_ ;0_ "
"""Both keep a space from the border. Less than nothing is marked by a triangle, as official tables have it; it shows without colour too."""

_EDGE = {"border": 1, "border_color": LINE}
_SUM: dict[str, Any] = {"bold": True, "bg_color": "#DCE3EB", "top": 1, "bottom": 1}
_CENTRED = (Kind.YEAR, Kind.MONTH, Kind.DATE, Kind.CODE, Kind.REGISTRATION, Kind.COUNT)
_SHADE = {Weight.ERROR: ROSE, Weight.WARNING: SAND, Weight.NOTE: FOG, Weight.WAIVED: PAPER}


class Look:
    """The formats of the workbook."""

    def __init__(self, workbook: Workbook) -> None:
        """Make formats in `workbook`."""
        self.formats = Formats(workbook)

    @cached_property
    def title(self) -> Format:
        """A sheet's title."""
        return self.formats.title

    @cached_property
    def purpose(self) -> Format:
        """What a sheet shows."""
        return self.formats.purpose

    @cached_property
    def link(self) -> Format:
        """A link within the workbook."""
        return self.formats.get(font_color="#1D4ED8", underline=1, **_EDGE | {"valign": "top"})

    @cached_property
    def section(self) -> Format:
        """The title of a table within a sheet."""
        return self.formats.get(bold=True, font_size=12, font_color=NAVY)

    @cached_property
    def head(self) -> Format:
        """A header."""
        return self.formats.get(
            bold=True, bg_color=NAVY, font_color=PAPER, align="center", text_wrap=True, **_EDGE
        )

    @cached_property
    def label(self) -> Format:
        """What a row is about."""
        return self.formats.get(align="left", indent=1, **_EDGE)

    @cached_property
    def centred(self) -> Format:
        """A short text."""
        return self.formats.get(align="center", **_EDGE)

    @cached_property
    def wrapped(self) -> Format:
        """A long text."""
        return self.formats.get(text_wrap=True, align="left", indent=1, **_EDGE | {"valign": "top"})

    @cached_property
    def wrapped_label(self) -> Format:
        """A sentence in a table of numbers."""
        return self.formats.get(text_wrap=True, align="left", indent=1, **_EDGE)

    @cached_property
    def year(self) -> Format:
        """A year."""
        return self.formats.get(num_format="0", align="center", **_EDGE)

    @cached_property
    def won(self) -> Format:
        """An amount."""
        return self.formats.get(num_format=WON, **_EDGE)

    @cached_property
    def top_won(self) -> Format:
        """A number beside long texts."""
        return self.formats.get(num_format=WON, **_EDGE | {"valign": "top"})

    @cached_property
    def count(self) -> Format:
        """How often something happens; never is quiet."""
        return self.formats.get(num_format='#,##0;-#,##0;"·"', align="center", **_EDGE)

    @cached_property
    def signed(self) -> Format:
        """A margin or a difference."""
        return self.formats.get(num_format=SIGNED, **_EDGE)

    @cached_property
    def share(self) -> Format:
        """A share."""
        return self.formats.get(num_format="0.00%", **_EDGE)

    @cached_property
    def sum_label(self) -> Format:
        """What a row of sums is called."""
        return self.formats.get(align="left", indent=1, border_color=LINE, **_SUM)

    @cached_property
    def sum_won(self) -> Format:
        """A sum."""
        return self.formats.get(num_format=WON, border_color=LINE, **_SUM)

    @cached_property
    def sum_count(self) -> Format:
        """How often all of something happen."""
        return self.formats.get(num_format=WON, border_color=LINE, **_SUM | {"align": "center"})

    @cached_property
    def sum_signed(self) -> Format:
        """The sum of margins or differences."""
        return self.formats.get(num_format=SIGNED, border_color=LINE, **_SUM)

    @cached_property
    def sum_share(self) -> Format:
        """A share in a row of sums."""
        return self.formats.get(num_format="0.00%", border_color=LINE, **_SUM)

    def cell(self, kind: Kind) -> Format:
        """Return the format of a listing's cell."""
        shown: dict[str, Any] = {"num_format": NUMBER_FORMATS.get(kind, "@")}
        if kind in _CENTRED:
            shown["align"] = "center"
        elif not kind.numeric:
            shown |= {"align": "left", "indent": 1}
        return self.formats.get(border=4, border_color=LINE, **shown)

    def weight(self, weight: Weight) -> Format:
        """Return the format of a severity's word; the word says it without colour too."""
        return self.formats.get(
            bold=weight is Weight.ERROR,
            bg_color=_SHADE[weight],
            align="center",
            **_EDGE,
        )

    @cached_property
    def failing(self) -> Format:
        """The mark of a verdict that is not met."""
        return self.formats.mark(bg_color=ROSE, font_color=RED, bold=True)

    @cached_property
    def passing(self) -> Format:
        """The mark of a verdict that is met."""
        return self.formats.mark(bg_color=MINT, font_color=GREEN)
