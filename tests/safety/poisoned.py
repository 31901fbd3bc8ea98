"""Workbooks in which one text stands everywhere that a person, a program or an attacker can write one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from aitx_budget.intake.raw import CellType, RawCell
from fuzz.mutants import rezipped, unzipped
from intake.written import by_xlsxwriter
from workbooks import Workbook


class Hostile(NamedTuple):
    """A hostile text, the piece of it that stays readable, and how a part writes it; empty for as any writer does."""

    name: str
    says: str
    shown: str
    stands: str = ""


def _hostile(name: str, says: str, shown: str, stands: str = "", times: int = 1) -> Hostile:
    whole = says * times
    return Hostile(name, whole, shown, stands or (whole if times > 1 else ""))


HOSTILE = tuple(
    _hostile(**each)
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
_NAMED = {
    ("수행기관", "기관명"): ("script", "direction", "longer-than-a-cell"),
    ("단위사업", "단위사업명"): ("formula", "attribute"),
}
"""Column of names, which sums are listed by -> the texts that stand in it."""
_STAND_INS = 0xE000
"""Letters of nobody's, in the place of what is written into the part itself."""
_NO_LONGER = 255
"""Characters of a property, for a writer."""
_NOT_IN_TITLES = re.compile(r"[\x00-\x1f\x7f-\x9f\[\]:*?/\\]")


def poisoned(text: Hostile) -> bytes:
    """Return a workbook with the text in cells, headers, titles and properties."""
    says = _letter(text)
    book = Workbook()
    for title, headers in _CELLS.items():
        for header in headers:
            book.put(title, header, 1 if title == "기본정보" else 2, says)
    book.sheet("소요예산").cells[4, 1] = RawCell(CellType.TEXT, says)
    book.sheet("현물내역").cells[book.spot("현물내역", "증빙", 0)] = RawCell(CellType.TEXT, says)
    book.sheet("참여기업").title = _title(f"참여기업 {text.says}")
    book.properties["aitx_region"] = text.says[:_NO_LONGER]
    book.properties["메모"] = text.says[:_NO_LONGER]
    return _written(book)


def crowded(scope: str) -> bytes:
    """Return a workbook with every text in its tables and beside them, which is otherwise as it should be."""
    book = Workbook(scope=scope)
    sheets = {sheet.title for sheet in book.sheets}
    rows = [
        (title, header, number)
        for title, header in (("소요예산", "세부항목"), ("현물내역", "세부내용"))
        for number in range(1, book.count(title) + 1)
    ]
    for number, (text, row) in enumerate(zip(HOSTILE, rows, strict=False), start=2):
        book.put(*row, _letter(text))
        book.sheet("소요예산").cells[4, number] = RawCell(CellType.TEXT, _letter(text))
    assert len(HOSTILE) <= len(rows)
    for (title, header), names in _NAMED.items():
        for number, name in enumerate(names if title in sheets else (), start=1):
            text = next(each for each in HOSTILE if each.name == name)
            book.put(title, header, number, _letter(text))
    return _written(book)


def _letter(text: Hostile) -> str:
    """Return what a writer is given for a text: where none would write it, a letter of nobody's."""
    return chr(_STAND_INS + HOSTILE.index(text)) if text.stands else text.says


def _written(book: Workbook) -> bytes:
    """Return the workbook with what no writer would write."""
    parts = unzipped(by_xlsxwriter(book.raw()))
    name = "xl/sharedStrings.xml"
    for text in HOSTILE:
        if text.stands:
            parts[name] = parts[name].replace(_letter(text).encode(), text.stands.encode())
    return rezipped(parts)


def _title(text: str) -> str:
    return _NOT_IN_TITLES.sub("", text)[:31].strip("'")
