"""정합성 점검 on 총괄표: by how much the tables differ from the budget, per fiscal year and project."""

from __future__ import annotations

from aitx_budget.layout.expressions import (
    At,
    Compare,
    Const,
    Expr,
    Here,
    If,
    IfError,
    Nth,
    SumOf,
    SumRows,
    minus,
    plus,
)
from aitx_budget.layout.summary.conditions import asset_budget, in_kind_cost, of_years
from aitx_budget.layout.summary.sheet import UNKNOWN, Sheet, Style
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES

PLAN_COLUMNS, IN_KIND_COLUMNS, FIRM_COLUMNS = (3, 6), (7, 7), (8, 12)
"""First and last column of the differences of each table."""


def agreement(sheet: Sheet) -> None:
    """Lay a row per fiscal year and unit project; every difference must be 0."""
    sheet.section(
        "정합성 점검(회계연도·단위사업별 차이)",
        "단위: 원 · 다른 시트의 합계에서 소요예산을 뺀 값이며 모두 0이어야 합니다.",
        new_page=True,
    )
    names = sheet.programme.sources
    sheet.heads(
        "사업코드",
        "회계연도",
        *(f"월별 {getattr(names, name).ko}" for name in PLAN_SOURCES),
        "현물내역",
        *(f"기업 {getattr(names, name).ko}" for name in SOURCES),
        "자산 합계",
        f"자산 {names.national_funds.ko}",
    )
    for year in sheet.programme.fiscal_years:
        for n in range(1, sheet.rows["unit_projects"] + 1):
            _row(sheet, year, n)


def gap_keys(sheet: Sheet, columns: tuple[int, int]) -> tuple[str, ...]:
    """Return the keys of a table's differences, row by row."""
    return tuple(
        f"agree.{year}.{n}.{column}"
        for year in sheet.programme.fiscal_years
        for n in range(1, sheet.rows["unit_projects"] + 1)
        for column in range(columns[0], columns[1] + 1)
    )


def _row(sheet: Sheet, year: int, n: int) -> None:
    key = f"agree.{year}.{n}"
    sheet.put(1, Nth("unit_projects", "code", n), Style.TEXT, f"{key}.code")
    blank = Compare("=", At(f"{key}.code"), Const(""))
    sheet.put(2, If(blank, Const(""), Const(year)), Style.TEXT, f"{key}.year")
    for column, gap in enumerate(_gaps(sheet, year, n), start=3):
        sheet.put(column, If(blank, Const(""), IfError(gap, UNKNOWN)), Style.GAP, f"{key}.{column}")
    sheet.row()


def _budget(name: str, here: tuple[tuple[str, Expr], ...]) -> Expr:
    """Return the budget's won of a source; local funds are provincial and municipal ones."""
    if name != "local_funds":
        return SumOf("budget_lines", name, here)
    local = ("provincial_funds", "municipal_funds")
    return plus(*(SumOf("budget_lines", each, here) for each in local))


def _gaps(sheet: Sheet, year: int, n: int) -> list[Expr]:
    """Return the differences of one row, in column order."""
    code = At(f"agree.{year}.{n}.code")
    here = (("fiscal_year", Const(year)), ("project", code))
    rows = (of_years(year), Compare("=", Here("project"), code))
    direct = Compare("=", Nth("unit_projects", "direct_support", n), Const("예"))
    in_kind = SumRows("in_kind_details", (*rows, in_kind_cost()))
    firms = [
        minus(SumOf("beneficiaries", name, here), If(direct, _budget(name, here), Const(0)))
        for name in SOURCES
    ]
    planned = {name: SumOf("asset_plan", name, here) for name in CASH}
    budgeted = {name: asset_budget(sheet.programme, name, here) for name in CASH}
    return [
        *_plan_gaps(sheet, rows, here),
        minus(in_kind, _budget("private_in_kind", here)),
        *firms,
        minus(plus(*planned.values()), plus(*budgeted.values())),
        minus(planned["national_funds"], budgeted["national_funds"]),
    ]


def _plan_gaps(
    sheet: Sheet, rows: tuple[Expr, ...], here: tuple[tuple[str, Expr], ...]
) -> list[Expr]:
    """Return monthly plan less budget per source, from the months themselves."""
    months = plus(*(Here(f"m{month}") for month in sheet.programme.months))
    gaps: list[Expr] = []
    for name in PLAN_SOURCES:
        label = Const(getattr(sheet.programme.sources, name).ko)
        spent = SumRows("monthly_plan", (*rows, Compare("=", Here("source"), label), months))
        gaps.append(minus(spent, _budget(name, here)))
    return gaps
