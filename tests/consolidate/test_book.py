"""The consolidated workbook: live sums that are right to the won, every row with its place, nothing but text as text."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from returned import PROGRAMME, calm, returned, revision, rough_files

from aitx_budget.consolidate import Consolidation, gather
from aitx_budget.consolidate.book import write_book
from aitx_budget.consolidate.book.writer import SHEETS
from aitx_budget.intake import read as read_file
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.address import column_letter
from aitx_budget.model.finding import Severity
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Language
from libreoffice.office import convert
from waivers.files import entry, read

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
EVIL = '=HYPERLINK("http://x","y")'
OF_2010 = {"SUM", "SUMIFS", "COUNTIFS", "IF", "INT", "ABS", "SUBTOTAL"}
PROMISED = (
    "요약",
    "재원×연도",
    "분야별",
    "비목별",
    "기관별",
    "월별 집행계획",
    "자산 목록",
    "참여기업",
)
PROMISED += ("점검결과", "원장", "제출현황")


def troubled(book) -> None:
    """Make a region's workbook as troublesome as one can be: codes nobody declares, patterns, unreadable cells."""
    book.put("소요예산", "회계연도", 2, "언젠가")
    book.put("소요예산", "사업코드", 3, "P99")
    book.put("소요예산", "기관코드", 4, "*")
    book.put("소요예산", "비목", 5, "모르는 비목")
    book.put("소요예산", "국비", 6, "협의 중")
    book.put("소요예산", "세부항목", 7, EVIL)
    book.put("수행기관", "기관코드", 2, ">0")
    book.put("수행기관", "기관명", 3, EVIL)
    book.put("단위사업", "분야", 2, "모르는 분야")
    book.put("월별계획", "재원", 3, "모르는 재원")
    book.put("월별계획", "2026.01", 5, "?")
    book.put("자산구매계획", "자산구분", 1, "모르는 자산")
    book.put("자산구매계획", "품명", 2, "@SUM(1)")
    book.put("참여기업", "선정상태", 1, "검토")
    book.put("참여기업", "기업명", 2, "+1+1")


@cache
def rough() -> Consolidation:
    """Return one with everything that can be the matter."""
    return gather(rough_files(troubled, "소요예산"), PROGRAMME)


@cache
def strict() -> Consolidation:
    """Return the same without the regions that have errors."""
    files = [each.intake for each in rough().inputs]
    calm_one = returned("대구", revision(1), path="clean.xlsx")
    return gather([*files, calm_one, returned("경남")], PROGRAMME, only_clean=True)


@cache
def samples() -> Consolidation:
    """Return the five sample budgets in one."""
    files = sorted(SAMPLES.glob("*.xlsx"))
    return gather([read_file(each.read_bytes(), each.name, PROGRAMME) for each in files], PROGRAMME)


@cache
def written(made: Consolidation, language: Language = Language.KO) -> bytes:
    """Return the workbook."""
    return write_book(made, language)


@cache
def opened(made: Consolidation, *, values: bool = True) -> openpyxl.Workbook:
    """Return the workbook as an independent reader has it."""
    return openpyxl.load_workbook(BytesIO(written(made)), data_only=values)


def rows_under(made: Consolidation, sheet: str, head: str, also: str = "") -> list[dict[str, Any]]:
    """Return the rows under the header row that begins with `head` and has `also`, until an empty one, by header."""
    rows = list(opened(made)[sheet].iter_rows(values_only=True))
    top = next(
        n for n, row in enumerate(rows) if row[0] == head and row[1] and (not also or also in row)
    )
    found = []
    for row in rows[top + 1 :]:
        if row[0] in (None, ""):
            break
        found.append(dict(zip(rows[top], row, strict=False)))
    return found


def standings(made: Consolidation) -> list[dict[str, Any]]:
    """Return the rows of 요약, money and ratios of each region together."""
    money, ratios = rows_under(made, "요약", "지역"), rows_under(made, "요약", "지역", "매칭 여유")
    return [left | right for left, right in zip(money, ratios, strict=True)]


def money(made: Consolidation, label: str, source: str) -> int:
    """Add up a source over the rows that can be read, straight from what intake read."""
    each = next(one for one in made.regions if one.label == label)
    submission = each.intake
    assert isinstance(submission, Submission)
    table = submission.tables.get("budget_lines")
    if table is None or any(name not in table.columns for name in SOURCES):
        return 0
    bad = frozenset().union(*(table.unread.get(name, frozenset()) for name in SOURCES))
    return sum(value or 0 for n, value in enumerate(table.values[source]) if n not in bad)


