"""One file of a task, and where the task is done."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitx_budget.intake.files import Found
    from aitx_budget.library.marking import Copy
    from aitx_budget.model.submission import Refusal


@dataclass(frozen=True)
class Known:
    """What an earlier run answered for: digests of a file's content, and of its marked copy; empty for none."""

    content: str
    copy: str = ""


@dataclass(frozen=True)
class Item:
    """One file.

    Attributes:
        number: its place in the run, from 0.
        found: the file.
        copy: its marked copy; None for none.
        known: what an earlier run answered for; None for nothing.
        refusal: why it cannot be read, where that is known already; it is not read then.
    """

    number: int
    found: Found
    copy: Copy | None = None
    known: Known | None = None
    refusal: Refusal | None = None


def ensure_in(folder: str | None) -> None:
    """Go to the folder that relative paths start from; None to stay."""
    if folder is not None:
        os.chdir(folder)
