"""Workbooks in which one text stands everywhere that a person, a program or an attacker can write one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from aitx_budget.intake.raw import CellType, RawCell
from intake.written import by_xlsxwriter
from workbooks import Workbook


class Hostile(NamedTuple):
    """A hostile text, and the piece of it that stays readable."""

    name: str
    says: str
    shown: str


HOSTILE = tuple(
    Hostile(**each)
    for each in tomllib.loads(Path(__file__).with_name("hostile.toml").read_text("utf-8"))["text"]
)
_CELLS = {
    "기본정보": ("사업명", "담당자", "협약일", "부가세처리"),
    "수행기관": ("기관명", "사업자등록번호", "기관유형"),
    "단위사업": ("사업코드", "단위사업명", "시작월", "분야"),
    "소요예산": ("회계연도", "사업코드", "비목", "세부항목", "단가", "국비"),
    "자산구매계획": ("품명", "수량", "구매예정월", "구매방법"),
    "현물내역": ("출연자", "참여율", "세부내용"),
    "참여기업": ("기업명", "사업자등록번호", "소재지"),
}
"""Sheet -> headers of a record that holds the text: of every kind of field."""
_NOT_IN_TITLES = re.compile(r"[\x00-\x1f\x7f-\x9f\[\]:*?/\\]")


def poisoned(text: Hostile) -> bytes:
    """Return a workbook with the text in cells, headers, titles and properties."""
    book = Workbook()
    for title, headers in _CELLS.items():
        for header in headers:
            book.put(title, header, 1 if title == "기본정보" else 2, text.says)
    book.sheet("소요예산").cells[4, 1] = RawCell(CellType.TEXT, text.says)
    book.sheet("현물내역").cells[book.spot("현물내역", "증빙", 0)] = RawCell(
        CellType.TEXT, text.says
    )
    book.sheet("참여기업").title = _title(f"참여기업 {text.says}")
    book.properties["aitx_region"] = text.says
    book.properties["메모"] = text.says
    return by_xlsxwriter(book.raw())


def _title(text: str) -> str:
    return _NOT_IN_TITLES.sub("", text)[:31].strip("'")
