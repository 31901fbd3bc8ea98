"""적는 보기 on 작성안내: one line of each table as it is filled in."""

from __future__ import annotations

from aitx_budget.layout.structure import TableLayout
from aitx_budget.template.examples import example_of, shown
from aitx_budget.template.guide_rows import Rows


def write_examples(row: Rows) -> None:
    """Write a row per sheet: what is entered, column by column. It stands here alone, so nothing counts it."""
    row.section("적는 보기")
    row.spread(
        "집계하지 않습니다",
        "지어낸 보기입니다. 여기에 적힌 금액은 어느 집계에도 들어가지 않습니다.",
    )
    for table in row.book.tables:
        row.spread(table.sheet, _told(row, table))


def _told(row: Rows, table: TableLayout) -> str:
    entered = example_of(row.book.programme, table)
    fields = (each for each in table.inputs if each.name in entered)
    return " · ".join(
        f"{each.header} {shown(table, each.name, entered[each.name])}" for each in fields
    )
