"""Good workbooks that mutants are made of: ours, other libraries', and forms that other programs write."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

import openpyxl

from aitx_budget.annotate import annotate
from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from annotate import officers
from intake.written import by_openpyxl, by_xlsxwriter
from workbooks import Workbook

PROGRAMME = default_programme()
_ROOT = Path(__file__).parents[2]


def _small() -> bytes:
    return by_xlsxwriter(Workbook().raw())


def _template() -> bytes:
    return write_template(PROGRAMME, scope="institution", rows={"소요예산": 12})


def _marked(data: bytes) -> bytes:
    (result,) = run([read(data, "예산.xlsx", PROGRAMME)], PROGRAMME)
    return annotate(data, result, programme=PROGRAMME)


def _officers() -> bytes:
    """A budget with an officer's own notes, links, rules, filters, merged cells and chart."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.table import Table

    book = openpyxl.load_workbook(io.BytesIO(_small()))
    plan, memo = book["소요예산"], book.create_sheet("담당자 '메모'장")
    plan["C7"].comment = Comment("확인 바랍니다", "김주무관")
    plan["M7"].comment = Comment("=1+1", "김주무관")
    plan.conditional_formatting.add(
        "M7:M20", CellIsRule("lessThan", ["0"], fill=PatternFill("solid", "FF0000"))
    )
    plan.sheet_properties.tabColor = "1072BA"
    plan.row_dimensions[8].hidden = True
    plan["A1"].hyperlink = "https://example.org/"
    for row in (("이름", "값"), ("가", 1), ("나", 2)):
        memo.append(row)
    memo.merge_cells("D1:E2")
    memo.add_table(Table(displayName="표1", ref="A1:B3"))
    chart = BarChart()
    chart.add_data(Reference(memo, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    memo.add_chart(chart, "G2")
    book.properties.created = book.properties.modified = dt.datetime(2026, 3, 2)  # noqa: DTZ001 - a workbook knows no zone
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_SAMPLES = _ROOT / "sample_budgets"
_MAKERS = {
    "small": (_small, 5),
    "openpyxl": (lambda: by_openpyxl(Workbook().raw()), 2),
    "officers": (_officers, 4),
    "template": (_template, 3),
    "marked": (lambda: _marked(_template()), 4),
    "officers-marked": (lambda: _marked(_officers()), 4),
    "prefixed": (lambda: officers.prefixed(_template()), 1),
    "strict": (lambda: officers.strict(_template()), 1),
    "utf16": (lambda: officers.utf16(_small()), 1),
    "commented": (lambda: officers.commented(_template()), 1),
    "streamed": (lambda: officers.streamed(_small()), 1),
    "sample": ((_SAMPLES / "제주_예산서.xlsx").read_bytes, 1),
    "sample-faulty": ((_SAMPLES / "대구_예산서.xlsx").read_bytes, 1),
}
NAMES = tuple(_MAKERS)
WEIGHTS = tuple(weight for _, weight in _MAKERS.values())
"""How often each is taken: the small ones are checked twenty times as fast."""


@cache
def seed(name: str) -> bytes:
    """Return a good workbook."""
    return _MAKERS[name][0]()
