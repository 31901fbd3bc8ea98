"""The charts of 총괄표: how the budget is funded, how far its ratios are from what is asked, when it is spent.

A chart that is of no block of neighbouring cells looks at cells of its own, which stand behind it: every program draws those,
while some leave out what is hidden.
"""

from __future__ import annotations

from aitx_budget.layout.expressions import At, Const, Expr, Quotient
from aitx_budget.layout.summary.sheet import Chart, Drawing, LiveCheck, Sheet, Style, SummaryCell
from aitx_budget.layout.workbook import PLAN_SOURCES

Categories = tuple[int, int, int]
Series = tuple[int, int, int, int]

_HEIGHT = 320
_DONUT, _AGAINST = 4, 8
"""Columns of the second and the third chart of a row."""


def of_months(
    sheet: Sheet, categories: Categories, stacked: tuple[Series, ...], line: Series
) -> None:
    """Draw the months' spending with its running total."""
    size = (1180, _HEIGHT)
    sheet.charts.append(
        Chart(
            Drawing.STACKED,
            "월별 집행계획과 누계",
            sheet.at + 1,
            1,
            size,
            categories,
            stacked,
            line,
        )
    )


def of_funding(sheet: Sheet, categories: Categories, stacked: tuple[Series, ...]) -> None:
    """Draw the funding per year, of the whole period, and the ratios against what is asked."""
    top = sheet.at + 1
    size = (500, _HEIGHT)
    sheet.charts.append(
        Chart(Drawing.STACKED, "회계연도별 재원 구성", top, 1, size, categories, stacked)
    )
    _draw_donut(sheet, top)
    _draw_ratios(sheet, top)


def _put(sheet: Sheet, key: str, row: int, column: int, content: Expr | str) -> None:
    """Set a cell behind a chart."""
    style = Style.DRAWN_SHARE if key.endswith(("share", "asked")) else Style.DRAWN
    sheet.drawn.append(SummaryCell(key, row, column, content, style))


def _draw_donut(sheet: Sheet, top: int) -> None:
    """Draw the whole budget by source, as shares of a ring."""
    head, column = top + 2, _DONUT + 1
    _put(sheet, "", head, column + 1, "총사업비")
    for row, name in enumerate(PLAN_SOURCES, start=head + 1):
        _put(sheet, "", row, column, getattr(sheet.programme.sources, name).ko)
        _put(sheet, f"drawn.{name}", row, column + 1, At(f"funding.total.{name}"))
    first, last = head + 1, head + len(PLAN_SOURCES)
    series = ((head, column + 1, first, last),)
    sheet.charts.append(
        Chart(
            Drawing.DONUT,
            "총사업비의 재원 구성",
            top,
            _DONUT,
            (420, _HEIGHT),
            (column, first, last),
            series,
        )
    )


def _draw_ratios(sheet: Sheet, top: int) -> None:
    """Draw the matching ratios as columns against the least that is asked of each."""
    matching = sheet.programme.matching
    asked = {"MAT401": matching.minimum.value, "MAT402": matching.local_minimum.value}
    checks = [check for check in sheet.checks if check.code in asked]
    if not checks:
        return
    labels = {cell.row: cell.content for cell in sheet.cells if cell.column == 1}
    rows = {cell.key: cell.row for cell in sheet.cells if cell.key}
    head, column = top + 2, _AGAINST + 1
    _put(sheet, "", head, column + 1, "현재 비율")
    _put(sheet, "", head, column + 2, "기준(최소)")
    for row, check in enumerate(checks, start=head + 1):
        part, base = asked[check.code]
        _put(sheet, "", row, column, str(labels[rows[check.verdict]]))
        _put(sheet, f"drawn.{row}.share", row, column + 1, At(_share(check)))
        _put(sheet, f"drawn.{row}.asked", row, column + 2, Quotient(Const(part), Const(base)))
    first, last = head + 1, head + len(checks)
    sheet.charts.append(
        Chart(
            Drawing.AGAINST,
            "매칭 기준 대비 현재 비율",
            top,
            _AGAINST,
            (740, _HEIGHT),
            (column, first, last),
            ((head, column + 1, first, last),),
            (head, column + 2, first, last),
        )
    )


def _share(check: LiveCheck) -> str:
    """Return the key of the ratio that a check shows."""
    return check.verdict.removesuffix("verdict") + "share"
