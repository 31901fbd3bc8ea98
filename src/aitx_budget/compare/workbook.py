"""A comparison as the workbook that goes with a request for a change: 변경대비표 and its details.

Sums and differences are live formulas with the values they show; the column of reasons is open for typing.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings

from xlsxwriter import Workbook

from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.detail_sheets import write_findings, write_lines, write_uncompared
from aitx_budget.compare.looks import Looks
from aitx_budget.compare.sums_sheet import write_sums
from aitx_budget.compare.words import FINDINGS, LINES, TITLE, UNCOMPARED
from aitx_budget.model.text import Language, Text
from aitx_budget.template.formats import FONT, Formats
from aitx_budget.template.page import PlainWorksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SHEETS = (
    (TITLE, write_sums),
    (LINES, write_lines),
    (FINDINGS, write_findings),
    (UNCOMPARED, write_uncompared),
)


def render(comparison: Comparison, language: Language) -> bytes:
    """Return the workbook; the same comparison gives the same bytes."""
    stream = io.BytesIO()
    font = {"font_name": FONT, "font_size": 10, "font_scheme": "none"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = Workbook(stream, {**_OPTIONS, "default_format_properties": font})
        workbook.set_properties(
            {"title": TITLE.in_(language), "created": _created(comparison.programme.notice_date)}
        )
        looks = Looks(Formats(workbook))
        for title, write in _SHEETS:
            sheet = workbook.add_worksheet(_sheet_title(title, language), PlainWorksheet)
            write(sheet, comparison, looks, language)
        workbook.close()
    return stream.getvalue()


def _created(day: dt.date) -> dt.datetime:
    """Return a moment that does not depend on when the workbook is written."""
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook knows no zone


def _sheet_title(title: Text, language: Language) -> str:
    """Return a title within the 31 characters that a worksheet's may have."""
    return title.in_(language)[:31]
