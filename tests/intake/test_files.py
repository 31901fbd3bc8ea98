"""Files, folders, globs and zips of workbooks become the files to read."""

from __future__ import annotations

import os
import pickle
import unicodedata
from pathlib import Path

import pytest
from refused import zip_of
from written import by_xlsxwriter, package

from aitx_budget.errors import UsageError
from aitx_budget.intake import ProtectedError, discover
from workbooks import Workbook


@pytest.fixture
def folder(tmp_path):
    for name in ("나/b.xlsx", "가/a.xlsx", "가/~$a.xlsx", ".DS_Store", "가/메모.txt", "c.XLS"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.xlsx").write_bytes(b"")
    return tmp_path


def shown(found, root: Path) -> list[str]:
    return [os.path.relpath(each.path, root) for each in found]


def test_a_folder_is_searched_in_order_of_names(folder):
    """Workbooks of all depths are found; lock files, system files and others are noted."""
    found, notes = discover([folder])
    assert shown(found, folder) == ["c.XLS", "가/a.xlsx", "나/b.xlsx"]
    assert [each.read().decode() for each in found] == ["c.XLS", "가/a.xlsx", "나/b.xlsx"]
    assert len(notes) == 4
    assert any("~$a.xlsx" in note.ko and "건너뛰었습니다" in note.ko for note in notes)


def test_a_named_file_is_taken_whatever_it_is_called(folder):
    """What a file is, is asked of its content later."""
    found, notes = discover([folder / "가/메모.txt"])
    assert (len(found), notes) == (1, ())


def test_a_named_lock_file_is_still_passed_over(folder):
    """`*.xlsx` written out by a shell brings lock files along."""
    found, notes = discover([folder / "가/a.xlsx", folder / "가/~$a.xlsx"])
    assert (len(found), len(notes)) == (1, 1)


def test_patterns_and_order(folder):
    """A pattern is written out in order; the order of arguments is kept; nothing comes twice."""
    found, _ = discover([folder / "나", folder / "*/*.xlsx", folder / "가/a.xlsx"])
    assert shown(found, folder) == ["나/b.xlsx", "__MACOSX/a.xlsx", "가/a.xlsx"]


def test_what_does_not_exist_is_wrong_usage(folder):
    """A path or a pattern without a file is the caller's mistake, and named."""
    for missing in ("없음.xlsx", "*.hwp"):
        with pytest.raises(UsageError, match=missing.replace("*", r"\*")):
            discover([folder / missing])


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_zip_is_a_folder(tmp_path, encoding):
    """Members are found by their Korean names, however those are written."""
    path = tmp_path / "모음.zip"
    path.write_bytes(
        zip_of({"나/울산.xlsx": b"2", "경남.xlsx": b"1", "__MACOSX/경남.xlsx": b""}, encoding)
    )
    found, notes = discover([path])
    assert [each.path for each in found] == [f"{path}::경남.xlsx", f"{path}::나/울산.xlsx"]
    assert [each.read() for each in found] == [b"1", b"2"]
    assert len(notes) == 1


def test_members_never_lead_out_of_the_zip(tmp_path):
    """Traversing names are cut to what they would be inside."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"../../etc/a.xlsx": b"1", "/abs/b.xlsx": b"2", "C:/c.xlsx": b"3"}))
    found, _ = discover([path])
    assert [each.path.split("::")[1] for each in found] == ["abs/b.xlsx", "c.xlsx", "etc/a.xlsx"]
    assert [each.read() for each in found] == [b"2", b"3", b"1"]


def test_names_are_composed(tmp_path):
    """A decomposed member name is shown composed."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({unicodedata.normalize("NFD", "경남.xlsx"): b"1"}))
    found, _ = discover([path])
    assert found[0].path.endswith("::경남.xlsx")


def test_zips_that_are_no_folders_are_answered_as_files(tmp_path):
    """A damaged zip, and a workbook called .zip, are files for the gate."""
    damaged, book = tmp_path / "a.zip", tmp_path / "b.zip"
    damaged.write_bytes(b"PK\x03\x04 half")
    book.write_bytes(by_xlsxwriter(Workbook().raw()))
    found, _ = discover([tmp_path])
    assert [each.entry for each in found] == [0, 0]


def test_what_can_not_be_unpacked_is_an_os_error(tmp_path):
    """A member whose bytes are broken fails like a file that cannot be read."""
    path = tmp_path / "a.zip"
    data = bytearray(zip_of({"a.xlsx": b"hello world"}))
    data[data.find(b"hello")] ^= 0xFF
    path.write_bytes(data)
    found, _ = discover([path])
    with pytest.raises(OSError, match=r"a\.xlsx"):
        found[0].read()


def test_members_of_one_name_are_both_read(tmp_path):
    """A zip may hold two files of one name; neither hides the other."""
    path = tmp_path / "a.zip"
    path.write_bytes(package({"a.xlsx": b"1", "b.xlsx": b"2"}).replace(b"b.xlsx", b"a.xlsx"))
    found, _ = discover([path])
    assert [each.read() for each in found] == [b"1", b"2"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_member_is_called_by_its_readable_name(tmp_path, encoding):
    """What is made of a member can be named as the officer named it."""
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"나/울산.xlsx": b"1", "경남.xlsx": b"2"}, encoding))
    assert [each.name for each in discover([path])[0]] == ["경남.xlsx", "울산.xlsx"]


def test_an_encrypted_member_is_told_from_a_broken_one(tmp_path):
    """A member that needs a password says so; the others of the zip are read."""
    path = tmp_path / "a.zip"
    data = bytearray(zip_of({"나나.xlsx": b"2", "가.xlsx": b"1"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + flags] |= 1
    path.write_bytes(data)
    found, _ = discover([path])
    with pytest.raises(ProtectedError):
        found[1].read()
    assert found[0].read() == b"1"


def test_a_name_of_another_encoding_is_shown_as_it_was_meant(tmp_path):
    """A name written in cp949 comes out as Korean text that every report can hold."""
    raw = os.fsencode(tmp_path) + b"/" + "경남.xlsx".encode("cp949")
    Path(os.fsdecode(raw)).write_bytes(b"1")
    found, _ = discover([tmp_path])
    assert (found[0].path, found[0].name) == (f"{tmp_path}/경남.xlsx", "경남.xlsx")
    assert found[0].read() == b"1"


def test_a_folder_that_can_not_be_looked_into_is_no_silence(tmp_path, monkeypatch):
    """What is in a shut folder is not checked, and that is told as for a file that cannot be opened."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.xlsx").write_bytes(b"1")
    scandir = os.scandir

    def guarded(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found, _ = discover([tmp_path])
    assert shown(found, tmp_path) == ["a.xlsx", "shut"]
    with pytest.raises(OSError, match="shut"):
        found[1].read()


@pytest.mark.parametrize("name", ["가" * 300, "a.xlsx/b.xlsx"])
def test_names_that_no_file_can_have_are_wrong_usage(tmp_path, name):
    """A name too long or below a file is told as one that does not exist."""
    (tmp_path / "a.xlsx").write_bytes(b"1")
    with pytest.raises(UsageError):
        discover([tmp_path / name])


def test_notes_mask_resident_numbers(tmp_path):
    """What is passed over is named without the number in its name."""
    (tmp_path / "900101-1234567.txt").write_bytes(b"")
    _, notes = discover([tmp_path])
    assert "900101-1******.txt" in notes[0].ko


def test_found_files_travel_between_processes(folder):
    """What is found can be handed to a worker process."""
    found, _ = discover([folder])
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
