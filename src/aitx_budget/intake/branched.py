"""A worksheet part of any form -> its cells, by way of a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from aitx_budget.intake.entries import NO_HEIGHT, Entries, Piece
from aitx_budget.intake.growing import growing
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import Element, children, is_true, namespace, plain_text
from aitx_budget.model.address import a1, column_number

_DIGITS = "0123456789"
_WHOLE, _PART = "//m:sheetData/m:row", "*[position() < last()][self::m:row]"
"""The rows of a worksheet, and of one that grows those that are complete."""
_FILLED, _SHAPED = "/m:c[*]", "[@hidden or @ht]"
"""Of rows, the cells with content, so that styled blanks never reach Python; those hidden or of a height of their own."""


class _UnplacedError(Exception):
    """A cell without a reference was met."""


class _Tags(NamedTuple):
    """What the parts of a cell are called in the sheet's namespace."""

    value: str
    formula: str
    inline: str


@lru_cache(maxsize=32)
def _search(path: str, space: str) -> Callable[[Element], Any]:
    return etree.XPath(path, namespaces={"m": space})


@lru_cache(maxsize=32)
def _tags(space: str) -> _Tags:
    return _Tags(*(f"{{{space}}}{name}" for name in ("v", "f", "is")))


def pieces(part: str, data: bytes, limits: Limits) -> Iterator[Piece]:
    """Yield the rows of a worksheet part.

    Raises:
        ValueError: a reference makes no sense.
        Refuse: see `growing`; it may come when much has been handed out.
    """
    above = "0"
    for top, whole in growing(part, data, limits):
        path = _WHOLE if whole else _PART
        entries = _entries(top, path, above)
        hidden = _hidden_rows(_search(path + _SHAPED, namespace(top))(top))
        yield Piece(entries, hidden, top if whole else None)
        if not whole:
            above = _last_row(top, above)


def _entries(top: Element, path: str, above: str) -> Entries:
    """Return the cells of the rows that have grown under the row `above`."""
    space = namespace(top)
    filled, tags = _search(path + _FILLED, space), _tags(space)
    try:
        found = [_entry(each, tags) for each in filled(top)]
    except _UnplacedError:
        _place(_search(path, space)(top), above)
        found = [_entry(each, tags) for each in filled(top)]
    return Entries(*zip(*found, strict=True)) if found else Entries(*[()] * len(Entries._fields))


def _entry(element: Element, tags: _Tags) -> tuple[str | None, ...]:
    """Return what is written about one cell, as `Entries` keeps it."""
    reference = element.get("r")
    if reference is None:
        raise _UnplacedError
    letters = reference.rstrip(_DIGITS)
    value = formula = group = inline = None
    for part in element:
        tag = part.tag
        if tag == tags.value:
            value = part.text
        elif tag == tags.formula:
            group = part.get("si") or "" if part.get("t") == "shared" else None
            formula = part.text
        elif tag == tags.inline:
            inline = plain_text(part)
    digits = reference[len(letters) :]
    return letters, digits, element.get("s"), element.get("t"), group, formula, value, inline


def _last_row(top: Element, above: str) -> str:
    """Return the reference of the last of the rows that have grown under the row `above`."""
    rows = _search(_PART, namespace(top))(top)
    if rows and rows[-1].get("r") is None:
        _place(rows, above)
    return str(rows[-1].get("r")) if rows else above


def _place(rows: Iterable[Element], above: str) -> None:
    """Give rows under the row `above`, and cells, without references those that their order implies."""
    row_number = int(above)
    for row in rows:
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in children(row, "c"):
            reference = cell.get("r")
            column = column_number(reference.rstrip(_DIGITS)) if reference else column + 1
            if reference is None:
                cell.set("r", a1(row_number, column))


def _hidden_rows(rows: Iterable[Element]) -> set[int]:
    """Return the rows that are hidden, filtered out, or of no height."""
    return {
        int(row.get("r") or 0)
        for row in rows
        if is_true(row.get("hidden")) or row.get("ht") in NO_HEIGHT
    }
