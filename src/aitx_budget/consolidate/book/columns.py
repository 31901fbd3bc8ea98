"""What the listings hold: taken rows with the names their codes stand for, in plain columns.

A year, field, category, project or institution that a row does not tell, or tells of something that is declared
nowhere, stands under a heading of its own (`… 미상`): its money is in every sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aitx_budget.consolidate.book.register import Register
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.layout.tables import CASH, SOURCES
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
class Listing:
    """A listing: its columns and their values, of equal length."""

    columns: tuple[Column, ...]
    values: dict[str, list[Any]]

    @property
    def length(self) -> int:
        """How many rows it has."""
        return len(self.values["path"])


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
_ALL = Column("total", Text("합계", "Total"), Kind.WON, 16, summed=True)
_ALL_SOURCES = Column("total", Text("재원합계", "Total"), Kind.WON, 16, summed=True)
CHOSEN = "확정"
"""The status of a firm that has been chosen, by itself one firm."""


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
            _ALL_SOURCES,
            *_ORIGIN,
            _PROJECT_NUMBER,
            _INSTITUTION_NUMBER,
        )
        unknown = {"category": NO_CATEGORY}
        return self._listing("budget_lines", columns, parts=SOURCES, unknown=unknown)

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
            _ALL,
            *_ORIGIN,
        )
        return self._listing("monthly_plan", columns, parts=months, unknown={"source": NO_SOURCE})

    @cached_property
    def assets(self) -> Listing:
        """Every row of the purchase plans."""
        own = self._own("asset_plan")
        columns = (
            _REGION,
            _YEAR,
            *_PROJECT,
            *_INSTITUTION,
            *own("asset_kind", "item", "specification", "quantity", "unit", "unit_price", "cost"),
            *own(*CASH, summed=True),
            _ALL_SOURCES,
            *own("purchase_month", "purchase_method", "place", "purpose"),
            *_ORIGIN,
        )
        return self._listing("asset_plan", columns, parts=CASH, unknown={"asset_kind": NO_KIND})

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
            _ALL,
            *_ORIGIN,
        )
        made = self._listing("beneficiaries", columns, parts=SOURCES)
        pairs = zip(made.values["status"], made.values["firms"], strict=True)
        made.values["firms"] = [number or int(status == CHOSEN) for status, number in pairs]
        return made

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
        return self._listing("in_kind_details", columns)

    def _own(self, table: str) -> Callable[..., Iterator[Column]]:
        """Return what makes columns of a table's own fields."""
        layout = self.consolidation.stack.layout.tables[table]

        def own(*names: str, summed: bool = False) -> Iterator[Column]:
            for name in names:
                yield _column(layout[name], summed=summed)

        return own

    def _listing(
        self,
        table: str,
        columns: Sequence[Column],
        *,
        parts: Sequence[str] = (),
        unknown: Mapping[str, str] | None = None,
    ) -> Listing:
        """Return the taken rows of a table.

        Args:
            table: of the layout.
            columns: what is shown of it.
            parts: what the column `total` adds up, where there is one.
            unknown: the heading under which rows stand that don't tell a column that sums are made by, or tell of
                what is not in its list: intake keeps a category whose code and name disagree as it was typed.
        """
        values = self._values(table, columns)
        for name, heading in {"fiscal_year": NO_YEAR, **(unknown or {})}.items():
            known = self._known(table, name)
            values[name] = [each if str(each) in known else heading for each in values[name]]
        if parts:
            rows = zip(*(values[name] for name in parts), strict=True)
            values["total"] = [sum(row) for row in rows]
        return Listing(tuple(columns), values)

    def _known(self, table: str, name: str) -> frozenset[str]:
        """Return what a column that is chosen from a list can say."""
        layout = self.consolidation.stack.layout
        return frozenset(layout.lists[layout.tables[table][name].choices])

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
