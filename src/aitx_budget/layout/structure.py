"""What a layout is made of: kinds of value, fields, tables and forms, the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from aitx_budget.layout.expressions import Expr
from aitx_budget.model.text import Text

LARGEST_WON = 10**13
"""The largest amount a cell may hold, in won; a worksheet keeps 15 digits, and sums must stay exact."""

THOUSANDTHS = 1000
"""Quantities, months of use and percentages are kept in thousandths."""


NO_HELP = Text("", "")

SCOPES = ("region", "institution")
"""Whose a workbook may be: a region's, or one institution's."""


class Kind(StrEnum):
    """What a field holds, and so how it is typed, read, shown and kept."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    YEAR = "year"
    MONTH = "month"
    DATE = "date"
    WON = "won"
    COUNT = "count"
    QUANTITY = "quantity"
    PERCENT = "percent"
    REGISTRATION = "registration"
    RATIO = "ratio"

    @property
    def numeric(self) -> bool:
        """True where values are kept as whole numbers."""
        return self not in (Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.REGISTRATION)


@dataclass(frozen=True)
class Field:
    """One column of a table, or one entry of a form.

    Attributes:
        name: identifier, the field's standard term in English.
        header: the Korean header, to the letter.
        kind: see `Kind`. RATIO is display only and is never read.
        required: must be filled in every record.
        required_when: (field, value): must be filled where that field has that value.
        required_unless: (field, value): must be filled where that field is filled with another value.
        choices: name of the list it is chosen from.
        refers: `table.field` that declares the codes it may hold.
        key: declares codes, so must be unique within its table.
        amount: won that sums are made of (a source's amount), not a unit price.
        formula: for a locked formula column.
        help: prompt shown when the cell is entered.
        aliases: other headers this column is known by.
        width: column width in characters.
        lines: lines of text that an entry of a form has room for.
        since: the version of the layout that brought it.
        scopes: the scopes of the workbooks that have it, where they have its table.
    """

    name: str
    header: str
    kind: Kind
    required: bool = False
    required_when: tuple[str, str] | None = None
    required_unless: tuple[str, str] | None = None
    choices: str = ""
    refers: str = ""
    key: bool = False
    amount: bool = False
    formula: Expr | None = None
    help: Text = NO_HELP
    aliases: tuple[str, ...] = ()
    width: int = 12
    lines: int = 1
    since: int = 1
    scopes: tuple[str, ...] = SCOPES

    @property
    def english(self) -> str:
        """What the header means, for those who don't read Korean: `unit price`; a month's own header."""
        return self.header if self.header.isascii() else self.name.replace("_", " ")


@dataclass(frozen=True)
class TableLayout:
    """A sheet that holds one table, or one form of labelled entries.

    Attributes:
        name: identifier, e.g. `budget_lines`.
        sheet: the sheet's Korean title, to the letter.
        title: heading within the sheet.
        purpose: what it holds and who fills it.
        fields: in column (or row) order.
        form: True for labelled entries: label in column A, entry in column B, one under the other.
        capacity: default number of pre-formatted rows.
        header_row: row of the headers (for a form, of the first label); records follow at once.
    """

    name: str
    sheet: str
    title: Text
    purpose: Text
    fields: tuple[Field, ...]
    form: bool = False
    capacity: int = 0
    header_row: int = 6

    def __getitem__(self, name: str) -> Field:
        """Return the field called `name`."""
        return self.by_name[name]

    def as_of(self, version: int) -> TableLayout:
        """Return the table as a version of the layout had it."""
        return self._with(tuple(each for each in self.fields if each.since <= version))

    def of_scope(self, scope: str) -> TableLayout:
        """Return the table as workbooks of `scope` have it."""
        return self._with(tuple(each for each in self.fields if scope in each.scopes))

    def _with(self, fields: tuple[Field, ...]) -> TableLayout:
        return self if fields == self.fields else replace(self, fields=fields)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {each.name: each for each in self.fields}

    @cached_property
    def inputs(self) -> tuple[Field, ...]:
        """The fields that people fill."""
        return tuple(each for each in self.fields if each.formula is None)

    @property
    def first_row(self) -> int:
        """Row of the first record."""
        return self.header_row if self.form else self.header_row + 1

    def column(self, name: str) -> int:
        """Return the column, from 1, that the template gives field `name`."""
        return 2 if self.form else [each.name for each in self.fields].index(name) + 1

    @cached_property
    def _range_names(self) -> Mapping[str, str]:
        """The defined name of every field; formulas ask for them thousands of times."""
        return {
            each.name: f"{self.sheet}_"
            + each.header.replace(" ", "").replace("·", "_").replace(".", "_")
            for each in self.fields
        }

    def range_name(self, name: str) -> str:
        """Return the defined name of a column or an entry, e.g. `소요예산_국비`."""
        return self._range_names[name]


@dataclass(frozen=True)
class WorkbookLayout:
    """The whole workbook.

    Attributes:
        version: of the layout; every change of what a workbook holds gets a new one.
        template_id: what the workbook is known by.
        tables: by name, in sheet order.
        lists: list name -> choices, in order.
        dependent: (list name, chosen value) -> choices: subcategories by category.
        akin: list name -> (word that another sheet uses, choice it is or is part of); a word that several choices make up has
            a pair with each.
        institution_tables: names of the tables in an institution's workbook.
    """

    version: str
    template_id: str
    tables: Mapping[str, TableLayout]
    lists: Mapping[str, tuple[str, ...]]
    dependent: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    akin: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    institution_tables: tuple[str, ...] = ()

    @cached_property
    def _scoped(self) -> Mapping[str, tuple[TableLayout, ...]]:
        """The tables of each scope; they are asked for once per workbook and table."""
        return {
            scope: tuple(
                table.of_scope(scope)
                for name, table in self.tables.items()
                if scope == "region" or name in self.institution_tables
            )
            for scope in SCOPES
        }

    def of_scope(self, scope: str) -> tuple[TableLayout, ...]:
        """Return the tables that a workbook of `scope` (`region` or `institution`) has, each as it has them."""
        return self._scoped[scope]
