"""Marks come off copies that other programs have saved, too."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import officers
import openpyxl
import pytest
from compared import anything_left, lost, parts, saved_by_office
from findings import WARNING, finding, many, result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName

from aitx_budget.annotate import annotate, clean
from aitx_budget.errors import AitxBudgetError, NotMarkedError, UsageError
from aitx_budget.programme.loader import default_programme

PROGRAMME = default_programme()


@lru_cache
def copy() -> bytes:
    """The rich workbook with a threaded comment, marked."""
    return annotate(officers.threaded(), many(), programme=PROGRAMME)


def opened(data: bytes) -> openpyxl.Workbook:
    """Open with an independent reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def by_openpyxl(change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """The marked copy, changed and saved by openpyxl."""
    book = opened(copy())
    change(book)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return out.getvalue()


def test_cleaning_what_openpyxl_saved() -> None:
    """Highlights, notes, links, tabs, report and names are known by their signatures; the rest stays."""
    after = clean(by_openpyxl())
    assert anything_left(after) == []
    book = opened(after)
    assert book.sheetnames == [officers.PLAN, officers.SUMMARY, officers.MEMO, "그림"]
    plan = book[officers.PLAN]
    assert plan["N9"].comment.text == "담당자 메모: 확인 중"
    assert plan["N9"].comment.author == "김주무관"
    assert plan["N7"].comment is None
    assert plan.sheet_properties.tabColor.rgb == "FF00B050"
    assert book[officers.SUMMARY].sheet_properties.tabColor is None
    assert set(book.defined_names) == {"합계범위"}
    assert set(book[officers.SUMMARY].defined_names) == {"기준"}


@pytest.mark.libreoffice
def test_cleaning_what_libreoffice_saved(tmp_path: Path) -> None:
    """A note's words survive LibreOffice, and no mark survives cleaning what it saved."""
    saved = saved_by_office(copy(), tmp_path)
    note = opened(saved)[officers.PLAN]["N7"].comment.text
    assert "【오류】 MAT402 (검증결과 2번)" in note
    assert "차이: 233,333,334원" in note
    after = clean(saved)
    assert anything_left(after) == []
    reread = opened(saved_by_office(after, tmp_path))
    assert reread.sheetnames == [officers.PLAN, officers.SUMMARY, officers.MEMO, "그림"]
    assert reread[officers.PLAN]["N9"].comment.text == "담당자 메모: 확인 중"
    assert reread[officers.PLAN]["N7"].comment is None


@pytest.mark.libreoffice
def test_a_workbook_of_libreoffices_own(tmp_path: Path) -> None:
    """A workbook that LibreOffice wrote is marked without loss and comes back byte for byte."""
    own = saved_by_office(officers.rich(), tmp_path)
    after = annotate(own, many(), programme=PROGRAMME)
    changed = {key for key in lost(own, after) if not key[1][1].endswith("}tabColor")}
    assert changed == set()
    assert list(parts(clean(after)).items()) == list(parts(own).items())


def test_a_tab_colour_follows_a_renamed_sheet() -> None:
    """The colour a tab had is kept in a name that refers to the sheet, whatever it is called."""

    def rename(book: openpyxl.Workbook) -> None:
        book[officers.PLAN].title = "예산(수정)"
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace(officers.PLAN, "예산(수정)")
        book.move_sheet("검증결과", 2)

    book = opened(clean(by_openpyxl(rename)))
    assert book.sheetnames == ["예산(수정)", officers.SUMMARY, officers.MEMO, "그림"]
    assert book["예산(수정)"].print_title_rows == "$6:$6"
    assert book["예산(수정)"].sheet_properties.tabColor.rgb == "FF00B050"
    assert set(book[officers.SUMMARY].defined_names) == {"기준"}


def test_marks_come_off_without_the_report() -> None:
    """An officer who deleted the report sheet gets the other marks taken off all the same."""

    def delete(book: openpyxl.Workbook) -> None:
        del book["검증결과"]
        del book.defined_names["_aitx_report"]

    assert anything_left(clean(by_openpyxl(delete))) == []


def test_a_reply_in_our_note_stays() -> None:
    """What an officer typed below our note is the officer's, and stays as a note."""

    def reply(book: openpyxl.Workbook) -> None:
        note = book[officers.PLAN]["N7"].comment
        book[officers.PLAN]["N7"].comment = openpyxl.comments.Comment(
            note.text + "\n추경 반영 예정", "박팀장"
        )

    after = opened(clean(by_openpyxl(reply)))
    assert after[officers.PLAN]["N7"].comment.text == "추경 반영 예정"


def test_one_cell_corrected_in_place() -> None:
    """A copy in which only a cell's value was changed keeps that change and loses only the marks."""

    def correct(data: bytes) -> bytes:
        return data.replace(b"<v>78000</v>", b"<v>79000</v>", 1)

    before = officers.patched(officers.threaded(), {"xl/worksheets/sheet1.xml": correct})
    assert before != officers.threaded()
    after = clean(officers.patched(copy(), {"xl/worksheets/sheet1.xml": correct}))
    found = parts(after)
    workbook = found["xl/workbook.xml"].replace(b' activeTab="0"', b"")  # says what goes unsaid
    assert list((found | {"xl/workbook.xml": workbook}).items()) == list(parts(before).items())


def test_marking_anew_what_another_program_saved() -> None:
    """The cycle: mark, correct in another program, mark again; only the new marks are there."""
    fewer = result([finding(WARNING, officers.PLAN, "B12")])
    again = annotate(by_openpyxl(), fewer, programme=PROGRAMME)
    book = opened(again)
    assert book.sheetnames[0] == "검증결과"
    assert len(book.sheetnames) == 5
    notes = [c.coordinate for row in book[officers.PLAN].iter_rows() for c in row if c.comment]
    assert sorted(notes) == ["B12", "C12", "N10", "N9"]
    assert annotate(again, fewer, programme=PROGRAMME) == again


@pytest.mark.parametrize("data", [officers.rich, officers.threaded])
def test_nothing_to_clean(data: Callable[[], bytes]) -> None:
    """A workbook without marks of ours is told so, and not rewritten."""
    with pytest.raises(NotMarkedError):
        clean(data())


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\3\4 half", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
)
def test_no_workbook_at_all(data: bytes) -> None:
    """Bytes that are no workbook get one sentence, never a traceback."""
    with pytest.raises(UsageError) as caught:
        clean(data)
    assert caught.value.text.ko.endswith("주세요.")


