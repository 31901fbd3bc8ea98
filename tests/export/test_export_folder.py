"""The folder of an export: whole or not at all, replaced only when told to, and nothing of anybody else's touched."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from exports import REGION, files, rough

import aitx_budget
from aitx_budget.errors import OutputError
from aitx_budget.export import PACKAGE
from aitx_budget.intake.files import TEMPORARY
from aitx_budget.library import exporting
from aitx_budget.library.temporary import ABANDONED
from consolidate.returned import calm

OLD, NEW = files(calm()), files(rough())


def stands(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("there", [False, True], ids=["no folder", "an empty folder"])
def test_an_export_is_written_whole(there, tmp_path):
    """All files are in the folder, which may be there if it is empty, and nothing beside it."""
    folder = tmp_path / "deep" / "data"
    if there:
        folder.mkdir(parents=True)
    assert exporting.write(folder, NEW, force=False) == folder
    assert stands(folder) == NEW
    assert list(folder.parent.iterdir()) == [folder]


def test_an_earlier_export_gives_way_only_when_told(tmp_path):
    """Without `force` an export stays; with it the new one stands in its place, and nothing else is left."""
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    with pytest.raises(OutputError, match="--force"):
        exporting.write(folder, NEW, force=False)
    assert stands(folder) == OLD
    fewer = {name: data for name, data in OLD.items() if name != "rules.csv"}
    exporting.write(folder, fewer, force=True)
    assert stands(folder) == fewer
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux")
def test_there_is_no_moment_without_an_export(tmp_path, monkeypatch):
    """The old and the new folder change names in one step: neither is ever without its own, so no kill can fall between."""
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("a step of its own"))
    exporting.write(folder, NEW, force=True)
    assert stands(folder) == NEW


def test_a_system_that_can_not_exchange_folders_replaces_too(tmp_path, monkeypatch):
    """Where folders cannot change names in one step, the old one steps aside first."""
    monkeypatch.setattr(exporting.sys, "platform", "darwin")
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    exporting.write(folder, NEW, force=True)
    assert stands(folder) == NEW
    assert list(tmp_path.iterdir()) == [folder]


def test_the_old_one_comes_back_where_the_new_one_can_not_come(tmp_path, monkeypatch):
    """If the second of the two steps fails, the first is taken back."""
    monkeypatch.setattr(exporting.sys, "platform", "darwin")
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    rename, names = Path.rename, []

    def refuse_second(self: Path, target: Path) -> Path:
        names.append(target)
        if len(names) == 2:
            raise PermissionError(13, "denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_second)
    with pytest.raises(OutputError):
        exporting.write(folder, NEW, force=True)
    assert stands(folder) == OLD
    assert list(tmp_path.iterdir()) == [folder]


def test_a_full_disk_costs_nothing(tmp_path, monkeypatch):
    """Where the file system has no more room half-way, a sentence says so, the old export stands, and nothing is left over."""
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    sync, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="space"):
        exporting.write(folder, NEW, force=True)
    assert stands(folder) == OLD
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("exported", [False, True], ids=["no export", "an export"])
def test_a_stranger_keeps_its_folder(force, exported, tmp_path):
    """A folder with a file that no export made is left as it is, told to or not, and the file is named."""
    folder = tmp_path / "data"
    if exported:
        exporting.write(folder, OLD, force=False)
    folder.mkdir(exist_ok=True)
    (folder / "메모.txt").write_text("내 것", "utf-8")
    before = stands(folder)
    with pytest.raises(OutputError) as told:
        exporting.write(folder, NEW, force=force)
    assert "메모.txt" in told.value.text.ko
    assert stands(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_a_descriptor_that_lists_what_it_should_not_endangers_nothing(tmp_path):
    """A descriptor that claims files elsewhere, or a folder, is believed of plain files in its own folder alone."""
    outside = tmp_path / "outside.csv"
    outside.write_text("내 것", "utf-8")
    folder = tmp_path / "data"
    folder.mkdir()
    claims = f'{{"generator": "aitx-budget", "resources": [{{"path": "../outside.csv"}}, {{"path": "{outside}"}}]}}'
    (folder / PACKAGE).write_text(claims, "utf-8")
    exporting.write(folder, NEW, force=True)
    assert outside.read_text("utf-8") == "내 것"
    assert stands(folder) == NEW
    (folder / "rules.csv").unlink()
    (folder / "rules.csv").mkdir()
    with pytest.raises(OutputError, match=r"rules\.csv"):
        exporting.write(folder, NEW, force=True)


@pytest.mark.parametrize(
    "kind", ["file", "under a file", "current", "with an input", "with a result", "a result"]
)
def test_a_place_that_can_not_be_an_exports_is_refused(kind, tmp_path, monkeypatch):
    """No file, no current folder, and none where an input or another result is: told before any work is done."""
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    folder = {
        "file": tmp_path / "file",
        "under a file": tmp_path / "file" / "data",
        "current": Path(),
    }
    beside = {
        "with an input": [tmp_path / "data" / "in" / "a.xlsx"],
        "with a result": [tmp_path / "other.xlsx", tmp_path / "data" / "b.xlsx"],
        "a result": [tmp_path / "data"],
    }
    place = folder.get(kind, tmp_path / "data")
    with pytest.raises(OutputError):
        exporting.ensure_writable(place, force=True, beside=beside.get(kind, ()))


KILLED = """
import os, pickle, signal, sys
from pathlib import Path
from aitx_budget.library import exporting
new, calls = pickle.loads(sys.stdin.buffer.read()), []
def dying(function):
    def call(*given, **named):
        calls.append(given)
        if len(calls) == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given, **named)
    return call
{where} = dying({where})
exporting.write(Path({folder!r}), new, force=True)
"""


def killed(folder: Path, where: str, at: int) -> None:
    """Let a process of its own write `NEW` as an export and be killed at its `at`-th call of `where`."""
    code = KILLED.format(at=at, where=where, folder=str(folder))
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(NEW), check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux")
@pytest.mark.parametrize(
    ("where", "at", "left"),
    [
        ("os.fsync", 1, OLD),
        ("os.fsync", len(NEW), OLD),
        ("exporting._put", 1, OLD),
        ("Path.unlink", 1, NEW),
        ("Path.unlink", len(OLD), NEW),
    ],
    ids=["first file", "last file", "before the change", "after the change", "descriptor left"],
)
def test_a_killed_run_leaves_one_whole_export(where, at, left, tmp_path):
    """Whenever it is killed, the old or the new export stands there whole; a later run removes what it left."""
    folder = exporting.write(tmp_path / "data", OLD, force=False)
    killed(folder, where, at)
    assert stands(folder) == left
    leftovers = [each for each in tmp_path.iterdir() if each != folder]
    assert [each.name.startswith(TEMPORARY) for each in leftovers] == [True]
    exporting.write(folder, NEW, force=True)
    assert leftovers[0].exists(), "another run may still be at it"
    past = leftovers[0].stat().st_mtime - ABANDONED - 60
    os.utime(leftovers[0], (past, past))
    exporting.write(folder, OLD, force=True)
    assert stands(folder) == OLD
    assert list(tmp_path.iterdir()) == [folder]


def test_a_strangers_file_in_what_a_killed_run_left_stays(tmp_path):
    """Only what an export puts there is removed from an abandoned folder."""
    left = tmp_path / f"{TEMPORARY}0123.tmp"
    exporting._fill(left, OLD)
    (left / "메모.txt").write_text("내 것", "utf-8")
    past = left.stat().st_mtime - ABANDONED - 60
    os.utime(left, (past, past))
    exporting.write(tmp_path / "data", NEW, force=False)
    assert [each.name for each in left.iterdir()] == ["메모.txt"]


def test_the_library_exports_what_it_consolidates(tmp_path):
    """`consolidate(..., export=)` writes the workbook and the folder; asked again, it refuses before it reads anything."""
    out, folder = tmp_path / "종합.xlsx", tmp_path / "data"
    report = aitx_budget.consolidate(REGION, out, export=folder)
    assert (report.path, report.exported) == (out, folder)
    assert PACKAGE in stands(folder)
    assert b"\xec\x9a\xb8\xec\x82\xb0" in stands(folder)["regions.csv"]
    out.unlink()
    told = []
    with pytest.raises(OutputError):
        aitx_budget.consolidate(
            REGION, out, export=folder, progress=lambda *seen: told.append(seen)
        )
    assert not out.exists()
    assert told == []


def test_no_export_of_nothing(tmp_path):
    """Where no workbook counts, there is no folder, as there is no workbook."""
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    report = aitx_budget.consolidate(
        tmp_path / "a.xlsx", tmp_path / "o.xlsx", export=tmp_path / "data"
    )
    assert (report.path, report.exported) == (None, None)
    assert not (tmp_path / "data").exists()
