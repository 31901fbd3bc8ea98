"""Which findings were cured, which remain and which are new: matched by rule and content, not by cell.

A finding is of a cell of a line, and the lines of both versions are already paired: it remains where the same rule
says it of the same field of the same line. Rules that judge sums speak of a group (`_BY_SCOPE`): it remains where
the group is the same, whatever cell is shown for it. Rules that find one thing twice speak of that thing
(`_BY_VALUE`), whichever of its rows comes second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aitx_budget.checks.registry import rules
from aitx_budget.compare.matching import Matching
from aitx_budget.model.address import parse_a1
from aitx_budget.model.finding import Finding, Weight
from aitx_budget.model.submission import Submission, Table

_BY_SCOPE = frozenset(
    {
        "asset_keys",
        "asset_sources",
        "consortium",
        "funding_scopes",
        "in_kind_balance",
        "national_scale",
        "plan_balance",
        "project_funding",
        "recognised_funding",
        "sme_balance",
        "workbook_funding",
    }
)
"""Views of which a row stands for a group of lines; the cell of a finding is only where to begin."""

_BY_VALUE = frozenset({"asset_twins", "key_cells", "named_numbers", "repeated_firms"})
"""Views of what stands in several rows; which of them is the second depends on their order."""


class Fate(StrEnum):
    """What became of a finding."""

    CURED = "cured"
    REMAINING = "remaining"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding of one version or of both.

    Attributes:
        fate: what became of it.
        before, after: as the checks said it of either version; None where they did not.
    """

    fate: Fate
    before: Finding | None
    after: Finding | None

    @property
    def last(self) -> Finding:
        """The finding as it was said last.

        Raises:
            ValueError: it is of neither version.
        """
        said = self.after or self.before
        if said is None:
            message = "a finding of neither version"
            raise ValueError(message)
        return said

    @property
    def worse(self) -> bool:
        """True where it is new, or weighs more than before, as it does where a waiver no longer excuses it."""
        if self.after is None:
            return False
        return self.before is None or self.after.weight.rank < self.before.weight.rank

    @property
    def waived(self) -> bool:
        """True where a waiver excuses it in the version that said it last."""
        return self.last.weight is Weight.WAIVED


class Subjects:
    """What the findings of one version are about, in terms that both versions share.

    Args:
        submission: the version.
        lines: table -> position of a line -> what both versions call it.
    """

    def __init__(self, submission: Submission, lines: Mapping[str, Mapping[int, Hashable]]) -> None:
        """Index the tables by the sheet they stand on."""
        self._lines = lines
        self._tables = {table.sheet: table for table in submission.tables.values()}
        self._positions = {
            sheet: {row: position for position, row in enumerate(table.rows)}
            for sheet, table in self._tables.items()
        }
        self._views = {rule.code: rule.view for rule in rules()}

    def key(self, finding: Finding) -> Hashable:
        """Return what the same finding of the other version has too."""
        view = self._views[finding.code]
        scope = tuple(sorted((name, str(value)) for name, value in finding.scope.items()))
        if view in _BY_SCOPE:
            return finding.code, scope
        if view in _BY_VALUE:
            return finding.code, scope, str(finding.value)
        return finding.code, *self._place(finding)

    def _place(self, finding: Finding) -> tuple[Hashable, ...]:
        """Return table, line and field of a finding; without a line of its own, what was found and expected."""
        table = self._tables.get(finding.sheet or "")
        if table is None or finding.cell is None:
            return finding.sheet, str(finding.value), finding.expected
        row, column = parse_a1(finding.cell)
        if table.form_rows:
            return table.name, _entry(table, row)
        fields = {at: name for name, at in table.columns.items()}
        position = self._positions[table.sheet].get(row)
        if position is None:
            return table.name, fields.get(column), finding.expected
        return table.name, self._lines.get(table.name, {}).get(position), fields.get(column)


def _entry(table: Table, row: int) -> str | None:
    return next((name for name, at in table.form_rows.items() if at == row), None)


def shared_names(
    matchings: Mapping[str, Matching],
) -> tuple[Mapping[str, Mapping[int, Hashable]], Mapping[str, Mapping[int, Hashable]]]:
    """Return for either version what its lines are called where both speak of the same one."""
    before: dict[str, dict[int, Hashable]] = {}
    after: dict[str, dict[int, Hashable]] = {}
    for name, matching in matchings.items():
        before[name] = {one: ("line", at) for at, (one, _) in enumerate(matching.pairs)}
        after[name] = {other: ("line", at) for at, (_, other) in enumerate(matching.pairs)}
        before[name] |= {one: ("removed", one) for one in matching.removed}
        after[name] |= {other: ("added", other) for other in matching.added}
    return before, after


def finding_changes(
    before: tuple[Subjects, Sequence[Finding]], after: tuple[Subjects, Sequence[Finding]]
) -> tuple[FindingChange, ...]:
    """Return what became of every finding: the new ones first, then the remaining, then the cured."""
    waiting: dict[Hashable, deque[Finding]] = {}
    for finding in before[1]:
        waiting.setdefault(before[0].key(finding), deque()).append(finding)
    new, remaining = [], []
    for finding in after[1]:
        known = waiting.get(after[0].key(finding))
        if known:
            remaining.append(FindingChange(Fate.REMAINING, known.popleft(), finding))
        else:
            new.append(FindingChange(Fate.NEW, None, finding))
    left = {id(finding) for known in waiting.values() for finding in known}
    cured = [
        FindingChange(Fate.CURED, finding, None) for finding in before[1] if id(finding) in left
    ]
    return (*new, *remaining, *cured)
