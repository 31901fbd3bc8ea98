"""The reference: one filled workbook with mistakes and mess in it, as Excel keeps it.

The consistent budget of `workbooks.py`, written by our own template (so with formulas and their
values, styles, names, validations, charts), then spoilt the way officers spoil one. Whatever
program saves it next, it must read to the same tables and the same findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Submission, Table
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from producers.package import Sheet, edited, sheet_parts, style_with
from workbooks import Workbook

PROGRAMME = default_programme()
PATH = "경남_예산서.xlsx"
KEPT = Path(__file__).resolve().parent / "workbooks/reference.xlsx"
"""What the kept workbooks were made from."""
_LAYOUT = workbook_layout(PROGRAMME)
_SPARE_ROWS = 3

MESS: Mapping[tuple[str, int, str], Any] = {
    ("basics", 0, "officer"): "김담당 900101-1234567",
    ("institutions", 1, "name"): "경남\n테크노파크  (재)",
    ("institutions", 1, "remarks"): '=HYPERLINK("http://example.kr")',
    ("institutions", 2, "type"): "대학 연구소",
    ("institutions", 2, "remarks"): " 가  나 <b>&amp;</b> 𠮷 ",
    ("unit_projects", 1, "last_month"): "’26.12월",
    ("budget_lines", 0, "unit_price"): "40,000,000원",
    ("budget_lines", 1, "cost"): 999_999_999,
    ("budget_lines", 2, "national_funds"): 1_300_000_000,
    ("budget_lines", 3, "occurrences"): Fraction("1.1"),
    ("budget_lines", 4, "subcategory"): "14",
    ("budget_lines", 6, "unit"): None,
    ("budget_lines", 6, "item"): None,
    ("monthly_plan", 0, "m202510"): "△1,000",
    ("in_kind_details", 0, "unit_price"): "４,０００,０００",
    ("beneficiaries", 1, "registration_number"): 6098110027,
}
"""(table, record from 0, field) -> what the officer typed."""


def _known(field: Field, value: Any) -> Any:
    """Return a value as intake keeps it in the terms of the template."""
    if value is None:
        return None
    if field.kind is Kind.DATE:
        return dt.date(value // 10_000, value // 100 % 100, value % 100)
    if field.kind in (Kind.QUANTITY, Kind.PERCENT):
        return Fraction(value, THOUSANDTHS)
    return value


def records(table: Table) -> list[dict[str, Any]]:
    """Return a table's inputs as records to pre-fill a template with."""
    inputs = [each for each in _LAYOUT.tables[table.name].inputs if each.name in table.values]
    return [
        {each.name: _known(each, table.values[each.name][at]) for each in inputs}
        for at in range(len(table.rows))
    ]


def _filled() -> bytes:
    """Return the template with the budget and the typed mess in it."""
    good = understand(Workbook().raw(), PATH, PROGRAMME)
    assert isinstance(good, Submission)
    prefill = {name: records(table) for name, table in good.tables.items()}
    for (table, at, field), value in MESS.items():
        prefill[table][at][field] = value
    prefill["budget_lines"].append({"item": "합 계", "national_funds": 13_800_000_000})
    rows = {
        name: len(records) + _SPARE_ROWS
        for name, records in prefill.items()
        if not _LAYOUT.tables[name].form
    }
    return write_template(PROGRAMME, region="경남", rows=rows, prefill=prefill)


@cache
def reference() -> bytes:
    """Return the reference workbook; the same bytes every time.

    Typed over the filled template: an amount as a formula, a month as a date, a percentage, a
    logical, an error, a merged label and a hidden row.
    """
    data = _filled()
    parts = sheet_parts(data)
    date, percent = style_with(data, "yyyy-mm-dd"), style_with(data, "0.0%")
    return edited(
        data,
        {
            parts["소요예산"]: Sheet.changed(
                lambda sheet: sheet.put("I9", formula="2*50", value="100").merge("C7:C8")
            ),
            parts["단위사업"]: Sheet.changed(
                lambda sheet: sheet.put("F7", value="45931", style=date)
            ),
            parts["현물내역"]: Sheet.changed(
                lambda sheet: sheet.put("K10", value="0.5", style=percent)
            ),
            parts["자산구매계획"]: Sheet.changed(
                lambda sheet: sheet.put("J9", value="#REF!", kind="e").put(
                    "W8", value="1", kind="b"
                )
            ),
            parts["참여기업"]: Sheet.changed(lambda sheet: sheet.hide(8)),
        },
    )


def answer(data: bytes) -> tuple[Submission, WorkbookResult]:
    """Return what is read in a workbook, and what is found.

    Raises:
        AssertionError: it was refused.
    """
    submission = read(data, PATH, PROGRAMME)
    assert isinstance(submission, Submission), submission
    (result,) = run([submission], PROGRAMME)
    return submission, result


@cache
def expected() -> tuple[Submission, WorkbookResult]:
    """Return what is read in the reference, and what is found."""
    return answer(reference())


if __name__ == "__main__":
    KEPT.write_bytes(reference())
