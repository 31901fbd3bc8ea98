"""What must not be in a report is looked for in a way that finds it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from aitx_budget.library.comparing import ComparisonFormat
from aitx_budget.report import Format
from fuzz.mutants import rezipped
from safety.outputs import compared, reported, workbook

BAD = {
    "control": "\x1b[31m",
    "control-of-eight-bits": "\x9b2J",
    "direction": "\u202e합계",
    "resident-number": "홍길동 900101-1234567",
}
"""What may be in the text of no output."""
HTML = {
    "script": "<script>1</script>",
    "picture": "<img src=x>",
    "handler": "<p onclick=1>",
    "link": "<a href='http://a'>",
    "style": '<p style="background:url(x)">',
}


def book(write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    """Return a workbook with what `write` puts into it."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    write(made, made.add_worksheet("합계"))
    made.close()
    return stream.getvalue()


def texted(text: str) -> bytes:
    """Return a workbook with one text in it."""
    return book(lambda _, sheet: sheet.write_string(0, 0, text))


SHEETS = {
    "function-that-reaches-outside": book(lambda _, sheet: sheet.write_formula(0, 0, '=WEBSERVICE("http://a")')),
    "call-of-a-program": book(lambda _, sheet: sheet.write_formula(0, 0, "=cmd|'/c calc'!A1")),
    "other-workbook": book(lambda _, sheet: sheet.write_formula(0, 0, "=[1]Sheet1!A1")),
    "link": book(lambda _, sheet: sheet.write_url(0, 0, "http://example.org/")),
    "name": book(lambda made, _: made.define_name("이름", '=HYPERLINK("http://a")')),
    "rule": book(lambda _, sheet: sheet.conditional_format("A1", {"type": "formula", "criteria": "=EVIL(1)"})),
    "list": book(lambda _, sheet: sheet.data_validation("A1", {"validate": "list", "source": "=EVIL(1)"})),
    "longer-than-a-cell": rezipped({"xl/sharedStrings.xml": f"<t>{'가' * 32_768}</t>".encode()}),
    "half-a-letter": rezipped({"xl/sharedStrings.xml": b"<t>_xD800_</t>"}),
}  # fmt: skip


def harmless(name: Format | ComparisonFormat, text: str = "합계") -> bytes:
    """Return an output of a format with one text in it."""
    if name in (Format.XLSX, ComparisonFormat.XLSX):
        return texted(text)
    if name in (Format.HTML, ComparisonFormat.HTML):
        return f"<p>{text}</p>".encode()
    if name in (Format.TEXT, ComparisonFormat.TEXT):
        return text.encode()
    return f'{{"workbooks": ["{text}"]}}'.encode()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", Format)
def test_what_steers_or_tells_is_seen_in_every_report(name, bad):
    """A control, a direction mark and a resident number are each found out in each format."""
    said = {each: harmless(each) for each in Format}
    assert list(reported(said, 1)) == []
    said[name] = harmless(name, BAD[bad])
    assert {each for each, _ in reported(said, 1)} == {name}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", ComparisonFormat)
def test_what_steers_or_tells_is_seen_in_every_comparison(name, bad):
    """The same in the formats of a comparison."""
    said = {each: harmless(each) for each in ComparisonFormat}
    assert list(compared(said)) == []
    said[name] = harmless(name, BAD[bad])
    assert {each for each, _ in compared(said)} == {name}


@pytest.mark.parametrize("bad", HTML)
def test_what_acts_in_a_page_is_seen(bad):
    """Elements and attributes that run or fetch something are found out."""
    said = {each: harmless(each) for each in Format} | {Format.HTML: HTML[bad].encode()}
    assert {each for each, _ in reported(said, 1)} == {Format.HTML}


@pytest.mark.parametrize("bad", SHEETS)
def test_what_acts_in_a_workbook_is_seen(bad):
    """Formulas that are not ours, in cells, names, rules and lists, links and texts of no cell are found out."""
    assert list(workbook(texted("합계"))) == []
    assert list(workbook(SHEETS[bad]))


def test_a_report_computes_nothing():
    """A formula that may stand in a workbook of ours may not in a report."""
    summed = book(lambda _, sheet: sheet.write_formula(0, 0, "=SUM(A2:A3)"))
    said = {each: harmless(each) for each in Format} | {Format.XLSX: summed}
    assert list(workbook(summed)) == []
    assert [each for each, _ in reported(said, 1)] == [Format.XLSX]


def test_what_officers_typed_may_run_from_right_to_left():
    """In tables that hold their texts to the letter a direction mark is none of ours; a number of a person is."""
    assert list(workbook(texted(BAD["direction"]), typed=True)) == []
    assert list(workbook(texted(BAD["resident-number"]), typed=True))
