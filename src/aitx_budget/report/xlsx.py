"""A run as a workbook: 요약, 점검결과, 확인하지 못한 점검. Texts are written as texts, whatever they begin with."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

import xlsxwriter

from aitx_budget.errors import UsageError
from aitx_budget.model.address import LONGEST_TEXT
from aitx_budget.model.finding import Finding, Weight, WorkbookResult
from aitx_budget.model.printable import printable_lines
from aitx_budget.model.telling import (
    NOT_EVALUATED,
    SEVERITY,
    WAIVED,
    WAIVERS,
    covered_told,
    cure,
    obstacles,
    release,
    told,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import verdict
from aitx_budget.model.wrapping import lines
from aitx_budget.programme.schema import Programme
from aitx_budget.report import words

_FONT = "맑은 고딕"
_LINE, _TALLEST = 15, 409
"""Points of a line of text, and of the tallest row."""

_TEXT, _WHOLE, _SHARE = "@", "#,##0", "0.00%"
"""Number formats: of texts, of won and counts, of shares."""

_SHADED = 4
"""How many leading columns show the severity by colour; the words beside it say the same."""

_ROWS = 1_048_576
"""Of a worksheet."""
_TOO_MANY = Text(
    "지적이 너무 많아 엑셀 형식(xlsx)의 한 시트에 다 담을 수 없습니다. --format jsonl을 쓰거나 파일을 나누어 점검해 주세요.",
    "There are more findings than a worksheet (xlsx) has rows; use --format jsonl, or check the files in several runs.",
)

_FILL = {
    Weight.ERROR: "#F8D7DA",
    Weight.WARNING: "#FFF3CD",
    Weight.NOTE: "#DCE9F5",
    Weight.WAIVED: "#E9ECEF",
}


@dataclass(frozen=True)
class _Column:
    """A column of the report: header, width in characters, and the number format of what it holds."""

    header: Text
    width: int
    shown: str = _TEXT


class Part(NamedTuple):
    """What is said of one workbook: its rows of each sheet, of values that JSON has.

    Attributes:
        waiving: waivers were held against it.
        money: what its amounts are called in each language; empty where there are none.
        level: the weight of its gravest finding; None without any.
        summary: of its row in the summary, what stands before the amounts.
        amounts: won by source; None where one could not be read.
        share: matching share; None where it cannot be told.
        findings: weight and values of each.
        skipped, waivers: values of each.
    """

    waiving: bool
    money: Sequence[Sequence[str]]
    level: str | None
    summary: Sequence[Any]
    amounts: Sequence[int | None]
    share: float | None
    findings: Sequence[tuple[str, Sequence[Any]]]
    skipped: Sequence[Sequence[Any]]
    waivers: Sequence[Sequence[Any]]


def part(result: WorkbookResult, programme: Programme, language: Language) -> Part:
    """Return what is said of one workbook."""
    mix, level = words.mix(result), _level(result)
    summary = [
        result.path,
        result.template.get("region", ""),
        f"{words.mark(result)} {verdict(result).in_(language)}",
        *(result.count(weight) for weight in _counted(waiving=result.as_of is not None)),
        len(result.skipped),
    ]
    return Part(
        waiving=result.as_of is not None,
        money=[list(name) for name, _ in words.sources(result, programme)],
        level=level.value if level else None,
        summary=summary,
        amounts=list(result.totals.values()),
        share=mix.matching_share if mix else None,
        findings=_findings(result, language),
        skipped=_skipped(result, language),
        waivers=_waivers(result, language),
    )


def whole(parts: Iterable[Part], programme: Programme, language: Language) -> bytes:
    """Return the workbook; `parts` are gone through several times, and the same give the same bytes.

    Raises:
        UsageError: there is more than a worksheet has rows for.
    """
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        day = programme.notice_date
        created = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the same bytes on every day; a workbook knows no zone
        book.set_properties({"title": "aitx-budget", "created": created})
        writer = _Writer(book, language)
        waiving = any(each.waiving for each in islice(map(Part._make, parts), 1))  # as all are
        money = next((each.money for each in map(Part._make, parts) if each.money), ())
        writer.sheet(
            Text("요약", "Summary"),
            _of_summary(money, waiving=waiving),
            _summaries(parts, len(money)),
        )
        writer.sheet(
            Text("점검결과", "Findings"),
            _OF_FINDINGS,
            (row for each in map(Part._make, parts) for row in each.findings),
        )
        writer.sheet(
            Text(NOT_EVALUATED.ko, "Not evaluated"),
            _OF_SKIPPED,
            ((None, row) for each in map(Part._make, parts) for row in each.skipped),
        )
        if waiving:
            writer.sheet(
                WAIVERS,
                _OF_WAIVERS,
                ((None, row) for each in map(Part._make, parts) for row in each.waivers),
            )
        book.close()
    return buffer.getvalue()


_COUNTED = {Weight(level): name for level, name in SEVERITY.items()} | {Weight.WAIVED: WAIVED}

_Row = tuple[str | None, Sequence[Any]]


def _counted(*, waiving: bool) -> list[Weight]:
    return [weight for weight in Weight if waiving or weight is not Weight.WAIVED]


def _of_summary(money: Sequence[Sequence[str]], *, waiving: bool) -> list[_Column]:
    return [
        _Column(Text("파일", "File"), 26),
        _Column(Text("지역", "Region"), 8),
        _Column(Text("판정", "Verdict"), 34),
        *(_Column(_COUNTED[weight], 6, _WHOLE) for weight in _counted(waiving=waiving)),
        _Column(Text(NOT_EVALUATED.ko, "Not evaluated"), 12, _WHOLE),
        *(_Column(Text(f"{ko}(원)", f"{en} (won)"), 16, _WHOLE) for ko, en in money),
        _Column(words.MATCHING, 10, _SHARE),
    ]


def _summaries(parts: Iterable[Part], money: int) -> Iterator[_Row]:
    for each in map(Part._make, parts):
        yield each.level, [*each.summary, *(each.amounts or [None] * money), each.share]


def _level(result: WorkbookResult) -> Weight | None:
    """Return the weight of a workbook's gravest finding; a refused file counts as an error."""
    return min((each.weight for each in result.findings), key=lambda each: each.rank, default=None)


