"""How many lines a text takes, near enough to size a row or a note to it without a screen."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDE = "WFA"
"""Widths of characters that take two columns; the ambiguous ones do so in a Korean font."""


@lru_cache(maxsize=1 << 14)  # what findings say is made of the same words over and over
def width(text: str) -> int:
    """Return how many narrow characters `text` is wide; Hangul counts two."""
    return sum(2 if unicodedata.east_asian_width(each) in _WIDE else 1 for each in text)


def lines(text: str, columns: int) -> int:
    """Return how many lines `text` takes where `columns` narrow characters fit into one.

    Lines break at spaces, as programs break Korean that is not to be cut within a word; a word that is wider than a
    line is cut.
    """
    return sum(_wrapped(line, max(columns, 2)) for line in text.split("\n"))


def _wrapped(text: str, columns: int) -> int:
    if 2 * len(text) <= columns:
        return 1
    count, used = 1, 0
    for word in text.split(" "):
        wide = width(word)
        if used and used + 1 + wide > columns:
            count, used = count + 1, 0
        used += wide + (1 if used else 0)
        if used > columns:
            more = -(-used // columns) - 1
            count, used = count + more, used - more * columns
    return count
