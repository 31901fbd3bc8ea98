"""제출현황: which regions are there, what became of each file, and every row that was found, taken or refused."""

from __future__ import annotations

from collections.abc import Sequence

from aitx_budget.consolidate.book.blocks import sum_row
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.consolidate.words import MISSING, STATES, by_region, column_lost, day
from aitx_budget.model.text import Text
from aitx_budget.model.wrapping import lines

SHEET = "제출현황"
_TOP = 5
_WIDTHS = (12, 34, 16, 10, 12, 12, 12, 12, 60)
_LINE = 15


def write_received(page: Page, consolidation: Consolidation) -> None:
    """Write the sheet."""
    page.set_up(consolidation.programme.title.ko, _WIDTHS)
    page.heading(
        Text("제출현황", "What was received"),
        Text(
            "발견한 행은 모두 반영되었거나 제외되었습니다(발견 = 반영 + 제외). 제외된 행은 이유와 함께 아래에 있습니다.",
            "Every row that was found was taken or refused; the refused ones are below, with the reason.",
        ),
    )
    row = _regions(page, consolidation, _TOP)
    row = _files(page, consolidation, row)
    row = _counts(page, consolidation, row)
    _refused(page, consolidation, row)
    page.paginate()


def _regions(page: Page, consolidation: Consolidation, top: int) -> int:
    """Write the selected regions and any other that came; return the next free row."""
    page.section(top, Text("지역별 제출", "Regions"))
    page.heads(
        top + 1,
        (
            Text("지역", "Region"),
            Text("반영한 파일", "File that counts"),
            Text("상태", "State"),
            Text("제출차수", "Revision"),
            Text("작성일", "Written on"),
        ),
    )
    row = top + 1
    for label, each in by_region(consolidation):
        row += 1
        state = STATES[each.state] if each else MISSING
        page.text(row, 1, label, page.look.label)
        page.text(row, 2, each.path if each else "", page.look.label)
        page.text(row, 3, state, page.look.centred)
        page.put(row, 4, each.revision if each else None, page.look.centred)
        page.text(row, 5, day(each.written_on) if each else "", page.look.centred)
    return row + 2


def _files(page: Page, consolidation: Consolidation, top: int) -> int:
    """Write what became of each file; return the next free row."""
    page.section(top, Text("파일별 처리", "Files"))
    page.heads(
        top + 1,
        (
            Text("지역", "Region"),
            Text("파일", "File"),
            Text("상태", "State"),
            Text("제출차수", "Revision"),
            Text("작성일", "Written on"),
            Text("서식 버전", "Layout"),
            Text("오류", "Errors"),
            Text("경고", "Warnings"),
            Text("이유", "Reason"),
        ),
    )
    row = top + 1
    for each in consolidation.inputs:
        row += 1
        page.text(row, 1, each.label, page.look.label)
        page.text(row, 2, each.path, page.look.wrapped_label)
        page.text(row, 3, STATES[each.state], page.look.centred)
        page.put(row, 4, each.revision, page.look.centred)
        page.text(row, 5, day(each.written_on), page.look.centred)
        page.text(row, 6, each.submission.identity.layout if each.scope else "", page.look.centred)
        for column, level in enumerate(("error", "warning"), start=7):
            found = each.result.as_json(page.language)["counts"][level] if each.result else None
            page.put(row, column, found, page.look.won)
        reason = each.reason.in_(page.language)
        page.text(row, 9, reason, page.look.wrapped_label)
        _tall(page, row, ((each.path, _WIDTHS[1]), (reason, _WIDTHS[8])))
    return row + 2


def _tall(page: Page, row: int, texts: Sequence[tuple[str, int]]) -> None:
    """Let a row show its wrapped texts."""
    page.tall(row, _LINE * max(lines(text, width - 3) for text, width in texts) + 4)


def _counts(page: Page, consolidation: Consolidation, top: int) -> int:
    """Write the rows of each table of each file: found, taken, refused; return the next free row."""
    page.section(top, Text("행 수(발견 = 반영 + 제외)", "Rows (found = taken + refused)"))
    page.heads(
        top + 1,
        (
            Text("지역", "Region"),
            Text("파일", "File"),
            Text("시트", "Sheet"),
            Text("상태", "State"),
            Text("발견", "Found"),
            Text("반영", "Taken"),
            Text("제외", "Refused"),
            Text("소계 행", "Subtotals"),
            Text("비고", "Remarks"),
        ),
    )
    row = top + 1
    tables = consolidation.stack.layout.tables
    for each in consolidation.inputs:
        for count in each.counts:
            row += 1
            page.text(row, 1, each.label, page.look.label)
            page.text(row, 2, each.path, page.look.label)
            page.text(row, 3, count.sheet or tables[count.table].sheet, page.look.label)
            page.text(row, 4, STATES[each.state], page.look.centred)
            for column, number in enumerate(
                (count.found, count.taken, count.refused, count.subtotals), start=5
            ):
                page.put(row, column, number, page.look.won)
            page.text(row, 9, "" if count.sheet else _LOST, page.look.label)
    sum_row(page, row + 1, 4, range(5, 9), (top + 2, row))
    page.text(row + 1, 9, "", page.look.sum_label)
    return row + 3


_LOST = Text(
    "시트를 하나로 확정하지 못해 읽지 않았습니다(점검결과의 STR101·STR102 참고).",
    "Not read: no sheet, or more than one, was found (see STR101 and STR102).",
)


def _refused(page: Page, consolidation: Consolidation, top: int) -> None:
    """Write the refused rows of the workbooks that count, each with its cells."""
    page.section(
        top, Text("제외한 행(금액을 읽지 못함)", "Refused rows (amounts that cannot be read)")
    )
    page.heads(
        top + 1,
        (
            Text("지역", "Region"),
            Text("파일", "File"),
            Text("시트", "Sheet"),
            Text("행", "Row"),
            Text("셀", "Cells"),
        ),
    )
    page.heads(top + 1, [Text("적힌 내용", "What stands there")], first=9)
    for column in (6, 7, 8):
        page.text(top + 1, column, "", page.look.head)
    row = top + 1
    for each in consolidation.regions:
        for refused in each.refused:
            row += 1
            page.text(row, 1, each.label, page.look.label)
            page.text(row, 2, each.path, page.look.label)
            page.text(row, 3, refused.sheet, page.look.label)
            page.put(row, 4, refused.row, page.look.centred)
            page.text(row, 5, ", ".join(refused.cells), page.look.label)
            for column in (6, 7, 8):
                page.text(row, column, "", page.look.label)
            found = ", ".join(refused.found)
            page.text(row, 9, found if refused.cells else column_lost(found), page.look.label)
    if row == top + 1:
        page.text(row + 1, 1, Text("없습니다.", "None."), page.look.label)
