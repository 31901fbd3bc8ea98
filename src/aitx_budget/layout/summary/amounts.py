"""The tables of 총괄표: the budget by source and year, field, category, project, institution and month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aitx_budget.layout.expressions import (
    At,
    Compare,
    Const,
    Expr,
    Here,
    If,
    Nth,
    Share,
    SumCells,
    SumOf,
    SumRows,
    minus,
    plus,
)
from aitx_budget.layout.summary import pictures
from aitx_budget.layout.summary.conditions import dated_sum
from aitx_budget.layout.summary.sheet import Sheet, Style
from aitx_budget.layout.workbook import PLAN_SOURCES
from aitx_budget.model.month import dotted

Where = tuple[tuple[str, Expr], ...]
Amount = Callable[[str], Expr]
"""From a source's name to the won of that source in the row at hand."""

COLUMNS = (
    "national_funds",
    "provincial_funds",
    "municipal_funds",
    "local_funds",
    "private_cash",
    "private_in_kind",
    "private_contribution",
    "total",
)
_FIRST = 3
_SUMMED = ("field", "category", "project", "institution")
"""The tables that add up the whole budget, each by another of its columns."""
PAGE_ROWS = 62
"""Rows of a printed page, with the chart's among them."""
CHART_ROWS = 17
_AROUND_MONTHS = 5 + CHART_ROWS
"""Rows of the months' block beside one for each month: its heading, heads and sums, and its chart."""


def amount_heads(sheet: Sheet, first: str, second: str) -> None:
    """Write the heads of a table by source."""
    sources = sheet.programme.sources
    titles = [getattr(sources, name).ko for name in COLUMNS[:-1]]
    sheet.heads(first, second, *titles, "총사업비", "구성비", "매칭비율")


def _derived(key: str) -> dict[str, Expr]:
    """Return the columns that add up others of the same row."""
    return {
        "local_funds": plus(At(f"{key}.provincial_funds"), At(f"{key}.municipal_funds")),
        "private_contribution": plus(At(f"{key}.private_cash"), At(f"{key}.private_in_kind")),
        "total": plus(
            At(f"{key}.national_funds"), At(f"{key}.local_funds"), At(f"{key}.private_contribution")
        ),
    }


def amount_row(
    sheet: Sheet,
    key: str,
    amount: Amount,
    *,
    shown: Callable[[Expr], Expr] = lambda content: content,
    total: bool = False,
) -> None:
    """Write a row's amounts by source, its share of the budget and its matching ratio.

    Args:
        sheet: where to, at its current row.
        key: of the row; cell keys are `key.source`.
        amount: the won of a source.
        shown: what a row makes of each content, e.g. a blank where its record is blank.
        total: look like a total.
    """
    derived = _derived(key)
    style = Style.TOTAL if total else Style.THOUSANDS
    for column, name in enumerate(COLUMNS, start=_FIRST):
        content = derived[name] if name in derived else amount(name)
        sheet.put(column, shown(content), style, f"{key}.{name}")
    share = Share(At(f"{key}.total"), At("funding.total.total"))
    matched = Share(
        plus(At(f"{key}.local_funds"), At(f"{key}.private_contribution")), At(f"{key}.total")
    )
    sheet.share(_FIRST + len(COLUMNS), share, f"{key}.share", shown)
    sheet.share(_FIRST + len(COLUMNS) + 1, matched, f"{key}.matching", shown)
    sheet.row()


def _budget(sheet: Sheet, where: Where) -> Amount:
    return lambda name: dated_sum(sheet.programme, "budget_lines", name, where)


def _total_rows(sheet: Sheet, key: str, keys: Sequence[str]) -> None:
    """Write the total of the rows `keys`, and how far it is from the whole budget's."""
    sheet.put(1, "합계", Style.TOTAL_LABEL)
    sheet.put(2, "", Style.TOTAL_LABEL)
    amount_row(
        sheet,
        f"{key}.sum",
        lambda name: SumCells(tuple(f"{each}.{name}" for each in keys)),
        total=True,
    )
    sheet.put(1, "검산: 소요예산 총액과의 차이(원)", Style.NOTE)
    sheet.put(2, "", Style.NOTE)
    for column, name in enumerate(COLUMNS, start=_FIRST):
        gap = minus(At(f"{key}.sum.{name}"), At(f"funding.total.{name}"))
        sheet.put(column, gap, Style.GAP, f"{key}.gap.{name}")
    sheet.row()


