"""The book of mess, read from `mess/*.toml`: README.md beside them teaches the format.

A kind of mess holds spellings (one cell typed over, or a header or a title renamed), deeds (a workbook edited),
or both. Refusals are files made from bytes. `test_mess.py` holds the program to all of them, and `messpage.py` prints
them as docs/intake.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from aitx_budget.checks.runner import run
from aitx_budget.intake.raw import CellType, RawCell, RawWorkbook
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.structure import THOUSANDTHS, Kind
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.finding import Finding, WorkbookResult
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import default_programme
from edits import edited, spot
from workbooks import Workbook

FOLDER = Path(__file__).parent / "mess"
PROGRAMME = default_programme()
LAYOUT = workbook_layout(PROGRAMME)
OWN_FAMILIES = ("STR", "CEL", "SUM306")
"""Rules that judge how a cell is written; what its value means for the budget is for the others."""
KEPT = "="
"""How a case says that all tables hold what they hold in the untouched workbook."""
_SCALED = (Kind.QUANTITY, Kind.PERCENT)


@dataclass(frozen=True)
class Spelling:
    """One thing typed at one place.

    Attributes:
        at: `소요예산!국비@1`; `@0` is the header itself, a place without `!` the sheet's title.
        written: what stands there, as the TOML has it.
        reads: the value, as people say it; empty for none, `KEPT` where no table may change.
        codes: the findings at that place.
        do: what was done before; see edits.py.
        told_at: the cell of the findings, where it is another.
    """

    at: str
    written: Any
    reads: Any
    codes: tuple[str, ...]
    do: list[list[Any]] = field(default_factory=list)
    told_at: str = ""

    @property
    def id(self) -> str:
        """What the test is called."""
        return f"{self.at} {self.written!r}"

    @property
    def cell(self) -> RawCell:
        """The cell as it stands in the file."""
        if isinstance(self.written, str):
            return RawCell(CellType.TEXT, self.written)
        kind = next((key for key in "nsbe" if key in self.written), "")
        text = str(self.written.get(kind, ""))
        return RawCell(
            CellType(kind), text, self.written.get("formula"), self.written.get("f", "General")
        )

    def raw(self) -> RawWorkbook:
        """Return the workbook as it comes back."""
        return self.book().raw()

    def book(self) -> Workbook:
        """Return the example with this typed into it."""
        sheet, header, record = spot(self.at)
        book = edited(Workbook(), {}, self.do)
        if not header:
            return book.rename_sheet(sheet, self.written)
        return book.put(sheet, header, record, None if self.written == "" else self.cell)

    @property
    def cell_told(self) -> str:
        """The cell that the findings are at; empty for a sheet's title."""
        sheet, header, record = spot(self.at)
        if self.told_at or not header:
            return self.told_at
        return f"{sheet}!{edited(Workbook(), {}, self.do).address(sheet, header, record)}"


@dataclass(frozen=True)
class Deed:
    """One thing done to a workbook.

    Attributes:
        ko, en: what was done.
        set, do: how; see edits.py.
        date1904: the workbook counts days from 1904.
        same: every table holds what it holds in the untouched workbook.
        reads: values of other cells, `{"소요예산!국비@1" = 5}`.
        findings: all that is found beyond the untouched workbook, `STR102 소요예산!A6`.
        gone: tables (by their sheet's standard title) that are not read for doubt.
    """

    ko: str
    en: str
    findings: list[str]
    set: Mapping[str, Any] = field(default_factory=dict)
    do: list[list[Any]] = field(default_factory=list)
    date1904: bool = False
    same: bool = False
    reads: Mapping[str, Any] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What the test is called."""
        return self.en

    def raw(self) -> RawWorkbook:
        """Return the workbook as it comes back."""
        book = edited(Workbook(), self.set, self.do)
        return replace(book.raw(), date1904=self.date1904)


@dataclass(frozen=True)
class Mess:
    """One kind of mess.

    Attributes:
        name: the file's, with its place in the page's order.
        title, treatment: what it is, and how it is read.
        spellings, deeds: its cases.
    """

    name: str
    title: Text
    treatment: Text
    spellings: tuple[Spelling, ...]
    deeds: tuple[Deed, ...]


@cache
def kinds() -> tuple[Mess, ...]:
    """Return the kinds of mess in the page's order."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.stem[0].isdigit())
    return tuple(map(_kind, paths))


