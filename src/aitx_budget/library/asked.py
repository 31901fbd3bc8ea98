"""What callers ask for, as the value itself or as people write it: a programme's file, `en`, `json`, `2026-01-15`, `MAT,CSH501`.

The verbs are called from notebooks and scripts as well as by the command line, and a word that was taken for something
else would be worse than one that is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import load_programme
from aitx_budget.programme.schema import Programme

One = TypeVar("One", bound=StrEnum)


def programme_of(asked: Programme | str | Path | None) -> Programme:
    """Return a programme, that of a file, or the shipped one for None.

    Raises:
        ProgrammeError: the file is not usable; names each key and what was expected.
    """
    if isinstance(asked, Programme):
        return asked
    return load_programme(None if asked is None else Path(asked))


def one_of(kind: type[One], asked: str) -> One:
    """Return what is chosen from a list.

    Raises:
        UsageError: it is not in the list.
    """
    try:
        return kind(asked)
    except ValueError:
        listed = ", ".join(kind)
        raise UsageError(
            Text(
                f"쓸 수 없는 값입니다: {asked}. 쓸 수 있는 값: {listed}",
                f"Not a value that can be used: {asked}. Use one of: {listed}",
            )
        ) from None


def day_of(asked: dt.date | str | None) -> dt.date | None:
    """Return a day, of a text `2026-01-15`, or of a point in time.

    Raises:
        UsageError: the text is no day.
    """
    if isinstance(asked, dt.datetime):
        return asked.date()
    if not isinstance(asked, str):
        return asked
    try:
        return dt.date.fromisoformat(asked)
    except ValueError:
        raise UsageError(
            Text(
                f"날짜는 2026-01-15처럼 적어 주세요: {asked}",
                f"Write a day as 2026-01-15: {asked}",
            )
        ) from None


def codes_of(asked: str | Sequence[str]) -> tuple[str, ...]:
    """Return rule codes, also of a text `MAT,CSH501`."""
    if not isinstance(asked, str):
        return tuple(asked)
    return tuple(code.strip() for code in asked.split(",") if code.strip())