_OF_FINDINGS = [
    _Column(Text("번호", "No."), 5, _WHOLE),
    _Column(Text("파일", "File"), 18),
    _Column(Text("심각도", "Severity"), 12),
    _Column(Text("코드", "Code"), 9),
    _Column(Text("시트", "Sheet"), 13),
    _Column(Text("셀", "Cell"), 7),
    _Column(Text("내용", "Finding"), 46),
    _Column(Text("조치", "Fix"), 42),
    _Column(Text("차이(원)", "Off by (won)"), 15, _WHOLE),
    _Column(Text("관련 셀", "Related cells"), 15),
    _Column(Text("근거", "Source"), 26),
]


def _findings(result: WorkbookResult, language: Language) -> list[tuple[str, list[Any]]]:
    return [
        (finding.weight.value, _finding(number, result, finding, language))
        for number, finding in enumerate(told(result), start=1)
    ]


def _finding(
    number: int, result: WorkbookResult, finding: Finding, language: Language
) -> list[Any]:
    return [
        number,
        result.path,
        f"{words.SYMBOL[finding.weight]} {words.severity(finding, language)}",
        finding.code,
        finding.sheet or words.WHOLE_WORKBOOK.in_(language),
        finding.cell or "",
        finding.message.in_(language),
        cure(finding).in_(language),
        finding.off_by or None,
        ", ".join(finding.related),
        finding.source.in_(language),
    ]


_OF_SKIPPED = [
    _Column(Text("파일", "File"), 28),
    _Column(Text("먼저 고칠 곳", "To correct first"), 34),
    _Column(Text("건수", "Checks"), 8, _WHOLE),
    _Column(Text("규칙", "Rules"), 34),
    _Column(Text("내용", "What it means"), 60),
]