def proofs(*, months: bool) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each row of 검산, which must be 0: what the tables add up less the whole budget.

    Args:
        months: that of 월별 too, which is asked for only where plan and budget must agree.
    """
    rows = tuple(tuple(f"{key}.gap.{name}" for name in COLUMNS) for key in _SUMMED)
    monthly = tuple(f"month.gap.{name}" for name in (*PLAN_SOURCES, "total"))
    return (*rows, monthly) if months else rows


def funding(sheet: Sheet) -> None:
    """Lay 재원별 × 연도 with its chart."""
    sheet.section("재원별·회계연도별 예산", "단위: 천원")
    amount_heads(sheet, "회계연도", "")
    head, keys = sheet.at - 1, []
    for year in sheet.programme.fiscal_years:
        keys.append(f"funding.{year}")
        sheet.put(1, f"{year}년", Style.LABEL)
        sheet.put(2, "", Style.LABEL)
        of_year = (("fiscal_year", Const(year)),)
        amount_row(
            sheet,
            keys[-1],
            lambda name, where=of_year: SumOf("budget_lines", name, where),  # type: ignore[misc]
        )
    sheet.put(1, "총계", Style.TOTAL_LABEL)
    sheet.put(2, "", Style.TOTAL_LABEL)
    amount_row(
        sheet,
        "funding.total",
        lambda name: SumCells(tuple(f"{key}.{name}" for key in keys)),
        total=True,
    )
    first, last = head + 1, sheet.at - 2
    _undated(sheet)
    stacked = tuple((head, _FIRST + COLUMNS.index(name), first, last) for name in PLAN_SOURCES)
    pictures.of_funding(sheet, (1, first, last), stacked)


def _undated(sheet: Sheet) -> None:
    """Write what stands in rows without a fiscal year: typed subtotals, or lines left unfinished."""
    sheet.put(1, "회계연도 없는 행의 금액(원)", Style.NOTE)
    sheet.put(2, "소계 행·연도 누락, 집계에서 제외", Style.NOTE)
    key, derived = "funding.undated", _derived("funding.undated")
    for column, name in enumerate(COLUMNS, start=_FIRST):
        left = minus(SumOf("budget_lines", name), At(f"funding.total.{name}"))
        sheet.put(column, derived.get(name, left), Style.GAP, f"{key}.{name}")
    sheet.row()


def fields(sheet: Sheet) -> None:
    """Lay 분야별: a unit project's lines count in the field it is declared in."""
    sheet.section("분야별 예산", "단위: 천원", new_page=True)
    amount_heads(sheet, "분야", "")
    keys = []
    for n, label in enumerate(sheet.programme.fields.value):
        keys.append(f"field.{n}")
        sheet.put(1, label, Style.LABEL)
        sheet.put(2, "", Style.LABEL)
        of_field = Compare("=", Here("field"), Const(label))
        amount_row(
            sheet,
            keys[-1],
            lambda name, of_field=of_field: SumRows(  # type: ignore[misc]
                "unit_projects",
                (
                    of_field,
                    dated_sum(sheet.programme, "budget_lines", name, (("project", Here("code")),)),
                ),
            ),
        )
    _total_rows(sheet, "field", keys)


def categories(sheet: Sheet) -> None:
    """Lay 비목별."""
    sheet.section("비목별 예산", "단위: 천원")
    amount_heads(sheet, "비목", "")
    keys = []
    for category in sheet.programme.categories:
        keys.append(f"category.{category.code}")
        sheet.put(1, category.label, Style.LABEL)
        sheet.put(2, "", Style.LABEL)
        amount_row(sheet, keys[-1], _budget(sheet, (("category", Const(category.label)),)))
    _total_rows(sheet, "category", keys)


