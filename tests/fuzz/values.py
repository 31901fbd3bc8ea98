"""Changes to what cells hold: every type with every text, formulas, references, formats, names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from lxml import etree

from fuzz.dice import EXTREMES, extreme, some
from fuzz.trees import _fit

Element = etree._Element
Change = Callable[[random.Random, Element], None]

_TYPES = (None, None, "n", "s", "str", "b", "e", "d", "inlineStr", "", "x")
_FORMULAS = (
    *(
        "1+1",
        "",
        "A1",
        "SUM(A1:XFD1048576)",
        "#REF!",
        "[1]시트!A1",
        "'[다른 파일.xlsx]시트'!A1",
        "(",
        '"',
        "A1:",
        "{1,2",
    ),
    *(
        'HYPERLINK("http://example.org")',
        "cmd|'/c calc'!A1",
        "INDIRECT(A1)",
        "_xlfn.LET(x,1,x)",
        "SUM(" * 200,
    ),
    *(
        "1" * 9_000,
        "소요예산!N7",
        "A" * 300,
        "\u202e1+1",
        "9001011234567",
        "NOW()",
        "R[-1]C",
        "Table1[[#This Row],[x]]",
    ),
)
_AMOUNTS = (
    *(
        "1,000,000원",
        "△1,000",
        "(1,000)",
        "1.2억",
        "350백만원",
        "천원",
        "1,000~2,000",
        "１，０００",
        "1 000",
        "- 1",
        "-",
        "—",
    ),
    *(
        "0.1",
        "1.005",
        "999999999999999",
        "1000000000000000",
        "9" * 25,
        "1e15",
        "1E+15",
        "12345678901234.5",
        "0.1억",
        "1억2천",
    ),
    *(
        "30%",
        "0.3",
        "2025.1",
        "2025.10",
        "25.10월",
        "’25.10",
        "2025-10-01(수)",
        "20251001",
        "45931",
        "2958466",
        "-1",
        "0",
        "60",
    ),
    *(
        "2025-02-30",
        "2025년 13월",
        "0000-00",
        "9999-12-31",
        "10000-01-01",
        "2025-10-01T00:00:00Z",
        "2025-10-01T25:61:61",
        "소계",
        "합 계",
    ),
    *(
        "123-45-67890",
        "1234567890",
        "P01",
        "p１",
        "경남",
        "경상남도",
        "예",
        "Y",
        "○",
        "TRUE",
        "1/3",
        "½",
        "萬",
        "십만원",
        "#VALUE!",
    ),
)


def _values(root: Element) -> list[Element]:
    return list(root.iter("{*}c"))


def _new(cell: Element, name: str, text: str | None = None) -> Element:
    each = etree.SubElement(
        cell,
        f"{{{etree.QName(cell).namespace or ''}}}{name}" if etree.QName(cell).namespace else name,
    )
    each.text = None if text is None else _fit(text)
    return each


def _text(throw: random.Random) -> str:
    return throw.choice((throw.choice(_AMOUNTS), throw.choice(_AMOUNTS), extreme(throw)))


def filled(throw: random.Random, root: Element) -> None:
    """Give cells a type and a text that need not go together."""
    for cell in some(throw, _values(root), 12):
        for child in list(cell):
            cell.remove(child)
        kind = throw.choice(_TYPES)
        cell.attrib.pop("t", None)
        if kind is not None:
            cell.set("t", kind)
        shape = throw.random()
        if shape < 0.2:
            formula = _new(cell, "f", throw.choice(_FORMULAS))
            _formula_kind(throw, formula)
        if shape < 0.8:
            _new(cell, "v", _text(throw))
        if shape > 0.7 or kind == "inlineStr":
            _new(_new(cell, "is"), throw.choice(("t", "t", "r", "rPh")), _text(throw))
        if throw.random() < 0.05:
            _new(cell, "v", _text(throw))


def _formula_kind(throw: random.Random, formula: Element) -> None:
    kind = throw.choice((None, None, "shared", "array", "dataTable", "x"))
    if kind:
        formula.set("t", kind)
        formula.set("si", throw.choice(("0", "0", "1", "-1", "x", "99999999999")))
        formula.set("ref", throw.choice(("A1:A9", "A1:XFD1048576", "x", "", "B2")))


def indexed(throw: random.Random, root: Element) -> None:
    """Let cells refer to shared strings and formats there are or are not."""
    for cell in some(throw, _values(root), 12):
        if throw.random() < 0.5:
            cell.set(
                "s", throw.choice(("0", "1", "5", "65490", "-1", "x", "", "1.0", " 1", "9" * 30))
            )
        else:
            cell.set("t", "s")
            for child in list(cell):
                cell.remove(child)
            _new(
                cell,
                "v",
                throw.choice(("0", "1", "7", "-1", "99999", "1.0", "x", "", " 2 ", "9" * 30, "１")),
            )


def placed(throw: random.Random, root: Element) -> None:
    """Give cells and rows references that are odd, doubled, missing or beyond the sheet."""
    cells, rows = _values(root), list(root.iter("{*}row"))
    for each in some(throw, cells, 8) + some(throw, rows, 2):
        if throw.random() < 0.2:
            each.attrib.pop("r", None)
        elif throw.random() < 0.4 and cells:
            each.set("r", throw.choice(cells).get("r") or "A1")
        else:
            each.set("r", _fit(throw.choice(EXTREMES)))


def shown(throw: random.Random, root: Element) -> None:
    """Hide, merge, filter and size what is and what is not there."""
    space = etree.QName(root).namespace
    for name, attribute in (
        ("mergeCell", "ref"),
        ("col", "min"),
        ("col", "max"),
        ("dimension", "ref"),
        ("row", "ht"),
        ("row", "hidden"),
        ("row", "spans"),
    ):
        for each in some(throw, list(root.iter(f"{{*}}{name}")), 3):
            if throw.random() < 0.4:
                each.set(attribute, _fit(throw.choice(EXTREMES)))
    if throw.random() < 0.5:
        block = etree.SubElement(root, f"{{{space}}}mergeCells" if space else "mergeCells")
        for ref in ("A1:XFD1048576", "A5:C9", "B2", "x", "C3:A1", _fit(throw.choice(EXTREMES))):
            etree.SubElement(block, block.tag[:-1], ref=ref)


def texts(throw: random.Random, root: Element) -> None:
    """Change shared strings, names and properties: words that others are found by."""
    holders = [
        each
        for each in root.iter()
        if isinstance(each.tag, str) and each.text and each.text.strip()
    ]
    for each in some(throw, holders, 6):
        half = len(each.text) // 2
        each.text = _fit(
            throw.choice(
                (
                    _text(throw),
                    _text(throw),
                    each.text * 2,
                    each.text[:half] + "\n" + each.text[half:],
                    each.text[::-1],
                    " ".join(each.text),
                    each.text[:half] + "\u200b" + each.text[half:],
                    throw.choice(holders).text,
                )
            )
        )


VALUES: dict[str, Change] = {
    change.__name__: change for change in (filled, indexed, placed, shown, texts)
}
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_WORDS = re.compile(
    r"xl/sharedStrings\.xml$|xl/workbook\.xml$|docProps/custom\.xml$|xl/comments[^/]*\.xml$"
)


def home(name: str) -> re.Pattern[str]:
    """Return which parts a change of values is for."""
    return _WORDS if name == "texts" else _SHEET
