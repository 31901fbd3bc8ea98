"""What the checks say: findings, what they could not evaluate, and a workbook's whole result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Language, Text
from aitx_budget.model.waiver import Coverage, Waiver


class Severity(StrEnum):
    """How much a finding weighs; only an error bars a budget."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


class Weight(StrEnum):
    """How a finding counts in its workbook: as grave as it is, or not at all because it is waived."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    WAIVED = "waived"

    @property
    def rank(self) -> int:
        """0 for the gravest; what is waived comes last."""
        return _RANKS[self]


_RANKS = {each: rank for kind in (Severity, Weight) for rank, each in enumerate(kind)}
_WEIGHTS = {severity: Weight(severity) for severity in Severity}


class Authority(StrEnum):
    """What a rule rests on; only the notice and arithmetic carry an error."""

    NOTICE = "N"
    REPORTED = "R"
    PRACTICE = "C"
    ARITHMETIC = "A"

    @property
    def advisory(self) -> bool:
        """True where the rule is advice and must be shown as such."""
        return self in (Authority.REPORTED, Authority.PRACTICE)


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures behind a ratio finding, all in won.

    Attributes:
        numerator: the part that was found.
        denominator: the whole it was held against.
        threshold: the programme's ratio.
        shortfall: by how many won the inequality fails at the present figures.
    """

    numerator: int
    denominator: int
    threshold: Ratio
    shortfall: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person can fix, at a cell that the person can change.

    Attributes:
        code, name, severity: of the rule, the severity as it applies here.
        title: the rule as one sentence.
        sheet, cell: the sheet's title and an A1 reference as the officer sees them; None where the
            finding is of the whole file or of the whole workbook.
        related: other cells concerned, as `sheet!A1`.
        value, expected: machine-readable; None where they don't apply.
        measure: figures of a ratio rule.
        difference: by how many won it is off, where it is no ratio; 0 where no money is in question.
        scope: what the sentence is about, e.g. `{"project": "P01"}`.
        message, fix: what is wrong; what to type or change. Each stands alone.
        source: the provision the rule rests on.
        authority: see `Authority`.
        position: (sheet index, row, column), by which findings are ordered.
        waiver: what excuses it; None where it counts.
        vacant: the sheet in which no amount stands at all, where that is why; else empty.
        unadded: True where a number stands as text, which the workbook's own formulas can't add up.
    """

    code: str
    name: str
    title: Text
    severity: Severity
    message: Text
    fix: Text
    source: Text
    authority: Authority
    sheet: str | None = None
    cell: str | None = None
    related: tuple[str, ...] = ()
    value: Any = None
    expected: str | None = None
    measure: Measure | None = None
    difference: int = 0
    scope: Mapping[str, Any] = field(default_factory=dict)
    position: tuple[int, int, int] = (-1, 0, 0)
    waiver: Waiver | None = None
    vacant: str = ""
    unadded: bool = False

    @property
    def weight(self) -> Weight:
        """How it counts."""
        return Weight.WAIVED if self.waiver else _WEIGHTS[self.severity]

    @property
    def off_by(self) -> int:
        """By how many won it is off, 0 where no money is in question."""
        return max(self.measure.shortfall, 0) if self.measure else self.difference

    @property
    def order(self) -> tuple[int, int, int, str, int, str]:
        """The key findings are sorted by: sheet, row, column, code, then weight and words."""
        return (*self.position, self.code, self.severity.rank, self.message.ko)

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding as JSON fields; fields that don't apply are absent."""
        fields: dict[str, Any] = {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "sheet": self.sheet,
            "cell": self.cell,
            "related": list(self.related) or None,
            "value": self.value,
            "expected": self.expected,
        }
        if self.measure is not None:
            fields |= {
                "numerator": self.measure.numerator,
                "denominator": self.measure.denominator,
                "threshold": str(self.measure.threshold),
                "shortfall": self.measure.shortfall,
            }
        fields |= {
            "scope": dict(self.scope) or None,
            "message": self.message.in_(language),
            "fix": self.fix.in_(language),
            "source": self.source.in_(language),
            "advisory": True if self.authority.advisory else None,
            "waived": self.waiver.given() if self.waiver else None,
        }
        return {key: value for key, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that could not be evaluated, and the unreadable cells or missing sheets it waits for.

    Attributes:
        code, name: of the rule.
        scope: what was not evaluated, e.g. `{"project": "P01"}`; empty for the whole workbook.
        because: the cells (`sheet!A1`), columns or sheets that must be put right first.
    """

    code: str
    name: str
    scope: Mapping[str, Any]
    because: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the skip as JSON fields."""
        return {
            "code": self.code,
            "name": self.name,
            "scope": dict(self.scope),
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class WorkbookResult:
    """All that is said of one file.

    Attributes:
        path: the file as the user named it (for a member of a zip, `zip::member`).
        refused: True where the file could not be checked.
        template: identity fields (`id`, `scope`, `region`, `layout`), empty where unknown.
        totals: won per source and `total_project_cost`; None where an amount could not be read.
        findings: in order of sheet, row, column, code.
        skipped: what was not evaluated.
        sheets: titles of the workbook's sheets, in their order.
        partial: True where only some of the rules were run, so that nothing is said of the others.
        as_of: the day on which waivers were held against the findings; None where there were none to hold.
        waivers: those of the workbook's region, with how many findings each excuses here.
        awaited: for an assembled workbook, the institutions of which nothing came in, as people call them.
    """

    path: str
    refused: bool
    template: Mapping[str, str]
    totals: Mapping[str, int | None]
    findings: tuple[Finding, ...]
    skipped: tuple[Skip, ...] = ()
    sheets: tuple[str, ...] = ()
    partial: bool = False
    as_of: dt.date | None = None
    waivers: tuple[Coverage, ...] = ()
    awaited: tuple[str, ...] = ()

    def count(self, weight: Severity | Weight) -> int:
        """Return how many findings count as `weight`; a waived one counts as that alone."""
        return sum(finding.weight == weight for finding in self.findings)

    @property
    def crashed(self) -> bool:
        """True where a rule raised and its result is not known."""
        return any(finding.code == "INT999" for finding in self.findings)

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the result as JSON fields."""
        return {
            "path": self.path,
            "status": "refused" if self.refused else "checked",
            "template": dict(self.template),
            "totals": dict(self.totals),
            "counts": {severity.value: self.count(severity) for severity in Severity},
            **self.waiving,
            "skipped": [skip.as_json() for skip in self.skipped],
            "findings": [finding.as_json(language) for finding in self.findings],
        }

    @property
    def waiving(self) -> dict[str, Any]:
        """What is said of waivers, as JSON fields; nothing where there were none to hold."""
        if self.as_of is None:
            return {}
        return {
            "as_of": self.as_of.isoformat(),
            "waived": self.count(Weight.WAIVED),
            "waivers": [each.as_json() for each in self.waivers],
        }
