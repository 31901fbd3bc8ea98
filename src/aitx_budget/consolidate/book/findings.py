"""The list on 점검결과: every finding with its place, and a link to the line of a listing it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aitx_budget.consolidate.book.listing import Place
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.record import Consolidation, State
from aitx_budget.model.address import a1, parse_a1
from aitx_budget.model.finding import Finding, Weight
from aitx_budget.model.names import file_name
from aitx_budget.model.telling import cure, said_of, told
from aitx_budget.model.text import Text
from aitx_budget.model.wrapping import lines
from aitx_budget.report import words
from aitx_budget.template.page import done

TOGETHER, OTHERS = "지역 간", "그 밖의 파일"
"""What findings of the set alone, and those of files that don't count, stand under."""

_MOST_LINKS = 60_000
"""A worksheet holds little more; findings beyond these have no link."""

_LINE, _TALLEST = 15, 409
"""Points of a line of text, and of the tallest row."""


class Column(NamedTuple):
    """A column of the list."""

    header: Text
    width: int


COLUMNS = (
    Column(Text("구분", "Region"), 12),
    Column(Text("심각도", "Severity"), 12),
    Column(Text("코드", "Code"), 9),
    Column(Text("시트", "Sheet"), 12),
    Column(Text("셀", "Cell"), 8),
    Column(Text("목록에서 보기", "In the list"), 14),
    Column(Text("차이", "Off by"), 14),
    Column(Text("번호", "No."), 8),
    Column(Text("관련 셀", "Related cells"), 18),
    Column(Text("파일", "File"), 15),
    Column(Text("내용", "Finding"), 56),
    Column(Text("조치", "Fix"), 52),
    Column(Text("근거", "Source"), 40),
)
"""The regions of the matrix stand above the narrow ones in the middle, what its rules say above the sentences."""

SEVERITY, SENTENCE, PRINTED = 2, 11, 12
"""Columns of the severity and of the sentence, and the last that is printed."""

_LINK, _OFF_BY, _NUMBER = 6, 7, 8


@dataclass(frozen=True)
class Entry:
    """A finding with the heading and the file it stands under; no file for one of the set alone."""

    heading: str
    path: str
    finding: Finding

    @property
    def file(self) -> str:
        """What the file is called in the list: a region's by its name, since 제출현황 has its folder."""
        return self.path if self.heading == OTHERS else file_name(self.path)

    @property
    def kind(self) -> tuple[Weight, str, str]:
        """What it is counted by: how it counts, how grave that is called, and its rule."""
        return self.finding.weight, said_of(self.finding).ko, self.finding.code


def entries(consolidation: Consolidation) -> Iterator[Entry]:
    """Yield the findings: of the set, then file by file, those that count first; the gravest first in each."""
    for finding in consolidation.whole.findings:
        yield Entry(TOGETHER, "", finding)
    others = [each for each in consolidation.inputs if each.state is not State.COUNTED]
    for each in (*consolidation.regions, *others):
        heading = each.label if each.state is State.COUNTED else OTHERS
        for finding in told(each.result) if each.result else ():
            yield Entry(heading, each.path, finding)


def write_list(page: Page, found: Sequence[Entry], top: int, places: Sequence[Place]) -> None:
    """Write every finding under headers in row `top`."""
    page.section(top - 1, Text("전체 지적", "All findings"))
    page.heads(top, [each.header for each in COLUMNS])
    spots = {spot: (each.title, row) for each in places for spot, row in each.origins.items()}
    for n, entry in enumerate(found, start=1):
        _write_entry(page, top + n, n, entry)
        _write_link(page, top + n, entry, spots if n <= _MOST_LINKS else {})
    last = top + max(1, len(found))
    done(page.sheet.autofilter(top - 1, 0, last - 1, len(COLUMNS) - 1))
    done(page.sheet.repeat_rows(top - 1))
    done(page.sheet.print_area(0, 0, last - 1, PRINTED - 1))


def _write_entry(page: Page, row: int, number: int, entry: Entry) -> None:
    """Write a finding; its row is tall enough for its longest text."""
    finding = entry.finding
    texts = (
        entry.heading,
        said_of(finding).in_(page.language),
        finding.code,
        finding.sheet or words.WHOLE_WORKBOOK.in_(page.language),
        finding.cell or "",
        "",
        "",
        "",
        ", ".join(finding.related),
        entry.file,
        finding.message.in_(page.language),
        cure(finding).in_(page.language),
        finding.source.in_(page.language),
    )
    for column, text in enumerate(texts, start=1):
        look = page.look.weight(finding.weight) if column == SEVERITY else page.look.wrapped
        if column not in (_NUMBER, _LINK, _OFF_BY):
            page.text(row, column, text, look)
    page.put(row, _NUMBER, number, page.look.top_won)
    off_by = finding.off_by or None
    page.put(row, _OFF_BY, off_by, page.look.top_won)
    pairs = zip(texts, COLUMNS, strict=True)
    page.tall(row, max(fitting(text, column.width) for text, column in pairs))


def fitting(text: str, width: float) -> float:
    """Return the height of a row that shows a text in so many characters."""
    return min(_TALLEST, _LINE * lines(text, int(width) - 3) + 4)


def _write_link(
    page: Page, row: int, entry: Entry, spots: Mapping[tuple[str, str, int], tuple[str, int]]
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