def test_the_promised_sheets_are_there_in_order():
    """Every sheet that the board expects is there."""
    titles = opened(calm()).sheetnames
    assert tuple(titles) == SHEETS
    assert [title for title in titles if title in PROMISED] == list(PROMISED)


@pytest.mark.libreoffice
@pytest.mark.parametrize("made", [calm, rough, strict, samples])
def test_every_formula_recalculated_is_what_was_written(made, tmp_path):
    """LibreOffice works out the same for every formula of the workbook, to the won."""
    saved = convert(tmp_path, {"book": written(made())})["book"]
    again = openpyxl.load_workbook(saved, data_only=True)
    seen = 0
    for sheet in opened(made(), values=False):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            seen += 1
            ours = opened(made())[sheet.title][cell.coordinate].value
            its = again[sheet.title][cell.coordinate].value
            place = f"{sheet.title}!{cell.coordinate} {cell.value}"
            if isinstance(ours, float):
                assert its == pytest.approx(ours, abs=1e-12), place
            else:
                assert (its or 0) == (ours or 0) or {its, ours} <= {None, ""}, place
    assert seen > 500


@pytest.mark.parametrize("made", [calm, rough, strict, samples])
def test_the_overview_holds_the_engines_sums(made):
    """Each region's sources on 요약 are the sums of what intake read, row by row."""
    named = {getattr(PROGRAMME.sources, name).ko: name for name in SOURCES}
    rows = rows_under(made(), "요약", "지역")
    assert [row["지역"] for row in rows[:-1]] == [each.label for each in made().regions]
    for row in rows[:-1]:
        for header, name in named.items():
            assert row[header] == money(made(), row["지역"], name), (row["지역"], header)
    for header in named:
        assert rows[-1][header] == sum(row[header] for row in rows[:-1])


def test_the_overview_agrees_with_the_checks():
    """Margins and verdicts are those of the notice's inequalities, in exact won."""
    for row in standings(calm())[:-1]:
        national, total = row["국비"], row["총사업비"]
        assert row["매칭 여유"] == total - national - PROGRAMME.matching.minimum.value.least(total)
        local = row["시도비"] + row["시군구비"]
        assert row["지방비 여유"] == local - PROGRAMME.matching.local_minimum.value.least(total)
        assert row["매칭 판정"] == row["지방비 판정"] == "충족"


@pytest.mark.parametrize(
    ("less", "verdict", "margin"),
    [(0, "충족", 0), (1, "단수 차이", -1), (1_667, "단수 차이", -1_000), (1_668, "미달", -1_001)],
    ids=["exactly at it", "a won below", "the tolerance below", "a won more"],
)
def test_the_verdict_turns_at_the_won(less, verdict, margin):
    """At 40% it is met; a won below it is rounding; beyond the tolerance it is missed."""

    def edit(book):
        for record in range(book.count("소요예산"), 0, -1):
            for header in ("국비", "시도비", "시군구비", "민간현금", "민간현물"):
                book.put("소요예산", header, record, None)
        book.put("소요예산", "국비", 1, 14_000_000_000)
        book.put("소요예산", "시도비", 1, 9_333_333_334 - less)

    made = gather([returned("대구", edit)], PROGRAMME)
    row = standings(made)[0]
    least = PROGRAMME.matching.minimum.value.least(row["총사업비"])
    assert row["매칭 여유"] == 9_333_333_334 - less - least == margin
    assert row["매칭 판정"] == verdict


def test_nothing_to_evaluate_is_no_pass():
    """A region without any money is told as not to be evaluated, never as met."""
    row = next(each for each in standings(rough()) if each["지역"] == "전남")
    assert row["총사업비"] == 0
    assert row["매칭 판정"] == row["지방비 판정"] == "평가 불가"


@pytest.mark.parametrize("made", [calm, rough, strict, samples])
@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        ("재원×연도", "회계연도"),
        ("분야별", "분야"),
        ("단위사업별", "지역"),
        ("비목별", "비목"),
        ("기관별", "지역"),
    ],
)
def test_every_breakdown_adds_up_to_the_overview(made, sheet, head):
    """Whatever the ledger is added up by, no won is lost: what cannot be placed has a row of its own."""
    total = rows_under(made(), "요약", "지역")[-1]
    last = rows_under(made(), sheet, head)[-1]
    assert last[head] == "합계"
    for header in ("국비", "시도비", "시군구비", "민간현금", "민간현물", "총사업비"):
        assert last[header] == total[header], (sheet, header)


