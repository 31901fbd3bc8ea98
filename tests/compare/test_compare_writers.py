"""A comparison as workbook, page, JSON and text: the same figures everywhere, and nothing that runs."""

from __future__ import annotations

import io
import json
import random
from html.parser import HTMLParser

import openpyxl
import pytest
from random_edits import Officer
from sample_records import compared, sample

from aitx_budget.compare import html, json_, text, workbook
from aitx_budget.compare.looks import DELTA
from aitx_budget.compare.pages import HEAD_ROW
from aitx_budget.model.text import Language
from libreoffice.office import convert, formula_differences

FORMULA_LIKE = ("=2+3", "+82-10", "-1", "@SUM(A1)", '=HYPERLINK("http://example.invalid")')
STEERING = "끝\x1b[31m\u202e거꾸로"


@pytest.fixture(scope="module")
def comparison():
    """Two versions with edits of every kind, and with remarks that begin like formulas."""
    before, after = sample(), sample()
    Officer(after, random.Random(3)).edit(20)  # noqa: S311 - edits, not secrets
    untouched = [each for each in after["asset_plan"] if each in before["asset_plan"]]
    for record, remark in zip(untouched, FORMULA_LIKE, strict=False):
        record["remarks"] = remark
    return compared(before, after)


@pytest.fixture(scope="module")
def unread():
    """Two versions of which the later one has an amount that is no number."""
    after = sample()
    after["budget_lines"][0]["national_funds"] = "약 3천만원"
    return compared(sample(), after)


def cells(data, *, values):
    """Return sheet -> cell -> what stands there: the formulas, or the values kept beside them."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    return {
        sheet.title: {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
        for sheet in book
    }


def section_rows(comparison, sheet):
    """Yield each row of a section with the number of the row it stands in, from 1."""
    at = HEAD_ROW + 1
    for number, section in enumerate(comparison.sections, start=1):
        assert str(sheet[f"A{at}"].value).startswith(f"{number}. ")
        yield from enumerate(section.rows, start=at + 1)
        at += len(section.rows) + 2


@pytest.mark.parametrize("language", Language)
def test_the_workbook_opens_with_four_sheets_and_is_the_same_each_time(comparison, language):
    """openpyxl reads it; whoever compares again gets the same bytes."""
    data = workbook.render(comparison, language)
    assert data == workbook.render(comparison, language)
    titles = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert len(titles) == 4
    if language is Language.KO:
        assert titles == ["변경대비표", "행별 변경", "점검 지적 대비", "비교하지 못한 곳"]


@pytest.mark.parametrize("which", ["comparison", "unread"])
def test_the_values_beside_the_formulas_are_the_engines(request, which):
    """Each row of 변경대비표 shows the engine's amounts and difference to the won; what is not known says so."""
    found = request.getfixturevalue(which)
    data = workbook.render(found, Language.KO)
    kept, typed = (cells(data, values=each)["변경대비표"] for each in (True, False))
    checked = 0
    for at, row in section_rows(found, kept):
        expected = [
            "확인 불가" if won is None else won for won in (row.before, row.after, row.delta)
        ]
        assert [kept[f"{column}{at}"].value for column in "CDE"] == expected
        assert typed[f"E{at}"].data_type == "f"
        assert (typed[f"C{at}"].data_type == "f") is bool(row.parts)
        assert kept[f"E{at}"].number_format == DELTA
        checked += 1
    assert checked > 60


def test_what_could_not_be_read_makes_sums_unknown(unread):
    """An amount that is no number is listed, and no sum that it belongs to pretends to be known."""
    sheets = cells(workbook.render(unread, Language.KO), values=True)
    assert any(cell.value == "확인 불가" for cell in sheets["변경대비표"].values())
    listed = [str(cell.value) for cell in sheets["비교하지 못한 곳"].values()]
    assert any("약 3천만원" in each for each in listed)
    assert "변경 없음" not in text.render(unread, Language.KO)


@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same_values(comparison, unread, tmp_path):
    """Recalculated by a second engine, every formula shows the value that we wrote beside it."""
    made = {
        "changed": workbook.render(comparison, Language.KO),
        "unread": workbook.render(unread, Language.KO),
    }
    for stem, path in convert(tmp_path, made).items():
        counted, wrong = formula_differences(made[stem], path)
        assert wrong == []
        assert counted > 150


