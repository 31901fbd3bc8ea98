"""Worksheets read straight from their text are what their trees say, or are left to the trees."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from written import changed, package, parts_of, small_package

from aitx_budget.intake import straight
from aitx_budget.intake.limits import DEFAULT_LIMITS
from aitx_budget.intake.package import open_package
from aitx_budget.intake.refusals import Refuse

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted(
    each
    for folder in ("sample_budgets", "sample_exchange", "templates", "tests/producers/workbooks")
    for each in (ROOT / folder).rglob("*.xlsx")
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = '<c r="A1"><v>1</v></c>'


def read(data, limits=DEFAULT_LIMITS):
    """Return all that is read of a workbook's sheets, or why it is refused."""
    try:
        book = open_package(data, limits)
    except Refuse as refusal:
        return refusal.reason
    return [
        (each.title, list(each.cells.items()), each.hidden_rows, each.hidden_columns, each.merged)
        for each in book.sheets
    ]


def by_trees(monkeypatch, data, limits=DEFAULT_LIMITS):
    """Return the same where every worksheet is read by way of a tree."""

    def unusual(*_):
        raise straight.UnusualError

    with monkeypatch.context() as patch:
        patch.setattr(straight, "pieces", unusual)
        patch.setattr(straight, "strings", unusual)
        return read(data, limits)


def unusual(data, name="xl/worksheets/sheet1.xml"):
    """Tell whether a worksheet is left to the trees."""
    try:
        list(straight.pieces(name, parts_of(data)[name], DEFAULT_LIMITS))
    except straight.UnusualError:
        return True
    return False


def sheet(rows, **written):
    """Return a workbook of one sheet; what stands for the rows is written as it is."""
    return package(small_package(rows, strings="<si><t>글</t></si>", **written))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda each: each.stem)
def test_every_workbook_is_what_its_trees_say(monkeypatch, path):
    """Of the samples and of every producer, whichever way its worksheets are read."""
    data = path.read_bytes()
    assert read(data) == by_trees(monkeypatch, data)


USUAL = {
    "XlsxWriter": '<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1"><f>A1&amp;"&lt;"</f><v>0</v></c></row>',
    "Excel": '<row r="1" spans="1:2" x14ac:dyDescent="0.3"><c r="A1" s="1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>',
    "openpyxl": '<row r="1"><c r="A1" s="1" /><c r="B1" t="n"><v>1</v></c><c r="C1"><f>B1</f><v></v></c><c r="D1"><f>B1</f><v /></c></row>',
    "LibreOffice": '<row r="1" customFormat="false" ht="12.8" hidden="true"><c r="A1" s="0" t="str"><f aca="false">B1</f><v>a_x000A_b</v></c></row><row r="2" ht="0"/>',
    "texts in cells": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 글_x000D_ </t></is></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>',
    "arrays": '<row r="1"><c r="A1"><f t="array" ref="A1:A1">SUM(B1:B2)</f><v> 7 </v></c></row>',
    "dates": '<row r="1"><c r="A1" t="d"><v>2026-01-02T00:00:00</v></c></row>',
    "one cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1" t="str"><v>2</v></c><c r="A1"><v></v></c></row>',
    "no rows": "",
}


@pytest.mark.parametrize("name", USUAL)
def test_what_programs_write_is_read_straight(monkeypatch, name):
    """And is what a tree of it says."""
    head = '<cols><col min="1" max="1" hidden="1"/></cols>'
    parts = small_package(USUAL[name], strings="<si><t>글</t></si>", head=head)
    part = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = part.replace(
        "<worksheet ", '<worksheet xmlns:x14ac="urn:x" '
    )
    data = package(parts)
    assert not unusual(data)
    assert isinstance(read(data), list)
    assert read(data) == by_trees(monkeypatch, data)