@pytest.mark.parametrize("made", [calm, rough, strict, samples])
@pytest.mark.parametrize("sheet", ["분야별", "비목별"])
@pytest.mark.parametrize("across", ["지역", "연도"])
def test_every_table_of_a_breakdown_adds_up_to_the_overview(made, sheet, across):
    """By region and by fiscal year, too, each breakdown comes to the total project cost."""
    head = sheet.removesuffix("별")
    also = {"지역": made().regions[0].label, "연도": PROGRAMME.fiscal_years[0]}[across]
    total = rows_under(made(), "요약", "지역")[-1]["총사업비"]
    assert rows_under(made(), sheet, head, also)[-1]["합계"] == total


def test_a_category_whose_code_and_name_disagree_is_in_the_sums():
    """The sample line typed as 260 연구개발비 stands under 비목 미상 with its money, in the ledger as well."""
    row = next(
        each for each in rows_under(samples(), "비목별", "비목") if each["비목"] == "비목 미상"
    )
    lines = [each for each in rows_under(samples(), "원장", "번호") if each["비목"] == "비목 미상"]
    assert [(each["지역"], each["재원합계"]) for each in lines] == [("대구", row["총사업비"])]
    assert row["총사업비"] == 510_000_000


def test_what_cannot_be_placed_stands_under_a_heading_of_its_own():
    """A line whose year, project, category or institution nobody knows is counted and seen."""
    assert "연도 미상" in [row["회계연도"] for row in rows_under(rough(), "재원×연도", "회계연도")]
    assert "분야 미상" in [row["분야"] for row in rows_under(rough(), "분야별", "분야")]
    assert "비목 미상" in [row["비목"] for row in rows_under(rough(), "비목별", "비목")]
    assert "기관 미상" in [row["기관명"] for row in rows_under(rough(), "기관별", "지역")]
    assert "단위사업 미상" in [
        row["단위사업명"] for row in rows_under(rough(), "단위사업별", "지역")
    ]


def test_an_institution_called_like_a_pattern_is_only_itself():
    """An institution whose code is `>0` has its own lines' money, not everybody's."""
    row = next(each for each in rows_under(rough(), "기관별", "지역") if each["기관코드"] == ">0")
    assert row["총사업비"] < rows_under(rough(), "기관별", "지역")[-1]["총사업비"] // 4


def test_the_ledger_has_every_taken_line_with_its_place():
    """Each line stands with region, file, sheet and the cell of its national funds, and opens filtered heads."""
    lines = rows_under(calm(), "원장", "번호")
    assert len(lines) == 60
    frame = calm().tables["budget_lines"]
    assert [row["국비"] for row in lines] == frame["national_funds"].tolist()
    assert lines[0]["파일"] == "경남.xlsx"
    assert (lines[0]["시트"], lines[0]["셀"]) == ("소요예산", "M7")
    sheet = opened(calm())["원장"]
    assert sheet.auto_filter.ref == f"A5:{openpyxl.utils.get_column_letter(sheet.max_column)}65"
    assert sheet.freeze_panes


def test_refused_rows_are_listed_with_their_cells_and_not_in_the_ledger():
    """What could not be read is named to the cell; the counts on 제출현황 add up."""
    received = opened(rough())["제출현황"]
    texts = [
        [cell for cell in row if cell not in (None, "")]
        for row in received.iter_rows(values_only=True)
    ]
    assert ["대구", "troubled.xlsx", "소요예산", 12, "M12", "협의 중"] in texts
    assert ["대구", "troubled.xlsx", "월별계획", 11, "G11", "?"] in texts
    assert "시군구비 열을 찾지 못했습니다." in [row[-1] for row in texts if row]
    cells = [row["셀"] for row in rows_under(rough(), "원장", "번호") if row["지역"] == "대구"]
    assert "M12" not in cells
    assert len(cells) == 11
    counts = [row for row in texts if len(row) >= 8 and row[3] in ("반영", "대체됨", "제외")]
    assert counts
    assert all(row[4] == row[5] + row[6] for row in counts if isinstance(row[4], int))


