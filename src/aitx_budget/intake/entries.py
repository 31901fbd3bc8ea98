"""The cells of a worksheet as they are written, column by column of what is written about each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aitx_budget.intake.markup import Element

NO_HEIGHT = ("0", "0.0")
"""Heights that hide a row, and widths that hide a column."""


class Entries(NamedTuple):
    """Cells that hold something, in the order of the file; all sequences have one item per cell.

    Attributes:
        letters, digits: the two halves of the reference.
        styles: index of the style; None where there is none.
        types: `s`, `str`, `b` …; None for a number.
        groups: the group of formulas that the cell's is one of; None where it shares none.
        formulas: text of the formula; None where the cell itself writes none.
        values: None where nothing is written.
        inlines: a text that stands in the cell itself; None where none does.
    """

    letters: Sequence[str]
    digits: Sequence[str]
    styles: Sequence[str | None]
    types: Sequence[str | None]
    groups: Sequence[str | None]
    formulas: Sequence[str | None]
    values: Sequence[str | None]
    inlines: Sequence[str | None]


class Piece(NamedTuple):
    """Some rows of a worksheet.

    Attributes:
        entries: their cells.
        hidden_rows: those of them that are hidden, filtered out, or of no height.
        root: what stands around the rows; with the last piece only.
    """

    entries: Entries
    hidden_rows: set[int]
    root: Element | None = None
