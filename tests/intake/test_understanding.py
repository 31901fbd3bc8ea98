"""What officers do to a workbook, and what intake makes of it."""

from __future__ import annotations

import unicodedata

import pytest

from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.intake.understanding import understand
from aitx_budget.model.submission import Refusal, Seen, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import FIRMS, Workbook

PROGRAMME = default_programme()
BUDGET = "소요예산"
PLAN = "월별계획"


def read(book: Workbook) -> Submission:
    result = understand(book.raw(), "book.xlsx", PROGRAMME)
    assert isinstance(result, Submission), result
    return result


def seen(submission: Submission) -> list[tuple[str, str]]:
    """Return (what, where) of every observation."""
    return [(each.seen.value, str(each.at) if each.at else "") for each in submission.observations]


def total(submission: Submission, field: str, table: str = "budget_lines") -> int:
    return sum(value or 0 for value in submission.tables[table].values[field])


GOOD = read(Workbook())


def same_values(submission: Submission, *tables: str) -> bool:
    """Tell whether tables hold what the untouched example holds, wherever they stand."""
    names = tables or tuple(GOOD.tables)
    return all(submission.tables[name].values == GOOD.tables[name].values for name in names)


def test_the_example_is_read_in_silence():
    """A workbook in good order gives every table in full and nothing to observe."""
    assert GOOD.observations == ()
    assert GOOD.subtotals == ()
    assert not any(table.unread for table in GOOD.tables.values())
    assert {name: len(table.rows) for name, table in GOOD.tables.items()} == {
        "basics": 1,
        "institutions": 3,
        "unit_projects": 2,
        "budget_lines": 12,
        "monthly_plan": 16,
        "asset_plan": 3,
        "in_kind_details": 8,
        "beneficiaries": 6,
    }
    assert total(GOOD, "national_funds") == 14_000_000_000
    assert total(GOOD, "cost") == total(GOOD, "funding") == 23_600_000_000


def test_an_institutions_workbook_has_its_own_sheets():
    """An institution's workbook is not missing the sheets it never had."""
    submission = read(Workbook(scope="institution"))
    assert submission.identity.scope == "institution"
    assert submission.observations == ()
    assert len(submission.tables) == 6


# --- what changes nothing


def decompose(book: Workbook) -> Workbook:
    return book.decompose()


def rename_headers(book: Workbook) -> Workbook:
    return (
        book.rename_header("수행기관", "기관명", "기 관\n명")
        .rename_header(BUDGET, "국비", "국 비 (원)")
        .rename_header(BUDGET, "산출금액", "금액")
        .rename_header("참여기업", "사업자등록번호", "사업자번호")
        .rename_header(BUDGET, "회계연도", "회계연도★")
    )


def month_headers(book: Workbook) -> Workbook:
    for header, new in (("2025.10", "2025년 10월"), ("2025.11", "’25.11"), ("2026.01", "2026-01")):
        book.rename_header(PLAN, header, new)
    spot = book.spot(PLAN, "2026.02", 0)
    return book.put_at(PLAN, spot, 46054, "yyyy.mm")


def shift_everything(book: Workbook) -> Workbook:
    book.insert_row(BUDGET, 0).insert_row(BUDGET, 0).insert_column(BUDGET, "연번")
    return book.insert_column(BUDGET, "국비", "우리 메모").insert_column(
        "기본정보", "광역지방자치단체"
    )


def shuffle_sheets(book: Workbook) -> Workbook:
    for title in (BUDGET, "기본정보", "참여기업"):
        book.move_sheet(title, 0)
    return book


def rename_sheets(book: Workbook) -> Workbook:
    for sheet in list(book.sheets)[1:-1]:
        book.rename_sheet(sheet.title, f"{sheet.title}_최종본")
    return book


def rename_without_names(book: Workbook) -> Workbook:
    book.with_names = False
    return rename_sheets(book)


def lose_identity(book: Workbook) -> Workbook:
    return book.forget_identity()


