"""How cells look: one calm family of styles, in which a role shows by colour and by more than colour."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from aitx_budget.layout.structure import Kind

FONT = "맑은 고딕"
INK, PAPER, LINE = "#1F2A37", "#FFFFFF", "#B8C1CC"
NAVY, SLATE, MIST, CREAM, FOG = "#1F3A5F", "#6B7F95", "#E9EDF2", "#FFF7DF", "#F4F6F8"
RED, ROSE, AMBER, SAND, GREEN, MINT = (
    "#B42318",
    "#FDE8E6",
    "#8A5A00",
    "#FFF0CC",
    "#1E6B45",
    "#E3F3EA",
)

NUMBER_FORMATS = {
    Kind.WON: "#,##0",
    Kind.COUNT: "0",
    Kind.YEAR: "0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.RATIO: "0.00%",
    Kind.QUANTITY: "General",
    Kind.PERCENT: "General",
    Kind.CHOICE: "General",
}
"""Everything else is text, so that a month, a code or a registration number stays as typed."""


_CENTRED = (Kind.YEAR, Kind.MONTH, Kind.DATE, Kind.CODE, Kind.REGISTRATION, Kind.COUNT)


class Role(StrEnum):
    """What a cell of a table asks of its reader."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORMULA = "formula"


_ROLES: dict[Role, dict[str, Any]] = {
    Role.REQUIRED: {"bg_color": CREAM, "border": 1, "border_color": LINE, "locked": False},
    Role.OPTIONAL: {"bg_color": PAPER, "border": 4, "border_color": LINE, "locked": False},
    Role.FORMULA: {
        "bg_color": MIST,
        "bottom": 1,
        "border_color": LINE,
        "italic": True,
        "font_color": "#41526A",
    },
}
_HEADS: dict[Role, dict[str, Any]] = {
    Role.REQUIRED: {"bg_color": NAVY, "font_color": PAPER, "bold": True, "bottom": 5},
    Role.OPTIONAL: {"bg_color": SLATE, "font_color": PAPER, "bottom": 1},
    Role.FORMULA: {"bg_color": "#CBD3DD", "font_color": INK, "italic": True, "bottom": 1},
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Make formats in `workbook`."""
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self._workbook.add_format(base | properties)
        return self._made[key]

    def mark(self, **properties: Any) -> Format:
        """Return a differential format for a conditional format."""
        key = ("mark", True), *sorted(properties.items())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def cell(self, role: Role, kind: Kind) -> Format:
        """Return the format of a table's cell."""
        align: dict[str, Any] = {"num_format": NUMBER_FORMATS.get(kind, "@")}
        if role is Role.FORMULA and kind is Kind.WON:
            align["num_format"] = "#,##0;-#,##0;;@"  # a row not yet filled stays quiet
        if kind is Kind.WON:
            align["shrink"] = True  # an amount of fifteen digits stays an amount
        if kind in _CENTRED:
            align["align"] = "center"
        if kind in (Kind.TEXT, Kind.CHOICE):
            align |= {"align": "left", "indent": 1}
        return self.get(**_ROLES[role], **align)

    def entry(self, role: Role, kind: Kind, *, wrapped: bool = False) -> Format:
        """Return the format of a form's entry: on the left, whatever it holds; `wrapped` for one of several lines."""
        number_format = NUMBER_FORMATS.get(kind, "@")
        more = {"text_wrap": True} if wrapped else {}
        return self.get(**_ROLES[role], num_format=number_format, align="left", indent=1, **more)

    def head(self, role: Role) -> Format:
        """Return the format of a header."""
        return self.get(
            **_HEADS[role], align="center", text_wrap=True, left=1, right=1, border_color=PAPER
        )

    @property
    def title(self) -> Format:
        """A sheet's title."""
        return self.get(font_size=16, bold=True, font_color=NAVY)

    @property
    def purpose(self) -> Format:
        """What a sheet is for."""
        return self.get(font_color="#4A5B6E")

    @property
    def hint(self) -> Format:
        """What to enter, beside an entry."""
        return self.get(font_color="#4A5B6E", indent=1)

    @property
    def link(self) -> Format:
        """A link to another sheet."""
        return self.get(font_color="#1D4ED8", underline=1)

    @property
    def unit(self) -> Format:
        """The unit above a table."""
        return self.get(font_color="#4A5B6E", align="left", bold=True)

    @property
    def broken(self) -> Format:
        """The mark of a broken cell: red, bold and hatched."""
        return self.mark(bg_color=ROSE, font_color=RED, bold=True, border=1, border_color=RED)

    @property
    def missing(self) -> Format:
        """The mark of a required cell that was left blank: hatched and framed."""
        return self.mark(pattern=14, fg_color="#E58E86", bg_color=PAPER, border=1, border_color=RED)

    @property
    def doubtful(self) -> Format:
        """The mark of a cell worth a second look: amber, underlined and framed in dashes, so that a blank one shows in grey."""
        return self.mark(bg_color=SAND, font_color=AMBER, underline=1, border=3, border_color=AMBER)
