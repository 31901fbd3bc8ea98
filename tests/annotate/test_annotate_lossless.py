"""Marking loses nothing, and unmarking gives everything back."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import officers
import openpyxl
import pytest
from compared import all_saved_by_office, elements, lost, parts
from findings import ERROR, NOTE, WARNING, finding, many, result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aitx_budget.annotate import annotate, clean
from aitx_budget.programme.loader import default_programme

PROGRAMME = default_programme()


@lru_cache
def by_openpyxl() -> bytes:
    """A plain workbook that openpyxl wrote."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = officers.PLAN
    for row in range(1, 31):
        sheet.append([f"항목 {row}", row * 1000, f"=B{row}*2"])
    book.create_sheet(officers.SUMMARY)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without_styles() -> bytes:
    """A workbook that has no stylesheet at all."""
    with zipfile.ZipFile(io.BytesIO(by_openpyxl())) as package:
        kept = {name: package.read(name) for name in package.namelist() if "styles" not in name}
    kept["xl/_rels/workbook.xml.rels"] = _without(kept["xl/_rels/workbook.xml.rels"], b"styles.xml")
    kept["[Content_Types].xml"] = _without(kept["[Content_Types].xml"], b"styles.xml")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in kept.items():
            package.writestr(name, content)
    return out.getvalue()


def _without(data: bytes, word: bytes) -> bytes:
    """Drop the elements of a flat list that speak of `word`."""
    return b">".join(each for each in data.split(b">") if word not in each)


def hancell() -> bytes:
    """A workbook whose cell formats stand in alternatives of unequal length, as 한셀 writes them."""

    def change(data: bytes) -> bytes:
        start, end = data.index(b"<cellXfs"), data.index(b"</cellXfs>") + len(b"</cellXfs>")
        mc = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
        choice = (
            b'<mc:AlternateContent xmlns:mc="'
            + mc
            + b'"><mc:Choice xmlns:x14="urn:x" Requires="x14">'
        )
        shorter = b'<cellXfs count="1"><xf/></cellXfs>'
        return (
            data[:start] + choice + data[start:end] + b"</mc:Choice><mc:Fallback>" + shorter
            + b"</mc:Fallback></mc:AlternateContent>" + data[end:]
        )  # fmt: skip

    return officers.patched(officers.rich(), {"xl/styles.xml": change})


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "rich": officers.rich,
    "threaded": officers.threaded,
    "prefixed": lambda: officers.prefixed(officers.threaded()),
    "strict": lambda: officers.strict(officers.threaded()),
    "utf16": lambda: officers.utf16(officers.threaded()),
    "euc-kr": lambda: officers.euc_kr(officers.threaded()),
    "commented": lambda: officers.commented(officers.threaded()),
    "openpyxl": by_openpyxl,
    "no stylesheet": without_styles,
    "한셀": hancell,
}


FOREIGN = ("strict", "euc-kr", "한셀")
"""What openpyxl itself cannot read, marked or not."""


@pytest.fixture(params=WORKBOOKS)
def workbook(request: pytest.FixtureRequest) -> bytes:
    """Every kind of workbook in turn."""
    return WORKBOOKS[request.param]()


def marked(data: bytes, what: object = None) -> bytes:
    """Mark `data`, with findings of every kind unless told otherwise."""
    return annotate(data, what or many(), programme=PROGRAMME, checked_on="2026-03-02")


def test_no_element_is_lost_or_changed(workbook: bytes) -> None:
    """Every element of the original is in the marked copy: same part, path, attributes and text."""
    after = marked(workbook)
    missing = {
        key: count
        for key, count in lost(workbook, after).items()
        if not key[1][1].endswith("}tabColor")
    }
    assert missing == {}
    assert sum(elements(after).values()) > sum(elements(workbook).values()) + 50


def test_parts_without_marks_keep_their_bytes(workbook: bytes) -> None:
    """Only the marked sheets, what hangs on them, and the package's own lists are touched."""
    before, after = parts(workbook), parts(marked(workbook))
    touched = {name for name, content in before.items() if after[name] != content}
    assert touched <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
        *(f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3)),
        *(f"xl/worksheets/_rels/sheet{n}.xml.rels" for n in (1, 2, 3)),
    }  # fmt: skip
    assert list(after)[: len(before)] == list(before)


def test_clean_gives_every_part_back(workbook: bytes) -> None:
    """Same names in the same order, and every byte of every part."""
    assert list(parts(clean(marked(workbook))).items()) == list(parts(workbook).items())


def test_marking_twice_is_marking_once(workbook: bytes) -> None:
    """Marks replace marks: the second copy is the first to the byte, as is a copy made afresh."""
    once = marked(workbook)
    assert marked(once) == once
    assert marked(workbook) == once