def report_sheet(book: Workbook) -> Workbook:
    report = RawSheet("검증결과")
    report.cells[1, 1] = RawCell(CellType.TEXT, "900101-1234567 소계")
    book.sheets.insert(0, report)
    book.other_names["_aitx_report"] = "'검증결과'!$A$1"
    return book


def touched_rows(book: Workbook) -> Workbook:
    """Rows that hold nothing: a running number, zeros, dashes, formulas, a remark, the header again."""
    row = book.spot(BUDGET, "연번", 12)[0]
    for offset in range(1, 5):
        book.put_at(BUDGET, (row + offset, 1), 12 + offset)
    book.put_at(BUDGET, (row + 1, 13), 0).put_at(BUDGET, (row + 2, 13), "-")
    book.put_at(BUDGET, (row + 5, 1), "※ 인건비는 계획 기준입니다.")
    book.put_at(BUDGET, (row + 6, 2), "※ 부가세 포함")
    for column, header in enumerate(("연번", "회계연도", "사업코드", "기관코드"), start=1):
        book.put_at(BUDGET, (row + 7, column), header)
    return book


def totals_above(book: Workbook) -> Workbook:
    return book.put_at(BUDGET, (5, 1), "합계").put_at(BUDGET, (5, 13), 14_000_000_000)


def uncalculated(book: Workbook) -> Workbook:
    book.cached = False
    return book


def blank_rows_between(book: Workbook) -> Workbook:
    return book.insert_row(BUDGET, 3).insert_row(BUDGET, 8)


SILENT = [
    decompose,
    rename_headers,
    month_headers,
    shift_everything,
    shuffle_sheets,
    rename_sheets,
    rename_without_names,
    report_sheet,
    touched_rows,
    totals_above,
    uncalculated,
    blank_rows_between,
]


@pytest.mark.parametrize("mess", SILENT, ids=lambda mess: mess.__name__)
def test_harmless_mess_reads_the_same_in_silence(mess):
    """What an officer may do to a sheet changes no value and raises no finding."""
    submission = read(mess(Workbook()))
    assert seen(submission) == []
    assert same_values(submission)
    assert "검증결과" not in submission.sheets


def test_a_report_is_known_by_its_name_and_not_by_its_title():
    """Next to a sheet of the officer's own called 검증결과, ours is left out, the officer's is read."""
    book = report_sheet(Workbook())
    book.sheets[0].title = "검증결과 (2)"
    book.sheets.append(RawSheet("검증결과"))
    book.other_names["_aitx_report"] = "'검증결과 (2)'!$A$1"
    submission = read(book)
    assert seen(submission) == []
    assert submission.sheets[-1] == "검증결과"
    assert "검증결과 (2)" not in submission.sheets


def test_titles_that_differ_in_composition_stay_apart():
    """Two sheets that look alike are both named as they are, so that a finding leads to one of them."""
    book = Workbook()
    book.sheets.append(RawSheet(unicodedata.normalize("NFD", "작성안내")))
    assert len(set(read(book).sheets)) == len(book.sheets)


def test_resident_numbers_are_masked_wherever_they_stand():
    """In a title, a path or an exponent the number is seen, and comes out masked."""
    book = Workbook().rename_sheet(BUDGET, "900101-1234567")
    spot = book.spot("900101-1234567", "단가")
    book.sheet("900101-1234567").cells[spot] = RawCell(CellType.NUMBER, "9.001011234567E12")
    book.put_at("작성안내", (9, 1), "９００１０１－１２３４５６７")
    book.properties["aitx_region"] = "9001011234567"
    submission = understand(book.raw(), "a/홍길동 900101-1234567.xlsx", PROGRAMME)
    assert isinstance(submission, Submission)
    observed = {(str(each.at), each.raw) for each in submission.observations}
    masked = "900101-1******"
    assert {("None", masked), (f"{masked}!H7", masked)} <= observed
    assert ("작성안내!A9", "９００１０１-１******") in observed
    assert submission.path == f"a/홍길동 {masked}.xlsx"
    assert "234567" not in repr(submission)


