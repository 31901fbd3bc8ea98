"""Formulas that one cell of a sheet writes and others share, written out for each."""

from __future__ import annotations

from typing import Any

from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused


class SharedFormulas:
    """The formulas of one sheet.

    Attributes:
        limit, room: characters that may be written out, and those that still may.
    """

    def __init__(self, room: int) -> None:
        """Start with none."""
        self.limit = self.room = room
        self._masters: dict[str, Any] = {}

    def text(self, group: str, text: str | None, reference: str) -> str | None:
        """Return the formula of the cell at `reference`; None where its group has none.

        Args:
            group: the formulas it is one of.
            text: what the cell itself writes.
            reference: e.g. `B7`.

        Raises:
            ValueError: the group's formula is none.
            Refuse: a long formula is shared by more cells than can be written out.
        """
        if text:
            self._masters[group] = (text, reference)
            return text
        master = self._masters.get(group)
        if master is None:
            return None
        if isinstance(master, tuple):
            master = self._masters[group] = _translator(*master)
        formula = _translated(master, reference)
        self.room -= len(formula)
        if self.room < 0:
            raise Refuse(Refused.OVERSIZED, f"{self.limit} characters")
        return formula


def _translator(text: str, reference: str) -> Any:
    """Return what writes a shared formula out for other cells.

    Raises:
        ValueError: the formula is none.
    """
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator

    try:
        return Translator(f"={text}", origin=reference)
    except TokenizerError as error:
        message = f"{reference}: {error}"
        raise ValueError(message) from error


def _translated(translator: Any, reference: str) -> str:
    """Return the formula at `reference`; one that leads off the sheet is what Excel makes of it."""
    from openpyxl.formula.translate import TranslatorError

    try:
        return str(translator.translate_formula(reference))[1:]
    except TranslatorError:
        return "#REF!"
