"""A table as CSV that Excel in Korea opens with a double click, and that says the same to a program.

UTF-8 with a byte order mark (without it Excel reads Korean as CP949), commas, CRLF, quotes doubled (RFC 4180); no value is
an empty cell. Numbers, dates and flags never need guarding; a text is guarded where a spreadsheet might run it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from aitx_budget.export.structure import Column, Table, Type, Values
from aitx_budget.model.month import dashed

GUARD = "'"
"""Put before a text that begins with one of `GUARDED`: to have the text again, take one off wherever a text begins with it."""

GUARDED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", GUARD)
"""What a spreadsheet may take for the beginning of a formula, and the guard itself, so that taking it off is certain."""

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs.

    Example:
        >>> guarded("=1+1"), guarded("'적은 그대로'"), guarded("GPU 서버")
        ("'=1+1", "''적은 그대로'", 'GPU 서버')
    """
    return GUARD + text if text.startswith(GUARDED) else text


def unguarded(cell: str) -> str:
    """Return the text that was guarded.

    Example:
        >>> unguarded("'=1+1"), unguarded("GPU 서버")
        ('=1+1', 'GPU 서버')
    """
    return cell.removeprefix(GUARD)


def thousandths(number: int) -> str:
    """Return 2500 as 2.500; always three places, so that a column reads as one type."""
    sign, whole = "-" * (number < 0), abs(number)
    return f"{sign}{whole // 1000}.{whole % 1000:03d}"


def dashed_day(day: int) -> str:
    """Return 20260315 as 2026-03-15."""
    return f"{dashed(day // 100)}-{day % 100:02d}"


_WRITTEN: dict[Type, Callable[[Any], str]] = {
    Type.TEXT: guarded,
    Type.INTEGER: str,
    Type.THOUSANDTHS: thousandths,
    Type.FLAG: lambda value: "true" if value else "false",
    Type.YEAR: str,
    Type.MONTH: dashed,
    Type.DATE: dashed_day,
}


def render(table: Table, values: Values) -> bytes:
    """Return the file."""
    text = io.StringIO(newline="")
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([each.name for each in table.columns])
    cells = [_cells(each, values) for each in table.columns]
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue().encode("utf-8")


def _cells(column: Column, values: Values) -> list[str]:
    written = _WRITTEN[column.type]
    return ["" if value is None else written(value) for value in values[column.name]]
