"""What reading one cell comes to."""

from __future__ import annotations

from typing import Any, NamedTuple

from aitx_budget.model.submission import Seen


class Reading(NamedTuple):
    """A value, and what is worth observing about how it was read.

    Attributes:
        value: as `model.submission` keeps it; None for a blank or where nothing could be read.
        seen: what was observed; None where the cell holds its value as it should.
        expected: what should stand there, where that can be said.
    """

    value: Any = None
    seen: Seen | None = None
    expected: str = ""

    @property
    def unread(self) -> bool:
        """True where the cell holds something that could not be understood."""
        return self.value is None and self.seen is not None


BLANK = Reading()


def noted(value: Any) -> Reading:
    """Return a value that was written in another way than the one asked for."""
    return Reading(value, Seen.NORMALISED)
