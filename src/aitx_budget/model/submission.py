"""A returned workbook as intake understood it: tables of typed values, each with its cell.

Values of a table are columns of equal length. A blank is `None`; a value that could not be read
is `None` too and its position stands in `Table.unread`. Types by kind of field: won and counts
`int`; quantities, months of use and percentages `int` in thousandths; years `int`; months `int`
(202603) and dates `int` (20260315); everything else `str`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aitx_budget.model.address import CellRef


class Seen(StrEnum):
    """What can be observed about a workbook besides its values; the checks judge it.

    The first group is what intake sees in one workbook, the second what shows when institutions' workbooks are put
    together into the region's.
    """

    MISSING_SHEET = "missing-sheet"
    DUPLICATE_SHEET = "duplicate-sheet"
    MISSING_COLUMN = "missing-column"
    DOUBLED_COLUMN = "doubled-column"
    ALTERED_MONTHS = "altered-months"
    CHANGED_FORMULA = "changed-formula"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    ERROR_VALUE = "error-value"
    HIDDEN_AMOUNTS = "hidden-amounts"
    EXTERNAL_LINK = "external-link"
    NOT_A_NUMBER = "not-a-number"
    FRACTION = "fraction"
    NOT_IN_LIST = "not-in-list"
    UNREADABLE_DATE = "unreadable-date"
    NORMALISED = "normalised"
    UNIT_MISMATCH = "unit-mismatch"
    PERSONAL_NUMBER = "personal-number"

    SAME_LINE = "same-line"
    FOREIGN_ROW = "foreign-row"
    REFUSED_ROW = "refused-row"
    UNKNOWN_OWNER = "unknown-owner"
    UNKNOWN_PROJECT = "unknown-project"
    DESCRIBED_OTHERWISE = "described-otherwise"
    OTHER_WORKBOOK = "other-workbook"
    SUPERSEDED = "superseded"
    UNSETTLED_VERSION = "unsettled-version"
    REGRANT_IN_DOUBT = "regrant-in-doubt"


@dataclass(frozen=True, slots=True)
class Observation:
    """One fact about a cell, a column or a sheet.

    Attributes:
        seen: which kind of fact.
        table: the layout's table it concerns; empty where none.
        field: the layout's field; empty where none.
        at: the cell as the officer sees it; None where there is none (a missing sheet).
        raw: what stands in the cell, masked where it is personal.
        value: what it was read as, where it was.
        expected: what should stand there, where that can be said.
        related: other cells concerned.
    """

    seen: Seen
    table: str = ""
    field: str = ""
    at: CellRef | None = None
    raw: str = ""
    value: Any = None
    expected: str = ""
    related: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table (or form) of the workbook as it was found.

    Attributes:
        name: the layout's name, e.g. `budget_lines`.
        sheet: title of the sheet as the officer sees it.
        header_row: row of the headers, from 1; for a form the first label's row.
        columns: field -> column from 1, of the fields that were found.
        rows: worksheet row of each record; a form has one record.
        values: field -> value per record; see the module's docstring for types.
        unread: field -> positions of records whose value could not be read.
        form_rows: for a form, field -> worksheet row; empty for a table.
    """

    name: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: Sequence[int]
    values: Mapping[str, Sequence[Any]]
    unread: Mapping[str, frozenset[int]] = field(default_factory=dict)
    form_rows: Mapping[str, int] = field(default_factory=dict)

    def cell(self, name: str, row: int) -> CellRef:
        """Return the cell of field `name` in worksheet row `row` (a form's own row wins)."""
        return CellRef(self.sheet, self.form_rows.get(name, row), self.columns[name])


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A subtotal row that was typed into a table and is left out of every sum.

    Attributes:
        table: the layout's table.
        row: its worksheet row.
        covers: worksheet rows it adds up: those since the last subtotal, or for a grand total all.
        claims: won field -> the amount it states.
        counted: True where it names a fiscal year, by which the workbook's own formulas add it up as if it were a record.
    """

    table: str
    row: int
    covers: tuple[int, ...]
    claims: Mapping[str, int]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What the workbook says it is.

    Attributes:
        template: the template's id.
        programme: id of the programme version it was made for.
        scope: `region` or `institution`.
        region: the region it was made for; empty for a general one.
        layout: the layout's version.
    """

    template: str
    programme: str
    scope: str
    region: str
    layout: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A returned workbook, read.

    Attributes:
        path: the file as the user named it.
        identity: what the workbook says it is.
        sheets: titles in workbook order.
        tables: the tables that were found without doubt, by the layout's name.
        subtotals: typed subtotal rows.
        observations: everything else worth judging, in workbook order.
    """

    path: str
    identity: Identity
    sheets: tuple[str, ...]
    tables: Mapping[str, Table]
    subtotals: tuple[Subtotal, ...] = ()
    observations: tuple[Observation, ...] = ()

    def unavailable(self, fields: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Return the `table.field` names that were not found, of `fields` by table."""
        return frozenset(
            f"{table}.{name}"
            for table, names in fields.items()
            for name in names
            if table not in self.tables or name not in self.tables[table].columns
        )


class Refused(StrEnum):
    """Why a file could not be read at all, in the order in which the gate asks."""

    OVERSIZED = "oversized-file"
    DRM = "drm-protected"
    PASSWORD = "password-protected"  # noqa: S105 - a reason, not a secret
    NOT_XLSX = "not-an-xlsx-workbook"
    DAMAGED = "damaged-file"
    ACTIVE = "active-content"
    UNKNOWN = "unknown-template"


UNOPENED = "not opened: "
"""Begins the detail of a damaged file that the system did not let be read; it may be quite whole."""
CUT_SHORT = "not read to the end: exit status "
"""Begins the detail of a file with which the process that read it ended; negative for the signal that ended it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read.

    Attributes:
        path: the file as the user named it.
        reason: why.
        detail: the product, format, part or version that was met, or the limit that was passed.
    """

    path: str
    reason: Refused
    detail: str = ""
