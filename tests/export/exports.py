"""Exports of consolidations: five regions in order, and one with everything that can be the matter."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

from aitx_budget.consolidate import Consolidation, gather
from aitx_budget.export import render
from aitx_budget.model.text import Language
from consolidate.returned import PROGRAMME, rough_files

REGION = Path(__file__).parents[2] / "sample_budgets" / "울산_예산서.xlsx"
"""A region's workbook as a file."""

TEXTS = (
    '=HYPERLINK("http://x","y")',
    "+82-10",
    "-1",
    "@SUM(1)",
    "＝1+1",
    "\t=1",
    "'적은 그대로",
    "''둘",
    '따옴표 "안", 쉼표',
    "두\n줄",
    "세\r\n줄",
    "🏛 예산",
)
"""Names as nobody should type them, one for each row of 소요예산."""


def troubled(book: Any) -> None:
    """Make a region's workbook as troublesome as one can be."""
    for record, text in enumerate(TEXTS, 1):
        book.put("소요예산", "세부항목", record, text)
    book.put("소요예산", "회계연도", 2, "언젠가")
    book.put("소요예산", "사업코드", 3, "P99")
    book.put("소요예산", "국비", 6, "협의 중")
    book.put("소요예산", "단가", 7, "문의")
    book.put("소요예산", "수량", 8, 99.125)
    book.put("수행기관", "기관코드", 2, "=I02")
    book.put("수행기관", "기관코드", 3, "I01")
    book.put("수행기관", "창업일", 3, "2020-02-29")
    book.put("월별계획", "2026.01", 5, "?")
    book.put("기본정보", "협약일", 1, "모름")


@cache
def rough() -> Consolidation:
    """Return one of files that are troubled, superseded, of no region, without a column, without a sheet, unread."""
    return gather(rough_files(troubled, "월별계획"), PROGRAMME)


@cache
def files(made: Consolidation, language: Language = Language.KO) -> dict[str, bytes]:
    """Return the files of an export."""
    return render(made, language)


def put(made: Consolidation, folder: Path, language: Language = Language.KO) -> Path:
    """Write an export into a folder, without the library's care."""
    for name, data in files(made, language).items():
        (folder / name).write_bytes(data)
    return folder


def plain_rows(made: Consolidation, table: str) -> list[dict[str, str]]:
    """Return a CSV as Python's own reader has it."""
    text = files(made)[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
