"""A run that is killed goes on where it was, and gives the bytes of a run in peace."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aitx_budget.cli import main
from aitx_budget.library import batch
from aitx_budget.library.chunk import Chunk
from aitx_budget.library.crew import Crew
from aitx_budget.library.journal import path_of
from library.machines import Machines

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_budgets").glob("*.xlsx"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
FILES = 80
"""More than a chunk has, so that some are answered for before others are read."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills a run and all it started")


@pytest.fixture
def scene(tmp_path):
    """Workbooks, and where a run over them writes."""
    (tmp_path / "in").mkdir()
    for number in range(FILES):
        path = tmp_path / "in" / f"{number:03}.xlsx"
        if number % 4:
            path.write_bytes(b"no workbook %d" % number)
        else:
            shutil.copyfile(SAMPLES[number % 5], path)
    return tmp_path


def words(scene, *more):
    """Return a line."""
    fixed = ("--format", "jsonl", "--as-of", "2026-03-02", "--annotate", scene / "out")
    return [
        str(each) for each in ("validate", scene / "in", *fixed, "-o", scene / "a.jsonl", *more)
    ]


def killed(scene):
    """Run it, and kill it after some of its answers are on disk."""
    journal = path_of(scene / "a.jsonl")
    run = subprocess.Popen(
        [sys.executable, "-m", "aitx_budget.cli", *words(scene)],
        env=ENVIRONMENT,
        stderr=subprocess.DEVNULL,
    )
    while not journal.exists() or journal.read_bytes().count(b"\n") < 3:
        assert run.poll() is None
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL)
    run.wait()
    time.sleep(0.5)  # its workers end
    assert not (scene / "a.jsonl").exists()
    return journal


def given(scene):
    copies = {each.name: each.read_bytes() for each in sorted((scene / "out").iterdir())}
    return (scene / "a.jsonl").read_bytes(), copies


def in_peace(scene):
    """Return what a run in peace gives, and take it away again."""
    assert main(words(scene)) == 2
    made = given(scene)
    (scene / "a.jsonl").unlink()
    shutil.rmtree(scene / "out")
    return made


@pytest.fixture
def looked_at(monkeypatch):
    """Have chunks done here, and keep what became of each file."""
    seen = []

    def each(_, tasks, *__):
        for task in tasks:
            outcomes = task()
            seen.extend(type(outcome).__name__ for outcome in outcomes)
            yield outcomes

    monkeypatch.setattr(Crew, "each", each)
    return seen


def test_a_killed_run_goes_on(scene, capsys, looked_at):
    """Finished files are not done again, the bytes are those of a run in peace, and nothing is left behind."""
    wanted = in_peace(scene)
    killed(scene)
    looked_at.clear()
    capsys.readouterr()
    assert main(words(scene, "--resume")) == 2
    assert given(scene) == wanted
    assert looked_at.count("Unchanged") >= 2
    assert looked_at.count("Answer") == FILES - looked_at.count("Unchanged")
    assert (
        f"파일 {looked_at.count('Unchanged')}개는 다시 점검하지 않았습니다"
        in capsys.readouterr().err
    )
    assert [each.name for each in scene.iterdir() if each.name.startswith(".aitx")] == []


def test_a_run_that_was_killed_here_is_gone_on_with_by_machines(scene, capsys, tmp_path):
    """Answers do not say where they were made: a cluster does what is left, and the bytes are those of a run in peace."""
    peace = in_peace(scene)
    killed(scene)
    (tmp_path / "cluster").mkdir()
    with Machines(tmp_path / "cluster") as machines:
        machines.worker()
        capsys.readouterr()
        assert main(words(scene, "--resume", "--scheduler", machines.address)) == 2
    assert "이어서 했습니다" in capsys.readouterr().err
    assert given(scene) == peace


def test_what_changed_is_done_again(scene, looked_at):
    """A file of other content, and one whose copy is another or gone, are; one that was added or removed harms nothing."""
    killed(scene)
    shutil.copyfile(SAMPLES[1], scene / "in" / "001.xlsx")
    (scene / "in" / "002.xlsx").unlink()
    (scene / "in" / "000a.xlsx").write_bytes(b"new")
    (scene / "out" / "000_검증.xlsx").write_bytes(b"other")
    assert main(words(scene, "--resume")) == 2
    made = given(scene)
    assert "Unchanged" in looked_at
    said = [json.loads(line) for line in made[0].splitlines()]
    assert said[2]["status"] == "checked"
    (scene / "a.jsonl").unlink()
    shutil.rmtree(scene / "out")
    assert main(words(scene)) == 2
    assert given(scene) == made


@pytest.mark.parametrize("other", [("--ignore", "MAT"), ("--limit", "seconds=59")])
def test_other_choices_begin_anew(scene, looked_at, capsys, other):
    """What was said of a file under other rules is not used, and it is told."""
    killed(scene)
    assert main(words(scene, "--resume", "--force", *other)) == 2
    assert "Unchanged" not in looked_at
    assert "기록은 쓰지 않았습니다" in capsys.readouterr().err


def test_without_resume_a_run_begins_anew(scene, looked_at):
    """And leaves nothing of the earlier one."""
    journal = killed(scene)
    assert main(words(scene, "--force")) == 2
    assert "Unchanged" not in looked_at
    assert not journal.exists()


def test_a_torn_or_forged_line_is_not_used(scene, looked_at):
    """What stands after it neither."""
    wanted = in_peace(scene)
    journal = killed(scene)
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"refused": false', b'"refused": true').replace(b"0", b"1", 1)
    journal.write_bytes(b"".join(lines) + b"deadbeef {")
    looked_at.clear()
    assert main(words(scene, "--resume")) == 2
    assert looked_at.count("Unchanged") == 1
    assert given(scene) == wanted


def test_an_interrupted_run_says_how_to_go_on(scene, monkeypatch, capsys):
    """Ctrl-C leaves what was done, and the exit code is that of an interrupt."""
    monkeypatch.setattr(batch, "MOST_FILES", 4)
    done = Chunk.__call__
    begun = []

    def call(self):
        begun.append(self)
        if len(begun) == 3:
            raise KeyboardInterrupt
        return done(self)

    def each(_, tasks, *__):
        return (task() for task in tasks)

    monkeypatch.setattr(Chunk, "__call__", call)
    monkeypatch.setattr(Crew, "each", each)
    assert main(words(scene)) == 130
    assert "--resume을 붙이면 이어서 합니다" in capsys.readouterr().err
    assert path_of(scene / "a.jsonl").exists()
    assert main(words(scene, "--resume")) == 2
    assert not path_of(scene / "a.jsonl").exists()


def test_two_runs_for_one_result_are_not_run_at_once(scene, capsys):
    """The second is told so, and the first's answers stay."""
    from aitx_budget.library.journal import Journal

    with Journal(scene / "a.jsonl", "asked", None, resume=False):
        assert main(words(scene)) == 2
    assert "다른 실행이 지금 같은 결과 파일을 만들고 있습니다" in capsys.readouterr().err


def test_resume_needs_a_file(capsys):
    """On a screen there is nothing to go on with."""
    assert main(["validate", *map(str, SAMPLES), "--resume"]) == 2
    assert "--resume는" in capsys.readouterr().err
