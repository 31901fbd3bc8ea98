"""The cell formats of the report sheet, by what they are for."""

from __future__ import annotations

from aitx_budget.annotate.look import FONT, LOOKS
from aitx_budget.annotate.styles import Stylesheet


def _font(size: int, ink: str, *marks: str) -> str:
    """Return a font element; `marks` are type styles such as `b`."""
    style = "".join(f"<{mark}/>" for mark in marks)
    return (
        f'<font>{style}<sz val="{size}"/><color rgb="{ink}"/><name val="{FONT}"/>'
        '<family val="3"/><charset val="129"/></font>'
    )


def _fill(colour: str) -> str:
    if not colour:
        return '<fill><patternFill patternType="none"/></fill>'
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(colour: str, line: str) -> str:
    if not colour:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    side = f' style="{line}"><color rgb="{colour}"/></'
    sides = "".join(f"<{at}{side}{at}>" for at in ("left", "right", "top", "bottom"))
    return f"<border>{sides}<diagonal/></border>"


def sheet_formats(styles: Stylesheet) -> dict[str, int]:
    """Add the sheet's cell formats; return their indices by role."""
    grid = _border("FFBFBFBF", "thin")
    bare = _border("", "")
    ink, dark = "FF1A1A1A", "FF1F3861"
    plain = _font(10, ink)

    def add(font: str, fill: str, border: str, horizontal: str, rest: str = "") -> int:
        indent = ' indent="1"' if horizontal == "left" and border == grid else ""
        alignment = f'<alignment horizontal="{horizontal}" vertical="center" wrapText="1"{indent}/>'
        return styles.cell(font=font, fill=_fill(fill), border=border, rest=f"{rest}>{alignment}")

    text = ' quotePrefix="1"'
    formats = {
        "title": add(_font(15, dark, "b"), "", bare, "left", text),
        "verdict": add(_font(13, dark, "b"), "FFE2EFDA", bare, "left", text),
        "step": add(_font(11, dark, "b"), "", bare, "left", text),
        "line": add(plain, "", bare, "left", text),
        "header": add(_font(10, "FFFFFFFF", "b"), dark, grid, "center", text),
        "text": add(plain, "", grid, "left", text),
        "centre": add(plain, "", grid, "center", text),
        "group": add(_font(10, dark, "b"), "FFEEF2F7", grid, "left", text),
        "group-centre": add(_font(10, dark, "b"), "FFEEF2F7", grid, "center", text),
        "number": add(plain, "", grid, "center"),
        "link": add(_font(10, "FF0563C1", "u"), "", grid, "center", text),
        "won": styles.cell(
            font=plain,
            fill=_fill(""),
            border=grid,
            number_format=3,
            rest='><alignment horizontal="right" vertical="center" indent="1"/>',
        ),
    }
    for weight, look in LOOKS.items():
        font = _font(10, look.ink, look.emphasis)
        formats[weight.value] = add(
            font, look.fill, _border(look.line, look.border), "center", text
        )
        formats[f"verdict-{weight.value}"] = add(
            _font(13, look.ink, "b"), look.fill, bare, "left", text
        )
    return formats
