"""Everything this library raises on purpose.

AitxBudgetError            nobody can go on; carries one sentence in both languages
├── ProgrammeError         a programme file is not usable
├── WaiverError            a waiver file is not usable
├── UsageError             the call's words or files don't fit together
├── PrefillError           data for a template does not fit the layout
├── OutputError            a result cannot be written where it was asked for
├── ClusterError           the machines that were to do the work cannot
└── NotMarkedError         a workbook to be cleaned carries no marks of ours

A problem in a *submitted* workbook is never raised: it is a finding (`model/finding.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitx_budget.model.text import Text


class AitxBudgetError(Exception):
    """Nobody can go on; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence in both languages."""
        super().__init__(text.en)
        self.text = text


class ProgrammeError(AitxBudgetError):
    """A programme file is not usable."""


class WaiverError(AitxBudgetError):
    """A waiver file is not usable."""


class UsageError(AitxBudgetError):
    """The call's words or files don't fit together."""


class PrefillError(AitxBudgetError):
    """Data for a template does not fit the layout."""


class OutputError(AitxBudgetError):
    """A result cannot be written where it was asked for."""


class ClusterError(AitxBudgetError):
    """The machines that were to do the work cannot."""


class NotMarkedError(AitxBudgetError):
    """A workbook to be cleaned carries no marks of ours."""
