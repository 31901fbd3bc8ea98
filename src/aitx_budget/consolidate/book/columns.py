"""What the listings hold: taken rows with the names their codes stand for, in plain columns.

A year, field, category, project or institution that a row does not tell, or tells of something that is declared
nowhere, stands under a heading of its own (`… 미상`): its money is in every sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aitx_budget.consolidate.record import Consolidation
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.address import a1
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme

NO_YEAR, NO_FIELD, NO_CATEGORY = "연도 미상", "분야 미상", "비목 미상"
NO_PROJECT, NO_INSTITUTION, NO_SOURCE = "단위사업 미상", "기관 미상", "재원 미상"
NO_KIND = "구분 미상"


@dataclass(frozen=True)
class Column:
    """A column of a listing.

    Attributes:
        name: what `values` come under.
        header: as shown.
        kind: how it is shown.
        width: in characters.
        summed: added up above the listing.
    """

    name: str
    header: Text
    kind: Kind
    width: int
    summed: bool = False


@dataclass(frozen=True)
class Declared:
    """An institution or a unit project of one region, or the place of rows that name none.

    Attributes:
        number: unique in the consolidation; what sums are made by, since a code is anybody's text.
        label: its region.
        code: as its region calls it; empty where unknown.
        entries: field -> value of its row; empty where unknown.
    """

    number: int
    label: str
    code: str
    entries: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """A listing: its columns and their values, of equal length."""

    columns: tuple[Column, ...]
    values: dict[str, list[Any]]

    @property
    def length(self) -> int:
        """How many rows it has."""
        return len(self.values["path"])


class Register:
    """Institutions or unit projects of all regions, numbered."""

    def __init__(self, consolidation: Consolidation, table: str) -> None:
        """Number what `table` declares; of a code that is declared twice the first row counts."""
        self._consolidation = consolidation
        self._found: dict[tuple[str, str], Declared] = {}
        frame = consolidation.tables[table]
        names = [each.name for each in consolidation.stack.layout.tables[table].fields]
        for row in frame.to_dict("records"):
            entries = {name: row[name] for name in names}
            if entries["code"]:
                self.find(str(row["origin.label"]), str(entries["code"]), entries)

    def find(self, label: str, code: str, entries: dict[str, Any] | None = None) -> Declared:
        """Return what a code stands for in a region; without `entries` an unknown one is the region's `미상`."""
        key = (label, code)
        if key not in self._found and entries is None:
            key = (label, "")
        if key not in self._found:
            self._found[key] = Declared(len(self._found) + 1, label, key[1], entries or {})
        return self._found[key]

    @property
    def all(self) -> tuple[Declared, ...]:
        """All that was declared or needed, by region, the unknown last."""
        places = {each.label: n for n, each in enumerate(self._consolidation.regions)}
        return tuple(
            sorted(
                self._found.values(),
                key=lambda each: (places[each.label], not each.code, each.number),
            )
        )


_REGION = Column("label", Text("지역", "Region"), Kind.CHOICE, 8)
_YEAR = Column("fiscal_year", Text("회계연도", "Fiscal year"), Kind.YEAR, 9)
_PROJECT = (
    Column("project", Text("사업코드", "Project"), Kind.CODE, 9),
    Column("project_name", Text("단위사업명", "Unit project"), Kind.TEXT, 28),
)
_INSTITUTION = (
    Column("institution", Text("기관코드", "Institution"), Kind.CODE, 9),
    Column("institution_name", Text("기관명", "Name"), Kind.TEXT, 22),
)
_ORIGIN = (
    Column("path", Text("파일", "File"), Kind.TEXT, 26),
    Column("sheet", Text("시트", "Sheet"), Kind.TEXT, 13),
    Column("cell", Text("셀", "Cell"), Kind.CODE, 9),
)
_PROJECT_NUMBER = Column("project_number", Text("사업번호", "Project no."), Kind.COUNT, 8)
_INSTITUTION_NUMBER = Column("institution_number", Text("기관번호", "Inst. no."), Kind.COUNT, 8)