def _skipped(result: WorkbookResult, language: Language) -> list[list[Any]]:
    return [
        [
            result.path,
            ", ".join(obstacle.because),
            obstacle.times,
            ", ".join(obstacle.codes),
            release(obstacle).in_(language),
        ]
        for obstacle in obstacles(result)
    ]


_OF_WAIVERS = [
    _Column(Text("파일", "File"), 26),
    _Column(Text("점검일", "As of"), 12),
    _Column(Text("번호", "No."), 6, _WHOLE),
    _Column(Text("코드", "Code"), 9),
    _Column(Text("지역", "Region"), 8),
    _Column(Text("대상", "What it is for"), 30),
    _Column(Text("면제한 지적", "Findings waived"), 16),
    _Column(Text("면제 사유", "Reason"), 44),
    _Column(Text("승인", "Approved by"), 20),
    _Column(Text("승인일", "Date"), 12),
    _Column(Text("만료일", "Expiry"), 12),
]


def _waivers(result: WorkbookResult, language: Language) -> list[list[Any]]:
    return [
        [
            result.path,
            str(result.as_of),
            each.waiver.number,
            each.waiver.rule,
            each.waiver.region,
            each.waiver.reach.in_(language),
            covered_told(each).in_(language),
            each.waiver.reason,
            each.waiver.approver,
            str(each.waiver.date),
            str(each.waiver.expiry),
        ]
        for each in result.waivers
    ]


class _Writer:
    """Writes tables that print well, and minds every return code."""

    def __init__(self, book: Any, language: Language) -> None:
        self.book = book
        self.language = language
        base = {
            "font_name": _FONT,
            "font_size": 10,
            "valign": "top",
            "border": 1,
            "border_color": "#C9D1DA",
        }
        self.head = book.add_format(base | {"bold": True, "bg_color": "#E8EDF3", "text_wrap": True})
        self.formats = {
            (level, shown): book.add_format(
                base
                | ({"bg_color": _FILL[level]} if level else {})
                | {"num_format": shown, "text_wrap": shown == _TEXT}
            )
            for level in (None, *Weight)
            for shown in (_TEXT, _WHOLE, _SHARE)
        }

    def sheet(self, title: Text, columns: Sequence[_Column], rows: Iterable[_Row]) -> None:
        """Write one table on a sheet of its own.

        Raises:
            UsageError: a worksheet has fewer rows.
        """
        sheet = self.book.add_worksheet(title.in_(self.language))
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            _done(sheet.write_string(0, index, column.header.in_(self.language), self.head))
        sheet.set_row(0, _height(columns, [each.header.in_(self.language) for each in columns]))
        last = 0
        for number, (level, values) in enumerate(rows, start=1):
            if number == _ROWS:
                raise UsageError(_TOO_MANY)
            self._row(sheet, number, columns, level, values)
            last = number
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&P / &N")

    def _row(
        self,
        sheet: Any,
        number: int,
        columns: Sequence[_Column],
        level: str | None,
        values: Sequence[Any],
    ) -> None:
        sheet.set_row(number, _height(columns, values))
        weight = Weight(level) if level else None
        for index, (column, value) in enumerate(zip(columns, values, strict=True)):
            shade = self.formats[weight if index < _SHADED else None, column.shown]
            _write(sheet, number, index, value, shade)


def _height(columns: Sequence[_Column], values: Sequence[Any]) -> float:
    """Return the row height that shows every wrapped text, in points; no program works it out on opening."""
    needed = [
        lines(value, column.width - 2)
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str)
    ]
    return min(_TALLEST, _LINE * max([1, *needed]) + 4)


def _write(sheet: Any, row: int, column: int, value: Any, shade: Any) -> None:
    if value is None:
        _done(sheet.write_blank(row, column, None, shade))
    elif isinstance(value, int | float):
        _done(sheet.write_number(row, column, value, shade))
    else:
        _done(sheet.write_string(row, column, printable_lines(value)[:LONGEST_TEXT], shade))


def _done(code: int) -> None:
    """Refuse to go on where the writer could not write.

    Raises:
        ValueError: the writer returned an error code.
    """
    if code:
        message = f"the worksheet writer refused a cell: {code}"
        raise ValueError(message)