def test_cells_keep_the_officers_addresses():
    """After insertions every record still names the cell the officer sees."""
    book = shift_everything(Workbook())
    table = read(book).tables["budget_lines"]
    assert table.cell("national_funds", table.rows[2]).a1 == book.address(BUDGET, "국비", 3)
    renamed = read(rename_sheets(Workbook()))
    assert str(renamed.tables["budget_lines"].cell("cost", 7)) == "소요예산_최종본!L7"


def test_a_workbook_that_lost_its_identity_is_known_by_its_headers():
    """Identity is only a shortcut: sheets and headers that all match are ours."""
    submission = read(lose_identity(Workbook()))
    assert same_values(submission)
    assert submission.identity.scope == "region"
    institution = read(lose_identity(Workbook(scope="institution")))
    assert institution.identity.scope == "institution"


def test_the_identity_sheet_alone_is_enough():
    """Programs that drop custom properties leave the identity sheet."""
    book = Workbook()
    book.properties = {}
    assert read(book).identity == GOOD.identity


def test_sorted_rows_stay_records():
    """Rows in another order are the same records."""
    book = Workbook()
    records = [
        dict(zip(("사업코드", "단위사업명"), pair, strict=True))
        for pair in (("P02", "나"), ("P01", "가"))
    ]
    book.replace("단위사업", records)
    assert read(book).tables["unit_projects"].values["code"] == ["P02", "P01"]


# --- structure


