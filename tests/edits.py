"""What an officer did to a workbook, written as data: cells typed over, then calls of `Workbook`'s methods.

Cases of rules and of mess are written with it; `rules/README.md` lists the methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbooks import Workbook


def edited(book: Workbook, cells: Mapping[str, Any], calls: Iterable[list[Any]] = ()) -> Workbook:
    """Return `book` with `{"소요예산!국비@3": value}` typed in and `[["remove", "소요예산", 3], …]` done."""
    for place, value in cells.items():
        book.put(*spot(place), value_of(value))
    for verb, *arguments in calls:
        getattr(book, verb)(*[value_of(each) for each in arguments])
    return book


def spot(place: str) -> tuple[str, str, int]:
    """Return (sheet, header, record) of `소요예산!국비@3`; an entry of a form needs no `@`."""
    sheet, _, rest = place.partition("!")
    header, _, record = rest.partition("@")
    return sheet, header, int(record or 1)


def value_of(value: Any) -> Any:
    """An empty text empties the cell; records' values likewise. A list is a (row, column)."""
    if isinstance(value, dict):
        return {key: value_of(each) for key, each in value.items()}
    if isinstance(value, list):
        return tuple(value)
    return None if value == "" else value