UNUSUAL = {
    "a comment among rows": f'<!-- <row r="1">{CELL}</row> --><row r="2"/>',
    "a section of characters": '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
    "an instruction": f'<?x y?><row r="1">{CELL}</row>',
    "an instruction in a value": '<row r="1"><c r="A1"><v>1<?x 2?></v></c></row>',
    "a prefix": f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
    "another namespace": f'<row r="1" xmlns="urn:x">{CELL}</row>',
    "a prefix that nobody declares": f'<row r="1" x14ac:dyDescent="0.3">{CELL}</row>',
    "an attribute twice": f'<row r="1" ht="0" ht="15">{CELL}</row>',
    "an attribute of a formula twice": '<row r="1"><c r="A1"><f t="shared" si="0" si="1">B1</f></c></row>',
    "the reference twice": f'<row r="1" r="2">{CELL}</row>',
    "attributes in another order": '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
    "no references": "<row><c><v>1</v></c></row>",
    "other quotes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "a cell outside its row": f'<row r="1"/>{CELL}',
    "a cell within a row's tag": f'<row r="1"{CELL}></row>',
    "a cell within a cell": f'<row r="1"><c r="B1">{CELL}</c></row>',
    "a row within a row": f'<row r="1"><row r="2">{CELL}</row></row>',
    "a row without an end": f'<row r="1">{CELL}',
    "an end without a row": f"{CELL}</row>",
    "the value before the formula": '<row r="1"><c r="A1"><v>1</v><f>B1</f></c></row>',
    "two values": '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    "a text in runs": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>가</t></r><r><t>나</t></r></is></c></row>',
    "more than a text": '<row r="1"><c r="A1" t="inlineStr"><is><t>가</t><phoneticPr fontId="1"/></is></c></row>',
    "an extension in a cell": '<row r="1"><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>',
    "an entity nobody declared": '<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>',
    "an ampersand alone": '<row r="1"><c r="A1" t="str"><v>A & B</v></c></row>',
    "a character by its number": '<row r="1"><c r="A1" t="str"><v>&#48;</v></c></row>',
    "an end of a section in a value": '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    "a greater-than sign": '<row r="1"><c r="A1"><f>B1>2</f><v>1</v></c></row>',
    "a carriage return": '<row r="1"><c r="A1" t="str"><v>가\r\n나</v></c></row>',
    "a character XML has not": '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    "the mark of a taken cell": '<row r="1">\0</row>',
    "another such character": '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>',
    "lines between rows": f'\n<row r="1">\n{CELL}\n</row>\n',
    "a stranger among rows": f'<other/><row r="1">{CELL}</row>',
    "a row without its number": f'<row spans="1:1">{CELL}</row>',
    "alternatives": f'<row r="1"><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>{CELL}</mc:Fallback></mc:AlternateContent></row>',
    "two parents of rows": f'<row r="1">{CELL}</row></sheetData><sheetData><row r="2"/>',
    "a quote in an attribute": '<row r="1" spans="1"x"><c r="A1"><v>1</v></c></row>',
    "a less-than sign in an attribute": '<row r="1" spans="<"><c r="A1"><v>1</v></c></row>',
    "a style in words": '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_the_grammar_does_not_know_is_left_to_trees(monkeypatch, name):
    """However little is unusual; what is read then, or refused, is what it always was."""
    data = sheet(UNUSUAL[name])
    assert unusual(data)
    assert read(data) == by_trees(monkeypatch, data)


ROWS = f'<row r="1">{CELL}</row>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CHOICES = (
    f"<mc:Choice><sheetData>{ROWS}</sheetData></mc:Choice><mc:Fallback><sheetData/></mc:Fallback>"
)
AROUND = {
    "in a comment": (f"<!--<sheetData>{ROWS}</sheetData>-->", ""),
    "in a comment behind": ("", f"<!--<sheetData>{ROWS}</sheetData>-->"),
    "in an instruction": (f"<?x <sheetData>{ROWS}</sheetData>?>", ""),
    "in an extension": (f"<ext><sheetData>{ROWS}</sheetData></ext>", ""),
    "of another namespace": (f'<x:sheetData xmlns:x="urn:x">{ROWS}</x:sheetData>', ""),
    "in alternatives": (f"<mc:AlternateContent {MC}>{CHOICES}</mc:AlternateContent>", ""),
}


@pytest.mark.parametrize("name", AROUND)
@pytest.mark.parametrize(
    "parent",
    [
        "<sheetData/>",
        "<sheetData ></sheetData>",
        '<sheetData><row r="2"><c r="B2"><v>2</v></c></row></sheetData>',
    ],
)
def test_rows_are_taken_from_nowhere_else(monkeypatch, name, parent):
    """Rows that no program looks for, beside rows of which there are none, some, or some written oddly."""
    parts = small_package("", head=AROUND[name][0], tail=AROUND[name][1])
    part = parts["xl/worksheets/sheet1.xml"]
    empty = "<sheetData></sheetData>"
    parts["xl/worksheets/sheet1.xml"] = part.replace(empty, parent)
    data = package(parts)
    assert read(data) == by_trees(monkeypatch, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "us-ascii", "euc-kr"])
