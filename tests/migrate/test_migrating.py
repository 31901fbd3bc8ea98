"""A workbook of an older layout becomes one of the current layout, and nothing that people filled is lost."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import aitx_budget
from aitx_budget.checks.runner import run
from aitx_budget.compare import Version, compare
from aitx_budget.errors import UsageError
from aitx_budget.intake import read_whole
from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.workbook import GUIDE_SHEET, LAYOUT_VERSION, STRAYS_SHEET
from aitx_budget.model.submission import Submission
from aitx_budget.transfer import Migration, carry, migrate, migrating
from aitx_budget.transfer.rows import Row
from layouts.keep import NOTES, folders
from migrate.older import PROGRAMME, older
from workbooks import Workbook

OLD = [
    pytest.param(path, id=f"{folder.name}-{path.stem}")
    for folder in folders()
    if folder.name != LAYOUT_VERSION
    for path in sorted(folder.glob("*.xlsx"))
]
_CURED = {"CEL210", "STR107"}
"""What a workbook that was written anew cannot be told: numbers in it are masked, and nothing in it is hidden."""
_LOCKED = {"institution_filled": 1, "region_filled": 2}
"""Locked cells of the kept workbooks that were typed over: a formula, and a share with the look of a locked cell."""


def whole(path: Path) -> Filled:
    """Return a kept workbook as it is read."""
    found = read_whole(path.read_bytes(), path.name, PROGRAMME)
    assert isinstance(found, Filled)
    return found


def moved(filled: Filled, file: str = "예산서.xlsx") -> Migration:
    """Return the workbook in the current layout."""
    return migrate(filled, PROGRAMME, file=file, path="새.xlsx")


def told(submission: Submission) -> Counter[tuple[str, str]]:
    """Return code and cell of every finding."""
    (result,) = run([submission], PROGRAMME)
    return Counter((each.code, f"{each.sheet}!{each.cell}") for each in result.findings)


def read_cells(submission: Submission) -> dict[tuple[str, str, int], Any]:
    """Return (table, field, row under the headers) -> what was read, and that it was not."""
    found = {}
    for name, table in submission.tables.items():
        for field, values in table.values.items():
            for at, row in enumerate(table.rows):
                unread = at in table.unread.get(field, ())
                if values[at] is not None or unread:
                    found[name, field, row - table.header_row] = (values[at], unread)
    return found


@pytest.mark.parametrize("path", OLD)
def test_every_cell_is_in_the_new_workbook(path: Path) -> None:
    """All that was read is read again at the same place, subtotals too; findings are those of the original."""
    made = moved(whole(path), path.name)
    assert made.after.identity.layout == LAYOUT_VERSION
    assert (made.after.identity.scope, made.after.identity.region) == (
        made.before.identity.scope,
        made.before.identity.region,
    )
    assert read_cells(made.after) == read_cells(made.before)
    assert made.after.subtotals == made.before.subtotals
    gone = told(made.before) - told(made.after)
    assert {code for code, _ in gone} <= _CURED
    assert not told(made.after) - told(made.before)


@pytest.mark.parametrize("path", OLD)
def test_carried_and_listed_are_all_that_was_found(path: Path) -> None:
    """Nothing is lost, and what was found is what another reader finds in the cells that people may fill, and the notes."""
    account = moved(whole(path), path.name).account
    assert account.lost == ()
    assert account.kept + account.listed == account.found
    if "libreoffice" in path.stem or "blank" in path.stem:
        return
    book = openpyxl.load_workbook(path)
    open_cells = sum(
        cell.value is not None and not cell.protection.locked
        for sheet in book
        if sheet.title != GUIDE_SHEET  # it shows what open cells look like
        for row in sheet.iter_rows()
        for cell in row
    )
    notes = sum(map(len, NOTES.values()))
    assert account.found == open_cells + notes + _LOCKED[path.stem]


@pytest.mark.parametrize("path", [each for each in OLD if "filled" in each.id])
def test_what_no_table_has_a_cell_for_is_listed(path: Path) -> None:
    """Notes beside a table stand on the sheet 옮긴내용 with the cell they stood in; text that begins with = stays text."""
    book = openpyxl.load_workbook(io.BytesIO(moved(whole(path), "원본.xlsx").data))
    listed = {tuple(row[:4]) for row in book[STRAYS_SHEET].values}
    for sheet, cell, text in [
        ("기본정보", "E7", "담당자 변경 예정"),
        ("소요예산", "W8", "=검토 의견: 단가 재확인"),
    ]:
        assert ("원본.xlsx", sheet, cell, text) in listed
    assert not any(cell.data_type == "f" for row in book[STRAYS_SHEET] for cell in row)
    assert book["소요예산"]["G25"].value == "※ 지난해 자료는 별첨"


@pytest.mark.parametrize("path", [each for each in OLD if "filled" in each.id])
def test_the_new_workbook_is_no_other_budget(path: Path) -> None:
    """Held against the original, no line of the new workbook differs."""
    made = moved(whole(path), path.name)
    sides = (Version(each, run([each], PROGRAMME)[0]) for each in (made.before, made.after))
    found = compare(*sides, PROGRAMME)
    assert found.unchanged
    assert not any(each.differs for each in found.uncompared)


def test_the_same_workbook_gives_the_same_bytes() -> None:
    """Whoever moves it again gets the same file."""
    (path,) = (each.values[0] for each in OLD if each.id == "1-region_filled")
    assert moved(whole(path)).data == moved(whole(path)).data


def _officer(book: Workbook) -> Workbook:
    """Do what officers do to a workbook: columns, rows, sheets and texts of their own, amounts as texts and formulas."""
    book.insert_column("소요예산", "비목", "검토")
    book.put("소요예산", "검토", 1, "국비")  # a word that is a header too
    book.insert_row("소요예산", 4)
    book.put("소요예산", "국비", 8, "1,100,000,000원")
    book.formula("소요예산", "단가", 2, "5000000*2", 10_000_000)
    book.put("소요예산", "산출금액", 3, 0)
    book.put_at("소요예산", (21, 7), "소계").put_at("소요예산", (21, 14), 0)
    book.rename_sheet("자산구매계획", "자산 구매계획(최종)")
    book.hide_row("참여기업", 2)
    book.put("현물내역", "참여율", 1, 0.5, "0%")
    book.put("기본정보", "작성일", 1, "2025.10.10(금)")
    book.put("단위사업", "주관기관코드", 1, "i02 ")
    book.put_at("수행기관", (4, 14), "총괄")
    book.put_at("수행기관", (60, 14), "기관명")
    book.put("월별계획", "2025.10", 3, "-")
    book.sheets.append(RawSheet("우리 메모", {(5, 5): RawCell(CellType.TEXT, "확인")}))
    return book


def test_an_officers_own_additions_are_carried_or_listed() -> None:
    """Inserted columns and rows, side notes (words of the form among them), sheets, formulas, zeros: each is found again."""
    made = moved(older(_officer(Workbook()).raw()))
    assert made.account.lost == ()
    budget = openpyxl.load_workbook(io.BytesIO(made.data))
    listed = {(row[1], row[2]): row[3] for row in budget[STRAYS_SHEET].values if row[0]}
    assert listed["소요예산", "E7"] == "국비"
    assert listed["소요예산", "E6"] == "검토"
    assert listed["소요예산", "I8"] == "=5000000*2 → 10000000"
    assert listed["수행기관", "N60"] == "기관명"
    assert listed["우리 메모", "E5"] == "확인"
    sheet = budget["소요예산"]
    assert sheet["A10"].value is None
    assert (sheet["M14"].value, sheet["M21"].value, sheet["L9"].value) == ("1,100,000,000원", 0, 0)
    before, after = (Counter(code for code, _ in told(each)) for each in (made.before, made.after))
    assert (before - after, after - before) == ({"STR107": 1}, {})
    assert len(made.before.tables["budget_lines"].rows) == len(
        made.after.tables["budget_lines"].rows
    )
    assert read_cells(made.after) == read_cells(made.before)


def test_an_assembled_workbook_keeps_its_account() -> None:
    """What an earlier assembly noted of whose workbooks it took in is in the new workbook, so that it can go on."""
    from aitx_budget.assemble.account import previous
    from aitx_budget.intake.package import open_package
    from aitx_budget.samples import region_budget
    from assemble.cut import institution, province, put_together

    codes = [each["code"] for each in region_budget("울산")["institutions"]]
    assembled = open_package(put_together(province(), institution(codes[1])).data)
    made = moved(older(assembled))
    known = previous(assembled)
    assert len(known) == 1
    assert previous(open_package(made.data)) == known


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda book: book.delete_sheet("월별계획"), "‘월별계획’을 찾지 못해"),
        (lambda book: book.remove_column("소요예산", "국비"), "‘소요예산 국비’를 찾지 못해"),
        (lambda book: book.rename_header("기본정보", "제출차수", "몇 번째"), "‘기본정보 제출차수’"),
        (lambda book: book.put_at("소요예산", (2, 1), "단위: 천원"), "원 단위가 아닌 것으로"),
        (
            lambda book: book.rename_header("소요예산", "국비", "국비(천원)"),
            "원 단위가 아닌 것으로",
        ),
        (lambda book: book.identify("programme", "aitx-2024"), "다른 사업(aitx-2024)"),
    ],
)
def test_a_workbook_that_would_lose_something_is_refused(edit: Any, words: str) -> None:
    """Without a sheet or a column, or under another programme's rules, nothing is written, and the cure is told."""
    book = edit(Workbook())
    book.with_names = False
    with pytest.raises(UsageError) as refused:
        moved(older(book.raw()))
    assert words in refused.value.text.ko