def test_missing_superseded_and_refused_files_are_told():
    """제출현황 says which region is missing and what became of every file."""
    received = [
        [cell for cell in row if cell not in (None, "")]
        for row in opened(rough())["제출현황"].iter_rows(values_only=True)
    ]
    assert ["경남", "미제출"] in received
    told = {"반영", "대체됨", "제외", "읽지 못함"}
    states = {row[1]: row[2] for row in received if len(row) >= 3 and row[2] in told}
    assert states["old.xlsx"] == "대체됨"
    files = {row[0]: row[1] for row in received if len(row) > 1 and row[1] in told}
    assert files == {"기관.xlsx": "제외", "손상.xlsx": "읽지 못함"}


@pytest.mark.parametrize("made", [calm, rough])
def test_no_text_is_a_formula_and_no_function_is_newer_than_2010(made):
    """Names that begin like formulas stay texts; every formula is ours, of functions every Excel has."""
    for sheet in opened(made(), values=False):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            tokens = Tokenizer(cell.value).items
            used = {
                each.value.rstrip("(")
                for each in tokens
                if each.type == "FUNC" and each.value[-1] == "("
            }
            assert used <= OF_2010, cell.value
            assert "HYPERLINK" not in cell.value
    names = [row["세부항목"] for row in rows_under(rough(), "원장", "번호")]
    assert EVIL in names
    assert EVIL in [row["기관명"] for row in rows_under(rough(), "기관별", "지역")]


def test_findings_are_counted_by_rule_and_listed_with_links():
    """The matrix counts what the list lists; a finding at a ledger line leads to that line."""
    matrix = rows_under(rough(), "점검결과", "코드", "규칙")
    listed = rows_under(rough(), "점검결과", "구분", "코드")
    assert matrix[-1]["합계"] == len(listed)
    assert sum(row["대구"] for row in matrix[:-1]) == sum(row["구분"] == "대구" for row in listed)
    assert any(row["구분"] == "그 밖의 파일" and row["코드"] == "FIL004" for row in listed)
    linked = next(row for row in listed if row["코드"] == "CEL204" and row["셀"] == "B8")
    sheet, place = linked["목록에서 보기"].split(" ")
    line = rows_under(rough(), "원장", "번호")[int(place) - 6]
    assert (sheet, line["지역"], line["셀"]) == ("원장", "대구", "M8")
    cells = (cell for row in opened(rough())["점검결과"].iter_rows() for cell in row)
    shown = next(cell for cell in cells if cell.value == linked["목록에서 보기"])
    assert shown.hyperlink.location == f"'{sheet}'!A{place}"


def test_what_could_not_be_evaluated_is_told_with_what_it_waits_for():
    """Every check that was skipped is counted under its region, with the cells that must be put right."""
    rows = rows_under(rough(), "점검결과", "구분", "무엇을 고쳐야 하는지")
    for each in rough().regions:
        told = sum(row["건수"] for row in rows if row["구분"] == each.label)
        assert told == len(each.result.skipped)
    of_set = [row["무엇을 고쳐야 하는지"] for row in rows if row["구분"] == "지역 간"]
    assert len(of_set) == len(rough().whole.skipped) == 1
    assert "[troubled.xlsx]소요예산!M12" in of_set[0]


def test_what_is_said_of_all_regions_stands_first():
    """What is of no single workbook is listed under 지역 간, and counted there."""
    rows = rows_under(rough(), "점검결과", "구분", "코드")
    own = [row for row in rows if row["구분"] == "지역 간"]
    assert [row["코드"] for row in own] == ["XRG902"] * 3
    assert rows[:3] == own
    matrix = rows_under(rough(), "점검결과", "코드", "규칙")
    assert sum(row["지역 간"] for row in matrix[:-1]) == 3


def waived() -> Consolidation:
    """Return a consolidation in which one of two errors of a region is waived."""

    def wrong(book):
        book.put("소요예산", "국비", 1, 2_400_000_001)
        book.put("소요예산", "단가", 6, 10_000_001)

    excuses = read(entry(region="대구", cell="소요예산!M7"))
    return gather([returned("대구", wrong), returned("울산")], PROGRAMME, waivers=excuses)


