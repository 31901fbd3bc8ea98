"""The sheets behind a 변경대비표: every change line by line, the findings, and what could not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.worksheet import Worksheet

from aitx_budget.compare import words
from aitx_budget.compare.changes import CellChange, Change, LineChange, Uncompared
from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.findings import Fate, FindingChange
from aitx_budget.compare.lines import Unread
from aitx_budget.compare.looks import DELTA, TEXT, WON, Looks, Mark
from aitx_budget.compare.pages import HEAD_ROW, Column, begin, fit
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind
from aitx_budget.model.finding import Finding
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.template.page import done, write, write_formula

_NUMBER = Text("번호", "No.")
_SHEET = Text("시트", "Sheet")
_BEFORE_CELL = Text("변경전 칸", "Cell before")
_AFTER_CELL = Text("변경후 칸", "Cell after")

_LINE_COLUMNS = (
    Column(_NUMBER, 6),
    Column(_SHEET, 13),
    Column(Text("구분", "Kind"), 9),
    Column(Text("대상", "Line"), 46),
    Column(Text("항목", "Field"), 15),
    Column(words.BEFORE, 22),
    Column(words.AFTER, 22),
    Column(words.DELTA, 17),
    Column(_BEFORE_CELL, 9),
    Column(_AFTER_CELL, 9),
    Column(words.REASON, 32, typed=True),
)
_FINDING_COLUMNS = (
    Column(_NUMBER, 6),
    Column(Text("구분", "Kind"), 9),
    Column(Text("심각도", "Severity"), 16),
    Column(Text("코드", "Code"), 9),
    Column(_BEFORE_CELL, 17),
    Column(_AFTER_CELL, 17),
    Column(Text("내용", "Finding"), 58),
    Column(Text("조치", "Fix"), 48),
    Column(Text("비고", "Remarks"), 24, typed=True),
)
_UNCOMPARED_COLUMNS = (
    Column(_NUMBER, 6),
    Column(_SHEET, 15),
    Column(Text("항목", "Field"), 18),
    Column(_BEFORE_CELL, 10),
    Column(words.BEFORE, 28),
    Column(_AFTER_CELL, 10),
    Column(words.AFTER, 28),
    Column(Text("까닭", "Why"), 34),
    Column(Text("비고", "Remarks"), 28, typed=True),
)
_MARKS = {
    Change.ADDED: Mark.GOOD,
    Change.REMOVED: Mark.BAD,
    Change.MOVED: Mark.NEUTRAL,
    Change.CHANGED: Mark.DOUBT,
}
_FATE_MARKS = {Fate.NEW: Mark.BAD, Fate.REMAINING: Mark.DOUBT, Fate.CURED: Mark.GOOD}
_SUBTRACTED = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)


def write_lines(sheet: Worksheet, comparison: Comparison, looks: Looks, language: Language) -> None:
    """Write every change, a row for each cell of a line that differs."""
    begin(sheet, comparison, looks, language, words.LINES, _LINE_COLUMNS)
    write(sheet, 4, 1, words.verdict(comparison).in_(language), looks.verdict)
    row = HEAD_ROW + 1
    for number, change in enumerate(comparison.changes, start=1):
        row = _write_change(sheet, row, number, change, looks, language)
    _end(sheet, row, _LINE_COLUMNS, looks, language)


def _write_change(
    sheet: Worksheet, row: int, number: int, change: LineChange, looks: Looks, language: Language
) -> int:
    """Write the rows of one change; return the row after them."""
    said = printable(words.subject(change, language))
    kind = words.CHANGES[change.change].in_(language)
    for at, cell in enumerate(change.cells or (None,), start=row):
        first = at == row
        text = looks.cell(TEXT) if first else looks.faint
        write(sheet, at, 1, number, looks.cell(WON))
        write(sheet, at, 2, change.table.sheet, text)
        write(sheet, at, 3, kind, looks.word(_MARKS[change.change]) if first else looks.faint)
        write(sheet, at, 4, said, text)
        values = (
            _whole(sheet, at, change, looks, language)
            if cell is None
            else _cell(sheet, at, cell, looks, language)
        )
        write(sheet, at, 11, None, looks.reason)
        fit(sheet, at, _LINE_COLUMNS, [None, None, None, said, *values])
    return row + max(1, len(change.cells))


def _cell(
    sheet: Worksheet, row: int, cell: CellChange, looks: Looks, language: Language
) -> Sequence[object]:
    """Write what a field said and says; return the texts."""
    field = cell.field
    write(sheet, row, 5, field.header, looks.cell(TEXT))
    shown = [_shown(each, field, language) for each in (cell.before, cell.after)]
    for column, each in enumerate(shown, start=6):
        write(sheet, row, column, each, looks.value(field.kind))
    _delta(sheet, row, field.kind, shown, looks)
    write(sheet, row, 9, cell.before_cell.a1, looks.cell(TEXT))
    write(sheet, row, 10, cell.after_cell.a1, looks.cell(TEXT))
    return [field.header, *shown]


def _whole(
    sheet: Worksheet, row: int, change: LineChange, looks: Looks, language: Language
) -> Sequence[object]:
    """Write the amount of a line that only one version has; return the texts."""
    named = words.amount_named(change).in_(language)
    write(sheet, row, 5, named, looks.cell(TEXT))
    removed = change.after_at is None
    amount = change.amount_before if removed else change.amount_after
    shown: list[Any] = [amount, None] if removed else [None, amount]
    for column, each in enumerate(shown, start=6):
        write(sheet, row, column, each, looks.value(Kind.WON))
    _delta(sheet, row, Kind.WON, shown, looks)
    write(sheet, row, 9, words.place(change.before_at), looks.cell(TEXT))
    write(sheet, row, 10, words.place(change.after_at), looks.cell(TEXT))
    return [named, *shown]


def _delta(sheet: Worksheet, row: int, kind: Kind, shown: Sequence[Any], looks: Looks) -> None:
    """Write the difference of two numbers as a formula; a blank counts nothing."""
    if kind not in _SUBTRACTED or shown == [None, None]:
        write(sheet, row, 8, None, looks.cell(TEXT))
        return
    before, after = (each or 0 for each in shown)
    look = looks.cell(DELTA if kind is Kind.WON else 'General;"△"General;"–"', changed=True)
    write_formula(sheet, row, 8, f"N(G{row})-N(F{row})", after - before, look)


def _shown(value: Any, field: Field, language: Language) -> Any:
    """Return a value as a cell holds it: a number where it can be subtracted, else text."""
    if value is None:
        return words.BLANK.in_(language) if field.kind not in _SUBTRACTED else None
    if isinstance(value, Unread) or field.kind not in _SUBTRACTED:
        return printable(words.value(value, field, language))
    scaled = field.kind in (Kind.QUANTITY, Kind.PERCENT)
    return Fraction(value, THOUSANDTHS) if scaled else value


def write_findings(
    sheet: Worksheet, comparison: Comparison, looks: Looks, language: Language
) -> None:
    """Write the new findings, those that remain and those that were cured."""
    begin(sheet, comparison, looks, language, words.FINDINGS, _FINDING_COLUMNS)
    write(sheet, 4, 1, words.fates(comparison).in_(language), looks.verdict)
    row = HEAD_ROW + 1
    for number, found in enumerate(comparison.findings, start=1):
        _write_finding(sheet, row, number, found, looks, language)
        row += 1
    _end(sheet, row, _FINDING_COLUMNS, looks, language)


def _write_finding(
    sheet: Worksheet, row: int, number: int, found: FindingChange, looks: Looks, language: Language
) -> None:
    said = found.last
    values = [
        words.severity(found).in_(language),
        said.code,
        _finding_place(found.before),
        _finding_place(found.after),
        printable(said.message.in_(language)),
        printable(words.fix(found).in_(language)),
    ]
    write(sheet, row, 1, number, looks.cell(WON))
    word = words.FATES[found.fate].in_(language)
    write(sheet, row, 2, word, looks.word(_FATE_MARKS[found.fate]))
    for column, value in enumerate(values, start=3):
        write(sheet, row, column, value, looks.cell(TEXT))
    write(sheet, row, 9, None, looks.reason)
    fit(sheet, row, _FINDING_COLUMNS, [None, None, *values])


def _finding_place(finding: Finding | None) -> str:
    if finding is None or finding.sheet is None:
        return "–"
    return printable(f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet)


def write_uncompared(
    sheet: Worksheet, comparison: Comparison, looks: Looks, language: Language
) -> None:
    """Write every cell, column and sheet that could not be held against the other version."""
    begin(sheet, comparison, looks, language, words.UNCOMPARED, _UNCOMPARED_COLUMNS)
    row = HEAD_ROW + 1
    for number, found in enumerate(comparison.uncompared, start=1):
        _write_uncompared(sheet, row, number, found, looks, language)
        row += 1
    _end(sheet, row, _UNCOMPARED_COLUMNS, looks, language)


def _write_uncompared(
    sheet: Worksheet, row: int, number: int, found: Uncompared, looks: Looks, language: Language
) -> None:
    sides = [
        "–" if cell is None or found.field is None else words.value(value, found.field, language)
        for value, cell in (
            (found.before, found.before_cell),
            (found.after, found.after_cell),
        )
    ]
    values = [
        found.table.sheet,
        words.uncompared_field(found).in_(language),
        words.place(found.before_cell),
        printable(sides[0]),
        words.place(found.after_cell),
        printable(sides[1]),
        words.reason(found).in_(language),
    ]
    write(sheet, row, 1, number, looks.cell(WON))
    for column, value in enumerate(values, start=2):
        write(sheet, row, column, value, looks.cell(TEXT))
    write(sheet, row, 9, None, looks.reason)
    fit(sheet, row, _UNCOMPARED_COLUMNS, [None, *values])


def _end(
    sheet: Worksheet, row: int, columns: Sequence[Column], looks: Looks, language: Language
) -> None:
    """Let the rows be filtered, or say that there are none."""
    if row == HEAD_ROW + 1:
        write(sheet, row, 1, words.NOTHING.in_(language), looks.purpose)
        return
    done(sheet.autofilter(HEAD_ROW - 1, 0, row - 2, len(columns) - 1))