def declared(sheet: Sheet, key: str, table: str, n: int) -> Callable[[Expr], Expr]:
    """Write code and name of a table's n-th record; return what blanks the row where there is none."""
    sheet.put(1, Nth(table, "code", n), Style.TEXT, f"{key}.code")
    sheet.put(2, Nth(table, "name", n), Style.TEXT, f"{key}.name")
    blank = Compare("=", At(f"{key}.code"), Const(""))
    return lambda content: If(blank, Const(""), content)


def _by_code(sheet: Sheet, prefix: str, table: str, field: str) -> None:
    keys = []
    for n in range(1, sheet.rows[table] + 1):
        keys.append(f"{prefix}.{n}")
        shown = declared(sheet, keys[-1], table, n)
        amount_row(sheet, keys[-1], _budget(sheet, ((field, At(f"{keys[-1]}.code")),)), shown=shown)
    _total_rows(sheet, prefix, keys)


def projects(sheet: Sheet) -> None:
    """Lay 단위사업별."""
    sheet.section("단위사업별 예산", "단위: 천원", new_page=True)
    amount_heads(sheet, "사업코드", "단위사업명")
    _by_code(sheet, "project", "unit_projects", "project")


def institutions(sheet: Sheet) -> None:
    """Lay 기관별."""
    sheet.section("기관별 예산", "단위: 천원", new_page=True)
    amount_heads(sheet, "기관코드", "기관명")
    _by_code(sheet, "institution", "institutions", "institution")


def months(sheet: Sheet) -> None:
    """Lay 월별 with its chart: planned spending by source, its running total and its share."""
    needed = sheet.at + len(sheet.programme.months) + _AROUND_MONTHS - sheet.breaks[-1]
    sheet.section("월별 집행계획", "단위: 천원", new_page=needed > PAGE_ROWS)
    sources = [getattr(sheet.programme.sources, name).ko for name in PLAN_SOURCES]
    sheet.heads("집행월", "", *sources, "합계", "누계", "누계비율")
    head, keys = sheet.at - 1, []
    for month in sheet.programme.months:
        keys.append(f"month.{month}")
        _month(sheet, month, sources, keys)
    first, last = head + 1, sheet.at - 1
    sheet.put(1, "합계", Style.TOTAL_LABEL)
    sheet.put(2, "", Style.TOTAL_LABEL)
    for column, name in enumerate((*PLAN_SOURCES, "total"), start=_FIRST):
        cells = SumCells(tuple(f"{key}.{name}" for key in keys))
        sheet.put(column, cells, Style.TOTAL, f"month.sum.{name}")
    sheet.row()
    sheet.put(1, "검산: 소요예산 총액과의 차이(원)", Style.NOTE)
    sheet.put(2, "", Style.NOTE)
    for column, name in enumerate((*PLAN_SOURCES, "total"), start=_FIRST):
        gap = minus(At(f"month.sum.{name}"), At(f"funding.total.{name}"))
        sheet.put(column, gap, Style.GAP, f"month.gap.{name}")
    sheet.row()
    stacked = tuple((head, _FIRST + n, first, last) for n in range(len(sources)))
    line = (head, _FIRST + len(sources) + 1, first, last)
    pictures.of_months(sheet, (1, first, last), stacked, line)


def _month(sheet: Sheet, month: int, sources: Sequence[str], keys: Sequence[str]) -> None:
    """Write one month's row."""
    key = keys[-1]
    sheet.put(1, dotted(month), Style.LABEL)
    sheet.put(2, "", Style.LABEL)
    for column, (name, label) in enumerate(zip(PLAN_SOURCES, sources, strict=True), start=_FIRST):
        where = (("source", Const(label)),)
        spent = dated_sum(sheet.programme, "monthly_plan", f"m{month}", where)
        sheet.put(column, spent, Style.THOUSANDS, f"{key}.{name}")
    after = _FIRST + len(sources)
    whole = plus(*(At(f"{key}.{name}") for name in PLAN_SOURCES))
    sheet.put(after, whole, Style.THOUSANDS, f"{key}.total")
    so_far = SumCells(tuple(f"{each}.total" for each in keys))
    sheet.put(after + 1, so_far, Style.THOUSANDS, f"{key}.running")
    sheet.share(after + 2, Share(At(f"{key}.running"), At("month.sum.total")), f"{key}.share")
    sheet.row()
