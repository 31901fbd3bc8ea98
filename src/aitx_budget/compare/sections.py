"""The tables of sums of a 변경대비표: by source and year, unit project, category, institution, month, and plan.

Every amount of a section is in won. Rows that add up others name them (`Row.parts`), so that whoever writes a
worksheet can write the sum as a formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aitx_budget.compare.changes import Change, LineChange
from aitx_budget.compare.ledger import (
    BY_CATEGORY,
    BY_INSTITUTION,
    BY_PROJECT,
    BY_SOURCE,
    Grouping,
    Key,
    Ledger,
    by_month,
    total,
)
from aitx_budget.compare.roles import roles_of
from aitx_budget.layout.structure import TableLayout, WorkbookLayout
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme


class Level(StrEnum):
    """How far a row adds up others."""

    LEAF = "leaf"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Touch(StrEnum):
    """What became of lines in the eyes of a group: a line that moves leaves one and enters another."""

    ADDED = "added"
    REMOVED = "removed"
    ENTERED = "entered"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True)
class Row:
    """One row of a section.

    Attributes:
        names: what it is of, in one or two columns.
        level: leaf, subtotal or total.
        before, after: won; None where an amount could not be read.
        parts: indices of the rows it adds up; empty for a leaf.
        touched: how many lines of the group were added, removed, moved or changed in their amount.
    """

    names: tuple[Text, Text]
    level: Level
    before: int | None
    after: int | None
    parts: tuple[int, ...] = ()
    touched: Mapping[Touch, int] = field(default_factory=dict)

    @property
    def delta(self) -> int | None:
        """After less before; None where one is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Section:
    """A table of sums.

    Attributes:
        name: identifier.
        title: heading.
        heads: headers of the one or two columns of names.
        rows: in reading order.
    """

    name: str
    title: Text
    heads: tuple[Text, Text]
    rows: tuple[Row, ...]


NOT_STATED = Text("(미지정)", "(not stated)")
"""Stands for a key that is blank or could not be read."""

BY_ALL = "by_source"
"""The section whose total is the whole budget."""

_TOTAL = Text("합계", "Total")
_SUBTOTAL = Text("소계", "Subtotal")
_ALL_YEARS = Text("계", "both years")
_NONE = Text("", "")


@dataclass(frozen=True)
class Versions:
    """Both versions as sections add them up.

    Attributes:
        before, after: submissions of one layout.
        changes: line by line.
        layout, programme: as everywhere.
    """

    before: Submission
    after: Submission
    changes: Sequence[LineChange]
    layout: WorkbookLayout
    programme: Programme

    def has(self, table: str) -> bool:
        """Tell whether workbooks of this scope have the table."""
        return any(each.name == table for each in self.layout.of_scope(self.after.identity.scope))


class _Sums:
    """One grouping of both versions, with what touched each group."""

    def __init__(self, versions: Versions, grouping: Grouping) -> None:
        self.grouping = grouping
        self.ledgers = tuple(
            Ledger.of(each, grouping.table) for each in (versions.before, versions.after)
        )
        self.sums = tuple(grouping.sums(each) for each in self.ledgers)
        self.touched: dict[Key, Counter[Touch]] = {}
        for change in versions.changes:
            if change.table.name == grouping.table:
                self._touch(change)

    def _touch(self, change: LineChange) -> None:
        old, new = (
            self.grouping.shares(ledger, position)
            for ledger, position in zip(self.ledgers, change.positions, strict=True)
        )
        for key in {**old, **new}:
            if old.get(key) or new.get(key):
                touch = _touch(change.change, key in old, key in new)
                if old.get(key) != new.get(key):
                    self.touched.setdefault(key, Counter())[touch] += 1

    @property
    def keys(self) -> list[Key]:
        """Every key of either version, the later one's first."""
        return list(dict.fromkeys([*self.sums[1], *self.sums[0]]))

    def leaf(self, key: Key, names: tuple[Text, Text]) -> Row:
        """Return the row of one group."""
        before, after = (
            self.grouping.sum_at(ledger, sums, key)
            for ledger, sums in zip(self.ledgers, self.sums, strict=True)
        )
        return Row(names, Level.LEAF, before, after, (), self.touched.get(key, {}))


def _touch(change: Change, was: bool, is_: bool) -> Touch:
    """Return how a group sees the change of a line that was or is in it."""
    if was and is_:
        return Touch.CHANGED
    if change in (Change.ADDED, Change.REMOVED):
        return Touch.ADDED if is_ else Touch.REMOVED
    return Touch.ENTERED if is_ else Touch.LEFT


def _added_up(
    rows: Sequence[Row], parts: Iterable[int], names: tuple[Text, Text], level: Level
) -> Row:
    """Return the row that adds up some of `rows`."""
    indices = tuple(parts)
    return Row(
        names,
        level,
        total([rows[each].before for each in indices]),
        total([rows[each].after for each in indices]),
        indices,
    )


def sections(versions: Versions) -> tuple[Section, ...]:
    """Return the sections that workbooks of this scope have."""
    found = [
        _by_source(versions),
        _by_code(versions, BY_PROJECT, "unit_projects", Text("단위사업별", "By unit project")),
        _by_category(versions),
        _by_code(versions, BY_INSTITUTION, "institutions", Text("수행기관별", "By institution")),
    ]
    if versions.has("monthly_plan"):
        found.append(_by_month(versions))
    found.append(_by_table(versions))
    return tuple(found)


_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("national_funds", ()),
    ("provincial_funds", ()),
    ("municipal_funds", ()),
    ("local_funds", ("provincial_funds", "municipal_funds")),
    ("private_cash", ()),
    ("private_in_kind", ()),
    ("private_contribution", ("private_cash", "private_in_kind")),
    ("total_project_cost", ("national_funds", "local_funds", "private_contribution")),
)
"""The sources in reading order, and what those are made of that are sums."""


