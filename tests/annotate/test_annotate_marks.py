"""What an officer sees in a marked copy."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import replace

import officers
import openpyxl
import pytest
from compared import parts
from findings import ERROR, NOTE, WARNING, finding, many, result

from aitx_budget.annotate import annotate, clean
from aitx_budget.annotate.geometry import Grid
from aitx_budget.annotate.look import MOST_NOTES, MOST_ROWS, NOTE_COLUMNS, NOTE_LINES
from aitx_budget.annotate.splice import Edit
from aitx_budget.annotate.words import shares
from aitx_budget.errors import UsageError
from aitx_budget.model.finding import Skip
from aitx_budget.model.text import Language
from aitx_budget.model.wrapping import lines
from aitx_budget.programme.loader import default_programme

PROGRAMME = default_programme()


def opened(data: bytes) -> openpyxl.Workbook:
    """Open with an independent reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def copy() -> bytes:
    """The rich workbook with a threaded comment, marked."""
    return annotate(officers.threaded(), many(), programme=PROGRAMME, checked_on="2026-03-02")


@pytest.fixture(scope="module")
def book(copy: bytes) -> openpyxl.Workbook:
    """The marked copy, opened."""
    return opened(copy)


def test_each_severity_has_its_own_look(book: openpyxl.Workbook) -> None:
    """Cells are highlighted by the gravest finding, told apart by line and type as well as colour."""
    found = {}
    for block in book[officers.PLAN].conditional_formatting:
        for rule in block.rules:
            if rule.formula == ['"aitx-budget"="aitx-budget"']:
                found[str(block.sqref)] = rule.dxf
    assert set(found) == {"N7 N9", "N10", "A30 H21"}
    looks = [(d.font.b, d.font.i, d.font.u, d.border.left.style) for d in found.values()]
    assert looks == [
        (True, False, None, "thin"), (False, True, None, "dashed"), (False, False, "single", "dotted"),
    ]  # fmt: skip
    assert len({d.fill.bgColor.rgb for d in found.values()}) == 3


def test_highlights_come_before_the_sheets_own(copy: bytes) -> None:
    """Ours have the first priorities, the gravest the very first, and stand before the officer's."""
    sheet = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    rules = re.findall(r'<cfRule type="(\w+)".*?priority="(\d+)"', sheet)
    assert rules[:3] == [("expression", "1"), ("expression", "2"), ("expression", "3")]
    assert {kind for kind, _ in rules[3:]} == {"dataBar", "cellIs", "iconSet"}


def test_the_gravest_finding_of_a_cell_comes_first() -> None:
    """Whatever the order of findings, a cell has the look of its gravest, and its note begins with it."""
    found = [
        finding(WARNING, officers.PLAN, "B12"),
        finding(ERROR, officers.PLAN, "B12", code="MAT401"),
    ]
    book = opened(annotate(officers.rich(), result(found), programme=PROGRAMME))
    assert book[officers.PLAN]["B12"].comment.text.startswith("【오류】 MAT401")
    first = next(iter(book[officers.PLAN].conditional_formatting))
    assert first.rules[0].dxf.font.b


def test_a_sheet_title_in_decomposed_hangul_is_found() -> None:
    """A title that a Mac has written apart is the same title."""
    apart = unicodedata.normalize("NFD", officers.SUMMARY)
    data = officers.patched(
        officers.rich(),
        {"xl/workbook.xml": lambda part: part.replace(officers.SUMMARY.encode(), apart.encode())},
    )
    marked = annotate(data, result([finding(ERROR, officers.SUMMARY, "B6")]), programme=PROGRAMME)
    book = opened(marked)
    assert book[apart]["B6"].comment is not None
    assert book["검증결과"]["E8"].hyperlink.location == f"'{apart}'!B6"


def test_a_note_is_sized_by_the_rows_and_columns_it_covers() -> None:
    """Tall rows make a note cover fewer of them, hidden rows and columns more."""
    sheet = (
        '<worksheet xmlns="urn:x"><sheetFormatPr defaultRowHeight="15"/><cols><col min="3" max="3" '
        'width="9" hidden="1"/></cols><sheetData><row r="2" ht="30" customHeight="1"/>'
        '<row r="4" hidden="1"/></sheetData></worksheet>'
    )
    grid = Grid.of(Edit(sheet.encode(), part="x", skip="sheetData"))
    # 4 + 3 lines of 16 + 14 = 66 pixels: row 1 of 20, row 2 of 40, and 6 of row 3
    assert grid.anchor(1, 1, "한\n두\n세") == "1, 15, 0, 4, 7, 40, 2, 6"
    # row 3 of 20, row 4 hidden, row 5 and 6 of 20, and 6 of row 7
    assert grid.anchor(4, 1, "한\n두\n세") == "1, 15, 2, 4, 7, 40, 6, 6"


