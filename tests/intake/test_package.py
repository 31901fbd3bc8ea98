"""Workbooks of every program: what stands in the XML is what is read."""

from __future__ import annotations

import pytest
from written import package, small_package

from aitx_budget.intake.formats import is_date_format, is_percent_format
from aitx_budget.intake.package import open_package
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.shared_formulas import SharedFormulas

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def sheet_of(sheet_data: str, **options):
    return open_package(package(small_package(sheet_data, **options))).sheets[0]


def cells_of(sheet_data: str, **options):
    return {
        spot: (cell.type, cell.text, cell.formula)
        for spot, cell in sheet_of(sheet_data, **options).cells.items()
    }


N, S, B, E, NONE = CellType.NUMBER, CellType.TEXT, CellType.LOGICAL, CellType.ERROR, CellType.EMPTY
STRINGS = (
    "<si><t>가</t></si>"
    "<si><r><t>나</t></r><r><rPr/><t xml:space='preserve"
    "'> 다</t></r><rPh sb='0' eb='1'><t>읽기</t></rPh></si>"
    "<si><t>한_x000D_\n줄_x000D_</t></si>"
)
CELLS = {
    "number": ('<row r="1"><c r="A1"><v>1.50</v></c></row>', {(1, 1): (N, "1.50", None)}),
    "exact-digits": (
        '<row r="1"><c r="A1"><v>3.0000000000000004</v></c></row>',
        {(1, 1): (N, "3.0000000000000004", None)},
    ),
    "shared-string": ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {(1, 1): (S, "가", None)}),
    "rich-text-without-phonetics": (
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
        {(1, 1): (S, "나 다", None)},
    ),
    "escaped": ('<row r="1"><c r="A1" t="s"><v>2</v></c></row>', {(1, 1): (S, "한\n줄\n", None)}),
    "inline": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>가</t></is></c></row>',
        {(1, 1): (S, "가", None)},
    ),
    "inline-rich": (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>가</t></r><r><t>나</t></r></is></c></row>',
        {(1, 1): (S, "가나", None)},
    ),
    "logical": ('<row r="1"><c r="A1" t="b"><v>1</v></c></row>', {(1, 1): (B, "1", None)}),
    "error": ('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', {(1, 1): (E, "#REF!", None)}),
    "iso-date": (
        '<row r="1"><c r="A1" t="d"><v>2026-03-01</v></c></row>',
        {(1, 1): (N, "46082", None)},
    ),
    "formula": ('<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c></row>', {(1, 1): (N, "4", "B1*2")}),
    "formula-text": (
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>가</v></c></row>',
        {(1, 1): (S, "가", "B1")},
    ),
    "formula-empty-text": (
        '<row r="1"><c r="A1" t="str"><f>B1</f></c></row>',
        {(1, 1): (S, "", "B1")},
    ),
    "formula-uncalculated": (
        '<row r="1"><c r="A1"><f>B1</f></c></row>',
        {(1, 1): (NONE, "", "B1")},
    ),
    "formula-uncalculated-openpyxl": (
        '<row r="1"><c r="A1"><f>B1</f><v></v></c></row>',
        {(1, 1): (NONE, "", "B1")},
    ),
    "array-formula": (
        '<row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f><v>3</v></c></row>',
        {(1, 1): (N, "3", "SUM(B1:B2)")},
    ),
    "shared-formula": (
        (
            '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1</f><v>1</v></c></row>'
            '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
            '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
        ),
        {(1, 1): (N, "1", "B1*$C$1"), (2, 1): (N, "2", "B2*$C$1"), (3, 1): (N, "3", "B3*$C$1")},
    ),
    "no-references": (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>",
        {
            (1, 1): (N, "1", None),
            (1, 2): (N, "2", None),
            (5, 3): (N, "3", None),
            (5, 4): (N, "4", None),
            (6, 1): (N, "5", None),
        },
    ),
    "styled-blanks": ('<row r="1"><c r="A1" s="0"/><c r="B1" s="0"><v/></c></row>', {}),
    "extension-in-cell": (
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        {(1, 1): (N, "1", None)},
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_are_read_as_they_stand(name):
    """Each way of writing a cell gives its type, its exact text and its formula."""
    data, expected = CELLS[name]
    assert cells_of(data, strings=STRINGS) == expected


VARIANTS = {
    "strict": {"main": STRICT, "relations": STRICT_RELS},
    "prefixed": {"prefix": "x"},
    "absolute-target": {"sheet_target": "/xl/worksheets/sheet1.xml"},
    "dotted-target": {"sheet_target": "../xl/./worksheets/sheet1.xml"},
    "other-case": {"sheet_target": "worksheets/Sheet1.xml"},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_dialects_read_alike(name):
    """Strict documents, prefixed elements and all kinds of targets hold the same cell."""
    colon = f"{VARIANTS[name].get('prefix', '')}:".lstrip(":")
    data = f'<{colon}row r="2"><{colon}c r="B2"><{colon}f>A1</{colon}f><{colon}v>7</{colon}v></{colon}c></{colon}row>'
    assert cells_of(data, **VARIANTS[name]) == {(2, 2): (N, "7", "A1")}


XFS = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs>'
FORMATS = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot; mm&quot;월&quot;"/></numFmts>'
STYLED = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>1</v></c><c r="C1" s="2"><v>1</v></c><c r="D1" s="9"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "styles",
    [
        FORMATS + XFS,
        FORMATS
        + f'<mc:AlternateContent><mc:Choice Requires="hs">{XFS}</mc:Choice></mc:AlternateContent>',
        FORMATS
        + f'<mc:AlternateContent><mc:Choice Requires="hs"><other/></mc:Choice><mc:Fallback>{XFS}</mc:Fallback></mc:AlternateContent>',
    ],
    ids=["plain", "choice", "fallback"],
)
def test_number_formats(styles):
    """Number formats are found, in the alternatives that 한셀 wraps around them too."""
    cells = sheet_of(STYLED, styles=styles).cells
    assert [cell.number_format for cell in cells.values()] == [
        "General",
        "0%",
        'yyyy"년" mm"월"',
        "General",
    ]


def test_what_a_format_shows():
    """Dates and percentages are told from numbers by what the format really shows."""
    assert is_date_format('yyyy"년" mm"월"')
    assert is_date_format("[$-412]m/d/yy")
    assert not is_date_format('#,##0"일"')
    assert not is_date_format("[Red]#,##0")
    assert not is_date_format("#,##0;d")
    assert not is_date_format("General")
    assert is_percent_format("0.0%")
    assert not is_percent_format('0"%"')


def test_characters_that_nothing_can_hold():
    """An escaped control character is dropped and half a surrogate pair stays an escape."""
    data = '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0000__x0007_b_x000A_c_xD800__x005F_</t></is></c></row>'
    assert sheet_of(data).cells[1, 1].text == "ab\nc_xD800__"


def test_shared_formulas_that_lead_nowhere():
    """One that leaves the sheet is a broken reference; one that is no formula is damage."""
    data = '<row r="5"><c r="B5"><f t="shared" si="0">%s</f><v>1</v></c><c r="A5"><f t="shared" si="0"/><v>1</v></c></row>'
    assert sheet_of(data % "A5").cells[5, 1].formula == "#REF!"
    with pytest.raises(Refuse):
        sheet_of(data % "A1)")


@pytest.mark.parametrize("target", ["worksheets/%EC%8B%9C%ED%8A%B8A.xml", "Worksheets/시트a.XML"])
def test_references_to_parts_may_be_spelled_otherwise(target):
    """A part is found by its name in percent signs and in other case, as a reference may write it."""
    parts = small_package('<row r="1"><c r="A1"><v>1</v></c></row>', sheet_target=target)
    parts["xl/worksheets/시트A.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    assert open_package(package(parts)).sheets[0].cells[1, 1].text == "1"


@pytest.mark.parametrize("kind", ['t=""', 't="n"', ""])
def test_a_cell_is_a_number_where_nothing_else_is_said(kind):
    """Whether the type is left out, left blank or said."""
    parts = small_package(f'<row r="1"><c r="A1" {kind}><v>1</v></c></row>')
    assert open_package(package(parts)).sheets[0].cells[1, 1] == RawCell(CellType.NUMBER, "1")


def test_shared_formulas_are_counted_while_they_are_written_out():
    """The one that is too much is refused when it is met, before all others are made of it as well."""
    shared = SharedFormulas(12)
    assert shared.text("0", "B1+C1", "A1") == "B1+C1"
    assert [shared.text("0", None, f"A{row}") for row in (2, 3)] == ["B2+C2", "B3+C3"]
    with pytest.raises(Refuse):
        shared.text("0", None, "A4")


@pytest.mark.parametrize(
    "reference", ["A", "1A", "A0", "A1048577", "XFE1", "AAAA1", "가1", "A-1", "A1:B2", ""]
)
def test_references_that_make_no_sense_are_damage(reference):
    """A cell that is nowhere on a worksheet is a damaged file, shared formula or not."""
    plain = f'<row r="1"><c r="{reference}"><v>1</v></c></row>'
    shared = f'<row r="1"><c r="A1"><f t="shared" si="0">B1</f><v>1</v></c><c r="{reference}"><f t="shared" si="0"/><v>1</v></c></row>'
    for data in (plain, shared):
        with pytest.raises(Refuse) as refusal:
            sheet_of(data)
        assert refusal.value.detail == "xl/worksheets/sheet1.xml"


def test_hidden_and_merged():
    """Hidden rows and columns, rows of no height, and merged ranges are known."""
    sheet = sheet_of(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="D1"><v>1</v></c></row>'
        '<row r="2" ht="0"><c r="A2"><v>1</v></c></row><row r="3" ht="0.5"><c r="A3"><v>1</v></c></row>'
        '<row r="4" ht="0.0"><c r="A4"><v>1</v></c></row>',
        head='<cols><col min="2" max="3" hidden="1"/><col min="4" max="16384" width="0"/></cols>',
        tail='<mergeCells><mergeCell ref="A1:B3"/></mergeCells>',
    )
    assert sheet.hidden_rows == {1, 2, 4}
    assert sheet.hidden_columns == {2, 3, 4}
    assert sheet.merged == [(1, 1, 3, 2)]


def test_workbook_settings():
    """The calendar, global names and hidden sheets are read; a sheet's own names are left out."""
    parts = small_package(
        "",
        workbook='<workbookPr date1904="1"/><definedNames><definedName name="가">시트!$A$1</definedName><definedName name="나" localSheetId="0">시트!$A$2</definedName></definedNames>',
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "sheetId=", 'state="veryHidden" sheetId='
    )
    raw = open_package(package(parts))
    assert raw.date1904
    assert raw.defined_names == {"가": "시트!$A$1"}
    assert raw.sheets[0].hidden


def test_a_dated_cell_counts_from_the_workbooks_calendar():
    """An ISO date becomes the serial number of the calendar in force."""
    data = '<row r="1"><c r="A1" t="d"><v>2026-03-01T00:00:00</v></c></row>'
    sheet = sheet_of(data, workbook='<workbookPr date1904="1"/>')
    assert sheet.cells[1, 1] == RawCell(N, str(46082 - 1462), None, "yyyy-mm-dd")


@pytest.mark.parametrize("day", ["9999-99-99T00", "2025-02-30", "0000-01-01", "tomorrow"])
def test_a_day_that_does_not_exist_stays_as_it_is_written(day):
    """An impossible date is a text for its cell's rule to tell, and no damage to the file."""
    sheet = sheet_of(f'<row r="1"><c r="A1" t="d"><v>{day}</v></c></row>')
    assert sheet.cells[1, 1] == RawCell(CellType.TEXT, day)