def test_text_that_begins_like_a_formula_stays_text(comparison):
    """Remarks that begin with = + - @ are texts in the workbook, old and new."""
    sheet = cells(workbook.render(comparison, Language.KO), values=False)["행별 변경"]
    found = {cell.value: cell.data_type for cell in sheet.values() if cell.value in FORMULA_LIKE}
    assert found == dict.fromkeys(FORMULA_LIKE, "s")


def test_reasons_are_blank_and_open_for_typing(comparison):
    """The last column of both sheets of changes is unlocked and says nothing yet."""
    sheets = cells(workbook.render(comparison, Language.KO), values=False)
    for title, column in (("변경대비표", "H"), ("행별 변경", "K")):
        first = f"{column}{HEAD_ROW + 2}"
        assert sheets[title][f"{column}{HEAD_ROW}"].value == "변경 사유"
        assert sheets[title][first].value is None
        assert not sheets[title][first].protection.locked


def test_every_sheet_is_set_up_for_a4_across(comparison):
    """Landscape, A4, as wide as the page, with the head repeated."""
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(comparison, Language.KO)))
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"


def test_json_says_what_the_engine_found(comparison):
    """One object with the fields of the contract, and the engine's amounts as integers."""
    said = json.loads(json_.render(comparison, Language.KO))
    assert list(said) == [
        "version", "comparison", "programme", "before", "after", "unchanged", "counts", "sections",
        "changes", "not_compared", "findings", "transfers",
    ]  # fmt: skip
    assert (said["comparison"], said["programme"]) == (1, "aitx-2025")
    assert said["unchanged"] is False
    assert sum(said["counts"].values()) == len(said["changes"]) == len(comparison.changes)
    assert [[row["delta"] for row in each["rows"]] for each in said["sections"]] == [
        [row.delta for row in each.rows] for each in comparison.sections
    ]
    for each in said["changes"]:
        assert list(each) == [
            "table", "sheet", "change", "line", "before_cell", "after_cell", "before_amount",
            "after_amount", "cells",
        ]  # fmt: skip
        assert (each["before_cell"] is None) is (each["change"] == "added")
        assert (each["after_cell"] is None) is (each["change"] == "removed")


def test_json_tells_what_could_not_be_read(unread):
    """Neither side is zero: the side that was not read says its text, the other its value."""
    (said,) = json.loads(json_.render(unread, Language.KO))["not_compared"]
    assert (said["field"], said["after"]["state"]) == ("national_funds", "unread")
    assert said["after"]["text"] == "약 3천만원"
    assert said["before"]["state"] == "read"
    assert said["before"]["value"] > 0


def test_text_names_old_and_new_value_with_both_cells():
    """A changed cell is shown as old → new with the addresses of either version."""
    before, after = sample(), sample()
    after["basics"][0]["phone"] = "055-000-9999"
    said = text.render(compared(before, after), Language.KO)
    assert "판정: 변경 1건(추가 0 · 삭제 0 · 이동 0 · 변경 1).\n" in said
    assert "전화: 055-000-1234 → 055-000-9999 (B10 → B10)\n" in said


@pytest.mark.parametrize(("language", "said"), [("ko", "변경 없음."), ("en", "No change.")])
def test_no_change_is_said_in_every_format(language, said):
    """A version held against itself is no change, in words and in JSON."""
    same = compared(sample(), sample())
    for writer in (text, html):
        assert said in writer.render(same, Language(language))
    sheets = cells(workbook.render(same, Language(language)), values=True)
    assert next(iter(sheets.values()))["A4"].value == said
    assert json.loads(json_.render(same, Language(language)))["unchanged"] is True


class _Page(HTMLParser):
    """Collects what a page would run or fetch."""

    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        """Keep each tag and each attribute that fetches."""
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"src", "href", "action"}]


def test_the_page_runs_and_fetches_nothing():
    """What officers wrote is shown as text, even where it looks like markup."""
    before, after = sample(), sample()
    after["basics"][0]["department"] = "<script>alert(1)</script>"
    page = html.render(compared(before, after), Language.KO)
    parsed = _Page()
    parsed.feed(page)
    assert "&lt;script&gt;" in page
    assert parsed.links == []
    assert not {"script", "img", "link", "iframe"} & set(parsed.tags)


@pytest.mark.parametrize("writer", [text, html, json_])
def test_nothing_steers_who_reads(writer):
    """What steers a terminal or the order of reading never gets into a result raw."""
    before, after = sample(), sample()
    after["basics"][0]["department"] = STEERING
    said = writer.render(compared(before, after), Language.KO)
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "거꾸로" in said
