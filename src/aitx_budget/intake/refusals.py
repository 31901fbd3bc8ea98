"""How the gate says no: an internal exception that `read` turns into a Refusal."""

from __future__ import annotations

from aitx_budget.model.printable import printable
from aitx_budget.model.submission import Refused

_LONGEST = 200
"""Characters of a detail; what an attacker wrote into a name may have thousands."""


class Refuse(Exception):  # noqa: N818 - a verdict on the file, not a fault of the program
    """The file cannot be read; never leaves intake.

    Attributes:
        reason: which refusal.
        detail: the product, format, part or version that was met, or the limit that was passed;
            on one line, because it goes into a sentence.
    """

    def __init__(self, reason: Refused, detail: str = "") -> None:
        """Keep reason and detail."""
        super().__init__(reason.value, detail)
        self.reason = reason
        line = " ".join(printable(detail).split())
        self.detail = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
