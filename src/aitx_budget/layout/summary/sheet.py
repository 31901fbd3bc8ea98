"""What 총괄표 is made of: cells at fixed places, the checks they show, charts and page breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aitx_budget.layout.expressions import (
    At,
    Compare,
    Const,
    Expr,
    If,
    IfError,
    Share,
)
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.summary.counts import Counted
from aitx_budget.model.address import column_letter
from aitx_budget.model.finding import Severity
from aitx_budget.programme.schema import Programme

LAST_COLUMN = 14
"""The summary's columns run from A to N."""

PASS, ROUNDING, FAIL, UNKNOWN, ADVICE, NOT_APPLICABLE = (
    "적합",
    "단수차이",
    "부적합",
    "판정불가",
    "참고",
    "해당없음",
)
"""The words a live check says; `ADVICE` is a miss that the programme does not call an error."""


class Style(StrEnum):
    """How a summary cell looks; amounts of `THOUSANDS` are won shown in thousands."""

    TITLE = "title"
    SECTION = "section"
    HEAD = "head"
    LABEL = "label"
    TOTAL_LABEL = "total label"
    NOTE = "note"
    CAPTION = "caption"
    TEXT = "text"
    THOUSANDS = "thousands"
    TOTAL = "total"
    WON = "won"
    COUNT = "count"
    RATIO = "ratio"
    VERDICT = "verdict"
    HEADLINE = "headline"
    GAP = "gap"
    LINK = "link"
    ALARM = "alarm"
    HIDDEN = "hidden"
    DRAWN = "drawn"
    DRAWN_SHARE = "drawn share"


@dataclass(frozen=True)
class SummaryCell:
    """One cell.

    Attributes:
        key: by which other cells refer to it; empty for a label.
        row, column: from 1.
        content: a text as it stands, or a formula.
        style: how it looks.
        former: formulas that stood here in workbooks which were given out before; they are nobody's change.
    """

    key: str
    row: int
    column: int
    content: Expr | str
    style: Style
    former: tuple[Expr, ...] = ()


@dataclass(frozen=True)
class LiveCheck:
    """A rule as the summary shows it, so that it can be held against the validator.

    Attributes:
        code: of the rule.
        scope: empty for the whole budget; `fiscal_year` -> the year, or `project` -> the expression
            that gives the project's code.
        severity: what a miss weighs in this programme.
        verdict: key of the cell that shows the verdict.
        rows: True where the rule judges rows or groups and the cell tells of all of them.
    """

    code: str
    scope: Mapping[str, int | Expr]
    severity: Severity
    verdict: str
    rows: bool = False


@dataclass(frozen=True)
class Broken:
    """What breaks a check; one of these is given.

    Attributes:
        cell: key of a summary cell to look at.
        table: name of a table to look at.
        verdicts, words: keys of verdicts one under the other, and the words that are not met.
        gaps, across: keys of a rectangle of differences, and how many stand in a row of it.
        counted: conditions that wrong rows meet.
    """

    cell: str = ""
    table: str = ""
    verdicts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    across: int = 1
    counted: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Pointer:
    """A check's row in 점검표, the key of its verdict, and what breaks it."""

    row: int
    verdict: str
    broken: Broken


class Drawing(StrEnum):
    """How a chart is drawn."""

    STACKED = "stacked"
    DONUT = "donut"
    AGAINST = "against"


@dataclass(frozen=True)
class Chart:
    """A chart of summary cells.

    Attributes:
        drawing: stacked columns, a ring of shares, or columns against a line.
        title: shown above it.
        row, column: its upper left corner, from 1.
        size: its width and height, in pixels.
        categories: the column of the categories' names, and their first and last row.
        series: (row of the name, column, first row, last row) of each series.
        line: the same of a line; None for none.
    """

    drawing: Drawing
    title: str
    row: int
    column: int
    size: tuple[int, int]
    categories: tuple[int, int, int]
    series: tuple[tuple[int, int, int, int], ...]
    line: tuple[int, int, int, int] | None = None


