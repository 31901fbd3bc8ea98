"""How one cell is read, kind by kind; the cases are data (see cases/README.md)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitx_budget.intake.amounts import parse_won, read_won
from aitx_budget.intake.cells import CellReader, as_seen, read_cell
from aitx_budget.intake.personal import without_personal_numbers
from aitx_budget.intake.raw import CellType, RawCell, RawSheet, RawWorkbook
from aitx_budget.layout.structure import LARGEST_WON
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.submission import Seen
from aitx_budget.programme.loader import default_programme

PROGRAMME = default_programme()
LAYOUT = workbook_layout(PROGRAMME)
READER = CellReader(LAYOUT, PROGRAMME.region_names, date1904=False)
FIELDS = {
    "won": ("budget_lines", "national_funds"),
    "count": ("beneficiaries", "firms"),
    "quantity": ("budget_lines", "quantity"),
    "percent": ("in_kind_details", "participation"),
    "year": ("budget_lines", "fiscal_year"),
    "month": ("unit_projects", "first_month"),
    "date": ("basics", "agreement_date"),
    "role": ("institutions", "role"),
    "region": ("basics", "region"),
    "category": ("budget_lines", "category"),
    "registration": ("institutions", "registration_number"),
    "code": ("institutions", "code"),
    "text": ("budget_lines", "item"),
}
CASES = [
    pytest.param(kind, *case, id=f"{kind}-{case[0]}")
    for kind, group in tomllib.loads(
        (Path(__file__).parent / "cases/cells.toml").read_text("utf-8")
    ).items()
    for case in group["cases"]
]


ENDLESS = ("9" * 1_100_000, f"{'9' * 5000}억", f"0.{'3' * 50_000}", "1E999999999", "-1E-999999999")


@pytest.mark.parametrize("written", ENDLESS, ids=lambda text: f"{text[:6]}, {len(text)}")
@pytest.mark.parametrize("kind", FIELDS)
def test_numbers_without_end_are_read_as_quickly_as_others(kind, written):
    """Whatever a cell is to hold, digits beyond all measure neither stop the program nor become a value."""
    table, field = FIELDS[kind]
    reader = READER.of(LAYOUT.tables[table][field])
    for cell in (RawCell(CellType.TEXT, written), *_shown_as(written)):
        assert not isinstance(read_cell(cell, reader).value, int)


def _shown_as(written: str) -> list[RawCell]:
    codes = ("General", "0%", "yyyy-mm", "#,##0")
    return [RawCell(CellType.NUMBER, written, None, code) for code in codes]


def cell_of(written) -> RawCell:
    if isinstance(written, str):
        return RawCell(CellType.TEXT, written)
    kind = next(key for key in written if key in "nbe")
    return RawCell(CellType(kind), written[kind], None, written.get("f", "General"))


@pytest.mark.parametrize(("kind", "written", "value", "seen"), CASES)
def test_a_cell_is_read_with_certainty_or_observed(kind, written, value, seen):
    """Every spelling gives its value, silently or with the right observation, or none at all."""
    table, field = FIELDS[kind]
    reading = read_cell(cell_of(written), READER.of(LAYOUT.tables[table][field]))
    assert (reading.value, reading.seen) == (
        None if value == "" else value,
        Seen(seen) if seen else None,
    )


def test_every_kind_that_is_read_has_cases():
    """No kind of field is read without a case that says how."""
    read = {LAYOUT.tables[table][field].kind for table, field in FIELDS.values()}
    used = {each.kind for table in LAYOUT.tables.values() for each in table.inputs}
    assert used <= read


def test_serial_dates_from_1904():
    """A workbook that counts from 1904 has its own serial numbers."""
    reader = CellReader(LAYOUT, PROGRAMME.region_names, date1904=True)
    cell = RawCell(CellType.NUMBER, str(46082 - 1462), None, "yyyy-mm-dd")
    assert read_cell(cell, reader.of(LAYOUT.tables["unit_projects"]["first_month"])).value == 202603
    assert as_seen(cell, date1904=True) == "2026-03-01"


@pytest.mark.parametrize(
    ("kind", "written", "seen"),
    [
        (CellType.NUMBER, "1.2E7", "12000000"),
        (CellType.NUMBER, "999999999.0", "999999999"),
        (CellType.NUMBER, "0.30000000000000004", "0.3"),
        (CellType.NUMBER, "-5E-1", "-0.5"),
        (CellType.LOGICAL, "1", "TRUE"),
        (CellType.LOGICAL, "0", "FALSE"),
    ],
)
def test_a_number_is_told_as_programs_show_it(kind, written, seen):
    """However a program writes a number or a truth into its file, messages name what stands on the screen."""
    assert as_seen(RawCell(kind, written)) == seen


def test_a_subcategory_is_read_within_its_category():
    """A code alone is certain only where the chosen category has it; otherwise the text is kept."""
    field = LAYOUT.tables["budget_lines"]["subcategory"]
    code = RawCell(CellType.NUMBER, "1")
    assert READER.within(field, "430 유형자산")(code).value == "01 자산취득비"
    assert READER.within(field, None)(code).value == "1"
    foreign = RawCell(CellType.TEXT, "01 자산취득비")
    assert READER.within(field, "110 인건비")(foreign).value == "01 자산취득비"


def test_nearest_choice_is_named():
    """A choice that is not in the list comes with the one most like it."""
    field = LAYOUT.tables["institutions"]["type"]
    assert READER.of(field)(RawCell(CellType.TEXT, "지역혁신기간")).expected == "지역혁신기관"


@pytest.mark.parametrize(
    "text", ["시도비", "시군구비", "시비", "도비", "구비", "군비", "시군비", "지방"]
)
def test_words_of_other_sheets_suggest_the_source_they_are_part_of(text):
    """However local funds are divided, the monthly plan's one name for them is suggested."""
    field = LAYOUT.tables["monthly_plan"]["source"]
    reading = READER.of(field)(RawCell(CellType.TEXT, text))
    assert (reading.seen, reading.expected) == (Seen.NOT_IN_LIST, "지방비")


