"""What is said of several workbooks together, and of no single one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aitx_budget.model.finding import Finding, Severity, Skip, Weight
from aitx_budget.model.text import Language


@dataclass(frozen=True, slots=True)
class SetResult:
    """What is said of several workbooks as one set, or of a run, and of no single file of it.

    Attributes:
        findings: ordered by code.
        skipped: what was not evaluated.
    """

    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skip, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of sheets to order cells by: none, since a set has none of its own."""
        return ()

    def count(self, weight: Severity | Weight) -> int:
        """Return how many findings count as `weight`; a waived one counts as that alone."""
        return sum(finding.weight == weight for finding in self.findings)

    @property
    def crashed(self) -> bool:
        """True where a rule raised and its result is not known."""
        return any(finding.code == "INT999" for finding in self.findings)

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return JSON fields; those that don't apply are absent."""
        fields = {
            "findings": [finding.as_json(language) for finding in self.findings],
            "skipped": [skip.as_json() for skip in self.skipped],
        }
        return {name: value for name, value in fields.items() if value}
