"""How large texts and cells are on the screen, near enough to size a note or a row to its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from aitx_budget.annotate.look import NOTE_COLUMNS, NOTE_LINES
from aitx_budget.annotate.outline import Node, start_tag_end
from aitx_budget.annotate.splice import Edit
from aitx_budget.model.address import LAST_COLUMN, LAST_ROW
from aitx_budget.model.wrapping import lines

_DIGIT = 7  # pixels of a digit in the default font
_NOTE_WIDTH = 330
_NOTE_LINE = 16
_NOTE_MARGIN = 14
_DEFAULT_ROW: Final = 15.0
_LARGEST = float(LAST_ROW)  # no size or place of a sound sheet is beyond
_FARTHEST = 300  # cells that a note may reach over; those of no size would make it reach over all


@dataclass(frozen=True, slots=True)
class Grid:
    """Column widths and row heights of a sheet, in pixels, where they differ from the usual.

    Attributes:
        columns: (first column, last column, width) in order; where they overlap the later holds.
        column: the usual width.
        rows: row -> height.
        row: the usual height.
    """

    columns: tuple[tuple[int, int, int], ...]
    column: int
    rows: Mapping[int, int]
    row: int

    @classmethod
    def of(cls, edit: Edit) -> Grid:
        """Read the sizes of the sheet that `edit` changes."""
        form = edit.root.child("sheetFormatPr")
        usual = form.attributes if form else {}
        base = _number(usual.get("baseColWidth"), 8) + 5 / _DIGIT
        listed = edit.root.child("cols")
        return cls(
            columns=tuple(sorted(map(_columns, listed.children if listed else ()))),
            column=_column_pixels(_number(usual.get("defaultColWidth"), base)),
            rows=_row_heights(edit),
            row=_row_pixels(_number(usual.get("defaultRowHeight"), _DEFAULT_ROW)),
        )

    def anchor(self, row: int, column: int, text: str) -> str:
        """Return where the note of a cell goes, as VML wants it: right of the cell, sized to `text`."""
        height = min(lines(text, NOTE_COLUMNS), NOTE_LINES) * _NOTE_LINE + _NOTE_MARGIN
        left, top = min(column, LAST_COLUMN - 8), max(row - 2, 0)
        right, dx = self._walk(left, 15 + _NOTE_WIDTH, self._column_width, LAST_COLUMN)
        bottom, dy = self._walk(top, 4 + height, self._row_height, LAST_ROW)
        return f"{left}, 15, {top}, 4, {right}, {dx}, {bottom}, {dy}"

    def _column_width(self, column: int) -> int:
        at = bisect_right(self.columns, (column, LAST_ROW, 0)) - 1
        first, last, pixels = self.columns[at] if at >= 0 else (0, 0, 0)
        return pixels if first <= column <= last else self.column

    def _row_height(self, row: int) -> int:
        return self.rows.get(row, self.row)

    @staticmethod
    def _walk(start: int, pixels: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
        """Return the cell (from 0) and the offset in it that are `pixels` on from cell `start`."""
        at, here = start, size(start + 1)
        while pixels >= here and at < min(last - 1, start + _FARTHEST):
            pixels -= here
            at += 1
            here = size(at + 1)
        return at, min(pixels, here)


def _number(text: str | None, default: float) -> float:
    """Return a size or a place; the default where the text says none that a sheet can have."""
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if 0 <= number <= _LARGEST else default


def _column_pixels(characters: float) -> int:
    return int((256 * characters + int(128 / _DIGIT)) / 256 * _DIGIT)


def _row_pixels(points: float) -> int:
    return round(points * 96 / 72)


def _columns(node: Node) -> tuple[int, int, int]:
    had = node.attributes
    hidden = had.get("hidden") in ("1", "true")
    pixels = 0 if hidden else _column_pixels(_number(had.get("width"), 9.14))
    return int(_number(had.get("min"), 0)), int(_number(had.get("max"), 0)), pixels


def _row_heights(edit: Edit) -> dict[int, int]:
    """Return the heights of rows that have their own, in pixels; hidden rows have none.

    Rows are inside the part of the sheet that is not parsed; only the size of a note hangs on this.
    """
    data, heights = edit.text, {}
    opening = b"<" + edit.root.tag("row").encode() + b" "
    at = data.find(opening)
    while at >= 0:
        tag = data[at : start_tag_end(data, at)]
        if b" ht=" in tag or b" hidden=" in tag:
            row, height = _row(tag)
            heights[row] = height
        at = data.find(opening, at + len(opening))
    return heights


def _row(tag: bytes) -> tuple[int, int]:
    words = tag.decode().replace("'", '"').split('"')
    had = {
        key.split()[-1].rstrip("= "): value
        for key, value in zip(words[::2], words[1::2], strict=False)
        if key.strip()
    }
    hidden = had.get("hidden") in ("1", "true")
    return int(_number(had.get("r"), 0)), 0 if hidden else _row_pixels(_number(had.get("ht"), 15))
