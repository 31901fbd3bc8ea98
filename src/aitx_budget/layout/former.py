"""Words that workbooks were given out with before, and are no longer printed with.

What a template printed is told from what people typed by its words (see `transfer.typed`), and the rows of 총괄표 are found
again by them (see `intake.overview`). Where a word changes, workbooks of before are read in the words of now.
"""

from __future__ import annotations

_NOW = (("0줄", "0개"), ("윗줄", "위 행"), ("줄", "행"))
"""What a word became, in this order: rows of a sheet are called as the program calls them."""


def in_words_of_now(text: str) -> str:
    """Return a printed text as it would be printed now; for comparing alone."""
    for before, now in _NOW:
        text = text.replace(before, now)
    return text