@pytest.mark.parametrize("declared", [None, "UTF-8", "utf-8", "UTF-16", "us-ascii", "EUC-KR"])
def test_encodings_are_what_the_part_declares(monkeypatch, encoding, declared):
    """Text of another encoding is never taken for UTF-8."""
    parts = small_package('<row r="1"><c r="A1" t="str"><v>가나</v></c></row>')
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    written = head + parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = written.encode(encoding, "replace")
    data = package(parts)
    assert read(data) == by_trees(monkeypatch, data)


@pytest.mark.parametrize("piece", [30, 200, 3000])
def test_pieces_make_no_difference(monkeypatch, piece):
    """Wherever they end, at whatever row."""
    data = WORKBOOKS[0].read_bytes()
    whole = read(data)
    monkeypatch.setattr(straight, "_PIECE", piece)
    assert read(data) == whole


def test_what_is_found_unusual_late_is_read_once(monkeypatch):
    """Cells that were counted before are not counted twice against the limits."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 60))
    data = sheet(f'{rows}<row r="60"><c t="n" r="A60"><v>1</v></c></row>')
    monkeypatch.setattr(straight, "_PIECE", 200)
    assert len(read(data, replace(DEFAULT_LIMITS, cells=60))[0][1]) == 60


@pytest.mark.parametrize("seed", range(8))
def test_a_part_altered_anywhere_is_what_its_tree_says(monkeypatch, seed):
    """Letters of the markup put in, taken out or doubled at random places: read alike or refused alike."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made
    data = sheet("".join(USUAL.values()).replace(' x14ac:dyDescent="0.3"', ""))
    name = "xl/worksheets/sheet1.xml"
    text = parts_of(data)[name].decode()
    for _ in range(60):
        altered = text
        for _ in range(dice.randint(1, 3)):
            begin = dice.randrange(len(altered))
            end = begin + dice.choice((0, 0, 1, 1, 2, 7))
            put = dice.choice(
                ("", altered[begin:end] * 2, *'<>"/&= c0A', "<!", "]]>", "<c ", "</c>", "<v>")
            )
            altered = altered[:begin] + put + altered[end:]
        mutant = changed(data, {name: altered.encode()})
        assert read(mutant) == by_trees(monkeypatch, mutant), altered


TEXT = "<si><t>가</t></si>"
STRINGS = {
    "plain": (
        f'<sst xmlns="{MAIN}" count="9">{TEXT}<si><t xml:space="preserve"> 나&amp;_x000D_ </t></si><si><t></t></si></sst>',
        False,
    ),
    "rich": (f'<sst xmlns="{MAIN}">{TEXT}<si><r><t>나</t></r></si></sst>', True),
    "phonetic": (
        f'<sst xmlns="{MAIN}">{TEXT}<si><t>나</t><rPh sb="0" eb="1"><t>다</t></rPh></si></sst>',
        True,
    ),
    "empty": (f'<sst xmlns="{MAIN}">{TEXT}<si/><si><t>나</t></si></sst>', True),
    "none": (f'<sst xmlns="{MAIN}"/>', True),
    "a comment": (f'<sst xmlns="{MAIN}"><!--{TEXT}--></sst>', True),
    "a comment between": (f'<sst xmlns="{MAIN}">{TEXT}<!--{TEXT}-->{TEXT}</sst>', True),
    "a stranger": (f'<sst xmlns="{MAIN}"><ext>{TEXT}</ext></sst>', True),
    "an extension": (f'<sst xmlns="{MAIN}">{TEXT}<extLst><ext/></extLst></sst>', True),
    "an entity": (f'<sst xmlns="{MAIN}">{TEXT}<si><t>&x;</t></si></sst>', True),
    "another encoding": (
        f'<?xml version="1.0" encoding="EUC-KR"?><sst xmlns="{MAIN}">{TEXT}</sst>',
        True,
    ),
    "no end": (f'<sst xmlns="{MAIN}">{TEXT}', True),
    "another root": (f'<other xmlns="{MAIN}">{TEXT}</other>', True),
    "a part of a prefix": (f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>가</x:t></x:si></x:sst>', True),
}


@pytest.mark.parametrize("name", STRINGS)
def test_shared_strings_are_what_their_tree_says(monkeypatch, name):
    """Read straight where they are plain, and otherwise by way of a tree."""
    written, odd = STRINGS[name]
    cells = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABC"))
    data = changed(sheet(f'<row r="1">{cells}</row>'), {"xl/sharedStrings.xml": written.encode()})
    assert read(data) == by_trees(monkeypatch, data)
    try:
        straight.strings("xl/sharedStrings.xml", written.encode(), DEFAULT_LIMITS)
    except straight.UnusualError:
        assert odd
    else:
        assert not odd