def test_a_cured_cell_looks_as_before(workbook: bytes) -> None:
    """A copy marked anew has nothing of the earlier findings."""
    fewer = result([finding(WARNING, officers.PLAN, "B12")])
    assert parts(marked(marked(workbook), fewer)) == parts(marked(workbook, fewer))


def test_an_untouched_entry_keeps_its_compressed_bytes() -> None:
    """A part that is not marked is not even compressed again, and keeps its date."""
    data = officers.rich()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(io.BytesIO(marked(data))) as after,
    ):
        for info in before.infolist():
            other = after.getinfo(info.filename)
            assert other.date_time == info.date_time
            if info.filename == "xl/charts/chart1.xml":
                assert other.compress_size == info.compress_size


@pytest.mark.parametrize("kind", [kind for kind in WORKBOOKS if kind not in FOREIGN])
def test_openpyxl_reads_the_marked_copy(kind: str) -> None:
    """An independent reader opens it, finds the report first and the cells as they were."""
    workbook = lru_workbook(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not support
        before = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
        after = openpyxl.load_workbook(io.BytesIO(marked(workbook)), data_only=True)
    assert after.sheetnames == ["검증결과", *before.sheetnames]
    for sheet in before.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        found = [after[sheet.title][cell.coordinate].value for cell in cells]
        assert found == [cell.value for cell in cells]


@pytest.mark.libreoffice
def test_libreoffice_reads_the_marked_copies(tmp_path: Path) -> None:
    """A second office suite opens every kind: report first, notes and highlights in place."""
    saved = all_saved_by_office(
        {kind: marked(make()) for kind, make in WORKBOOKS.items()}, tmp_path
    )
    for kind, data in saved.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.sheetnames[:2] == ["검증결과", officers.PLAN], kind
        assert "MAT402" in book[officers.PLAN]["N7"].comment.text, kind
        formulas = [r.formula for b in book[officers.PLAN].conditional_formatting for r in b.rules]
        assert formulas.count(['"aitx-budget"="aitx-budget"']) == 3, kind
        assert book["검증결과"]["F9"].value.startswith("지방비가 20%에 못 미칩니다."), kind


def test_a_streamed_package_is_written_plainly() -> None:
    """Sizes that came after the parts go before them, and names keep their backslashes."""
    data = officers.streamed(officers.threaded())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert all(info.flag_bits & 8 for info in package.infolist())
    after = marked(data)
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        assert not any(info.flag_bits & 8 for info in package.infolist())
    assert list(parts(clean(after)).items()) == list(parts(data).items())


def test_a_format_has_one_index_in_all_alternatives() -> None:
    """Where a list of formats is written twice, an index means the same in both."""
    content = parts(marked(hancell()))
    tree = etree.fromstring(content["xl/styles.xml"])
    first, second = tree.iter("{*}cellXfs")
    sheet = etree.fromstring(content["xl/worksheets/sheet4.xml"])
    used = {int(cell.get("s")) for cell in sheet.iter("{*}c")}
    assert len(used) > 8
    for at in used:
        formats = {
            etree.tostring(each[at], method="c14n", exclusive=True) for each in (first, second)
        }
        assert len(formats) == 1
    assert all(int(each.get("count")) == len(each) for each in (first, second))


def test_what_an_old_encoding_lacks_is_written_by_number() -> None:
    """A character that the part's own encoding does not have comes through all the same."""
    content = parts(marked(lru_workbook("euc-kr")))["xl/comments1.xml"]
    assert b"EUC-KR" in content
    assert "<b>&\ufffd 제어문자" in "".join(etree.fromstring(content).itertext())


SHEETS = st.sampled_from(
    [officers.PLAN, officers.SUMMARY, officers.MEMO, "그림", "없는 시트", None]
)
CELLS = st.one_of(
    st.none(),
    st.builds(lambda c, r: f"{c}{r}", st.sampled_from(["A", "C", "N", "XFD"]), st.integers(1, 40)),
    st.sampled_from(["A1", "A1048576", "XFD1048576", "N9", "N10", "엉터리"]),
)
FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from([ERROR, WARNING, NOTE]),
        SHEETS,
        CELLS,
        st.text(max_size=60),
        st.text(max_size=30),
        shortfall=st.integers(0, 10**12),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(FINDINGS, st.sampled_from(["threaded", "prefixed", "utf16", "openpyxl"]))
def test_any_findings_come_off_again(found: list[object], kind: str) -> None:
    """Whatever is found and wherever: cleaning undoes marking, and the copy is sound XML."""
    data = lru_workbook(kind)
    after = marked(data, result(found))
    elements(after)
    assert parts(clean(after)) == parts(data)


@lru_cache
def lru_workbook(kind: str) -> bytes:
    """One kind of workbook, made once."""
    return WORKBOOKS[kind]()