def test_codes_of_characters_stay_as_typed(copy: bytes) -> None:
    """`_x0041_` is not read as the letter A by Excel, in a cell or a note."""
    content = parts(copy)
    assert "_x005F_x0041_ 그대로".encode() in content["xl/comments1.xml"]
    assert "_x005F_x0041_ 그대로".encode() in content["xl/worksheets/sheet4.xml"]


def test_the_first_tab_comes_into_sight() -> None:
    """Tabs that were scrolled are scrolled back to the report."""
    data = officers.patched(
        officers.rich(),
        {
            "xl/workbook.xml": lambda part: part.replace(
                b"<workbookView ", b'<workbookView firstSheet="2" '
            )
        },
    )
    marked = parts(annotate(data, many(), programme=PROGRAMME))["xl/workbook.xml"]
    assert b'firstSheet="0"' in marked


def test_a_note_says_what_how_much_and_why(book: openpyxl.Workbook) -> None:
    """All findings of a cell stand in one note: wrong, cure, won, related cells, source, number."""
    note = book[officers.PLAN]["N7"].comment
    assert note.author == "aitx-budget"
    for words in (
        "【오류】 MAT402 (검증결과 2번)", "지방비가 20%에 못 미칩니다.", "조치: 국비를 1원 늘려 주세요.",
        "차이: 233,333,334원", "소요예산!N12 외 3곳", "근거: 공고 1.", "【경고】 SUM303 (검증결과 6번)",
    ):  # fmt: skip
        assert words in note.text
    assert book[officers.PLAN]["A30"].comment.text.startswith("【참고(권고)】")


