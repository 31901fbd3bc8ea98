"""How large a note is, also on sheets whose sizes say nothing sound."""

from __future__ import annotations

import pytest

from aitx_budget.annotate.geometry import Grid
from aitx_budget.annotate.splice import Edit


def grid(inside: str) -> Grid:
    """Return the sizes of a sheet with these elements."""
    return Grid.of(Edit(f"<worksheet>{inside}</worksheet>".encode(), part="sheet"))


def numbers(anchor: str) -> list[int]:
    """Return left, its offset, top, its offset, right, its offset, bottom, its offset."""
    return [int(each) for each in anchor.split(",")]


@pytest.mark.parametrize(
    "inside",
    [
        '<sheetFormatPr defaultRowHeight="0" defaultColWidth="-5"/>',
        '<cols><col min="1" max="16384" width="0"/></cols>',
        '<sheetFormatPr defaultRowHeight="NaN" baseColWidth="1e400"/>',
        '<cols><col min="-1e999" max="1e999" width="1e999"/></cols>',
    ],
)
def test_a_note_ends_near_its_cell(inside):
    """Cells of no size, of none that can be told, or beyond every sheet don't draw a note out over all of it."""
    left, _, top, _, right, _, bottom, _ = numbers(grid(inside).anchor(5, 3, "말" * 400))
    assert left <= right <= left + 300
    assert top <= bottom <= top + 300


def test_widths_are_those_of_the_columns():
    """Wide, hidden and usual columns each count with their own width, whatever their order in the file."""
    sizes = grid(
        '<cols><col min="6" max="7" width="20"/><col min="2" max="4" width="9" hidden="1"/></cols>'
    )
    widths = [sizes._column_width(column) for column in range(1, 9)]
    usual = widths[0]
    assert widths[1:4] == [0, 0, 0]
    assert widths[4] == widths[7] == usual
    assert widths[5] == widths[6] > usual
