"""바로 가기 in 점검표: from a check that is not met to the first row that breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aitx_budget.layout.expressions import AnyOf, At, Compare, Const, CountGaps, Expr, If, IfError
from aitx_budget.layout.pointing import (
    NOWHERE,
    FirstCell,
    FirstGap,
    FirstRow,
    Link,
    Named,
    first_of,
    joined,
    link_to_row,
)
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.summary.sheet import (
    NOT_APPLICABLE,
    PASS,
    UNKNOWN,
    Broken,
    Pointer,
    Style,
    SummaryCell,
)
from aitx_budget.layout.workbook import GUIDE_SHEET, SUMMARY_SHEET

LEAD_COLUMN, FIRST_HIDDEN = 13, 15
"""The column of the links, and the first of those, out of sight, that hold the rows they lead to."""

TEXTS_NAME, TEXTS_KEY = "작성안내_글자로적힌수", "tasks.texts"
"""The defined name and the key of the cell on 작성안내 that counts numbers typed as texts."""

_ALARM_COLUMN = 10


def leads(
    layout: WorkbookLayout,
    cells: Sequence[SummaryCell],
    pointers: Sequence[Pointer],
    checksums: Sequence[tuple[str, ...]],
) -> Iterator[SummaryCell]:
    """Yield the head, the links, and the cells out of sight that they look at, of all checks.

    Args:
        layout: the workbook.
        cells: the whole summary, because checks stand above what they tell of.
        pointers: of all checks, in the order of 점검표.
        checksums: the keys of each row of 검산.
    """
    rows = {cell.key: cell.row for cell in cells if cell.key}
    yield _alarm(rows["overall"])
    yield _unproved(rows, checksums)
    if pointers:
        yield SummaryCell("", pointers[0].row - 1, LEAD_COLUMN, "바로 가기", Style.HEAD)
    for pointer in pointers:
        yield from _leads_of(layout, rows, pointer)


def _alarm(row: int) -> SummaryCell:
    """Return what is said beside the verdict where amounts are typed as texts: sums leave them out, and so do checks."""
    texts = Named(TEXTS_NAME, TEXTS_KEY)
    told = Link(
        GUIDE_SHEET, Const(1), joined("글자로 적힌 수 ", texts, "개가 합계에서 빠졌습니다.")
    )
    shown = If(Compare(">", texts, Const(0)), told, Const(""))
    broken = "#으로 시작하는 오류 값이 있어 판정하지 못한 것이 있습니다."
    return SummaryCell("overall.texts", row, _ALARM_COLUMN, IfError(shown, broken), Style.ALARM)


def _unproved(rows: dict[str, int], checksums: Sequence[tuple[str, ...]]) -> SummaryCell:
    """Return what is said under it where a 검산 is not 0: a table leaves amounts out, and the verdict cannot be told."""
    leads = []
    for keys in checksums:
        row = Const(rows[keys[0]])
        told = joined(f"{SUMMARY_SHEET} ", row, "행의 검산이 0이 아닙니다. 빠진 금액이 있습니다.")
        somewhere = Compare(">", CountGaps(keys), Const(0))
        leads.append((If(somewhere, row, Const(NOWHERE)), Link(SUMMARY_SHEET, row, told)))
    shown = IfError(first_of(leads, Const("")), UNKNOWN)
    return SummaryCell("overall.gaps", rows["overall"] + 1, _ALARM_COLUMN, shown, Style.ALARM)


def _leads_of(
    layout: WorkbookLayout, rows: dict[str, int], pointer: Pointer
) -> Iterator[SummaryCell]:
    shown = []
    for n, (sheet, row) in enumerate(_found(layout, rows, pointer.broken)):
        key = f"{pointer.verdict}.row.{n}"
        wanted = If(_is_met(pointer.verdict), Const(NOWHERE), row)
        yield SummaryCell(
            key, pointer.row, FIRST_HIDDEN + n, IfError(wanted, UNKNOWN), Style.HIDDEN
        )
        shown.append((At(key), link_to_row(sheet, At(key))))
    unread = Link(GUIDE_SHEET, Const(1), joined(f"{GUIDE_SHEET}의 남은 할 일"))
    unknown = Compare("=", At(pointer.verdict), Const(UNKNOWN))
    lead = If(unknown, unread, first_of(shown, Const("")))
    key = f"{pointer.verdict}.lead"
    yield SummaryCell(key, pointer.row, LEAD_COLUMN, lead, Style.LINK)


def _is_met(verdict: str) -> Expr:
    """Tell whether there is nothing to look for."""
    words = (PASS, NOT_APPLICABLE, UNKNOWN)
    return AnyOf(tuple(Compare("=", At(verdict), Const(word)) for word in words))


def _found(
    layout: WorkbookLayout, rows: dict[str, int], broken: Broken
) -> Iterator[tuple[str, Expr]]:
    """Yield (sheet, row) of each place to look at, the first that has one counts."""
    if broken.cell:
        yield SUMMARY_SHEET, Const(rows[broken.cell])
    if broken.table:
        table = layout.tables[broken.table]
        yield table.sheet, Const(table.first_row)
    for word in broken.words:
        yield SUMMARY_SHEET, FirstCell(broken.verdicts, rows[broken.verdicts[0]], word)
    if broken.gaps:
        yield SUMMARY_SHEET, FirstGap(broken.gaps, broken.across, rows[broken.gaps[0]])
    for name, conditions in broken.counted:
        table = layout.tables[name]
        yield (
            table.sheet,
            FirstRow(name, table.fields[0].name, table.first_row, conditions),
        )