class Listings:
    """The listings of a consolidation, each made when it is first asked for."""

    def __init__(self, consolidation: Consolidation) -> None:
        """Keep what they are made of."""
        self.consolidation = consolidation
        self.programme: Programme = consolidation.programme
        self.institutions = Register(consolidation, "institutions")
        self.projects = Register(consolidation, "unit_projects")

    @cached_property
    def ledger(self) -> Listing:
        """Every budget line."""
        own = self._own("budget_lines")
        names = ("category", "subcategory", "item", "unit_price", "quantity", "unit")
        columns = (
            _REGION,
            _YEAR,
            Column("field", Text("분야", "Field"), Kind.CHOICE, 20),
            *_PROJECT,
            Column("direct", Text("직접지원", "Direct support"), Kind.CHOICE, 9),
            *_INSTITUTION,
            *own(*names, "occurrences", "cost"),
            *own(*SOURCES, summed=True),
            Column("total", Text("재원합계", "Total"), Kind.WON, 16, summed=True),
            *_ORIGIN,
            _PROJECT_NUMBER,
            _INSTITUTION_NUMBER,
        )
        values = self._values("budget_lines", columns)
        known = {each.label for each in self.programme.categories}
        values["category"] = [each if each in known else NO_CATEGORY for each in values["category"]]
        values["total"] = [
            sum(row) for row in zip(*(values[name] for name in SOURCES), strict=True)
        ]
        return Listing(columns, values)

    @cached_property
    def plan(self) -> Listing:
        """Every row of the monthly plans."""
        own = self._own("monthly_plan")
        months = tuple(f"m{month}" for month in self.programme.months)
        columns = (
            _REGION,
            _YEAR,
            *_PROJECT,
            *own("source"),
            *own(*months, summed=True),
            Column("total", Text("합계", "Total"), Kind.WON, 16, summed=True),
            *_ORIGIN,
        )
        values = self._values("monthly_plan", columns)
        values["source"] = [each or NO_SOURCE for each in values["source"]]
        values["total"] = [sum(row) for row in zip(*(values[name] for name in months), strict=True)]
        return Listing(columns, values)

    @cached_property
    def assets(self) -> Listing:
        """Every row of the purchase plans."""
        own = self._own("asset_plan")
        cash = SOURCES[:-1]
        columns = (
            _REGION,
            _YEAR,
            *_PROJECT,
            *_INSTITUTION,
            *own("asset_kind", "item", "specification", "quantity", "unit", "unit_price", "cost"),
            *own(*cash, summed=True),
            Column("total", Text("재원합계", "Total"), Kind.WON, 16, summed=True),
            *own("purchase_month", "purchase_method", "place", "purpose"),
            *_ORIGIN,
        )
        values = self._values("asset_plan", columns)
        values["asset_kind"] = [each or NO_KIND for each in values["asset_kind"]]
        values["total"] = [sum(row) for row in zip(*(values[name] for name in cash), strict=True)]
        return Listing(columns, values)

    @cached_property
    def firms(self) -> Listing:
        """Every row of the beneficiary SMEs; a firm that is chosen counts as one."""
        own = self._own("beneficiaries")
        columns = (
            _REGION,
            _YEAR,
            *_PROJECT,
            *own("status"),
            *own("firms", summed=True),
            *own("name", "registration_number", "location", "support"),
            *own(*SOURCES, summed=True),
            Column("total", Text("합계", "Total"), Kind.WON, 16, summed=True),
            *_ORIGIN,
        )
        values = self._values("beneficiaries", columns)
        pairs = zip(values["status"], values["firms"], strict=True)
        values["firms"] = [number or int(status == "확정") for status, number in pairs]
        values["total"] = [
            sum(row) for row in zip(*(values[name] for name in SOURCES), strict=True)
        ]
        return Listing(columns, values)

    @cached_property
    def in_kind(self) -> Listing:
        """Every row of the in-kind contributions."""
        own = self._own("in_kind_details")
        names = ("contributor_kind", "contributor", "in_kind_kind", "detail", "unit_price")
        columns = (
            _REGION,
            _YEAR,
            *_PROJECT,
            *own(*names, "quantity", "months", "participation"),
            *own("cost", summed=True),
            *own("evidence"),
            *_ORIGIN,
        )
        return Listing(columns, self._values("in_kind_details", columns))

    def _own(self, table: str) -> Callable[..., Iterator[Column]]:
        """Return what makes columns of a table's own fields."""
        layout = self.consolidation.stack.layout.tables[table]

        def own(*names: str, summed: bool = False) -> Iterator[Column]:
            for name in names:
                yield _column(layout[name], summed=summed)

        return own

    def _values(self, table: str, columns: Sequence[Column]) -> dict[str, list[Any]]:
        """Return the values of a listing's columns over the taken rows of a table."""
        layout = self.consolidation.stack.layout.tables[table]
        frame = self.consolidation.tables[table]
        frame = frame[frame["origin.taken"]]
        values: dict[str, list[Any]] = {
            name: frame[f"origin.{name}"].tolist() for name in ("label", "path", "sheet", "row")
        }
        for column in columns:
            if column.name in layout.by_name:
                values[column.name] = _read(frame, layout[column.name])
        values["fiscal_year"] = [year or NO_YEAR for year in values["fiscal_year"]]
        values["cell"] = self._cells(layout, values)
        return values | self._named(frame, layout)

    def _named(self, frame: Any, layout: TableLayout) -> dict[str, list[Any]]:
        """Return what the codes of projects and institutions stand for."""
        labels = frame["origin.label"].tolist()
        projects = [
            self.projects.find(label, code)
            for label, code in zip(labels, frame["project"].tolist(), strict=True)
        ]
        made: dict[str, list[Any]] = {
            "project_number": [each.number for each in projects],
            "project_name": [each.entries.get("name") or NO_PROJECT for each in projects],
            "field": [each.entries.get("field") or NO_FIELD for each in projects],
            "direct": [each.entries.get("direct_support", "") for each in projects],
        }
        if "institution" not in layout.by_name:
            return made
        institutions = [
            self.institutions.find(label, code)
            for label, code in zip(labels, frame["institution"].tolist(), strict=True)
        ]
        return made | {
            "institution_number": [each.number for each in institutions],
            "institution_name": [
                each.entries.get("name") or NO_INSTITUTION for each in institutions
            ],
        }

    def _cells(self, layout: TableLayout, values: dict[str, list[Any]]) -> list[str]:
        """Return the cell each row is known by: its first amount, or its first column."""
        amounts = [each.name for each in layout.fields if each.amount]
        columns = {}
        for each in self.consolidation.regions:
            table = each.submission.tables.get(layout.name)
            found = (
                [table.columns[name] for name in amounts if name in table.columns] if table else []
            )
            columns[each.label] = found[0] if found else 1
        return [
            a1(row, columns[label])
            for label, row in zip(values["label"], values["row"], strict=True)
        ]


def _column(own: Field, *, summed: bool) -> Column:
    return Column(own.name, Text(own.header, own.header), own.kind, own.width, summed)


def _read(frame: Any, own: Field) -> list[Any]:
    """Return a field's values; what is blank or unread is nothing, save an amount that is added up."""
    values: list[Any] = frame[own.name].tolist()
    if own.kind in (Kind.QUANTITY, Kind.PERCENT):
        values = [_thousandths(value) for value in values]
    if own.kind is Kind.MONTH:
        values = [f"{value // 100}-{value % 100:02d}" if value else "" for value in values]
    if own.amount or own.name == "fiscal_year":
        return values
    there = ~(frame[f"blank.{own.name}"] | frame[f"unread.{own.name}"])
    return [value if kept else None for value, kept in zip(values, there.tolist(), strict=True)]


def _thousandths(value: int) -> int | float:
    whole, rest = divmod(value, 1000)
    return value / 1000 if rest else whole
