"""The sheet 변경대비표: sums before and after, with live differences and totals, and room for reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from aitx_budget.compare import words
from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.looks import DELTA, RATE, TEXT, WON, Looks, Tone
from aitx_budget.compare.pages import HEAD_ROW, Column, begin, fit
from aitx_budget.compare.sections import BY_ALL, Level, Row, Section
from aitx_budget.compare.transfers import Transfer
from aitx_budget.model.address import column_letter
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.template.page import write, write_formula

_NAMES, _BEFORE, _AFTER, _DELTA, _RATE, _WHAT, _REASON = (1, 2), 3, 4, 5, 6, 7, 8

_COLUMNS = (
    Column(Text("구분", "Item"), 22),
    Column(Text("세부 구분", "Detail"), 34),
    Column(Text("변경전(원)", "Before (won)"), 18),
    Column(Text("변경후(원)", "After (won)"), 18),
    Column(Text("증감(△)", "Change (△)"), 17),
    Column(Text("증감률", "Rate"), 9),
    Column(Text("변경된 행", "Lines"), 24),
    Column(words.REASON, 36, typed=True),
)
_TONES = {Level.LEAF: Tone.PLAIN, Level.SUBTOTAL: Tone.SUBTOTAL, Level.TOTAL: Tone.TOTAL}
_MATCHING = Text("매칭비율", "matching ratio")


def write_sums(sheet: Worksheet, comparison: Comparison, looks: Looks, language: Language) -> None:
    """Write every section one under the other, then the advice on transfers."""
    begin(sheet, comparison, looks, language, words.TITLE, _COLUMNS)
    write(sheet, 4, 1, words.verdict(comparison).in_(language), looks.verdict)
    write(sheet, 5, 1, _more(comparison, language), looks.purpose)
    page = _Sheet(sheet, looks, language, _stated(comparison, language))
    row = HEAD_ROW + 1
    for number, section in enumerate(comparison.sections, start=1):
        row = page.section(row, number, section)
    page.transfers(row, len(comparison.sections) + 1, comparison)


def _more(comparison: Comparison, language: Language) -> str:
    """Say the matching ratios and how the findings fared."""
    ratios = [words.matching(each) for each in (comparison.before, comparison.after)]
    findings = words.fates(comparison)
    return Text(
        f"{_MATCHING.ko} {ratios[0]} → {ratios[1]} · 점검 지적 {findings.ko} · 단위: 원, △는 감액",
        f"{_MATCHING.en} {ratios[0]} → {ratios[1]} · findings: {findings.en} · in won, △ is a loss",
    ).in_(language)


def _stated(comparison: Comparison, language: Language) -> str:
    """Return the stated reason as it stands among those that are typed beside it."""
    if not comparison.stated_reason:
        return ""
    return printable(f"{words.STATED_REASON.in_(language)}: {comparison.stated_reason}")


@dataclass(frozen=True)
class _Sheet:
    """The sheet being written; rows count from 1.

    Attributes:
        sheet, looks, language: as everywhere.
        reason: why the whole budget changed, as the later version says it; empty for nothing.
    """

    sheet: Worksheet
    looks: Looks
    language: Language
    reason: str

    def section(self, row: int, number: int, section: Section) -> int:
        """Write a section from `row` on; return the row after it."""
        heads = " / ".join(filter(None, (head.in_(self.language) for head in section.heads)))
        self._band(row, f"{number}. {section.title.in_(self.language)} ({heads})")
        first = row + 1
        for at, each in enumerate(section.rows):
            of_all = section.name == BY_ALL and each.level is Level.TOTAL
            parts = [first + part for part in each.parts]
            self._row(first + at, each, parts, self.reason if of_all else "")
        return first + len(section.rows) + 1

    def _band(self, row: int, title: str) -> None:
        self.sheet.set_row(row - 1, 20)
        for column in range(1, len(_COLUMNS) + 1):
            write(self.sheet, row, column, title if column == 1 else None, self.looks.band)

    def _row(self, row: int, each: Row, parts: Sequence[int], reason: str) -> None:
        tone = _TONES[each.level]
        changed = each.delta != 0
        names = [printable(name.in_(self.language)) for name in each.names]
        for column, name in zip(_NAMES, names, strict=True):
            write(self.sheet, row, column, name, self.looks.cell(TEXT, tone))
        for column, amount in ((_BEFORE, each.before), (_AFTER, each.after)):
            self._amount(row, column, amount, parts, tone)
        self._difference(row, each.before, each.after, tone, changed=changed)
        what = words.touched(each).in_(self.language)
        write(self.sheet, row, _WHAT, what, self.looks.cell(TEXT, tone))
        write(self.sheet, row, _REASON, reason, self.looks.reason)
        fit(self.sheet, row, _COLUMNS, [*names, None, None, None, None, what, reason])

    def _amount(
        self, row: int, column: int, amount: int | None, parts: Sequence[int], tone: Tone
    ) -> None:
        """Write an amount: typed out, or as the sum of other rows; what is not known says so."""
        look = self.looks.cell(WON, tone)
        unknown = words.UNKNOWN.in_(self.language)
        if not parts:
            write(self.sheet, row, column, unknown if amount is None else amount, look)
            return
        cells = _ranges(column, parts)
        formula = f'IF(COUNT({cells})={len(parts)},SUM({cells}),"{unknown}")'
        write_formula(self.sheet, row, column, formula, unknown if amount is None else amount, look)

    def _difference(
        self, row: int, before: int | None, after: int | None, tone: Tone, *, changed: bool
    ) -> None:
        """Write the difference and its share of what was there, as formulas."""
        old, new, gap = (f"{column_letter(each)}{row}" for each in (_BEFORE, _AFTER, _DELTA))
        unknown = words.UNKNOWN.in_(self.language)
        known = before is not None and after is not None
        delta = (after or 0) - (before or 0)
        write_formula(
            self.sheet,
            row,
            _DELTA,
            f'IF(COUNT({old}:{new})=2,{new}-{old},"{unknown}")',
            delta if known else unknown,
            self.looks.cell(DELTA, tone, changed=changed),
        )
        write_formula(
            self.sheet,
            row,
            _RATE,
            f'IF(COUNT({old}:{new})=2,IF({old}=0,"",{gap}/{old}),"")',
            delta / before if known and before else "",
            self.looks.cell(RATE, tone, changed=changed),
        )

    def transfers(self, row: int, number: int, comparison: Comparison) -> None:
        """Write the advice on transfers between categories."""
        self._band(row, f"{number}. {words.TRANSFERS.in_(self.language)}")
        said = words.transfers_about(comparison.programme).in_(self.language)
        write(self.sheet, row + 1, 1, said, self.looks.purpose)
        if not comparison.transfers:
            nothing = words.NO_TRANSFERS.in_(self.language)
            write(self.sheet, row + 2, 1, nothing, self.looks.purpose)
        for at, each in enumerate(comparison.transfers, start=row + 2):
            self._transfer(at, each, comparison)

    def _transfer(self, row: int, each: Transfer, comparison: Comparison) -> None:
        text = self.looks.cell(TEXT)
        write(self.sheet, row, 1, str(each.fiscal_year or ""), text)
        write(self.sheet, row, 2, each.category, text)
        write(self.sheet, row, _BEFORE, each.before, self.looks.cell(WON))
        write(self.sheet, row, _AFTER, each.after, self.looks.cell(WON))
        self._difference(row, each.before, each.after, Tone.PLAIN, changed=True)
        said = words.transfer(each, comparison.programme).in_(self.language)
        write(self.sheet, row, _WHAT, said, text)
        write(self.sheet, row, _REASON, None, self.looks.reason)
        fit(self.sheet, row, _COLUMNS, [None] * (_WHAT - 1) + [said])


def _ranges(column: int, rows: Sequence[int]) -> str:
    """Return rows of a column as ranges: `C8:C9,C12`."""
    letter = column_letter(column)
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ",".join(
        f"{letter}{run[0]}:{letter}{run[-1]}" if len(run) > 1 else f"{letter}{run[0]}"
        for run in runs
    )
