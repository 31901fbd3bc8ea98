"""A worksheet is the same whether it is parsed at once or piece by piece, and takes no more memory than a piece."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import MEGABYTE, shared_text, streamed
from written import package, small_package

from aitx_budget.intake import branched, growing, straight
from aitx_budget.intake.limits import DEFAULT_LIMITS
from aitx_budget.intake.package import open_package
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def cell(row, text, attributes=""):
    return f"<c {attributes}><v>{row}{text}</v></c>"


def rows(count, made):
    return "".join(made(each) for each in range(1, count + 1))


def either(row):
    """Return a row of which newer programs read one content and all others another."""
    choices = f'<mc:Choice Requires="x">{cell(row, 7)}</mc:Choice><mc:Fallback>{cell(row, 8)}</mc:Fallback>'
    return f'<row r="{row}"><mc:AlternateContent {_MC}>{choices}</mc:AlternateContent>{cell(row, 9)}</row>'


def wrapped(row):
    """Return whole rows, here and there, that are alternatives."""
    inner = f'<row r="{row}">{cell(row, 1)}</row>'
    block = f"<mc:AlternateContent {_MC}><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    return block if row % 3 else inner


SHEETS = {
    "placed": rows(40, lambda row: f'<row r="{row}">{cell(row, 0, f"""r="C{row}" """)}</row>'),
    "no references": rows(40, lambda row: f"<row>{cell(row, 0)}{cell(row, 1)}</row>"),
    "rows skipped": rows(40, lambda row: f'<row r="{row * 3}"><c/>{cell(row, 0)}</row>'),
    "some references": rows(
        40, lambda row: f"<row>{cell(row, 0)}</row>" if row % 7 else f'<row r="{row * 2}"/>'
    ),
    "hidden": rows(
        40, lambda row: f'<row r="{row}" hidden="1">{cell(row, 0, f"""r="A{row}" """)}</row>'
    ),
    "shared formulas": '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A40">B1*2</f><v>0</v></c></row>'
    + rows(
        39, lambda row: f'<row r="{row + 1}"><c r="A{row + 1}"><f t="shared" si="0"/></c></row>'
    ),
    "alternatives in rows": rows(40, either),
    "alternatives of rows": rows(40, wrapped),
    "strangers between rows": rows(
        40, lambda row: f'<row r="{row}">{cell(row, 0)}</row><x:other xmlns:x="urn:x"/> '
    ),
    "one row": f'<row r="5">{rows(90, lambda row: cell(row, 0))}</row>',
    "none": "",
}


@pytest.fixture(autouse=True)
def _by_trees(monkeypatch):
    """Have every worksheet read by way of a tree."""

    def unusual(*_):
        raise straight.UnusualError

    monkeypatch.setattr(straight, "pieces", unusual)


def read(data):
    book = open_package(data)
    return [
        (each.title, each.cells, each.hidden_rows, each.hidden_columns, each.merged)
        for each in book.sheets
    ]


@pytest.mark.parametrize("piece", [1, 64, 700, 5000])
@pytest.mark.parametrize("name", SHEETS)
def test_pieces_make_no_difference(monkeypatch, name, piece):
    """Wherever the pieces end, in a name or between two rows."""
    parts = small_package(
        SHEETS[name],
        head='<cols><col min="1" max="1" hidden="1"/></cols>',
        tail='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    )
    data = package(parts)
    whole = read(data)
    assert whole[0][1] or name == "none"
    monkeypatch.setattr(growing, "_PIECE", piece)
    assert read(data) == whole


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.stem)
def test_pieces_make_no_difference_to_real_workbooks(monkeypatch, sample):
    """Everything that is read of the shipped samples."""
    whole = read(sample.read_bytes())
    monkeypatch.setattr(growing, "_PIECE", 3000)
    assert read(sample.read_bytes()) == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_pieces_end_within_characters(monkeypatch, encoding):
    """A character of several bytes may begin in one piece and end in the next."""
    parts = small_package(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>가나다😀</t></is></c></row>' * 9
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    parts["xl/worksheets/sheet1.xml"] = (head + parts["xl/worksheets/sheet1.xml"]).encode(encoding)
    whole = read(package(parts))
    monkeypatch.setattr(growing, "_PIECE", 7)
    assert read(package(parts)) == whole


@pytest.mark.parametrize(
    "end", ["<row", "</row></worksheet>", "<row><c r='A1'><v>&x;</v></c></row>"]
)
def test_damage_at_the_end_refuses_the_whole(monkeypatch, end):
    """However much was read before it."""
    parts = small_package(SHEETS["placed"] + end)
    monkeypatch.setattr(growing, "_PIECE", 100)
    with pytest.raises(Refuse) as refused:
        open_package(package(parts))
    assert refused.value.reason is Refused.DAMAGED


def test_sheet_data_of_another_namespace_or_place_is_no_more_read_in_pieces(monkeypatch):
    """What the whole would not show must not be seen on the way."""
    inner = f'<x:sheetData xmlns:x="urn:x">{SHEETS["placed"]}</x:sheetData>'
    nested = f"<ext><sheetData>{SHEETS['placed']}</sheetData></ext>"
    for head in (inner, nested):
        data = package(small_package(SHEETS["rows skipped"], head=head))
        monkeypatch.setattr(growing, "_PIECE", 1 << 20)
        whole = read(data)
        monkeypatch.setattr(growing, "_PIECE", 100)
        assert read(data) == whole


def test_a_text_that_is_shared_too_often_is_refused_at_once(monkeypatch):
    """The first piece tells; the others are not parsed, whatever stands in them."""
    pieces = []

    def counted(*part):
        for each in growing.growing(*part):
            pieces.append(each.whole)
            yield each

    monkeypatch.setattr(branched, "growing", counted)
    with pytest.raises(Refuse) as refused:
        open_package(shared_text(cells=100_000))
    assert "characters" in refused.value.detail
    assert pieces == [False]


def test_cells_are_counted_over_all_worksheets():
    """One cell more than a workbook may have is refused although no worksheet alone has too many."""
    data = SAMPLES[0].read_bytes()
    cells = sum(len(each.cells) for each in open_package(data).sheets)
    assert open_package(data, replace(DEFAULT_LIMITS, cells=cells))
    with pytest.raises(Refuse, match="cells"):
        open_package(data, replace(DEFAULT_LIMITS, cells=cells - 1))


def test_no_more_is_unpacked_than_a_part_is_declared_to_be():
    """The directory lies; the unpacking believes it and finds out by the checksum, not by 60 MB."""
    data = streamed("xl/worksheets/sheet1.xml", iter([b" " * MEGABYTE] * 60), declared=1000)
    tracemalloc.start()
    try:
        with pytest.raises(Refuse) as refused:
            open_package(data)
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.reason is Refused.DAMAGED
    assert taken < 2 * MEGABYTE
