"""What differs on Windows, as far as another system can hold it: the sentences, names and conditions that it is given."""

from __future__ import annotations

import ast
import errno
import os
import sys
from pathlib import Path

import pytest

from aitx_budget.checks import confinement
from aitx_budget.cli import terminal
from aitx_budget.errors import OutputError
from aitx_budget.library import output
from aitx_budget.library.marking import _fit
from aitx_budget.model.system import code, reason

PACKAGE = Path(output.__file__).parents[1]
POSIX_ONLY = {"fcntl", "resource", "pwd", "grp", "termios"}
"""Modules that Windows does not have."""


class RefusalError(PermissionError):
    """A refusal that carries Windows' own number, as Python's errors do there."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "denied")
        self.winerror = winerror


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_is_open_elsewhere_is_told_as_such(number):
    """Excel holds its files open; Windows calls that a violation, and Python a lack of permission."""
    assert reason(code(RefusalError(number))).ko == "다른 프로그램이 사용 중임"
    assert reason(code(RefusalError(5))).ko == "접근 권한이 없음"


def held(monkeypatch, platform: str) -> None:
    """Let replacing a file be refused, as it is while another program has it open."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(output.sys, "platform", platform)


@pytest.mark.parametrize(
    ("platform", "said"), [("win32", "다른 프로그램이 사용 중임"), ("darwin", "접근 권한이 없음")]
)
def test_a_result_that_is_open_in_excel_stays_and_is_told(platform, said, tmp_path, monkeypatch):
    """The old result keeps its bytes, nothing is left beside it, and the sentence says why."""
    target = tmp_path / "결과.xlsx"
    target.write_bytes(b"old")
    held(monkeypatch, platform)
    with pytest.raises(OutputError) as error:
        output.write(target, b"new", force=True)
    assert said in error.value.text.ko
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("결과.xlsx", b"old")
    ]


def test_a_worker_behind_a_launcher_goes_on(monkeypatch):
    """In a Windows environment `python.exe` starts another process, so a worker's parent is not who asked for it."""
    ended = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(confinement.sys, "platform", "win32")
    confinement.confine(parent=-1, memory_bytes=1 << 30)
    assert ended == []
    monkeypatch.setattr(confinement.sys, "platform", "freebsd")
    monkeypatch.setattr(confinement, "_bound", lambda *_: None)
    confinement.confine(parent=-1)
    assert ended == [0]


@pytest.mark.parametrize(
    ("platform", "number", "passes"),
    [("win32", errno.EINVAL, True), ("linux", errno.EINVAL, False), ("win32", errno.ENOSPC, False)],
)
def test_a_pager_that_is_left_is_no_error(platform, number, passes, tmp_path, monkeypatch):
    """`aitx-budget rules | more` ends quietly where a closed pipe is an invalid argument; a full disk does not."""
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(terminal.sys, "platform", platform)
        told = None
        try:
            with terminal._stdout():
                raise OSError(number, "no")
        except OutputError as error:
            told = error
    assert (told is None) is passes


@pytest.mark.parametrize(
    ("stem", "kept"),
    [
        ("CON.제주", "_CON.제주"),
        ("nul .1차", "_nul .1차"),
        ("com1.x", "_com1.x"),
        ("LPT³.x", "_LPT³.x"),
        ("CON", "CON"),
        ("console.1", "console.1"),
        ("제주.con.x", "제주.con.x"),
        ('a<b>:"c|d?*', "a_b___c_d__"),
    ],
)
def test_a_copy_has_a_name_that_windows_keeps(stem, kept):
    """A device's name before a full stop is a device; `CON` alone is none once `_검증` follows it."""
    assert _fit(stem) == kept


def test_what_only_posix_has_is_imported_where_it_is_used():
    """No module of the package asks at its top for what Windows lacks, so all of them can be imported there."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(path.name, name) for name in names if name in POSIX_ONLY]
    assert found == []


def test_signals_that_windows_lacks_are_named_nowhere_else():
    """SIGKILL and SIGCHLD have no name there; they are used only where Linux was asked for before."""
    naming = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if any(each in path.read_text("utf-8") for each in ("signal.SIGKILL", "signal.SIGCHLD"))
    }
    assert naming == {"apart.py", "confinement.py"}