def test_a_current_workbook_needs_no_move() -> None:
    """What has the current layout already is told to be fine as it is."""
    (folder,) = (each for each in folders() if each.name == LAYOUT_VERSION)
    with pytest.raises(UsageError) as refused:
        moved(whole(folder / "region_filled.xlsx"))
    assert "이미 현재 서식" in refused.value.text.ko


def _dropped(carried: Any) -> Any:
    """Lose one remark of what was carried."""
    rows = carried.tables["budget_lines"]
    place, row = next((place, row) for place, row in rows.items() if "item" in row.record)
    less = {name: value for name, value in row.record.items() if name != "item"}
    return carried.__class__(
        carried.forms,
        {**carried.tables, "budget_lines": {**rows, place: Row(row.row, less, row.position)}},
        carried.rows,
        carried.strays,
    )


def _unlisted(carried: Any) -> Any:
    """Lose one note of what was to be listed."""
    return carried.__class__(carried.forms, carried.tables, carried.rows, carried.strays[1:])


@pytest.mark.parametrize(("fault", "cell"), [(_dropped, "소요예산!G7"), (_unlisted, "기본정보!E7")])
def test_a_loss_is_seen_and_nothing_is_given_out(
    monkeypatch: pytest.MonkeyPatch, fault: Any, cell: str
) -> None:
    """The account is taken from the new workbook itself: what does not stand there is named, and no file is made."""
    monkeypatch.setattr(migrating, "carry", lambda *a, **k: fault(carry(*a, **k)))
    (path,) = (each.values[0] for each in OLD if each.id == "1-institution_filled")
    with pytest.raises(UsageError) as refused:
        moved(whole(path))
    assert cell in refused.value.text.ko
    assert "저장하지 않았습니다" in refused.value.text.ko


def test_the_verb_writes_tells_and_leaves_the_original(tmp_path: Path) -> None:
    """The library writes the new workbook beside the old one, which keeps its bytes, and says what became of each finding."""
    (path,) = (each.values[0] for each in OLD if each.id == "1-region_filled_libreoffice")
    before, target = path.read_bytes(), tmp_path / "새.xlsx"
    done = aitx_budget.migrate(path, target)
    assert (done.path, done.exit_code()) == (target, 0)
    assert path.read_bytes() == before
    assert target.read_bytes() == done.migration.data
    assert done.comparison.unchanged
    assert {each.last.code for each in done.comparison.findings if each.after is None} == _CURED
    assert [(sheet, each.header) for sheet, each in done.migration.brought] == [
        ("기본정보", "변경사유")
    ]
