"""Two versions of one budget held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aitx_budget.compare.changes import (
    Change,
    LineChange,
    Uncompared,
    form_changes,
    line_changes,
    unread_cells,
)
from aitx_budget.compare.findings import (
    Fate,
    FindingChange,
    Subjects,
    finding_changes,
    shared_names,
)
from aitx_budget.compare.lines import compared_fields, lines
from aitx_budget.compare.matching import Matching, match
from aitx_budget.compare.roles import NUMBER
from aitx_budget.compare.sections import Row, Section, Versions, sections
from aitx_budget.compare.transfers import Transfer, transfers
from aitx_budget.errors import UsageError
from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.finding import Weight, WorkbookResult
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.schema import Programme


@dataclass(frozen=True)
class Version:
    """One side of a comparison.

    Attributes:
        submission: as intake read it.
        result: what the checks said of it.
    """

    submission: Submission
    result: WorkbookResult

    def entry(self, field: str) -> Any:
        """Return what 기본정보 says in `field`; None where nothing, or where it was not read."""
        basics = self.submission.tables.get("basics")
        return basics.values[field][0] if basics and field in basics.values else None


@dataclass(frozen=True)
class Comparison:
    """All that differs between two versions.

    Attributes:
        programme: whose rules and names.
        before, after: the versions.
        sections: sums before and after.
        changes: line by line, in the order of the sheets.
        uncompared: what could not be read or found, in the order of the sheets.
        findings: what became of each.
        transfers: advice on transfers between categories.
    """

    programme: Programme
    before: Version
    after: Version
    sections: tuple[Section, ...]
    changes: tuple[LineChange, ...]
    uncompared: tuple[Uncompared, ...]
    findings: tuple[FindingChange, ...]
    transfers: tuple[Transfer, ...]

    @property
    def stated_reason(self) -> str:
        """Why the budget changed, as the later version says it; empty where it says nothing."""
        return str(self.after.entry("change_reason") or "")

    @property
    def unchanged(self) -> bool:
        """True where no line differs and nothing is known to differ that could not be compared."""
        return not self.changes and not any(each.differs for each in self.uncompared)

    @property
    def total(self) -> Row:
        """The total project cost of both fiscal years."""
        return next(each for each in self.sections if each.name == "by_source").rows[-1]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many lines were added, removed, moved and changed."""
        found = Counter(each.change for each in self.changes)
        return {change: found[change] for change in Change}

    @property
    def fates(self) -> Mapping[Fate, int]:
        """How many findings were cured, remain and are new."""
        found = Counter(each.fate for each in self.findings)
        return {fate: found[fate] for fate in Fate}

    @property
    def waived(self) -> Mapping[Fate, int]:
        """How many of them are waived, by what became of them; the cured ones were, before."""
        found = Counter(each.fate for each in self.findings if each.waived)
        return {fate: found[fate] for fate in Fate}

    @property
    def new_errors(self) -> int:
        """How many errors count in the later version that did not in the earlier one, or not as errors."""
        return sum(each.worse and each.last.weight is Weight.ERROR for each in self.findings)


def compare(before: Version, after: Version, programme: Programme) -> Comparison:
    """Hold two versions of a budget against each other.

    Raises:
        UsageError: they are not versions of one budget: another programme, template, scope or region.
    """
    _ensure_comparable(before, after)
    layout = workbook_layout(programme)
    work = _Comparing(before.submission, after.submission)
    for table in _shared_tables(before.submission, after.submission, programme):
        work.take(table)
    names = shared_names(work.matchings)
    versions = Versions(before.submission, after.submission, work.changes, layout, programme)
    return Comparison(
        programme,
        before,
        after,
        sections(versions),
        tuple(work.changes),
        tuple(work.uncompared),
        finding_changes(
            (Subjects(before.submission, names[0]), before.result.findings),
            (Subjects(after.submission, names[1]), after.result.findings),
        ),
        transfers(before.submission, after.submission, programme),
    )


_LIKE: tuple[tuple[str, Text], ...] = (
    ("programme", Text("사업", "programmes")),
    ("template", Text("양식", "templates")),
    ("scope", Text("작성 단위(지역·수행기관)", "scopes")),
)


def _ensure_comparable(before: Version, after: Version) -> None:
    """Refuse workbooks that are not versions of one budget.

    Raises:
        UsageError: naming what differs.
    """
    for name, said in _LIKE:
        old, new = (getattr(each.submission.identity, name) for each in (before, after))
        if old != new:
            raise _unlike(said, old, new)
    old, new = (each.result.template.get("region", "") for each in (before, after))
    if old and new and old != new:
        raise _unlike(Text("지역", "regions"), old, new)


def _unlike(what: Text, old: str, new: str) -> UsageError:
    return UsageError(
        Text(
            f"{particle(what.ko, '이', '가')} 달라 비교할 수 없습니다(변경전 {old}, 변경후 {new}). 같은 예산서의 두 판을 지정해 주세요.",
            f"These are of different {what.en} ({old} before, {new} after); name two versions of one budget.",
        )
    )


def _shared_tables(
    before: Submission, after: Submission, programme: Programme
) -> Iterator[TableLayout]:
    """Yield the tables with the fields that the layouts of both versions have.

    What only the later layout has is no loss of a workbook of the earlier one, and nothing it could be held against.
    """
    scope = after.identity.scope
    old, new = (
        {
            table.name: table
            for table in workbook_layout(programme, each.identity.layout).of_scope(scope)
        }
        for each in (before, after)
    )
    for name, table in new.items():
        if name in old:
            known = old[name].by_name
            yield replace(table, fields=tuple(each for each in table.fields if each.name in known))


@dataclass
class _Comparing:
    """The state of going through the tables."""

    before: Submission
    after: Submission
    changes: list[LineChange] = field(default_factory=list)
    uncompared: list[Uncompared] = field(default_factory=list)
    matchings: dict[str, Matching] = field(default_factory=dict)

    def take(self, table: TableLayout) -> None:
        """Compare one table of both versions."""
        old, new = (each.tables.get(table.name) for each in (self.before, self.after))
        if old is None or new is None:
            lost = Uncompared(table, None, lost_before=old is None, lost_after=new is None)
            self.uncompared.append(lost)
            return
        self.uncompared += self._lost_columns(table)
        fields = compared_fields(table, old, new)
        if not fields:
            return
        before, after = lines(self.before, table, fields), lines(self.after, table, fields)
        if table.form:
            matching = Matching(((0, 0),), (), ())
            self.changes += form_changes(before, after)
        else:
            matching = match(before, after)
            self.changes += line_changes(before, after, matching)
        self.matchings[table.name] = matching
        self.uncompared += unread_cells(before, after, matching)

    def _lost_columns(self, table: TableLayout) -> Iterator[Uncompared]:
        """Yield the columns, or entries of a form, that one version or both lack."""
        for each in table.inputs:
            lost = [
                each.name not in version.tables[table.name].columns
                for version in (self.before, self.after)
            ]
            if any(lost) and each.name != NUMBER:
                yield Uncompared(table, each, lost_before=lost[0], lost_after=lost[1])