@pytest.mark.parametrize("text", ["민간", "민간부담금"])
def test_a_text_as_near_to_two_choices_suggests_neither(text):
    """Cash and in-kind are as near to 민간; which is meant is for the officer to say."""
    field = LAYOUT.tables["monthly_plan"]["source"]
    assert READER.of(field)(RawCell(CellType.TEXT, text)).expected == ""


@given(st.integers(-LARGEST_WON, LARGEST_WON))
def test_grouped_amounts_come_back(amount):
    """Any amount written with commas and 원 is read as itself, and with a note."""
    reading = read_won(RawCell(CellType.TEXT, f"{amount:,}원"))
    assert (reading.value, reading.seen) == (amount, Seen.NORMALISED)


@given(st.text(max_size=20))
def test_no_text_breaks_a_reader(text):
    """Whatever is typed into whichever field, reading answers and does not raise."""
    for table in LAYOUT.tables.values():
        for field in table.inputs:
            read_cell(RawCell(CellType.TEXT, text), READER.of(field))
    parse_won(text)


@given(st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?", fullmatch=True))
def test_no_number_breaks_a_reader(text):
    """Whatever number the file holds, in whichever format, reading answers and does not raise."""
    for code in ("General", "0%", "yyyy-mm-dd"):
        for table in LAYOUT.tables.values():
            for field in table.inputs:
                read_cell(RawCell(CellType.NUMBER, text, None, code), READER.of(field))


def test_no_resident_number_is_left_in_a_formula():
    """A number in a formula is masked as in a text, whatever the formula shows."""
    cells = {
        (1, 1): RawCell(CellType.TEXT, "홍길동", '"홍길동 900101-1234567"&B1'),
        (1, 2): RawCell(CellType.TEXT, "900101-1234567", '"900101-1234567"&""'),
        (1, 3): RawCell(CellType.NUMBER, "3", "SUM(A1:B1)+1+1+1"),
    }
    masked, seen = without_personal_numbers(RawWorkbook([RawSheet("가", cells)]))
    found = masked.sheets[0].cells
    assert found[1, 1] == (CellType.TEXT, "홍길동", '"홍길동 900101-1******"&B1', "General")
    assert found[1, 2] == (CellType.TEXT, "900101-1******", '"900101-1******"&""', "General")
    assert found[1, 3] == cells[1, 3]
    assert [each.at.a1 for each in seen] == ["A1", "B1"]
