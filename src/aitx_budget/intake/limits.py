"""How large a returned file may be before it is refused unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file; the defaults let 20,000 budget lines and as many firms of one region pass (`benchmarks/one_huge.py`).

    Attributes:
        file_bytes: of the file as it came.
        entries: parts in the package.
        part_bytes: of one part, unpacked.
        unpacked_bytes: of all parts together.
        ratio: unpacked to packed bytes of one part; asked of parts above `ratio_from_bytes` only,
            because small parts of blank cells pack very well.
        ratio_from_bytes: see `ratio`.
        marks: angle brackets and equals signs of one part that is parsed; each element and attribute
            has one, and weighs up to two hundred bytes then. Blank rows and cells don't count.
        cells: cells of all worksheets that hold something.
        characters: in all cells together, each with the whole of a text or a formula it shares.
        seconds: to read or to mark the file, where it is one of several; see `library.crew`.
        memory_bytes: address space of the process that does so, where the system has such a limit.
    """

    file_bytes: int = 50 * MEBIBYTE
    entries: int = 5_000
    part_bytes: int = 96 * MEBIBYTE
    unpacked_bytes: int = 192 * MEBIBYTE
    ratio: int = 150
    ratio_from_bytes: int = 8 * MEBIBYTE
    marks: int = 4_000_000
    cells: int = 800_000
    characters: int = 12_000_000
    seconds: int = 60
    memory_bytes: int = 1024 * MEBIBYTE

    def changed(self, amounts: Mapping[str, int]) -> Self:
        """Return limits with some others, by the names that people use.

        Example:
            >>> Limits().changed({"seconds": 5, "memory-mb": 512}).memory_bytes
            536870912

        Raises:
            UsageError: there is no limit of that name, or it would let nothing pass.
        """
        for name, amount in amounts.items():
            if amount < _LEAST.get(name, 1) or name not in NAMES:
                raise _unusable(name)
        fields = {NAMES[name][0]: amount * NAMES[name][1] for name, amount in amounts.items()}
        return replace(self, **fields)


NAMES = {
    "file-mb": ("file_bytes", MEBIBYTE),
    "entries": ("entries", 1),
    "part-mb": ("part_bytes", MEBIBYTE),
    "unpacked-mb": ("unpacked_bytes", MEBIBYTE),
    "ratio": ("ratio", 1),
    "marks": ("marks", 1),
    "cells": ("cells", 1),
    "characters": ("characters", 1),
    "seconds": ("seconds", 1),
    "memory-mb": ("memory_bytes", MEBIBYTE),
}
"""Name that people use -> field, and how many of the field's units one is."""
_LEAST = {"memory-mb": 256}
"""A worker that has loaded what it needs has taken about half of this."""


def _unusable(name: str) -> UsageError:
    if name in NAMES:
        least = _LEAST.get(name, 1)
        return UsageError(
            Text(
                f"--limit {name}은 {least} 이상이어야 합니다.",
                f"--limit {name} is {least} or more.",
            )
        )
    listed = ", ".join(NAMES)
    return UsageError(
        Text(
            f"--limit에 ‘{name}’ 한도는 없습니다. 쓸 수 있는 한도: {listed}",
            f"There is no limit '{name}'; --limit takes: {listed}",
        )
    )


DEFAULT_LIMITS = Limits()
