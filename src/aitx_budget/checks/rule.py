"""What a rule is, and the words and cells it answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Measure, Severity
from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.checks.manual import Manual
    from aitx_budget.checks.origins import Origin
    from aitx_budget.layout.structure import WorkbookLayout
    from aitx_budget.model.submission import Submission
    from aitx_budget.programme.schema import Programme

REGION = ("region",)
EVERY_SCOPE = ("region", "institution")


@dataclass(frozen=True)
class Violation:
    """One broken row in words.

    Attributes:
        at: the cell to change; None for the whole file or workbook.
        message, fix: what is wrong, found and required; what to type or change. Each stands alone.
        related: other cells concerned; those that are None are left out.
        value, expected: machine-readable.
        measure: figures of a ratio.
        difference: by how many won it is off, where it is no ratio.
        scope: what it is about, in identifiers, e.g. `{"project": "P01"}`.
        severity: where it differs from the rule's own, e.g. rounding only.
        vacant: the sheet in which no amount stands at all, where that is why; else empty.
        unadded: True where a number stands as text, which the workbook's own formulas can't add up.
    """

    at: CellRef | None
    message: Text
    fix: Text
    related: tuple[CellRef | None, ...] = ()
    value: Any = None
    expected: str | None = None
    measure: Measure | None = None
    difference: int = 0
    scope: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    vacant: str = ""
    unadded: bool = False


@dataclass(frozen=True)
class Case:
    """A row that broke a rule, with what is needed to speak about it.

    Attributes:
        row: the view's row as a mapping of plain Python values.
        submission: the workbook it came from; None for a refused file.
        programme, layout: as everywhere.
        origins: the workbook's budget lines that the finding may come of.
    """

    row: Mapping[str, Any]
    submission: Submission | None
    programme: Programme
    layout: WorkbookLayout
    origins: tuple[Origin, ...] = ()

    def __getitem__(self, column: str) -> Any:
        """Return the row's value in `column`."""
        return self.row[column]

    def at(self, table: str, name: str, row: int = 0) -> CellRef | None:
        """Return the cell of a field in worksheet row `row`; None where it was not found."""
        found = self.submission.tables.get(table) if self.submission else None
        if found is None or name not in found.columns or (row == 0 and name not in found.form_rows):
            return None
        return found.cell(name, row)

    def header(self, table: str, name: str) -> str:
        """Return a field's Korean header."""
        return self.layout.tables[table][name].header

    def source(self, name: str) -> Text:
        """Return how a funding source is called, e.g. 국비."""
        named = getattr(self.programme.sources, name)
        return Text(named.ko, named.en)


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue.

    Attributes:
        code, name: never reused; the name is the bad pattern.
        severity: unless the programme or a violation says otherwise.
        authority: what it rests on; only the notice and arithmetic carry an error.
        view: the frame its predicate runs over.
        needs: the view's columns that must have been read; other rows are reported as skipped.
        holds: (frame, programme) -> boolean Series over the frame's index, True where all is well.
        explain: words and cells for one broken row.
        manual: in both languages, from the module's docstring and `MANUAL_KO`.
        parameters: dotted keys of the programme's figures that it reads.
        cites: the parameter (or `regions`) whose source the finding quotes where the programme's `citations` have none for
            the rule; empty where the manual says the source.
        scopes: kinds of workbook it applies to.
        waivable: False where nobody can excuse it: a file that was not checked, a fault of the program, a waiver, what
            is of no single region.
        together: True where it holds regions' workbooks against one another; it runs where they are made one.

    Raises:
        ValueError: neither the manual nor `cites` says what it rests on, or both do.
    """

    code: str
    name: str
    severity: Severity
    authority: Authority
    view: str
    needs: tuple[str, ...]
    holds: Callable[[pd.DataFrame, Programme], pd.Series]
    explain: Callable[[Case], Violation]
    manual: Manual
    parameters: tuple[str, ...] = ()
    cites: str = ""
    scopes: tuple[str, ...] = EVERY_SCOPE
    waivable: bool = True
    together: bool = False

    def __post_init__(self) -> None:
        """Hold the rule to one source: that of the figure it cites, or its manual's in both languages."""
        if any(bool(page.source) == bool(self.cites) for page in (self.manual.ko, self.manual.en)):
            message = f"{self.code} rests on what it cites or on what its manual says, one of them"
            raise ValueError(message)

    def title(self, programme: Programme) -> Text:
        """Return the rule as one sentence."""
        ko, en = (self.manual.of(programme, language).title for language in Language)
        return Text(ko, en)

    def source(self, programme: Programme) -> Text:
        """Return the provision that a finding quotes: the programme's for this rule, a figure's, or the manual's."""
        cited = programme.citations.get(self.code)
        if cited is None and self.cites:
            cited = programme.cited(self.cites)
        if cited is not None:
            return Text(cited.ko, cited.en)
        ko, en = (self.manual.of(programme, language).source for language in Language)
        return Text(ko, en)