def _by_source(versions: Versions) -> Section:
    """Return each source of funds by fiscal year, and local, private and all funds together."""
    sums = _Sums(versions, BY_SOURCE)
    years = list(versions.programme.fiscal_years)
    stated = {key[1] for key in sums.keys}
    if None in stated:
        years.append(None)  # type: ignore[arg-type]  # lines whose year is blank or unread
    rows: list[Row] = []
    index: dict[tuple[str, Any], int] = {}
    for name, components in _GROUPS:
        said = _source(versions.programme, name)
        level = Level.SUBTOTAL if components else Level.LEAF
        for year in years:
            names = said, _stated(year)
            parts = [index[each, year] for each in components]
            row = (
                _added_up(rows, parts, names, level)
                if components
                else sums.leaf((name, year), names)
            )
            index[name, year] = len(rows)
            rows.append(row)
        whole = Level.TOTAL if name == "total_project_cost" else Level.SUBTOTAL
        parts = [index[name, year] for year in years]
        rows.append(_added_up(rows, parts, (said, _ALL_YEARS), whole))
    heads = Text("재원", "Source"), Text("회계연도", "Fiscal year")
    return Section(BY_ALL, Text("재원별·연도별", "By source and year"), heads, tuple(rows))


def _source(programme: Programme, name: str) -> Text:
    if name == "total_project_cost":
        return Text("총사업비", "Total project cost")
    named = getattr(programme.sources, name)
    return Text(named.ko, named.en)


def _stated(value: Any) -> Text:
    return NOT_STATED if value is None else Text(str(value), str(value))


def _by_code(versions: Versions, grouping: Grouping, declared: str, title: Text) -> Section:
    """Return the sums by a declared code, in the order of declaration, with its name."""
    sums = _Sums(versions, grouping)
    called: dict[Any, Any] = {}
    for each in (versions.before, versions.after):
        table = each.tables.get(declared)
        if table is not None:
            names = table.values.get("name", [None] * len(table.rows))
            called.update(zip(table.values.get("code", ()), names, strict=False))
    order = {code: place for place, code in enumerate(called)}
    keys = sorted(
        sums.keys, key=lambda key: (key[0] is None, order.get(key[0], len(order)), str(key[0]))
    )
    rows = [sums.leaf(key, (_stated(key[0]), _name(called.get(key[0])))) for key in keys]
    rows.append(_added_up(rows, range(len(rows)), (_TOTAL, _NONE), Level.TOTAL))
    layout = versions.layout.tables[declared]
    heads = [Text(layout[name].header, layout[name].header) for name in ("code", "name")]
    return Section(f"by_{grouping.by[0]}", title, (heads[0], heads[1]), tuple(rows))


def _name(name: Any) -> Text:
    return Text(str(name), str(name)) if name else _NONE


def _by_category(versions: Versions) -> Section:
    """Return the sums by category and subcategory, in the programme's order, with a subtotal each."""
    sums = _Sums(versions, BY_CATEGORY)
    order = {
        (category.label, label): (place, part)
        for place, category in enumerate(versions.programme.categories)
        for part, label in enumerate(category.subcategory_labels)
    }
    places = {label: place for (label, _), (place, _) in order.items()}

    def rank(key: Key) -> tuple[Any, ...]:
        category, part = key
        known = order.get(key, (0, len(order)))[1]
        return category is None, places.get(category, len(places)), str(category), known, str(part)

    by_category: dict[Any, list[Key]] = {}
    for key in sorted(sums.keys, key=rank):
        by_category.setdefault(key[0], []).append(key)
    rows: list[Row] = []
    subtotals = []
    for category, keys in by_category.items():
        first = len(rows)
        rows += [sums.leaf(key, (_stated(category), _stated(key[1]))) for key in keys]
        subtotals.append(len(rows))
        parts = range(first, len(rows))
        rows.append(_added_up(rows, parts, (_stated(category), _SUBTOTAL), Level.SUBTOTAL))
    rows.append(_added_up(rows, subtotals, (_TOTAL, _NONE), Level.TOTAL))
    heads = Text("비목", "Category"), Text("세목", "Subcategory")
    return Section("by_category", Text("비목·세목별", "By category"), heads, tuple(rows))


def _by_month(versions: Versions) -> Section:
    """Return the monthly execution plan month by month."""
    layout = versions.layout.tables["monthly_plan"]
    months = [each for each in layout.inputs if each.amount]
    sums = _Sums(versions, by_month([each.name for each in months]))
    rows = [sums.leaf((each.name,), (Text(each.header, each.header), _NONE)) for each in months]
    rows.append(_added_up(rows, range(len(rows)), (_TOTAL, _NONE), Level.TOTAL))
    heads = Text("월", "Month"), _NONE
    return Section("by_month", Text("월별 집행계획", "Monthly plan"), heads, tuple(rows))


def _by_table(versions: Versions) -> Section:
    """Return the whole of each table that has amounts."""
    rows = [
        _whole(versions, table)
        for table in versions.layout.of_scope(versions.after.identity.scope)
        if not table.form and roles_of(table).amount
    ]
    heads = Text("시트", "Sheet"), Text("항목", "Amount")
    return Section("by_table", Text("시트별 합계", "By sheet"), heads, tuple(rows))


def _whole(versions: Versions, table: TableLayout) -> Row:
    field_ = table[roles_of(table).amount]
    sums = _Sums(versions, Grouping(table.name, (), (field_.name,)))
    return sums.leaf((), (Text(table.sheet, table.title.en), Text(field_.header, field_.header)))
