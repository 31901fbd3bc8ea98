"""Each format says all that is to be said, and nothing a workbook says gets out of its place."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest
from made_results import EVIL, LATE, RUN, SHORT, workbook

import aitx_budget
from aitx_budget.model.finding import Severity, Skip
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format, whole
from aitx_budget.report import part as part_of
from aitx_budget.report.markup import join, tag

PROGRAMME = default_programme()


def render(format_, results, programme, language):
    """Return a report as bytes, or as text where it is one."""
    parts = [part_of(format_, each, programme, language) for each in results]
    said = b"".join(whole(format_, parts, programme, language))
    return said if format_ is Format.XLSX else said.decode()


def test_text_has_verdict_summary_cell_cure_and_source():
    """A reader of the plain report finds every part of a finding and of a refusal."""
    said = render(Format.TEXT, RUN, PROGRAMME, Language.KO)
    for part in (
        "경남.xlsx  [경남 · 지역]",
        "판정: ✖ 부적합: 오류 1건을 고쳐야 합니다. (오류 1 · 경고 1 · 참고 0)",
        "총사업비 23,300,000,000원 · 매칭비율 39.91%",
        "원인별 요약",
        "1. ✖ 오류 MAT401 소요예산!M7",
        "조치: 지방비를 20,000,000원 늘리세요.",
        "근거: 공고 1. 사업개요",
        "경고(권고) AST607 자산구매계획!Q9",
        "- 소요예산!N7을 고치면 점검 1건(MAT402)을 더 합니다.",
        "✔ 적합: 모든 점검을 통과했습니다. 고칠 것이 없습니다.",
        "■ 점검 불가: 이 파일은 점검하지 못했습니다.",
        "암호를 풀고 다시 제출하세요.",
        "파일 3개 가운데 오류 없음 1개, 오류 있음 1개, 점검하지 못함 1개",
    ):
        assert part in said


def test_text_sends_no_control_characters_to_the_terminal():
    """A cell's text cannot colour, move or break a line of the report."""
    said = render(
        Format.TEXT, (workbook(LATE, path="a\x1b]0;x\x07\n.xlsx"),), PROGRAMME, Language.KO
    )
    assert not {char for char in said if ord(char) < 32 or ord(char) == 127} - {"\n"}
    assert said.count("\n") == render(Format.TEXT, (workbook(LATE),), PROGRAMME, Language.KO).count(
        "\n"
    )


def test_json_has_exactly_the_contracted_shape():
    """The object, its workbooks and its findings carry the contract's keys; absent fields are absent."""
    run = json.loads(render(Format.JSON, RUN, PROGRAMME, Language.KO))
    assert list(run) == ["version", "programme", "workbooks"]
    assert run["version"] == aitx_budget.__version__
    assert run["programme"] == "aitx-2025"
    first, _, last = run["workbooks"]
    keys = ["path", "status", "template", "totals", "counts", "skipped", "findings"]
    assert [list(each) for each in run["workbooks"]] == [keys] * 3
    assert (first["status"], last["status"]) == ("checked", "refused")
    assert first["counts"] == {"error": 1, "warning": 1, "note": 0}
    assert first["findings"][0] == {
        "code": "MAT401",
        "name": "matching-below-minimum",
        "severity": "error",
        "sheet": "소요예산",
        "cell": "M7",
        "related": ["소요예산!M8"],
        "value": 9_300_000_000,
        "expected": ">= 9320000000",
        "numerator": 9_300_000_000,
        "denominator": 23_300_000_000,
        "threshold": "4/10",
        "shortfall": 20_000_000,
        "message": "매칭이 모자랍니다.",
        "fix": "지방비를 20,000,000원 늘리세요.",
        "source": "공고 1. 사업개요",
    }
    assert "related" not in first["findings"][1]


def test_json_lines_are_the_workbooks_of_the_json_object():
    """A line is one workbook, whole, in input order."""
    lines = render(Format.JSONL, RUN, PROGRAMME, Language.EN).splitlines(keepends=True)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    run = json.loads(render(Format.JSON, RUN, PROGRAMME, Language.EN))
    assert [json.loads(line) for line in lines] == run["workbooks"]


