"""A run that is killed leaves whole results or none, untouched inputs, no process, and nothing that stays."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from aitx_budget.library.output import write
from library.killed import LEFTOVER, Scene

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

_WRITES = """
import sys, time
from pathlib import Path
from aitx_budget.library.temporary import filled
with filled(Path(sys.argv[1]), [b"half"]):
    print(flush=True)
    time.sleep(600)
"""


def test_killed_runs_leave_nothing_half_written(tmp_path):
    """Each result that is there is whole, inputs keep their bytes, workers end, and a rerun gives the same bytes."""
    scene = Scene(tmp_path)
    scene.prepare(5)
    dice = random.Random(3)  # noqa: S311 - moments, no secrets
    for when in ("ever", "marking", "reporting"):
        scene.kill(dice, when=when)
    assert scene.visible[1] > 0
    scene.check_rerun()


def writing(folder):
    """Start a process that is in the midst of writing a result."""
    process = subprocess.Popen([sys.executable, "-c", _WRITES, folder], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def leftovers(folder):
    return [each for each in folder.iterdir() if each.name.startswith(LEFTOVER)]


def test_what_a_killed_run_left_goes_at_once_and_what_is_being_written_stays(tmp_path):
    """The next result takes it along, however fresh it is; a file that a living run writes is not touched."""
    with writing(tmp_path) as killed:
        killed.kill()
    (dead,) = leftovers(tmp_path)
    with writing(tmp_path) as living:
        assert not dead.exists()
        (held,) = leftovers(tmp_path)
        os.utime(held, (0, 0))
        write(tmp_path / "a.xlsx", b"data", force=False)
        assert leftovers(tmp_path) == [held]
        living.kill()


@pytest.mark.parametrize(("age", "stays"), [(590, True), (610, False)])
def test_where_there_are_no_locks_age_tells(tmp_path, monkeypatch, age, stays):
    """A file of ten minutes is nobody's, a younger one may be somebody's."""
    import fcntl

    def flock(*_):
        raise OSError

    monkeypatch.setattr(fcntl, "flock", flock)
    other = tmp_path / f"{LEFTOVER}0.tmp"
    other.write_bytes(b"half")
    os.utime(other, times=(time.time() - age,) * 2)
    assert write(tmp_path / "a.xlsx", b"data", force=False).read_bytes() == b"data"
    assert leftovers(tmp_path) == [other] * stays


def test_what_is_called_like_a_leftover_and_is_no_file_stays(tmp_path):
    """A pipe of that name is neither waited for nor removed, nor is a link followed."""
    os.mkfifo(tmp_path / f"{LEFTOVER}pipe.tmp")
    (tmp_path / f"{LEFTOVER}link.tmp").symlink_to("elsewhere")
    write(tmp_path / "a.xlsx", b"data", force=False)
    assert len(leftovers(tmp_path)) == 2
