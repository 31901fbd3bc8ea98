"""How the gate says no: an internal exception that `read` turns into a Refusal."""

from __future__ import annotations

from aitx_budget.model.submission import Refused


class Refuse(Exception):  # noqa: N818 - a verdict on the file, not a fault of the program
    """The file can't be read; never leaves intake.

    Attributes:
        reason: which refusal.
        detail: the product, format, part or version that was met, or the limit that was passed.
    """

    def __init__(self, reason: Refused, detail: str = "") -> None:
        """Keep reason and detail."""
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail
