"""점검결과: how often each rule is broken in each region, then every finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xlsxwriter.format import Format

from aitx_budget.consolidate.book.blocks import TOTAL, sum_row
from aitx_budget.consolidate.book.listing import Place
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.consolidate.record import Consolidation, State
from aitx_budget.model.address import a1, column_letter, parse_a1
from aitx_budget.model.finding import Finding, Severity
from aitx_budget.model.telling import SEVERITY, told
from aitx_budget.model.text import Text
from aitx_budget.model.wrapping import lines
from aitx_budget.report import words
from aitx_budget.template.page import done

SHEET = "점검결과"
TOGETHER, OTHERS = "지역 간", "그 밖의 파일"
"""What findings of the set alone, and those of files that don't count, stand under."""

_TOP = 6
_MOST_LINKS = 60_000
"""A worksheet holds little more; findings beyond these have no link."""

_LINE, _TALLEST = 15, 409
"""Points of a line of text, and of the tallest row."""


class _Column(NamedTuple):
    header: Text
    width: int


_COLUMNS = (
    _Column(Text("구분", "Region"), 30),
    _Column(Text("심각도", "Severity"), 9),
    _Column(Text("코드", "Code"), 10),
    _Column(Text("번호", "No."), 11),
    _Column(Text("시트", "Sheet"), 13),
    _Column(Text("셀", "Cell"), 9),
    _Column(Text("목록에서 보기", "In the list"), 14),
    _Column(Text("부족액", "Shortfall"), 15),
    _Column(Text("관련 셀", "Related cells"), 16),
    _Column(Text("파일", "File"), 16),
    _Column(Text("근거", "Source"), 22),
    _Column(Text("내용", "Finding"), 60),
    _Column(Text("조치", "Fix"), 52),
)
"""Of the list; those in the middle are narrow, because the regions of the matrix stand above them."""

_SEVERITY, _NUMBER, _LINK, _SHORTFALL = 2, 4, 7, 8


@dataclass(frozen=True)
class _Entry:
    """A finding with the heading and the file it stands under; no file for one of the set alone."""

    heading: str
    path: str
    finding: Finding


def write_findings(page: Page, consolidation: Consolidation, places: Sequence[Place]) -> None:
    """Write the sheet; `places` are where the listings have the rows that findings point to."""
    page.set_up(consolidation.programme.title.ko, [each.width for each in _COLUMNS])
    page.heading(
        Text("점검결과", "Findings"),
        Text(
            "규칙마다 지역별 건수, 그 아래에 모든 지적입니다. 규칙의 설명은 ‘aitx-budget rule 코드’로 볼 수 있습니다.",
            "Each rule's count per region, then every finding; `aitx-budget rule CODE` explains a rule.",
        ),
    )
    entries = list(_entries(consolidation))
    rules = sorted(
        {(each.finding.severity, each.finding.code): each.finding for each in entries}.values(),
        key=lambda each: (each.severity.rank, each.code),
    )
    top = _TOP + len(rules) + 4
    headings = [each.label for each in consolidation.regions]
    headings += [each for each in (OTHERS, TOGETHER) if any(e.heading == each for e in entries)]
    _write_list(page, entries, top, places)
    _write_matrix(page, rules, headings, _tally(page, entries, top))


def _entries(consolidation: Consolidation) -> Iterator[_Entry]:
    """Yield the findings: of the set, then file by file, those that count first; the gravest first in each."""
    for finding in consolidation.whole.findings:
        yield _Entry(TOGETHER, "", finding)
    others = [each for each in consolidation.inputs if each.state is not State.COUNTED]
    for each in (*consolidation.regions, *others):
        heading = each.label if each.state is State.COUNTED else OTHERS
        for finding in told(each.result) if each.result else ():
            yield _Entry(heading, each.path, finding)


def _tally(page: Page, entries: Sequence[_Entry], top: int) -> Tally:
    """Name the list's columns that are counted by."""
    columns = {
        "heading": [each.heading for each in entries],
        "severity": [_severity(page, each.finding.severity) for each in entries],
        "code": [each.finding.code for each in entries],
    }
    tally = Tally("점검", columns, {"heading": "구분", "severity": "심각도", "code": "코드"})
    last = top + max(1, len(entries))
    for letter, name in zip("ABC", columns, strict=True):
        area = f"='{page.title}'!${letter}${top + 1}:${letter}${last}"
        done(page.workbook.define_name(tally.name(name), area))
    return tally


def _severity(page: Page, level: Severity) -> str:
    return SEVERITY[level].in_(page.language)


def _write_matrix(
    page: Page, rules: Sequence[Finding], headings: Sequence[str], tally: Tally
) -> None:
    """Write how often each rule is broken under each heading."""
    page.section(_TOP - 1, Text("규칙 × 지역(건수)", "Rule by region (findings)"))
    heads = (Text("규칙", "Rule"), Text("심각도", "Severity"), Text("코드", "Code"))
    page.heads(_TOP, [*heads, TOTAL, *headings])
    first, last = 5, _TOP + len(rules)
    end = first + len(headings)
    for row, rule in enumerate(rules, start=_TOP + 1):
        page.text(row, 1, rule.title, page.look.wrapped_label)
        page.sheet.set_row(row - 1, _height({0: rule.title.in_(page.language)}))
        page.text(row, _SEVERITY, _severity(page, rule.severity), _shade(page, rule))
        page.text(row, 3, rule.code, page.look.centred)
        for column, heading in enumerate(headings, start=first):
            made = tally.count(
                severity=At(f"$B{row}", _severity(page, rule.severity)),
                code=At(f"$C{row}", rule.code),
                heading=At(f"{column_letter(column)}${_TOP}", heading),
            )
            page.computed(row, column, made, page.look.count)
        page.across(row, 4, range(first, end), page.look.count)
    if rules:
        sum_row(page, last + 1, 3, range(4, end), (_TOP + 1, last))
    else:
        page.text(_TOP + 1, 1, Text("지적이 없습니다.", "No findings."), page.look.label)


def _shade(page: Page, finding: Finding) -> Format:
    return page.look.severity(finding.severity)


def _write_list(page: Page, entries: Sequence[_Entry], top: int, places: Sequence[Place]) -> None:
    """Write every finding."""
    page.section(top - 1, Text("전체 지적", "All findings"))
    page.heads(top, [each.header for each in _COLUMNS])
    spots = {spot: (each.title, row) for each in places for spot, row in each.origins.items()}
    for n, entry in enumerate(entries, start=1):
        _write_entry(page, top + n, n, entry)
        _write_link(page, top + n, entry, spots if n <= _MOST_LINKS else {})
    last = top + max(1, len(entries))
    done(page.sheet.autofilter(top - 1, 0, last - 1, len(_COLUMNS) - 1))


def _write_entry(page: Page, row: int, number: int, entry: _Entry) -> None:
    """Write a finding; its row is tall enough for its longest text."""
    finding = entry.finding
    texts = (
        entry.heading,
        _severity(page, finding.severity),
        finding.code,
        "",
        finding.sheet or words.WHOLE_WORKBOOK.in_(page.language),
        finding.cell or "",
        "",
        "",
        ", ".join(finding.related),
        entry.path,
        finding.source.in_(page.language),
        finding.message.in_(page.language),
        finding.fix.in_(page.language),
    )
    for column, text in enumerate(texts, start=1):
        look = _shade(page, finding) if column == _SEVERITY else page.look.wrapped
        if column not in (_NUMBER, _LINK, _SHORTFALL):
            page.text(row, column, text, look)
    page.put(row, _NUMBER, number, page.look.top_won)
    shortfall = finding.measure.shortfall if finding.measure else None
    page.put(row, _SHORTFALL, shortfall, page.look.top_won)
    page.sheet.set_row(row - 1, _height(dict(enumerate(texts))))


def _height(texts: Mapping[int, str]) -> float:
    """Return the height of a row that shows texts by the column, from 0, they stand in."""
    most = max(lines(text, _COLUMNS[column].width - 2) for column, text in texts.items())
    return min(_TALLEST, _LINE * most + 4)


def _write_link(
    page: Page, row: int, entry: _Entry, spots: Mapping[tuple[str, str, int], tuple[str, int]]
) -> None:
    """Write a link to the row of a listing that a finding points to, where there is one."""
    finding = entry.finding
    at = parse_a1(finding.cell)[0] if finding.cell else 0
    found = spots.get((entry.path, finding.sheet or "", at))
    if found is None:
        page.text(row, _LINK, "", page.look.wrapped)
        return
    title, place = found
    page.link(row, _LINK, f"'{title}'!{a1(place, 1)}", f"{title} {place}")
