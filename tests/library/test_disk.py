"""Disks that are full or read-only, targets that must stay, files that vanish: a sentence, exit code 2, nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aitx_budget.annotate import clean
from aitx_budget.checks import apart
from aitx_budget.cli import main
from aitx_budget.errors import OutputError
from aitx_budget.library import reporting
from aitx_budget.library.output import write
from library.killed import parts

ROOT = Path(__file__).parents[2]
SHORT, GOOD = (ROOT / "sample_budgets" / f"{each}_예산서.xlsx" for each in ("제주", "울산"))
TOOL = [sys.executable, "-m", "aitx_budget.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def mounting() -> bool:
    """Tell whether a file system can be mounted that only a test sees."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


on_a_disk = pytest.mark.skipif(not mounting(), reason="nothing can be mounted here")


def on_disk(folder, options, *words, before="true"):
    """Run a line where `folder` is a disk of its own; return exit code, what was said, and what is on the disk.

    The words are the shell's: `before` is done on the disk while it can still be written to.
    """
    line = " ".join(["exec 3>&1;", *map(str, TOOL), *words])
    made = f"mount -t tmpfs -o size=60k none {folder} && cd {folder} && {before}"
    made += f" && mount -o remount,{options} {folder}" if options else ""
    script = f"{made} || exit 99; {line} 2>&1 >&3; echo $?; ls -A {folder}"
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=ENVIRONMENT,
    )
    code = next(each for each in ran.stdout.splitlines() if each.isdigit())
    said, _, there = ran.stdout.partition(f"\n{code}\n")
    return int(code), said, there.split()


WRITING = {
    "report": f"validate {GOOD} --format xlsx -o report.xlsx",
    "copy": f"annotate {SHORT} -o copy.xlsx",
    "copies": f"validate {SHORT} {GOOD} --annotate .",
    "answers": f"validate {SHORT} {GOOD} --format jsonl -o report.jsonl",
    "template": "template -o template.xlsx",
}


@on_a_disk
@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_is_told(tmp_path, name):
    """Really full: the disk has room for a part of the result, and nothing of it stays there."""
    code, said, there = on_disk(tmp_path, "", WRITING[name], before="head -c 56000 /dev/zero >full")
    assert code == 2
    assert "저장 공간이 부족함" in said
    assert "남은 공간과 쓰기 권한을 확인" in said
    assert there == ["full"]


@on_a_disk
@pytest.mark.parametrize("name", WRITING)
def test_a_read_only_disk_is_told_before_the_work(tmp_path, name):
    """Nothing is checked in vain, so no verdict is given either."""
    code, said, there = on_disk(tmp_path, "ro", WRITING[name])
    assert code == 2
    assert said.count("\n") == 0
    assert "결과를 저장할 수 없습니다" in said
    assert there == []


def test_a_file_that_may_not_be_so_large_is_told(tmp_path):
    """A limit of the system on the size of files."""
    line = " ".join(["ulimit -f 8;", *TOOL, "annotate", str(SHORT), "-o", "copy.xlsx"])
    ran = subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env=ENVIRONMENT,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "(허용된 파일 크기를 넘음)" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html", "xlsx"])
def test_a_full_standard_output_is_told(format_):
    """`validate … > file` on a full disk, in every format."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [*TOOL, "validate", GOOD, "--format", format_],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            env=ENVIRONMENT,
        )
    assert ran.returncode == 2
    assert ran.stderr == (
        "결과를 끝까지 내보내지 못했습니다 (저장 공간이 부족함). "
        "남은 공간을 확인하거나 -o로 저장할 파일을 지정해 주세요.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
def test_nobody_to_tell_is_no_crash():
    """With standard error full the exit code still says what became of the files."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [*TOOL, "validate", "gone.xlsx"], stderr=full, check=False, env=ENVIRONMENT
        )
    assert ran.returncode == 2


def test_no_room_for_the_record_of_a_fault(capsys, tmp_path, monkeypatch):
    """Where no record of a fault of the program can be kept it is shown, and the exit code is that of a fault."""

    def broken(*_, **__):
        raise RuntimeError(*["900101-1234567"])

    monkeypatch.setattr(reporting, "anywhere", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert main(["validate", str(GOOD)]) == 3
    said = capsys.readouterr().err
    assert "INT999" in said
    assert "RuntimeError: 900101-1******" in said


def test_a_file_marked_read_only_stays(tmp_path):
    """Not even with force: the folder would allow it, its owner does not."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"theirs")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="marked read-only"):
        write(target, b"ours", force=True)
    assert target.read_bytes() == b"theirs"
    target.chmod(0o644)
    assert write(target, b"ours", force=True).read_bytes() == b"ours"


def test_a_folder_in_the_place_of_a_file_is_told(capsys, tmp_path):
    """By every verb that writes one file."""
    for words in (("annotate", SHORT), ("clean", SHORT), ("validate", SHORT)):
        assert main([*map(str, words), "-o", str(tmp_path)]) == 2
        assert "폴더가 지정되었습니다" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def changing(monkeypatch, change):
    """Have something happen to a file after it was read and before it is marked."""
    original = apart.run

    def checked(intakes, *words, **more):
        change(Path(intakes[0].path))
        return original(intakes, *words, **more)

    monkeypatch.setattr(apart, "run", checked)


CHANGES = {
    "vanished": (Path.unlink, "파일이나 폴더가 없음"),
    "other": (lambda path: path.write_bytes(GOOD.read_bytes()), "점검하는 동안 파일이 바뀌어"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_workbook_that_is_another_by_then_gets_no_marks(capsys, tmp_path, monkeypatch, change):
    """What was found in one content is never marked in another."""
    first, out = tmp_path / "1.xlsx", tmp_path / "out"
    shutil.copy(SHORT, first)
    does, told = CHANGES[change]
    changing(monkeypatch, does)
    assert main(["annotate", str(first), "-o", str(out / "1.xlsx")]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_a_run_marks_the_content_that_it_has_checked(tmp_path, monkeypatch, change):
    """Whatever becomes of the file meanwhile, its copy is of what was found."""
    first, out = tmp_path / "1.xlsx", tmp_path / "out"
    shutil.copy(SHORT, first)
    before = first.read_bytes()
    changing(monkeypatch, CHANGES[change][0])
    assert main(["validate", str(first), "--annotate", str(out)]) == 1
    assert parts(clean((out / "1_검증.xlsx").read_bytes())) == parts(before)


def test_a_workbook_that_vanishes_before_it_is_read_is_refused_alone(capsys, tmp_path, monkeypatch):
    """The others are checked, and what is told names the file and the reason."""
    first = tmp_path / "1.xlsx"
    shutil.copy(SHORT, first)
    discover = reporting.anywhere

    def gone(paths):
        found = discover(paths)
        first.unlink()
        return found

    monkeypatch.setattr(reporting, "anywhere", gone)
    assert main(["validate", str(first), str(GOOD)]) == 2
    said = capsys.readouterr().out
    assert "FIL004" in said
    assert "파일이나 폴더가 없음" in said
    assert "울산_예산서.xlsx" in said
