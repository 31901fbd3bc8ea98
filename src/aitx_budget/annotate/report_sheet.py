"""The sheet 검증결과: verdict, counts, the table of findings with links to their cells, skipped checks.

Everything is an inline text or a number; nothing that a person typed becomes a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from aitx_budget.annotate import words
from aitx_budget.annotate.look import LOOKS, MOST_ROWS, PASSED, REPORT_TAB
from aitx_budget.annotate.marks import cell_of
from aitx_budget.annotate.parts import Sheet, find_sheet, quoted, sheet_reference
from aitx_budget.annotate.sheet_formats import sheet_formats
from aitx_budget.annotate.styles import Stylesheet
from aitx_budget.layout.workbook import REPORT_SHEET
from aitx_budget.model.address import a1
from aitx_budget.model.causes import Cause, causes, extent
from aitx_budget.model.finding import Finding, Weight, WorkbookResult
from aitx_budget.model.telling import (
    NOT_EVALUATED,
    Obstacle,
    coverage_told,
    cure,
    obstacles,
    release,
    told,
    waived_on,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import verdict
from aitx_budget.model.wrapping import lines
from aitx_budget.programme.schema import Programme

_WIDTHS: Final = (5, 13, 9, 12, 7, 48, 38, 16, 25)
_LAST: Final = "I"
_LINE = 15.0  # points
_INDENT = 4
"""Narrow characters of a cell that its indent, its border and a wider font may take."""
_TALLEST = 409.0  # as tall as a row can be
_HEAD_ROWS: Final = (26.0, 30.0)
HEADER_ROW: Final = 7


@dataclass(frozen=True, slots=True)
class Sheetful:
    """The written sheet: its XML up to the ledger, and after it."""

    head: str
    tail: str
    rows: int


@dataclass
class _Paper:
    """Rows and links as they are written."""

    rows: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The row that is written next, from 1."""
        return len(self.rows) + 1

    def row(self, cells: Sequence[tuple[str | int, int]], height: float, level: int = 0) -> None:
        """Write a row of (content, format) cells, from column A on, at an outline level."""
        written = "".join(
            _cell(a1(self.next, column), content, style)
            for column, (content, style) in enumerate(cells, 1)
        )
        tall = f'ht="{min(height, _TALLEST):.1f}" customHeight="1"'
        outline = f' outlineLevel="{level}"' if level else ""
        self.rows.append(f'<row r="{self.next}" {tall}{outline}>{written}</row>')

    def band(self, text: str, style: int, least: float = 0) -> None:
        """Write one text across all columns."""
        self.merged.append(f"A{self.next}:{_LAST}{self.next}")
        wide = sum(_WIDTHS) * 5 // 6  # the type of some bands is larger
        cells: list[tuple[str | int, int]] = [(text, style)]
        cells += [("", style)] * (len(_WIDTHS) - 1)
        self.row(cells, max(least, lines(text, wide) * _LINE + 4))