def _kind(path: Path) -> Mess:
    data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    spellings = (each for group in data.pop("spellings", ()) for each in _spellings(**group))
    deeds = (Deed(**each) for each in data.pop("deed", ()))
    return Mess(
        path.stem,
        Text(**data.pop("title")),
        Text(**data.pop("treatment")),
        tuple(spellings),
        tuple(deeds),
        **data,
    )


def _spellings(at: str, cases: list[Any], **more: Any) -> Iterator[Spelling]:
    """Yield the spellings of one place."""
    for written, reads, codes in cases:
        listed = [codes] if isinstance(codes, str) else codes
        yield Spelling(at, written, reads, tuple(filter(None, listed)), **more)


class Outcome(NamedTuple):
    """What became of one case: its submission, and its findings beyond the untouched workbook's."""

    submission: Submission
    findings: tuple[Finding, ...]


@cache
def untouched() -> Outcome:
    """Return what the example comes to before anything is done to it."""
    return _checked([Workbook().raw()])[0]


@cache
def _outcomes() -> Mapping[str, Outcome]:
    """Return the outcome of every case by its text, all checked in one run."""
    cases = [case for _, case in every_case()]
    results = _checked([each.raw() for each in cases])
    return {repr(case): _beyond(outcome) for case, outcome in zip(cases, results, strict=True)}


def outcome(case: Spelling | Deed) -> Outcome:
    """Return what a case comes to."""
    return _outcomes()[repr(case)]


def _checked(raws: list[RawWorkbook]) -> list[Outcome]:
    submissions = [understand(raw, "예산.xlsx", PROGRAMME) for raw in raws]
    results: tuple[WorkbookResult, ...] = run(submissions, PROGRAMME)
    return [
        Outcome(submission, result.findings)
        for submission, result in zip(submissions, results, strict=True)
        if isinstance(submission, Submission)
    ]


def _beyond(got: Outcome) -> Outcome:
    """Leave out the rules whose notes the untouched workbook gives too."""
    known = {each.code for each in untouched().findings}
    return Outcome(got.submission, tuple(each for each in got.findings if each.code not in known))


def told(finding: Finding) -> str:
    """Return a finding as cases write it."""
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet or "-"
    return f"{finding.code} {place}"


def own(case: Spelling) -> tuple[str, ...]:
    """Return the codes about how a spelling's cell is written, or of all cells for a sheet's title."""
    cell = case.cell_told
    return tuple(
        each.code
        for each in outcome(case).findings
        if each.code.startswith(OWN_FAMILIES) and cell in ("", f"{each.sheet}!{each.cell}")
    )


def values(submission: Submission) -> dict[str, Any]:
    """Return the values of every table, wherever its cells stand."""
    return {name: table.values for name, table in submission.tables.items()}


def read_at(submission: Submission, place: str) -> Any:
    """Return what was read at `소요예산!국비@1`, as people say it; None for nothing."""
    title, header, record = spot(place)
    layout = next(each for each in LAYOUT.tables.values() if each.sheet == title)
    each = next(one for one in layout.fields if one.header == header)
    value = submission.tables[layout.name].values[each.name][record - 1]
    if value is not None and each.kind in _SCALED:
        return Decimal(value) / THOUSANDTHS
    return value


def every_case() -> Iterator[tuple[Mess, Spelling | Deed]]:
    """Yield each case with its kind."""
    for kind in kinds():
        for case in (*kind.spellings, *kind.deeds):
            yield kind, case