def test_notes_grow_with_their_text(copy: bytes) -> None:
    """The box of a long note is taller than that of a short one, rows of any height beneath it."""
    vml = parts(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    anchors = re.findall(r"_x0000_s2\d+.*?<x:Anchor>(.*?)</x:Anchor>", vml, re.DOTALL)
    rows = [int(a.split(", ")[6]) - int(a.split(", ")[2]) for a in anchors]
    assert len(rows) == 3
    assert rows[0] > rows[1]


def test_the_officers_notes_stay(book: openpyxl.Workbook) -> None:
    """A note and a threaded comment are untouched; the finding is on the report, which says so."""
    plan, report = book[officers.PLAN], book["검증결과"]
    assert plan["N9"].comment.text == "담당자 메모: 확인 중"
    assert plan["N10"].comment.text.startswith("[Threaded comment]")
    told = [row[5].value for row in report.iter_rows(min_row=8) if row[4].value in ("N9", "N10")]
    assert [("이미 다른 메모가 있어" in text) for text in told] == [True, True]


def test_shape_numbers_are_unique(copy: bytes) -> None:
    """No two shapes of the workbook's drawings share a number."""
    ids = [
        number
        for name, content in parts(copy).items()
        if name.endswith(".vml") and "HF" not in name
        for number in re.findall(rb'<v:shape [^>]*?id="(\w+)"', content)
    ]
    assert len(ids) >= 7
    ours = [each for each in ids if each.startswith(b"_x0000_s")]
    assert len(set(ours)) == len(ours)


def test_typed_text_never_becomes_a_formula(book: openpyxl.Workbook) -> None:
    """Texts that begin like formulas are texts, and odd characters come through or are shown as such."""
    report = book["검증결과"]
    cells = [cell for row in report.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    values = {cell.value for cell in cells}
    assert any(str(value).startswith("=cmd|'/c calc'!A1") for value in values)
    assert {"+1-2@x", "-확인", "<b>&\ufffd 제어문자"} <= values
    texts = [cell for cell in cells if cell.data_type == "s"]
    assert all(cell.quotePrefix for cell in texts if str(cell.value)[0] in "=+-@")


def test_the_report_leads_to_each_cell_and_back(book: openpyxl.Workbook) -> None:
    """Links go from the table to the cells, and from each marked sheet's first cell to the report."""
    report = book["검증결과"]
    links = {row[0].value: row[4].hyperlink for row in report.iter_rows(min_row=8, max_row=17)}
    assert links[2].location == "'소요예산'!N7"
    assert links[8].location == "'담당자 ''메모''장'!A1"
    assert links[1] is None
    assert links[5] is None
    for name in (officers.SUMMARY, officers.MEMO):
        assert book[name]["A1"].hyperlink.location == "'검증결과'!A1"


def test_an_empty_first_cell_stays_empty(book: openpyxl.Workbook) -> None:
    """No link goes on an empty cell: some programs fill such a cell with the link's words."""
    assert book[officers.PLAN]["A1"].value is None
    assert book[officers.PLAN]["A1"].hyperlink is None


def test_the_report_is_complete_and_prints(book: openpyxl.Workbook) -> None:
    """Verdict, first step, file, counts, funding, every finding and every skipped check; one page wide."""
    report = book["검증결과"]
    head = [report.cell(row, 1).value for row in range(1, 7)]
    assert head[0].startswith("검증결과 – 지역 주도형 AI 대전환 사업")
    assert head[1] == "✖ 부적합: 오류 5건을 고쳐야 합니다."
    assert head[2].startswith("먼저 할 일: 2번(소요예산!N7)부터")
    assert (
        head[3]
        == "파일: 경남 제출본.xlsx  |  지역: 경남  |  검증일: 2026-03-02  |  기준: 지역 주도형 AI 대전환 사업 (aitx-2025)"
    )
    assert "✖ 오류 5건" in head[4]
    assert "국비 14,000,000,000원 (59.99%)" in head[5]
    assert "민간현물 확인 불가" in head[5]
    headers = ["번호", "심각도", "코드", "시트", "셀", "내용", "조치", "차이(원)", "근거"]
    assert [cell.value for cell in report[7]] == headers
    numbers = [report.cell(row, 1).value for row in range(8, 20)]
    assert numbers == [1, 2, None, 3, 4, 5, None, 6, 7, 8, 9, 10]
    assert report["H9"].value == 233_333_334
    assert report["B16"].value == "▲ 경고(권고)"
    assert report["F22"].value == "소요예산!N7을 고치면 점검 1건(SUM303)을 더 합니다."
    assert report["E22"].hyperlink.location == "'소요예산'!N7"
    assert report.print_title_rows == "$7:$7"
    assert report.freeze_panes == "A8"
    assert (report.page_setup.orientation, report.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        True,
    )


def test_findings_of_one_cause_stand_under_its_rule(book: openpyxl.Workbook) -> None:
    """What several findings have in common is said once above them, and folds them away; a single one needs none."""
    report = book["검증결과"]
    group = [cell.value for cell in report[10]]
    assert group[1:3] == ["✖ 오류", "SUM303"]
    assert group[5:7] == ["규칙", "3건"]
    assert group[8] == report["I9"].value
    assert [report.cell(row, 9).value for row in range(11, 14)] == [None] * 3
    levels = [report.row_dimensions[row].outlineLevel for row in range(8, 20)]
    assert levels == [0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0]


def test_tabs_are_coloured_by_the_gravest_finding(book: openpyxl.Workbook) -> None:
    """Marked sheets stand out in the row of tabs; others keep what they have."""
    colours = {sheet.title: sheet.sheet_properties.tabColor for sheet in book.worksheets}
    assert colours[officers.PLAN].rgb == colours[officers.SUMMARY].rgb == "FFC81E2B"
    assert colours[officers.MEMO].rgb == "FFE89B0D"


def test_indices_of_sheets_move_on(copy: bytes) -> None:
    """The sheet on top stays on top, local names stay with their sheets, the first tab is in sight."""
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        workbook = package.read("xl/workbook.xml").decode()
    assert 'activeTab="1"' in workbook
    book = opened(copy)
    assert book.active.title == officers.PLAN
    assert set(book[officers.SUMMARY].defined_names) == {"기준"}
    assert book[officers.PLAN].print_title_rows == "$6:$6"
    assert book[officers.PLAN].auto_filter.ref == "A6:T30"


def test_a_sheet_of_the_same_name_is_the_officers() -> None:
    """An officer's own 검증결과 stays what it is; ours takes another name."""
    own = openpyxl.Workbook()
    own.active.title = "검증결과"
    out = io.BytesIO()
    own.save(out)
    again = annotate(
        out.getvalue(), result([finding(ERROR, "검증결과", "B2")]), programme=PROGRAMME
    )
    assert opened(again).sheetnames == ["검증결과 (2)", "검증결과"]
    assert opened(annotate(again, result(), programme=PROGRAMME)).sheetnames == [
        "검증결과 (2)",
        "검증결과",
    ]


@pytest.mark.parametrize(
    ("findings", "skipped", "verdict"),
    [
        ([], [], "✔ 적합: 모든 점검을 통과했습니다. 고칠 것이 없습니다."),
        (
            [finding(NOTE, "총괄표", "B6")],
            [],
            "✔ 적합: 모든 점검을 통과했습니다. 고칠 것이 없습니다.",
        ),
        (
            [finding(WARNING, "총괄표", "B6")],
            [],
            "▲ 적합: 오류는 없습니다. 경고 1건을 확인해 주세요.",
        ),
        (
            [],
            [Skip("SUM303", "n", {}, ())],
            "▲ 판정 보류: 오류는 찾지 못했지만, 확인하지 못한 점검이 1건 있습니다.",
        ),
        ([finding(ERROR, None, None, code="INT999")], [], "✖ 판정 보류: 프로그램 내부 오류로"),
        (
            [finding(ERROR, "총괄표", "B6")],
            [Skip("A", "n", {}, ())],
            "✖ 부적합: 오류 1건을 고쳐야 합니다.",
        ),
    ],
)
def test_the_verdict_never_passes_what_was_not_checked(
    findings: list, skipped: list, verdict: str
) -> None:
    """Acceptable is said only where every check was made and none found an error."""
    data = annotate(officers.rich(), result(findings, skipped=skipped), programme=PROGRAMME)
    cell = opened(data)["검증결과"]["A2"]
    assert cell.value.startswith(verdict)
    assert (cell.fill.start_color.rgb == "FFE2EFDA") == verdict.startswith("✔")  # green is a pass


def test_english() -> None:
    """With English asked for, notes and report are English; the sheet keeps its name."""
    data = annotate(officers.rich(), many(), programme=PROGRAMME, language=Language.EN)
    book = opened(data)
    assert book["검증결과"]["A2"].value == "✖ Not acceptable: 5 errors must be corrected."
    assert book[officers.PLAN]["N7"].comment.text.startswith("【Error】 MAT402 (검증결과 no. 2)")


def test_a_refused_file_is_not_marked() -> None:
    """A file that could not be checked must not look checked."""
    with pytest.raises(UsageError):
        annotate(officers.rich(), result(refused=True), programme=PROGRAMME)


def test_a_drawing_that_is_not_sound_xml_is_added_to() -> None:
    """Excel writes `<br>` into drawings of the old kind; ours are put in before the end all the same."""
    data = officers.patched(
        officers.rich(),
        {"xl/drawings/vmlDrawing1.vml": lambda vml: vml.replace(b"</xml>", b"<br></xml>")},
    )
    vml = parts(annotate(data, many(), programme=PROGRAMME))["xl/drawings/vmlDrawing1.vml"]
    assert vml.endswith(b"</xml>")
    assert vml.index(b"<br>") < vml.index(b"_x0000_s2049")


def test_a_file_that_passes_has_nothing_to_do_first() -> None:
    """Without errors the first step never names a cure; a file in order is said to need none."""
    for findings, step in (
        ([], "더 하실 일이 없습니다."),
        ([finding(NOTE, officers.PLAN, "B12")], "더 하실 일이 없습니다."),
        ([finding(WARNING, officers.PLAN, "B12")], "꼭 고쳐야 할 것은 없습니다."),
    ):
        book = opened(annotate(officers.rich(), result(findings), programme=PROGRAMME))
        assert book["검증결과"]["A3"].value.startswith(step)


def test_skipped_checks_are_told_by_what_they_wait_for() -> None:
    """A hundred checks that wait for one cell are one row, without a word of the program's own."""
    skipped = [
        Skip(code, "internal-name", {"project": f"P{number}", "source": "national_funds"}, ("소요예산!C14",))
        for code in ("SUM303", "SUM304")
        for number in range(50)
    ]  # fmt: skip
    book = opened(annotate(officers.rich(), result(skipped=skipped), programme=PROGRAMME))
    report = book["검증결과"]
    texts = [str(cell.value) for row in report.iter_rows() for cell in row if cell.value]
    sentence = "소요예산!C14를 고치면 점검 100건(SUM303, SUM304)을 더 합니다."
    assert texts.count(sentence) == 1
    assert report["A3"].value == f"먼저 할 일: {sentence}"
    assert not [text for text in texts if "national_funds" in text or "internal-name" in text]


def test_rows_are_tall_enough_for_their_last_line() -> None:
    """Lines are counted as they break at spaces, where a long word leaves the rest of a line empty."""
    long = "12,345,678,901원을 " * 12
    book = opened(
        annotate(
            officers.rich(),
            result([finding(ERROR, officers.PLAN, "B12", long)]),
            programme=PROGRAMME,
        )
    )
    report = book["검증결과"]
    assert report.row_dimensions[8].height >= 6 * 15  # two such words to a line


@pytest.fixture(scope="module")
def flooded() -> bytes:
    """A copy with more findings than the report lists, the last ones graver than none."""
    found = [finding(ERROR, officers.PLAN, f"N{row}") for row in range(40, 40 + MOST_ROWS + 1)]
    return annotate(officers.rich(), result(found), programme=PROGRAMME)


def test_a_flood_of_findings_is_bounded_and_says_so(flooded: bytes) -> None:
    """Beyond what anybody reads there are no more notes and rows, every cell is marked still, and the sheet tells."""
    book = opened(flooded)
    report, plan = book["검증결과"], book[officers.PLAN]
    last = 40 + MOST_ROWS
    assert f"메모는 {MOST_NOTES:,}번까지, 아래 목록은 {MOST_ROWS:,}번까지만" in report["A5"].value
    assert "나머지 1건" in report["A5"].value
    assert max(cell.value or 0 for (cell,) in report.iter_rows(min_row=8, max_col=1)) == MOST_ROWS
    notes = sum(
        cell.comment is not None and "[aitx-budget]" in cell.comment.text
        for (cell,) in plan.iter_rows(min_col=14, max_col=14)
    )
    assert notes == MOST_NOTES
    marked = [str(block.sqref) for block in plan.conditional_formatting]
    assert f"N40:N{last}" in marked


def test_a_flooded_copy_is_cleaned_to_the_byte(flooded: bytes) -> None:
    """However many findings there were, cleaning stays within the limits and gives every part back."""
    assert parts(clean(flooded)) == parts(officers.rich())


def test_a_note_holds_as_many_findings_as_fit() -> None:
    """A cell with many findings gets a note that a screen can show, which says how many more there are."""
    found = [finding(ERROR, officers.PLAN, "N20", f"{n}번째 지적입니다. " * 6) for n in range(9)]
    note = opened(annotate(officers.rich(), result(found), programme=PROGRAMME))[officers.PLAN][
        "N20"
    ].comment.text
    shown = note.count("【오류】")
    assert 1 < shown < len(found)
    assert f"이 셀의 {len(found) - shown}건이 더 있습니다." in note
    assert lines(note, NOTE_COLUMNS) <= NOTE_LINES


def test_a_note_tells_one_finding_however_long() -> None:
    """A finding that alone is longer than a note is told all the same."""
    found = [finding(ERROR, officers.PLAN, "N20", "아주 긴 지적입니다. " * 200)] * 2
    note = opened(annotate(officers.rich(), result(found), programme=PROGRAMME))[officers.PLAN][
        "N20"
    ].comment.text
    assert note.count("【오류】") == 1
    assert "이 셀의 1건이 더 있습니다." in note


def test_the_shares_of_the_notice_stand_beside_their_minimum() -> None:
    """Matching and local share are shown with what is asked; where an amount is not known, neither is."""
    money = {
        "national_funds": 60,
        "provincial_funds": 15,
        "municipal_funds": 6,
        "private_cash": 10,
        "private_in_kind": 9,
        "total_project_cost": 100,
    }
    known = replace(result(), totals=money)
    said = shares(known, PROGRAMME)
    assert said.ko == "매칭비율: 40.00% (40% 이상)  |  지방비: 21.00% (20% 이상)"
    assert shares(result(), PROGRAMME) == ("", "")
