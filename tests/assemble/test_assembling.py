"""Institutions' workbooks put into the region's: nothing lost, nothing twice, nobody else's row moved."""

from __future__ import annotations

import io
import random
from collections import Counter

import openpyxl
import pytest
from cut import CODES, LEAD, PROGRAMME, institution, province, put_together, whole

from aitx_budget.checks.runner import run
from aitx_budget.errors import UsageError
from aitx_budget.intake import read
from aitx_budget.layout.workbook import ASSEMBLY_SHEET, STRAYS_SHEET
from aitx_budget.template import write_template
from libreoffice.office import convert, formula_differences
from packages import differences

GIVER = CODES[4]
"""An institution that lends people and rooms in kind."""
ALL = tuple(institution(code) for code in CODES)
BASE = province()
OWN = (ASSEMBLY_SHEET, "작성안내", "총괄표")
"""Sheets that tell of the others, by formulas."""
TABLES = {"소요예산": 4, "자산구매계획": 4, "현물내역": 5}
"""Sheet -> column of the institution's code."""


@pytest.fixture(scope="module")
def made():
    """Return the region's workbook with all institutions in it."""
    return put_together(BASE, *ALL)


def book(data: bytes) -> openpyxl.Workbook:
    """Open a workbook with its cached values, by another reader."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def rows(data: bytes, sheet: str, *, without: str = "") -> dict[int, tuple]:
    """Return row number -> inputs of the rows that are filled, those of one institution left out."""
    found = {}
    for row in book(data)[sheet].iter_rows(min_row=7):
        values = tuple(cell.value for cell in row)
        if any(values[1:4]) and values[TABLES[sheet] - 1] != without:
            found[row[0].row] = values
    return found


def edited(data: bytes, edit) -> bytes:
    """Return a workbook as an officer saved it after typing into it."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    edit(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def test_assembled_budget_is_the_one_that_was_cut(made):
    """All parts together give the whole budget again, to the won, and no check objects."""
    entire = read(write_template(PROGRAMME, region="울산", prefill=whole()), "a.xlsx", PROGRAMME)
    expected, got = run([entire, made.region], PROGRAMME)
    assert got.totals == expected.totals
    assert got.findings == ()
    assert {each.state for each in made.account.standings} == {"반영"}


def test_order_of_files_does_not_matter(made):
    """The institutions' files give one and the same budget in whatever order they are named."""
    again = put_together(BASE, *reversed(ALL))
    for sheet in TABLES:
        assert rows(again.data, sheet) == rows(made.data, sheet) != {}


def test_assembling_again_changes_nothing(made):
    """The result with the same workbooks once more is the same, byte for byte."""
    assert put_together(made.data, *ALL).data == made.data


def fewer(tables) -> None:
    """Take two lines out and change an amount: the second version of an institution's workbook."""
    tables["basics"][0]["revision"] = 2
    del tables["budget_lines"][3], tables["budget_lines"][0]
    tables["budget_lines"][2]["national_funds"] = 1
    tables["asset_plan"].reverse()


def more(tables) -> None:
    """Put new lines first and last."""
    tables["basics"][0]["revision"] = 2
    new = [{**tables["budget_lines"][0], "item": f"새 항목 {number}"} for number in range(30)]
    tables["budget_lines"] = [*new[:10], *tables["budget_lines"], *new[10:]]


def gifts(tables) -> None:
    """Give more in kind, one gift less and two new ones."""
    tables["basics"][0]["revision"] = 2
    details = tables["in_kind_details"]
    new = [{**details[0], "detail": f"새 현물 {number}"} for number in range(2)]
    details[1]["unit_price"] += 1_000
    del details[2]
    tables["in_kind_details"] = [new[0], *details, new[1]]


@pytest.mark.parametrize(
    ("code", "edit"),
    [(LEAD, fewer), (LEAD, more), (GIVER, gifts)],
    ids=["fewer", "more", "in kind"],
)
def test_newer_workbook_changes_only_its_institutions_rows(made, code, edit):
    """Every other row keeps its worksheet row and every cell, in-kind ones of firms too; so do all other sheets."""
    newer = institution(code, edit)
    data = put_together(made.data, newer).data
    before, after = book(made.data), book(data)
    assert before.sheetnames == after.sheetnames
    for title in set(before.sheetnames) - {*OWN, *TABLES}:
        assert list(before[title].values) == list(after[title].values), title
    for sheet, column in TABLES.items():
        assert rows(data, sheet, without=code) == rows(made.data, sheet, without=code)
        own = [row for row in rows(data, sheet).values() if row[column - 1] == code]
        sent = rows(newer, sheet).values()
        assert Counter(row[1:] for row in own) == Counter(row[1:] for row in sent)