def test_the_workbook_report_holds_texts_and_numbers_but_no_formula():
    """A text that begins with an equals sign stays a text; amounts are numbers that add up."""
    book = openpyxl.load_workbook(BytesIO(render(Format.XLSX, RUN, PROGRAMME, Language.KO)))
    assert book.sheetnames == ["요약", "점검결과", "확인하지 못한 점검"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    findings = book["점검결과"]
    assert findings["H3"].value == "=1+1"
    assert findings["H3"].data_type == "s"
    assert findings["I2"].value == 20_000_000
    share = book["요약"]["N2"]
    assert (share.value, share.number_format) == (0.3991, "0.00%")
    assert book["요약"]["N4"].value is None
    assert [cell.value for cell in book["요약"]["A"]] == [
        "파일",
        "경남.xlsx",
        "울산.xlsx",
        "암호.xlsx",
    ]


UNREAD = ("소요예산!C14",)
WAITING = tuple(
    Skip(code, "internal-name", {"project": project, "source": "national_funds"}, UNREAD)
    for code in ("SUM303", "SUM304", "SUM305", "MAT401", "MAT402")
    for project in ("P01", "P02")
)
"""Ten checks of five rules that wait for one cell."""


def shown(format_, result):
    """Return all that a human format says of one result, as lines of text."""
    if format_ is not Format.XLSX:
        return render(format_, (result,), PROGRAMME, Language.KO).splitlines()
    book = openpyxl.load_workbook(BytesIO(render(Format.XLSX, (result,), PROGRAMME, Language.KO)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return [" ".join(str(value) for value in row if value is not None) for row in rows]


@pytest.mark.parametrize("format_", [Format.TEXT, Format.HTML, Format.XLSX])
def test_checks_that_wait_for_one_cell_are_one_line(format_):
    """The cell, how many checks and which rules are told once, in words of the officer's; JSON has each."""
    result = workbook(skipped=WAITING)
    sentence = "소요예산!C14를 고치면 점검 10건(MAT401, MAT402 외 3개 규칙)을 더 합니다."
    said = "\n".join(shown(format_, result))
    assert said.count(sentence) == 1
    assert "확인하지 못한 점검" in said
    for internal in ("national_funds", "internal-name", "건너뛴", "미확인"):
        assert internal not in said
    assert len(result.as_json(Language.KO)["skipped"]) == len(WAITING)


@pytest.mark.parametrize("format_", [Format.TEXT, Format.HTML, Format.XLSX])
def test_people_read_errors_first(format_):
    """The gravest findings lead, then by cell, whatever order programs get them in."""
    note = replace(LATE, severity=Severity.NOTE, message=Text("참고할 말", "x"), position=(0, 1, 1))
    late = replace(LATE, message=Text("경고할 말", "x"), position=(0, 2, 1))
    second = replace(SHORT, message=Text("뒤의 오류", "x"), position=(1, 9, 1))
    first = replace(SHORT, message=Text("앞의 오류", "x"), position=(1, 2, 9))
    said = "\n".join(shown(format_, workbook(note, late, second, first)))
    places = [said.index(word) for word in ("앞의 오류", "뒤의 오류", "경고할 말", "참고할 말")]
    assert places == sorted(places)


@pytest.mark.parametrize("format_", [Format.TEXT, Format.HTML, Format.XLSX])
def test_a_run_of_some_rules_is_said_to_be_one(format_):
    """Where rules were left out nothing is said to have passed every check."""
    said = "\n".join(shown(format_, replace(workbook(), partial=True)))
    assert "점검한 규칙은 모두 통과했습니다. 일부 규칙만 점검했습니다." in said
    assert "모든 점검을 통과했습니다" not in said


def test_the_workbook_report_is_the_same_bytes_every_time():
    """Nothing of the clock or the machine gets into it."""
    assert render(Format.XLSX, RUN, PROGRAMME, Language.KO) == render(
        Format.XLSX, RUN, PROGRAMME, Language.KO
    )


class _Page(HTMLParser):
    """Collects a page's elements."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_self_contained_and_well_formed(language):
    """It asks the network for nothing, runs no script, closes what it opens, and names its language."""
    said = render(Format.HTML, RUN, PROGRAMME, language)
    page = _Page()
    page.feed(said)
    assert not page.open
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not [value for name, value in page.attributes if name in ("src", "srcset")]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert ("lang", language.value) in page.attributes
    assert "url(" not in said
    assert "@import" not in said


def test_text_of_a_workbook_never_becomes_markup():
    """A finding that quotes a script shows it as text."""
    said = render(Format.HTML, RUN, PROGRAMME, Language.KO)
    assert "<script" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in said
    assert "\x1b" not in said
    assert tag("p", EVIL, title='"><b>').startswith('<p title="&quot;&gt;&lt;b&gt;">=HYPERLINK')
    assert join("<", tag("b", "x")) == "&lt;<b>x</b>"


def test_the_funding_bar_stands_against_the_programmes_thresholds():
    """Local funds end at 30.04 % and with private ones at 39.91 %, just before the drawn 40 % line."""
    said = render(Format.HTML, RUN, PROGRAMME, Language.KO)
    assert "지방비 30.04%, 민간부담금 9.87%, 국비 60.08%" in said
    assert 'x1="200"' in said
    assert 'x1="400"' in said
    assert "지방비+민간부담금 40% 이상" in said
    assert "지방비 20% 이상" in said


@pytest.mark.parametrize("format_", [Format.TEXT, Format.HTML, Format.JSON])
def test_english_reports_speak_english(format_):
    """No Korean sentence of ours is left; sheet names and file names stay the officer's."""
    said = render(format_, (workbook(SHORT, path="a.xlsx"),), PROGRAMME, Language.EN)
    assert "Raise local funds by 20,000,000 won." in said
    assert "지방비를" not in said
    assert "오류" not in said


@pytest.mark.parametrize("format_", Format)
def test_a_run_of_nothing_can_still_be_reported(format_):
    """No format stumbles over an empty run."""
    assert render(format_, (), PROGRAMME, Language.KO) is not None


def test_severity_is_told_by_sign_and_word():
    """Whoever cannot tell the colours apart still can tell the severities apart."""
    said = render(Format.HTML, RUN, PROGRAMME, Language.KO)
    for level in (Severity.ERROR, Severity.WARNING):
        assert f'class="badge {level.value}">' in said
    assert "✖ 오류" in said
    assert "▲ 경고(권고)" in said


def test_a_page_of_several_regions_says_whom_it_is_not_for():
    """An officer is not to read of other regions' budgets; files of one region, or of none that is known, are theirs."""
    there, here = (replace(workbook(SHORT), template={"region": each}) for each in ("경남", "대구"))
    unknown = replace(here, template={}, refused=True)
    for results, several in (
        ([there, unknown, here], True),
        ([unknown, there, there], False),
        ([unknown, unknown], False),
    ):
        said = render(Format.HTML, results, PROGRAMME, Language.KO)
        assert ("여러 지역의 결과가 함께 있습니다." in said) == several