def _cell(at: str, content: str | int, style: int) -> str:
    if content == "":
        return f'<c r="{at}" s="{style}"/>'
    if isinstance(content, int):
        return f'<c r="{at}" s="{style}"><v>{content}</v></c>'
    text = words.written(content)
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a report is of.

    Attributes:
        result: what the checks say.
        programme: the rules that were checked.
        language: that the report is written in.
        checked_on: the day, as it is to be shown; empty for none.
    """

    result: WorkbookResult
    programme: Programme
    language: Language
    checked_on: str = ""


def write_sheet(
    occasion: Occasion,
    sheets: Sequence[Sheet],
    styles: Stylesheet,
    kept: Mapping[tuple[str, str], Text],
    *,
    strict: bool,
) -> Sheetful:
    """Return the sheet's XML; its formats are added to `styles`.

    Args:
        occasion: what is told, and how.
        sheets: the officer's, for links.
        styles: the workbook's stylesheet.
        kept: cells (sheet title, reference) that could not be given a note, with the reason.
        strict: write the strict vocabulary.
    """
    result, language = occasion.result, occasion.language
    formats = sheet_formats(styles)
    paper = _Paper()
    _write_head(paper, occasion, formats)
    for cause in causes(told(result)[:MOST_ROWS]):
        if cause.times > 1:
            _write_cause(paper, cause, formats, language)
        for number, finding in cause.findings:
            sheet = find_sheet(sheets, finding.sheet) if finding.sheet else None
            note = kept.get((sheet.title if sheet else "", finding.cell or ""))
            line = _Line(number, finding, sheet, note, int(cause.times > 1))
            _write_finding(paper, line, formats, language)
    last = paper.next - 1
    if result.waivers:
        _write_waivers(paper, result, formats, language)
    if result.skipped:
        _write_skipped(paper, occasion, sheets, formats)
    return _sheet(paper, last, strict=strict)


def _write_head(paper: _Paper, occasion: Occasion, formats: Mapping[str, int]) -> None:
    """Write what stands above the table, and its header."""
    result, programme, language = occasion.result, occasion.programme, occasion.language
    sign, tone = _standing(result)
    title = Text(
        f"{REPORT_SHEET} – {programme.title.ko} 소요예산",
        f"{REPORT_SHEET} – {programme.title.en}: budget check",
    )
    paper.band(title.in_(language), formats["title"], _HEAD_ROWS[0])
    paper.band(f"{sign} {verdict(result).in_(language)}", formats[tone], _HEAD_ROWS[1])
    paper.band(words.begin(result).in_(language), formats["step"])
    paper.band(words.about(result, programme, occasion.checked_on, language), formats["line"])
    paper.band(words.counts(result, language), formats["line"])
    money = (
        words.funding(result, programme, language),
        words.shares(result, programme).in_(language),
    )
    paper.band("  |  ".join(filter(None, money)), formats["line"])
    paper.row([(each.in_(language), formats["header"]) for each in words.HEADERS], 22)


def _standing(result: WorkbookResult) -> tuple[str, str]:
    """Return the sign and the format of the verdict; what could not be evaluated is no pass, and is not shown as one."""
    for weight in (Weight.ERROR, Weight.WARNING):
        if result.count(weight) or (result.skipped and weight is Weight.WARNING):
            return LOOKS[weight].symbol, f"verdict-{weight.value}"
    return PASSED, "verdict"


def _write_cause(
    paper: _Paper, cause: Cause, formats: Mapping[str, int], language: Language
) -> None:
    """Write what several findings have in common, above them."""
    texts = {
        1: words.severity_word(cause.first, language),
        5: cause.title.in_(language),
        6: extent(cause).in_(language),
        8: cause.first.source.in_(language),
    }
    group = formats["group"]
    cells: list[tuple[str | int, int]] = [
        ("", group),
        (texts[1], formats[cause.weight.value]),
        (cause.code, formats["group-centre"]),
        ("", group),
        ("", group),
        (texts[5], group),
        (texts[6], group),
        ("", group),
        (texts[8], group),
    ]
    paper.row(cells, _height(texts))


class _Line(NamedTuple):
    """One row of the table: its number, finding, sheet, why it got no note, and its outline level."""

    number: int
    finding: Finding
    sheet: Sheet | None
    note: Text | None
    level: int


def _write_finding(
    paper: _Paper, line: _Line, formats: Mapping[str, int], language: Language
) -> None:
    """Write one finding as a row of the table."""
    finding = line.finding
    place = finding.cell or "–"
    if line.sheet is not None:
        cell = finding.cell if finding.cell and cell_of(finding) else "A1"
        _link(paper, f"E{paper.next}", sheet_reference(line.sheet.title, cell), language)
        place = cell
    texts = {
        1: words.severity_word(finding, language),
        3: finding.sheet or "–",
        5: _message(line, language),
        6: cure(finding).in_(language),
        8: "" if line.level else finding.source.in_(language),  # said once, above
    }
    paper.row(
        [
            (line.number, formats["number"]),
            (texts[1], formats[finding.weight.value]),
            (finding.code, formats["centre"]),
            (texts[3], formats["text"]),
            (place, formats["link" if line.sheet else "centre"]),
            (texts[5], formats["text"]),
            (texts[6], formats["text"]),
            (finding.off_by or "", formats["won"]),
            (texts[8], formats["text"]),
        ],
        _height(texts),
        line.level,
    )


def _height(texts: Mapping[int, str]) -> float:
    """Return the height, in points, of a row of wrapped texts by column (from 0)."""
    return max(lines(text, _WIDTHS[at] - _INDENT) for at, text in texts.items()) * _LINE + 8


def _message(line: _Line, language: Language) -> str:
    """Return what is wrong, the other cells concerned, and why there is no note."""
    korean = language is Language.KO
    others = words.related(line.finding, language)
    parts = (
        line.finding.message.in_(language),
        f"{'관련 셀' if korean else 'Related'}: {others}" if others else "",
        f"※ {line.note.in_(language)}" if line.note else "",
    )
    return "\n".join(part for part in parts if part)


def _link(paper: _Paper, at: str, location: str, language: Language) -> None:
    tip = quoted(words.GO.in_(language))
    paper.links.append(f'<hyperlink ref="{at}" location={quoted(location)} tooltip={tip}/>')


def _write_waivers(
    paper: _Paper, result: WorkbookResult, formats: Mapping[str, int], language: Language
) -> None:
    """Write what each waiver of the region excuses here, and on what grounds."""
    paper.band("", formats["line"])
    paper.band(waived_on(result).in_(language), formats["step"], 20)
    for coverage in result.waivers:
        paper.band(coverage_told(coverage).in_(language), formats["line"])


def _write_skipped(
    paper: _Paper, occasion: Occasion, sheets: Sequence[Sheet], formats: Mapping[str, int]
) -> None:
    """Write what keeps checks from being evaluated, a row for each cause."""
    paper.band("", formats["line"])
    paper.band(NOT_EVALUATED.in_(occasion.language), formats["step"], 20)
    for obstacle in obstacles(occasion.result):
        _write_obstacle(paper, obstacle, sheets, formats, occasion.language)


def _write_obstacle(
    paper: _Paper,
    obstacle: Obstacle,
    sheets: Sequence[Sheet],
    formats: Mapping[str, int],
    language: Language,
) -> None:
    """Write one cause, with a link to its first cell."""
    title, _, cell = (obstacle.because or ("",))[0].rpartition("!")
    sheet = find_sheet(sheets, title) if title else None
    if sheet is not None:
        _link(paper, f"E{paper.next}", sheet_reference(sheet.title, cell), language)
    texts = {
        1: words.UNCHECKED.in_(language),
        3: title or "–",
        5: release(obstacle).in_(language),
        6: words.SKIPPED_FIX.in_(language),
    }
    cells: list[tuple[str | int, int]] = [
        ("", formats["number"]),
        (texts[1], formats["centre"]),
        ("", formats["centre"]),
        (texts[3], formats["text"]),
        (cell if sheet else "–", formats["link" if sheet else "centre"]),
        (texts[5], formats["text"]),
        (texts[6], formats["text"]),
        ("", formats["won"]),
        ("", formats["text"]),
    ]
    paper.row(cells, _height(texts))


def _sheet(paper: _Paper, last: int, *, strict: bool) -> Sheetful:
    """Put the sheet together."""
    base = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
    space = f"{base}/spreadsheetml/main" if strict else f"{base}/spreadsheetml/2006/main"
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{wide + 0.71}" customWidth="1"/>'
        for index, wide in enumerate(_WIDTHS, 1)
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in paper.merged)
    links = f"<hyperlinks>{''.join(paper.links)}</hyperlinks>" if paper.links else ""
    below = HEADER_ROW + 1
    filtered = f'<autoFilter ref="A{HEADER_ROW}:{_LAST}{max(last, below)}"/>'
    head = (
        f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="{REPORT_TAB}"/>'
        '<outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{_LAST}{paper.next - 1}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(paper.rows)}</sheetData>{filtered}"
        f'<mergeCells count="{len(paper.merged)}">{merged}</mergeCells>{links}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
    )
    return Sheetful(head, "</worksheet>", max(last, below))