def test_lines_that_are_known_again_stay_where_they_were(made):
    """A line whose amounts alone changed stays in its worksheet row."""

    def dearer(tables):
        for line in tables["budget_lines"]:
            line["unit_price"] += 1

    was = {row[6]: number for number, row in rows(made.data, "소요예산").items() if row[3] == LEAD}
    data = put_together(made.data, institution(LEAD, dearer)).data
    now = {row[6]: number for number, row in rows(data, "소요예산").items() if row[3] == LEAD}
    assert len(set(was)) > 20
    assert now == was


def test_new_lines_stand_where_removed_ones_stood(made):
    """A line in another's stead takes its worksheet row; nothing is left blank between other institutions' rows."""

    def exchanged(tables):
        tables["budget_lines"][0] |= {"item": "바꾼 항목", "category": "210 운영비"}

    was, now = (
        rows(data, "소요예산")
        for data in (made.data, put_together(made.data, institution(LEAD, exchanged)).data)
    )
    first = min(number for number, row in was.items() if row[3] == LEAD)
    assert now.keys() == was.keys()
    assert now[first][6] == "바꾼 항목"


def test_remark_that_gives_way_is_listed(made):
    """Where both the province and the institution remark on a line, the institution's stands and the other is listed."""

    def remarked(tables):
        tables["budget_lines"][0]["remarks"] = "기관 비고"

    row = min(number for number, each in rows(made.data, "소요예산").items() if each[3] == LEAD)
    region = edited(made.data, lambda opened: opened["소요예산"].__setitem__(f"T{row}", "시 비고"))
    kept = put_together(region, *ALL).data
    assert book(kept)["소요예산"][f"T{row}"].value == "시 비고"
    data = put_together(region, institution(LEAD, remarked)).data
    assert book(data)["소요예산"][f"T{row}"].value == "기관 비고"
    assert ("소요예산", f"T{row}", "시 비고") in [
        each[1:4] for each in book(data)[STRAYS_SHEET].values
    ]


def test_line_that_stands_twice_is_told_of_in_both_workbooks(made):
    """Two institutions with one line: the assembled workbook says so at its own cells, and the later one's at its."""
    copied = whole()["budget_lines"][-1]

    def another(tables):
        tables["budget_lines"].append({**copied, "institution": CODES[2]})

    both = put_together(made.data, institution(CODES[2], another))
    findings = [
        each
        for result in run([both.region, *both.institutions], PROGRAMME)
        for each in result.findings
        if each.code == "ASM951"
    ]
    items = {number: row[6] for number, row in rows(both.data, "소요예산").items()}
    places = [f"소요예산!G{number}" for number, item in items.items() if item == copied["item"]]
    inside, outside = findings
    assert {f"{inside.sheet}!{inside.cell}", *inside.related} <= set(places)
    assert len(inside.related) == 1
    assert outside.related == ("[지역.xlsx]" + inside.related[0],)


def test_removed_lines_are_named(made):
    """What a newer workbook no longer has is listed with its content; it is not dropped in silence."""
    account = put_together(made.data, institution(LEAD, fewer)).account
    assert [each[1] for each in account.removed] == ["소요예산", "소요예산"]


def test_older_workbook_than_the_region_has_stays_out(made):
    """A workbook with a lower 제출차수 than the one that was assembled does not bring the old lines back."""
    second = put_together(made.data, institution(LEAD, fewer))
    third = put_together(second.data, institution(LEAD))
    assert rows(third.data, "소요예산") == rows(second.data, "소요예산")
    found = run(third.institutions, PROGRAMME)[0].findings
    assert "ASM958" in {each.code for each in found}


def test_taken_and_refused_are_all_that_was_found():
    """Whatever is unreadable or of somebody else, every row is either taken in or counted as refused and listed."""
    drawn = random.Random(20251)  # noqa: S311 - drawn the same each time

    def messy(tables):
        for line in tables["budget_lines"]:
            fault = drawn.randrange(5)
            if fault == 0:
                line["national_funds"] = "협의 중"
            if fault == 1:
                line["institution"] = CODES[0]
            if fault == 2:
                line["institution"] = None

    made = put_together(BASE, institution(LEAD, messy))
    standing = next(each for each in made.account.standings if each.code == LEAD)
    assert standing.found == standing.taken + standing.refused == 51
    assert standing.refused == len(made.account.refused) > 10
    brought = sum(len(rows(made.data, sheet)) for sheet in ("소요예산", "자산구매계획"))
    assert brought == standing.taken
    listed = [row for row in book(made.data)[ASSEMBLY_SHEET].values if row[0] == "기관1.xlsx"]
    assert len(listed) == standing.refused