@dataclass
class Sheet:
    """The summary as it is being laid out, block by block, from the top.

    Attributes:
        programme, layout: what it is of.
        rows: table name -> number of rows that a block with one row a record has.
    """

    programme: Programme
    layout: WorkbookLayout
    rows: Mapping[str, int]
    cells: list[SummaryCell] = field(default_factory=list)
    checks: list[LiveCheck] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    sections: list[tuple[str, int]] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    drawn: list[SummaryCell] = field(default_factory=list)
    at: int = 1

    def put(
        self,
        column: int,
        content: Expr | str,
        style: Style,
        key: str = "",
        former: tuple[Expr, ...] = (),
    ) -> None:
        """Set a cell of the current row."""
        self.cells.append(SummaryCell(key, self.at, column, content, style, former))

    def share(
        self,
        column: int,
        share: Share,
        key: str,
        shown: Callable[[Expr], Expr] = lambda content: content,
    ) -> None:
        """Set a cell to a share; `shown` is what the row makes of each content."""
        self.put(column, shown(share), Style.RATIO, key, (shown(share.exact),))

    def row(self, *, skip: int = 0) -> None:
        """Go to the next row, or `skip` rows further."""
        self.at += 1 + skip

    def section(self, title: str, note: str = "", *, new_page: bool = False) -> None:
        """Begin a block under a heading."""
        self.row()
        if new_page:
            self.breaks.append(self.at - 2)
        self.sections.append((title, self.at))
        self.put(1, title, Style.SECTION)
        for column in range(2, LAST_COLUMN + 1):
            self.put(column, note if column == 3 else "", Style.SECTION)
        self.row()

    def heads(self, *titles: str) -> None:
        """Write a row of column heads."""
        for column, title in enumerate(titles, start=1):
            self.put(column, title, Style.HEAD)
        self.row()

    def severity(self, code: str, default: Severity) -> Severity | None:
        """Return what a miss of rule `code` weighs here; None where it is switched off."""
        changed = self.programme.severity.get(code)
        value = default if changed is None else changed.value
        return value if isinstance(value, Severity) else None


@dataclass(frozen=True)
class Summary:
    """The whole sheet, laid out.

    Attributes:
        cells: in the order they were laid.
        checks: the live checks.
        charts: the charts.
        breaks: rows after which a printed page ends.
        sections: (heading, row) of each block.
        leads: cells that lead to what is wrong, and what they and charts look at. They came after workbooks of
            this layout had been given out, and are not looked for in those that come back.
        listed: keys of the verdicts in 점검표, one under the other.
    """

    cells: tuple[SummaryCell, ...]
    checks: tuple[LiveCheck, ...]
    charts: tuple[Chart, ...]
    breaks: tuple[int, ...]
    sections: tuple[tuple[str, int], ...]
    leads: tuple[SummaryCell, ...]
    listed: tuple[str, ...]

    @property
    def references(self) -> Mapping[str, str]:
        """Key -> absolute reference, e.g. `$D$9`."""
        return {
            cell.key: f"${column_letter(cell.column)}${cell.row}"
            for cell in (*self.cells, *self.leads)
            if cell.key
        }


def severe(severity: Severity) -> str:
    """Return the word for a miss of this severity."""
    return FAIL if severity is Severity.ERROR else ADVICE


def judged(whole: Expr, margin: Expr, severity: Severity, tolerance: int) -> Expr:
    """Return the verdict of a ratio: by its margin in won, unless there is nothing to divide."""
    nothing = UNKNOWN if severity is Severity.ERROR else NOT_APPLICABLE
    missed = If(Compare(">=", margin, Const(-tolerance)), Const(ROUNDING), Const(severe(severity)))
    return IfError(
        If(
            Compare("=", whole, Const(0)),
            Const(nothing),
            If(Compare(">=", margin, Const(0)), Const(PASS), missed),
        ),
        UNKNOWN,
    )


def none_of(count: str, severity: Severity) -> Expr:
    """Return the verdict of a check that counts what is wrong in summary cell `count`."""
    return If(
        Compare("=", At(count), Const(UNKNOWN)),
        Const(UNKNOWN),
        If(Compare("=", At(count), Const(0)), Const(PASS), Const(severe(severity))),
    )
