"""A workbook as it stands in the file, before anything is understood.

`package` builds it from bytes; tests build it from pipe tables. Cells are sparse: only those that
hold a value or a formula. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple


class CellType(StrEnum):
    """What the file says a cell holds."""

    NUMBER = "n"
    TEXT = "s"
    LOGICAL = "b"
    ERROR = "e"
    EMPTY = ""  # a formula that no program has calculated yet


class RawCell(NamedTuple):
    """One cell.

    Attributes:
        type: see `CellType`.
        text: the number as written in the file (never through a float), the text with its rich
            text joined and phonetics left out, `1`/`0` for a logical, or the error's name.
        formula: without `=`; shared formulas are written out for this cell; None where there is none.
        number_format: e.g. `yyyy-mm` or `0%`; `General` where none is set.
    """

    type: CellType
    text: str
    formula: str | None = None
    number_format: str = "General"


CELL_TEXT, CELL_FORMULA = itemgetter(1), itemgetter(2)
"""Take a cell's text, or its formula, where many are looked at."""

Line = Mapping[int, RawCell]
"""Column -> cell, of one row."""


@dataclass
class RawSheet:
    """One worksheet.

    Attributes:
        title: as the officer sees it, unchanged.
        cells: (row, column) -> cell.
        hidden: True for a hidden or very hidden sheet.
        hidden_rows, hidden_columns: rows (by hand or by a filter) and columns that are not shown.
        merged: (first row, first column, last row, last column) of each merged range.
    """

    title: str
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class RawWorkbook:
    """The whole workbook.

    Attributes:
        sheets: in workbook order; chart sheets are left out, and the report of an earlier check has no cells.
        defined_names: global name -> what it refers to, e.g. `소요예산!$M$7:$M$506`.
        properties: custom document properties.
        date1904: serial dates count from 1904.
    """

    sheets: list[RawSheet]
    defined_names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False