def test_what_the_province_typed_survives(made):
    """Remarks, notes under a table, a subtotal, text beside a table and a sheet of its own are all in the new workbook."""

    def typed(opened):
        lines = opened["소요예산"]
        lines["T8"] = "도비 확보 확인"
        lines["A200"] = "※ 2차 추경에서 조정"
        lines["X9"] = "옆 칸 메모"
        lines["F210"], lines["M210"] = "소계", 5
        opened.create_sheet("메모장")["C3"] = "회의 기록"

    data = put_together(edited(made.data, typed), *ALL).data
    lines = book(data)["소요예산"]
    assert lines["T8"].value == "도비 확보 확인"
    assert lines["A200"].value == "※ 2차 추경에서 조정"
    assert (lines["F210"].value, lines["M210"].value) == ("소계", 5)
    strays = [row[1:4] for row in book(data)[STRAYS_SHEET].values]
    assert ("소요예산", "X9", "옆 칸 메모") in strays
    assert ("메모장", "C3", "회의 기록") in strays
    again = put_together(data, *ALL).data
    assert [row[1:4] for row in book(again)[STRAYS_SHEET].values] == strays


def test_text_never_becomes_a_formula():
    """Names that begin with = + - @ stay text, in the tables and in the account."""

    def risky(tables):
        for line, sign in zip(tables["budget_lines"], "=+-@", strict=False):
            line["item"] = f"{sign}HYPERLINK(1)"
            line["national_funds"] = "=1+1" if sign == "@" else line["national_funds"]

    data = put_together(BASE, institution(LEAD, risky)).data
    opened = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in opened["소요예산"]["G7:G20"] for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value)[:1] in "=+-@"] == ["s"] * 3
    account = [cell for row in opened[ASSEMBLY_SHEET] for cell in row if cell.value is not None]
    assert {cell.data_type for cell in account} <= {"s", "n"}


def test_resident_numbers_do_not_travel():
    """A resident registration number in an institution's workbook is masked in the region's."""

    def personal(tables):
        tables["budget_lines"][0]["remarks"] = "홍길동 900101-1234567"

    data = put_together(BASE, institution(LEAD, personal)).data
    texts = [str(cell) for sheet in book(data) for row in sheet.values for cell in row if cell]
    assert not [text for text in texts if "1234567" in text]
    assert [text for text in texts if "900101-1******" in text]


def test_tables_grow_and_totals_stay_right():
    """More lines than the sheet had rows for are all there, and the totals shown are the engine's."""

    def many(tables):
        line = tables["budget_lines"][0]
        tables["budget_lines"] = [{**line, "item": f"항목 {number}"} for number in range(620)]

    made = put_together(BASE, institution(LEAD, many))
    opened = book(made.data)["소요예산"]
    total = run([made.region], PROGRAMME)[0].totals["national_funds"]
    assert len(rows(made.data, "소요예산")) == 620
    assert opened["M5"].value == total > 0
    assert opened["M680"].protection.locked is False


@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same_values(made, tmp_path):
    """Recalculated by a second engine, every formula of an assembled workbook shows the value that we wrote beside it."""
    longer = put_together(made.data, institution(LEAD, more))
    messy = put_together(made.data, institution(GIVER, gifts))
    workbooks = {"whole": made.data, "longer": longer.data, "messy": messy.data}
    for stem, path in convert(tmp_path, workbooks).items():
        count, wrong = formula_differences(workbooks[stem], path)
        assert wrong == []
        assert count > 1000


def test_no_written_part_depends_on_the_run(made):
    """The same files give the same workbook, part by part."""
    assert differences(put_together(BASE, *ALL).data, made.data) == []


def test_region_that_lost_a_sheet_or_column_is_not_assembled_into():
    """What would be lost in the new workbook is named instead, and nothing is written."""
    for edit, said in (
        (lambda opened: opened.remove(opened["참여기업"]), "참여기업"),
        (lambda opened: opened["소요예산"].__setitem__("M6", "모름"), "국비"),
    ):
        with pytest.raises(UsageError) as caught:
            put_together(edited(BASE, edit), *ALL)
        assert said in caught.value.text.ko
    with pytest.raises(UsageError):
        put_together(ALL[0], BASE)
