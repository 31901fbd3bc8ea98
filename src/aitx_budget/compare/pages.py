"""What all sheets of a 변경대비표 share: a title, a head that is repeated on paper, rows as high as their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.looks import Looks
from aitx_budget.compare.words import AFTER, BEFORE, about, budget
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.model.wrapping import lines
from aitx_budget.template.page import TALLEST_ROW, done, set_up, write

HEAD_ROW = 6
"""The row of the columns' headers, from 1; what is above says what is compared."""

_LINE_POINTS = 15
"""Points of a line of text."""


class Column(NamedTuple):
    """A column: header, width in characters, and whether people type into it."""

    header: Text
    width: int
    typed: bool = False


def begin(
    sheet: Worksheet,
    comparison: Comparison,
    looks: Looks,
    language: Language,
    title: Text,
    columns: Sequence[Column],
) -> None:
    """Write a sheet's title, what is compared, and the head; set it up for paper."""
    programme = comparison.programme
    named = programme.title.ko if language is Language.KO else programme.title.en
    set_up(sheet, title=named, header_rows=(HEAD_ROW, HEAD_ROW))
    for index, column in enumerate(columns):
        done(sheet.set_column(index, index, column.width))
        look = looks.input_head if column.typed else looks.head
        write(sheet, HEAD_ROW, index + 1, column.header.in_(language), look)
    sheet.set_row(0, 26)
    sheet.set_row(HEAD_ROW - 1, 26)
    write(sheet, 1, 1, f"{title.in_(language)} · {printable(budget(comparison))}", looks.title)
    for row, (said, version) in enumerate(
        ((BEFORE, comparison.before), (AFTER, comparison.after)), start=2
    ):
        write(sheet, row, 1, said.in_(language), looks.purpose)
        write(sheet, row, 2, printable(about(version).in_(language)), looks.purpose)
    sheet.freeze_panes(HEAD_ROW, 0)


def fit(sheet: Worksheet, row: int, columns: Sequence[Column], values: Sequence[object]) -> None:
    """Make a row, from 1, high enough for every wrapped text in it; no program works that out on opening."""
    needed = [
        lines(value, column.width - 2)
        for column, value in zip(columns, values, strict=False)
        if isinstance(value, str)
    ]
    sheet.set_row(row - 1, min(TALLEST_ROW, _LINE_POINTS * max([1, *needed]) + 3))