def test_a_bomb_is_not_unpacked() -> None:
    """A file that intake would refuse for its size is refused here, too."""
    bomb = officers.patched(copy(), {}, {"xl/media/big.bin": bytes(60_000_000)})
    with pytest.raises(UsageError):
        clean(bomb)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_parts_never_crash(data: st.DataObject) -> None:
    """Whatever is done to the bytes of a part, cleaning answers or refuses in words."""
    names = [n for n in parts(copy()) if re.search(r"(xml|rels|vml)$", n)]
    name = data.draw(st.sampled_from(names))
    content = bytearray(parts(copy())[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(
            st.sampled_from(
                [b"", b"<", b'"', b"/>", b"0", b"\xff", b"-1", b"999999999999", b"&amp;", b"A1"]
            )
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with contextlib.suppress(AitxBudgetError):
            clean(officers.patched(copy(), {name: lambda _: bytes(content)}))


def test_marks_come_off_whatever_comment_stands_behind_them() -> None:
    """What looks like the end of the cells in a comment hides no mark from who looks around the cells for one."""

    def commented(part: bytes) -> bytes:
        part = re.sub(
            rb"<tabColor[^>]*/>", b"", part
        )  # so that what is marked shows behind the cells alone
        return part.replace(b"</worksheet>", b"<!--sheetData>--></worksheet>")

    names = [name for name in parts(copy()) if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    changed = officers.patched(copy(), dict.fromkeys(names, commented))
    assert anything_left(clean(changed)) == []


def test_a_sheet_with_the_reports_name_and_another_tab_is_the_officers() -> None:
    """A sheet called 검증결과 stays where its tab has a colour of the officer's own and no name of ours leads to it."""
    book = openpyxl.Workbook()
    book.active.title = "검증결과"
    book.active.sheet_properties.tabColor = "FF00B050"
    book.active["A1"] = "내 메모"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(NotMarkedError):
        clean(stream.getvalue())


def test_a_sheet_that_only_the_hidden_name_points_at_is_the_officers() -> None:
    """Where the report is gone and its name leads elsewhere, marks come off and no sheet is lost."""

    def point(book: openpyxl.Workbook) -> None:
        del book["검증결과"]
        book.defined_names["_aitx_report"] = DefinedName(
            "_aitx_report", attr_text=f"{officers.PLAN}!$A$1", hidden=True
        )

    after = clean(by_openpyxl(point))
    assert anything_left(after) == []
    assert opened(after).sheetnames == [officers.PLAN, officers.SUMMARY, officers.MEMO, "그림"]


def test_a_renamed_report_is_known_by_its_name_and_tab() -> None:
    """A report that was renamed, its ledger lost, is ours still and goes."""

    def rename(book: openpyxl.Workbook) -> None:
        book["검증결과"].title = "받은 지적"
        book.defined_names["_aitx_report"].attr_text = "'받은 지적'!$A$1"

    assert "받은 지적" not in opened(clean(by_openpyxl(rename))).sheetnames
