"""What a number format shows: a percentage or a date, or a plain number."""

from __future__ import annotations

import re
from functools import lru_cache

GENERAL = "General"
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymdhs년월일]", re.IGNORECASE)


@lru_cache(maxsize=512)
def is_date_format(code: str) -> bool:
    """Tell whether numbers of this format are shown as dates or times."""
    if code == GENERAL:
        return False
    section = _LITERALS.sub("", code.partition(";")[0])
    return "general" not in section.lower() and _DATE_LETTERS.search(section) is not None


@lru_cache(maxsize=512)
def is_percent_format(code: str) -> bool:
    """Tell whether numbers of this format are shown as percentages."""
    return "%" in _LITERALS.sub("", code)