STRUCTURE = {
    "missing-sheet": (lambda b: b.delete_sheet("자산구매계획"), [("missing-sheet", "")]),
    "duplicate-sheet": (lambda b: b.duplicate_sheet(BUDGET), [("duplicate-sheet", "소요예산!A6")]),
    "duplicate-renamed": (
        lambda b: b.duplicate_sheet(BUDGET, "백업"),
        [("duplicate-sheet", "소요예산!A6")],
    ),
    "lost-header": (
        lambda b: b.rename_header(BUDGET, "국비", "국가 보조"),
        [("missing-column", "소요예산!M6")],
    ),
    "blank-header": (lambda b: b.put(BUDGET, "국비", 0, None), [("missing-column", "소요예산!M6")]),
    "deleted-column": (
        lambda b: b.remove_column(BUDGET, "단위"),
        [("missing-column", "소요예산!J6")],
    ),
    "doubled-header": (
        lambda b: b.insert_column(BUDGET, "비고", "국비"),
        [("doubled-column", "소요예산!M6")],
    ),
    "lost-label": (
        lambda b: (setattr(b, "with_names", False), b.rename_header("기본정보", "사업명", "뭐지"))[
            1
        ],
        [("missing-column", "기본정보!A6")],
    ),
    "month-lost": (
        lambda b: b.remove_column(PLAN, "2026.05"),
        [("altered-months", "월별계획!K6")],
    ),
    "month-replaced": (
        lambda b: b.rename_header(PLAN, "2026.12", "2027.01"),
        [("altered-months", "월별계획!R6")],
    ),
    "month-ambiguous": (
        lambda b: b.put(PLAN, "2025.10", 0, 2025.1),
        [("altered-months", "월별계획!D6")],
    ),
    "month-extra": (
        lambda b: b.insert_column(PLAN, "2025계", "2027.01"),
        [("altered-months", "월별계획!S6")],
    ),
    "month-repeated": (
        lambda b: b.rename_header(PLAN, "2025.11", "2025.10"),
        [("altered-months", "월별계획!E6")],
    ),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_structure_is_observed(name):
    """A lost, doubled or altered sheet or header is observed once, where it can be put right."""
    change, expected = STRUCTURE[name]
    assert seen(read(change(Workbook()))) == expected


def test_what_structure_costs():
    """A table or a column in doubt is not there, and what depends on it is not known."""
    assert BUDGET not in {t.sheet for t in read(Workbook().duplicate_sheet(BUDGET)).tables.values()}
    table = read(Workbook().rename_header(BUDGET, "국비", "국가 보조")).tables["budget_lines"]
    assert "national_funds" not in table.columns
    assert table.values["funding"] == [None] * 12
    assert table.unread["funding"] == table.unread["difference"] == frozenset(range(12))
    assert table.values["cost"][0] == 4_000_000_000


def test_duplicates_name_both_sheets():
    """The second sheet is named beside the first."""
    (found,) = read(Workbook().duplicate_sheet(BUDGET)).observations
    assert (found.raw, found.related[0].sheet) == ("소요예산, 소요예산 (2)", "소요예산 (2)")


def test_altered_months_say_what_should_stand_there():
    """A replaced month names both months; the expected one is the programme's."""
    (found,) = read(Workbook().rename_header(PLAN, "2026.12", "2027.01")).observations
    assert (found.field, found.raw, found.expected) == ("m202612", "2027.01", "2026.12")


# --- rows


def test_subtotal_rows_are_left_out_and_kept_for_checking():
    """소계 covers the rows since the last one, 합계 all; neither is a record."""
    book = Workbook()
    book.insert_row(BUDGET, 7)
    book.put(BUDGET, "비목", 7, "소 계").put(BUDGET, "국비", 7, 7_000_000_000)
    book.add(BUDGET, {"세부항목": "소계", "국비": 7_000_000_000})
    book.add(BUDGET, {"연번": "합  계", "국비": "14,000,000,000"})
    submission = read(book)
    assert total(submission, "national_funds") == 14_000_000_000
    first, second, grand = submission.subtotals
    rows = submission.tables["budget_lines"].rows
    assert (first.covers, second.covers, grand.covers) == (rows[:6], rows[6:], rows)
    assert grand.claims["national_funds"] == 14_000_000_000
    assert len(rows) == 12


def test_subtotals_above_their_rows():
    """Where groups begin with their subtotal, it covers what follows it."""
    book = Workbook()
    book.insert_row(BUDGET, 7).insert_row(BUDGET, 1)
    book.put(BUDGET, "세목", 1, "소계").put(BUDGET, "국비", 1, 1)
    book.put(BUDGET, "세목", 8, "소계").put(BUDGET, "국비", 8, 1)
    submission = read(book)
    rows = submission.tables["budget_lines"].rows
    assert [each.covers for each in submission.subtotals] == [rows[:6], rows[6:]]


def test_an_item_that_is_called_total_is_a_record():
    """The word alone makes no subtotal of a line that has its codes."""
    book = Workbook().put(BUDGET, "세부항목", 1, "홍보물 제작 합계")
    submission = read(book)
    assert submission.subtotals == ()
    assert len(submission.tables["budget_lines"].rows) == 12


def test_an_item_that_is_called_total_and_lacks_its_price_is_a_record():
    """Only the word alone makes a subtotal of a line that has its codes."""
    for word, subtotals in (("홍보물 제작 합계", 0), ("합계", 1)):
        book = Workbook().put(BUDGET, "세부항목", 1, word).put(BUDGET, "단가", 1, None)
        assert len(read(book).subtotals) == subtotals


def test_the_same_letters_are_a_date_or_none():
    """A number that is shown as a month and a text of the same digits, one under the other."""
    book = Workbook()
    row, column = book.spot("단위사업", "시작월")
    cells = book.sheet("단위사업").cells
    cells[row, column] = RawCell(CellType.NUMBER, "45931", None, "yyyy-mm")
    cells[row + 1, column] = RawCell(CellType.TEXT, "45931", None, "yyyy-mm")
    assert read(book).tables["unit_projects"].values["first_month"][:2] == [202510, None]
    cells[row, column], cells[row + 1, column] = cells[row + 1, column], cells[row, column]
    assert read(book).tables["unit_projects"].values["first_month"][:2] == [None, 202510]


def test_merged_labels_are_filled_and_amounts_never():
    """A merged code counts for each of its rows; a merged amount only where it stands."""
    book = Workbook()
    row, code = book.spot(BUDGET, "사업코드", 1)
    book.put(BUDGET, "사업코드", 2, None)
    _, funds = book.spot(BUDGET, "국비", 1)
    book.put(BUDGET, "국비", 2, None)
    book.sheet(BUDGET).merged += [(row, code, row + 1, code), (row, funds, row + 1, funds)]
    table = read(book).tables["budget_lines"]
    assert table.values["project"][:2] == ["P01", "P01"]
    assert table.values["national_funds"][:2] == [2_400_000_000, None]


def test_hidden_amounts_are_counted_and_observed_once():
    """Hidden rows, columns and sheets stay in every sum; the first amount is pointed to."""
    for hide in (
        lambda b: b.hide_row(BUDGET, 2),
        lambda b: b.hide_column(BUDGET, "시도비"),
        lambda b: b.hide_sheet(BUDGET),
    ):
        submission = read(hide(Workbook()))
        assert [each.seen for each in submission.observations] == [Seen.HIDDEN_AMOUNTS]
        assert same_values(submission)
        assert len(submission.observations[0].related) <= 20
    assert seen(read(Workbook().hide_row(BUDGET, 2))) == [("hidden-amounts", "소요예산!H8")]


def test_hidden_rows_without_amounts_are_no_ones_business():
    """A hidden blank row is not worth a word."""
    book = Workbook().insert_row(BUDGET, 3).hide_row(BUDGET, 3)
    assert seen(read(book)) == []


# --- cells and formulas


FORMULAS = {
    "constant": (
        lambda b: b.put(BUDGET, "산출금액", 1, 5),
        [("changed-formula", "소요예산!L7")],
        5,
    ),
    "text": (
        lambda b: b.put(BUDGET, "산출금액", 1, "5원"),
        [("changed-formula", "소요예산!L7")],
        5,
    ),
    "deleted": (
        lambda b: b.put(BUDGET, "산출금액", 1, None),
        [("changed-formula", "소요예산!L7")],
        None,
    ),
    "another": (
        lambda b: b.formula(BUDGET, "산출금액", 1, "H7*I7", 9),
        [("changed-formula", "소요예산!L7")],
        9,
    ),
    "another-row": (
        lambda b: b.formula(BUDGET, "산출금액", 1, "ROUND(H8*I8*K8,0)", 9),
        [("changed-formula", "소요예산!L7")],
        9,
    ),
    "spelled-otherwise": (
        lambda b: b.formula(BUDGET, "산출금액", 1, "round( $H7*I7 * K7, 0 )", 9),
        [],
        None,
    ),
    "broken": (
        lambda b: b.formula(BUDGET, "산출금액", 1, "#REF!*2", RawCell(CellType.ERROR, "#REF!")),
        [("error-value", "소요예산!L7")],
        None,
    ),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_changed_formulas_are_observed_and_recomputed(name):
    """Whatever stands in a formula cell, the table holds what its inputs come to."""
    change, expected, value = FORMULAS[name]
    submission = read(change(Workbook()))
    assert seen(submission) == expected
    assert [each.value for each in submission.observations] == ([value] if expected else [])
    assert same_values(submission)


def test_a_changed_formula_names_the_right_one():
    """The formula that should stand there is given for the officer's own columns."""
    book = Workbook().insert_column(BUDGET, "단가", "메모").put(BUDGET, "산출금액", 2, 5)
    (found,) = read(book).observations
    assert (found.raw, found.expected) == ("5", "=ROUND(I8*J8*L8,0)")


INPUTS = {
    "typed-formula": (lambda b: b.formula(BUDGET, "단가", 1, "8*5000000", 40_000_000), []),
    "uncalculated": (
        lambda b: b.formula(BUDGET, "단가", 1, "8*5000000"),
        [("formula-without-value", "소요예산!H7")],
    ),
    "error": (
        lambda b: b.put(BUDGET, "단가", 1, RawCell(CellType.ERROR, "#DIV/0!")),
        [("error-value", "소요예산!H7")],
    ),
    "external-index": (
        lambda b: b.formula(BUDGET, "단가", 1, "[1]Sheet1!A1", 40_000_000),
        [("external-link", "소요예산!H7")],
    ),
    "external-path": (
        lambda b: b.formula(BUDGET, "단가", 1, "'C:\\예산\\[다른 파일.xlsx]표'!A1", 40_000_000),
        [("external-link", "소요예산!H7")],
    ),
    "running-number": (
        lambda b: b.formula(BUDGET, "연번", 1, "ROW()-6").put(BUDGET, "연번", 2, "1-2"),
        [],
    ),
    "running-number-broken": (
        lambda b: b.put(BUDGET, "연번", 1, RawCell(CellType.ERROR, "#REF!")),
        [("error-value", "소요예산!A7")],
    ),
    "table-reference": (lambda b: b.formula(BUDGET, "단가", 1, "표1[2025]", 40_000_000), []),
    "not-a-number": (lambda b: b.put(BUDGET, "단가", 1, "미정"), [("not-a-number", "소요예산!H7")]),
    "normalised": (
        lambda b: b.put(BUDGET, "단가", 1, "40,000,000원"),
        [("normalised", "소요예산!H7")],
    ),
    "not-in-list": (lambda b: b.put(BUDGET, "비목", 1, "건물"), [("not-in-list", "소요예산!E7")]),
    "month": (
        lambda b: b.put("단위사업", "시작월", 1, 2025.1),
        [("unreadable-date", "단위사업!F7")],
    ),
    "form": (
        lambda b: b.put("기본정보", "협약일", 1, "10월쯤"),
        [("unreadable-date", "기본정보!B12")],
    ),
    "product-too-large": (
        lambda b: b.put(BUDGET, "단가", 1, 10**13).put(BUDGET, "수량", 1, 10**9),
        [("not-a-number", "소요예산!H7")],
    ),
}


@pytest.mark.parametrize("name", INPUTS)
def test_inputs_are_observed_at_their_cell(name):
    """An input that is not what it should be is observed once, and nothing else is."""
    change, expected = INPUTS[name]
    assert seen(read(change(Workbook()))) == expected


def test_parts_of_a_unit_count_to_the_won():
    """Half a month costs half a month, rounded once."""
    book = Workbook().put(BUDGET, "단가", 1, 1_000_001).put(BUDGET, "수량", 1, 2.5)
    book.put(BUDGET, "횟수", 1, 1)
    assert read(book).tables["budget_lines"].values["cost"][0] == 2_500_003


def test_what_is_unread_stays_unknown():
    """A sum that needs an unreadable cell is not known, and its neighbours are."""
    table = read(Workbook().put(BUDGET, "단가", 1, "미정")).tables["budget_lines"]
    assert table.unread == {name: frozenset({0}) for name in ("unit_price", "cost", "difference")}
    assert table.values["cost"][:2] == [None, 1_000_000_000]
    assert table.values["funding"][0] == 4_000_000_000


def test_the_contributor_may_be_a_code_or_a_number():
    """A registration number without hyphens is the same contributor."""
    book = Workbook().put("현물내역", "출연자", 1, int(FIRMS[0].replace("-", "")))
    submission = read(book)
    assert seen(submission) == [("normalised", "현물내역!E7")]
    assert same_values(submission)


# --- units


UNITS = {
    "declared": (
        lambda b: b.put_at(BUDGET, (2, 1), "(단위: 천원)"),
        [("unit-mismatch", "소요예산!A2")],
    ),
    "declared-in-header": (
        lambda b: b.rename_header(BUDGET, "국비", "국비(백만원)"),
        [("unit-mismatch", "소요예산!M6")],
    ),
    "plan-in-thousands": (
        lambda b: thousandths(b, PLAN, *(f"{m // 100}.{m % 100:02d}" for m in PROGRAMME.months)),
        [("unit-mismatch", "월별계획!D7")],
    ),
    "sources-in-thousands": (
        lambda b: thousandths(b, BUDGET, "국비", "시도비", "시군구비", "민간현금", "민간현물"),
        [("unit-mismatch", "소요예산!M7")],
    ),
    "prices-in-thousands": (
        lambda b: thousandths(b, BUDGET, "단가"),
        [("unit-mismatch", "소요예산!H7")],
    ),
    "in-kind-in-thousands": (
        lambda b: thousandths(b, "현물내역", "단가"),
        [("unit-mismatch", "현물내역!H7")],
    ),
    "firms-in-thousands": (
        lambda b: thousandths(b, "참여기업", "국비", "시도비", "시군구비", "기업현금", "기업현물"),
        [("unit-mismatch", "참여기업!J7")],
    ),
    "allotment-in-thousands": (
        lambda b: b.put("기본정보", "2025 국비배정액", 1, 7_000_000),
        [("unit-mismatch", "기본정보!B15")],
    ),
    "nearly": (lambda b: b.put("기본정보", "2025 국비배정액", 1, 7_000_001), []),
}


def thousandths(book: Workbook, title: str, *headers: str) -> Workbook:
    for header in headers:
        for record in range(1, book.count(title) + 1):
            row, column = book.spot(title, header, record)
            cell = book.sheet(title).cells.get((row, column))
            if cell is not None:
                book.put(title, header, record, int(cell.text) // 1000)
    return book


@pytest.mark.parametrize("name", UNITS)
def test_amounts_in_thousands_are_observed_and_never_scaled(name):
    """A table in 천원, said or suspected, is observed at its first amount."""
    change, expected = UNITS[name]
    assert seen(read(change(Workbook()))) == expected


# --- personal numbers


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "홍길동(900101-1234567)",
        "9001011234567",
        "900101 – 1234567",
        "010203-3234567",
        "가" * 5000 + " 900101-1234567",
    ],
)
def test_resident_numbers_are_masked_everywhere(text):
    """A resident registration number is observed and appears nowhere in full."""
    submission = read(Workbook().put("소요예산", "비고", 1, text))
    assert seen(submission) == [("personal-number", "소요예산!T7")]
    assert "234567" not in repr(submission)
    assert "******" in submission.observations[0].raw


@pytest.mark.parametrize(
    "text", ["901301-1234567", "900101-9234567", "1900101-1234567", "055-123-4567"]
)
def test_other_long_numbers_are_left_alone(text):
    """Digits that are no one's birthday are not personal."""
    assert seen(read(Workbook().put("소요예산", "비고", 1, text))) == []


def test_resident_numbers_outside_every_table():
    """A number in a note beside the tables, or in a cell that expects a number, is masked too."""
    book = Workbook().put_at("작성안내", (9, 9), "문의 900101-1234567")
    assert seen(read(book)) == [("personal-number", "작성안내!I9")]
    book = Workbook().put(BUDGET, "단가", 1, 9001011234567)
    submission = read(book)
    assert ("personal-number", "소요예산!H7") in seen(submission)
    assert "234567" not in repr(submission)


@pytest.mark.parametrize(
    "text", ["9.001011234567E12", "9001011234567000E-3", "90010112345670.e-1", "9001011E6"]
)
def test_resident_numbers_with_an_exponent_are_masked(text):
    """In whatever way a program writes the number down."""
    book = Workbook()
    book.sheet("작성안내").cells[9, 9] = RawCell(CellType.NUMBER, text)
    submission = read(book)
    assert seen(submission) == [("personal-number", "작성안내!I9")]
    assert submission.observations[0].raw.startswith("900101-1******")


def test_observations_stand_in_workbook_order():
    """The order is that of sheets, rows and columns, whatever was read first."""
    book = Workbook().put(PLAN, "2025.10", 1, "미정").put(BUDGET, "단가", 3, "미정")
    book.put("기본정보", "협약일", 1, "미정").delete_sheet("참여기업")
    assert [where for _, where in seen(read(book))] == [
        "",
        "기본정보!B12",
        "소요예산!H9",
        "월별계획!D7",
    ]


def test_a_workbook_of_no_kind_is_refused():
    """Without identity and without our headers, there is nothing to understand."""
    book = Workbook().forget_identity()
    for title in ("수행기관", "단위사업", "소요예산"):
        book.delete_sheet(title)
    assert isinstance(understand(book.raw(), "x", PROGRAMME), Refusal)