def test_a_waived_finding_is_shown_as_waived_and_not_counted():
    """It stands in the list with its reason, last of its region, and in no sum of findings."""
    made = waived()
    own = [row for row in rows_under(made, "점검결과", "구분", "코드") if row["구분"] == "대구"]
    shown = [row for row in own if row["심각도"] == "면제(오류)"]
    assert [(row["코드"], row["셀"]) for row in shown] == [("SUM302", "M7")]
    assert own[-1] == shown[0]
    assert "면제 사유: =1+1 협의회에서 한 번만 인정" in shown[0]["조치"]
    matrix = rows_under(made, "점검결과", "코드", "규칙")
    assert matrix[-1]["대구"] == len(own) - 1
    texts = [list(row) for row in opened(made)["점검결과"].iter_rows(values_only=True)]
    below = next(n for n, row in enumerate(texts) if row[0] == "면제되어 세지 않은 지적") + 1
    assert texts[below][:3] == ["SUM302", "면제(오류)", 1]
    assert texts[below][3:5] == [1, 0]
    assert standings(made)[0]["오류"] == made.regions[0].result.count(Severity.ERROR)


def test_a_consolidation_without_findings_says_so():
    """The sheet is there, and empty in words."""
    texts = [cell for row in opened(calm())["점검결과"].iter_rows(values_only=True) for cell in row]
    assert ("지적이 없습니다." in texts) == (not any(each.findings for each in calm().results))


def test_the_plan_is_held_against_the_budget():
    """월별 집행계획 shows what is planned beside what is budgeted, and the difference."""
    rows = rows_under(calm(), "월별 집행계획", "재원")
    assert [row["차이"] for row in rows] == [0] * 5
    assert rows[-1]["월별계획"] == rows_under(calm(), "요약", "지역")[-1]["총사업비"]
    assert any(row["재원"] == "재원 미상" for row in rows_under(rough(), "월별 집행계획", "재원"))


def test_charts_are_told_apart_without_colour():
    """No two neighbouring series of a chart have the same fill, and one of each pair has a pattern or is far lighter."""
    with zipfile.ZipFile(BytesIO(written(calm()))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        texts = [package.read(name).decode() for name in charts]
    assert len(charts) == 3
    for text in texts:
        fills = re.findall(r"<c:ser>.*?<c:spPr>(.*?)<a:ln", text, re.DOTALL)
        assert all(left != right for left, right in pairwise(fills))


def test_the_same_consolidation_gives_the_same_bytes():
    """Nothing of the day or the machine is in the file."""
    assert write_book(rough()) == write_book(rough())


def test_english_is_there_for_those_who_ask():
    """Headings and findings are English; sheets keep their names."""
    book = openpyxl.load_workbook(BytesIO(written(rough(), Language.EN)))
    assert tuple(book.sheetnames) == SHEETS
    assert book["요약"]["A5"].value == "Region"
    assert book["요약"]["A1"].value == "The regions' budgets in one"
    formulas = [cell.value for row in book["요약"] for cell in row if cell.data_type == "f"]
    words = {word for formula in formulas for word in re.findall(r'"([^"]+)"', formula)}
    assert {"met", "short", "within"} <= words
    assert not [word for word in words if re.search("[가-힣]", word)]


@pytest.mark.parametrize("made", [calm, rough])
def test_a_printed_page_begins_with_a_table(made):
    """Where a page is made to begin, the title of a table stands, under an empty row."""
    book, begun = opened(made()), 0
    with zipfile.ZipFile(BytesIO(written(made()))) as package:
        for number, sheet in enumerate(book, start=1):
            text = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            breaks = re.search(r"<rowBreaks.*?</rowBreaks>", text)
            for above in map(int, re.findall(r'id="(\d+)"', breaks[0] if breaks else "")):
                assert sheet.cell(above + 1, 1).value
                assert not sheet.cell(above, 1).value
                begun += 1
    assert begun >= 3


def test_sums_of_won_are_not_too_wide_for_their_columns():
    """No amount of hundreds of billions shows as ###; a bold digit is as wide as one of the column's characters."""
    book = opened(calm())
    for sheet in (sheet for sheet in book if sheet.title in PROMISED[:6]):
        widths = {
            letter: each.width
            for each in sheet.column_dimensions.values()
            for letter in (column_letter(n) for n in range(each.min, each.max + 1))
        }
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, int) and cell.number_format.startswith("#,##0_"):
                room = widths[cell.column_letter]
                assert len(f"{cell.value:,}") + 1 <= room, f"{sheet.title}!{cell.coordinate}"
