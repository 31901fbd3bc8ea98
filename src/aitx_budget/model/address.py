"""Where a cell is, in the words that officers use: a sheet's title and an A1 reference."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_TEXT = 32_767
"""Characters a cell holds; a program that meets more calls the workbook damaged."""
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """Return `A` for 1, `XFD` for 16384.

    Raises:
        ValueError: `column` is not one a worksheet has.
    """
    if not 1 <= column <= LAST_COLUMN:
        message = f"no worksheet column: {column}"
        raise ValueError(message)
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return 1 for `A`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def parse_a1(reference: str) -> tuple[int, int]:
    """Return (row, column), both from 1, of `B7` or `$B$7`.

    Raises:
        ValueError: `reference` is not one cell of a worksheet.
    """
    match = _A1.fullmatch(reference)
    if match is None:
        message = f"not a cell reference: {reference!r}"
        raise ValueError(message)
    row, column = int(match[2]), column_number(match[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        message = f"outside a worksheet: {reference!r}"
        raise ValueError(message)
    return row, column


def a1(row: int, column: int) -> str:
    """Return `B7` for (7, 2)."""
    return f"{column_letter(column)}{row}"


class CellRef(NamedTuple):
    """One cell as the officer sees it: the sheet's title, row and column from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The reference without its sheet, e.g. `N7`."""
        return a1(self.row, self.column)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}"
