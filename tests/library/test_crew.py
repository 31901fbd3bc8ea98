"""What hangs, explodes or dies costs its own task; the others are done, in order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, MEBIBYTE, NAMES, Limits
from aitx_budget.library.crew import Cause, Crew, Lost
from library import chores

LIMITS = Limits(seconds=5, memory_bytes=512 * MEBIBYTE)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limit or call")


def done(*tasks, jobs=1, limits=LIMITS):
    with Crew(2, jobs, limits) as crew:
        return list(crew.each(tasks))


def test_answers_come_in_the_order_of_the_tasks():
    """However many work, and whichever is done first."""
    tasks = [partial(chores.rest, 0.3), *(partial(chores.twice, each) for each in range(30))]
    assert done(*tasks, jobs=3) == [0.3, *range(0, 60, 2)]


def test_work_is_done_elsewhere_and_one_worker_does_all_of_it():
    """With one job there is one process, not this one."""
    pids = done(*[chores.pid] * 5)
    assert len(set(pids)) == 1
    assert os.getpid() not in pids


def test_one_file_is_worked_on_here():
    """There is nobody to protect from it, and a process costs time."""
    with Crew(1) as crew:
        assert list(crew.each([chores.pid])) == [os.getpid()]


HARMS = {
    "killed": (chores.be_killed, Lost(Cause.DEATH, -9)),
    "crashed": (chores.crash, Lost(Cause.DEATH, -11)),
    "left": (chores.leave, Lost(Cause.DEATH, 5)),
    "exploded": (chores.explode, Lost(Cause.MEMORY, 512)),
    "answered with too much": (partial(chores.large, 300 * MEBIBYTE), Lost(Cause.MEMORY, 512)),
}


@LINUX
@pytest.mark.parametrize("name", HARMS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_dies_costs_its_own_task(name, jobs):
    """The tasks before and after it are answered as without it."""
    harm, lost = HARMS[name]
    twice = partial(chores.twice, 4)
    assert done(twice, harm, twice, harm, harm, twice, jobs=jobs) == [8, lost, 8, lost, lost, 8]


@pytest.mark.parametrize("hang", [chores.hang, chores.hang_holding_the_interpreter])
def test_what_hangs_is_ended(hang):
    """The time of one task is bounded, also where its process listens to nothing."""
    begun = time.monotonic()
    answers = done(hang, partial(chores.twice, 4), limits=Limits(seconds=1))
    assert answers == [Lost(Cause.TIME, 1), 8]
    assert 1 <= time.monotonic() - begun < 10


@LINUX
def test_what_earlier_tasks_left_in_memory_changes_no_answer():
    """A task that fits into a new worker is answered although a used one had no room for it."""
    part = partial(chores.hold, 200 * MEBIBYTE)
    assert done(part, part, part) == [200 * MEBIBYTE] * 3


def test_long_answers_arrive_whole():
    """Longer than any pipe is."""
    assert done(partial(chores.large, 5_000_000)) == [bytes(5_000_000)]


def test_a_worker_prints_nothing(capfd):
    """What a task prints neither shows nor spoils its answer."""
    assert done(chores.chatter) == ["said"]
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_ours_is_raised_with_its_trace():
    """It is no property of a file."""
    with pytest.raises(RuntimeError, match=r"(?s)in fail\n.*ValueError: of ours"):
        done(chores.fail)


def test_a_crew_that_is_left_ends_its_workers():
    """Whatever they are doing."""
    with Crew(3, 2) as crew:
        answers = crew.each([chores.pid, partial(chores.rest, 0), chores.hang, chores.hang])
        worker = next(answers)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_given_out_is_only_what_is_soon_done():
    """A long list of tasks is not taken in before the first answers are given."""
    taken = []

    def tasks():
        for each in range(100):
            taken.append(each)
            yield partial(chores.twice, each)

    with Crew(100, 2) as crew:
        answers = crew.each(tasks())
        next(answers)
        assert len(taken) <= 10
        assert len(list(answers)) == 99


LINE = """
import os, sys
from aitx_budget.library.crew import Crew
sys.path.insert(0, {tests!r})
from library import chores
with Crew(3, 2) as crew:
    answers = crew.each([chores.pid, chores.pid, {last}])
    print(next(answers), next(answers), flush=True)
    list(answers)
"""


def typed(last):
    """Start an interpreter that is given lines, as one is that a person types into."""
    tests = str(Path(__file__).parents[1])
    line = subprocess.Popen(
        [sys.executable, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    line.stdin.write(LINE.format(tests=tests, last=last))
    line.stdin.close()
    return line


def test_lines_typed_into_an_interpreter_have_a_crew():
    """No main module is needed, and none is run again."""
    with typed("chores.pid") as line:
        assert len(line.stdout.read().split()) == 2
    assert line.returncode == 0


@LINUX
@pytest.mark.parametrize("last", ["chores.hang", "chores.hang_holding_the_interpreter"])
def test_workers_do_not_outlive_a_killed_run(last):
    """Those that are idle end, and those that hang."""
    with typed(last) as line:
        workers = {int(each) for each in line.stdout.readline().split()}
        workers |= children_of(line.pid)
        time.sleep(0.3)
        line.kill()
        line.wait()
    assert workers
    for _ in range(50):
        if not any(Path(f"/proc/{each}").exists() for each in workers):
            return
        time.sleep(0.1)
    pytest.fail("a worker lives on")


def children_of(pid):
    """Return the processes that any thread of a process has started."""
    texts = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    return {int(each) for text in texts for each in text.split()}


def test_a_worker_that_can_not_start_is_told(monkeypatch):
    """A fault of the installation is not taken for one of the file."""
    monkeypatch.setattr("aitx_budget.library.crew.PROGRAM", "raise SystemExit(3)")
    with pytest.raises(RuntimeError, match="did not start: exit status"), Crew(2, 1) as crew:
        list(crew.each([chores.pid]))


def test_no_crew_of_nobody():
    """`--jobs 0` is refused."""
    with pytest.raises(UsageError, match="at least 1"):
        Crew(5, 0)


def test_every_limit_has_a_name():
    """What people can change is all there is, save where the ratio begins to be asked."""
    fields = {field for field, _ in NAMES.values()} | {"ratio_from_bytes"}
    assert fields == set(Limits.__slots__)
    changed = DEFAULT_LIMITS.changed({"seconds": 5, "memory-mb": 512, "cells": 7})
    assert changed == Limits(seconds=5, memory_bytes=512 * MEBIBYTE, cells=7)


@pytest.mark.parametrize(
    ("name", "amount"), [("seconds", 0), ("memory-mb", 255), ("entries", 0), ("wishes", 3)]
)
def test_limits_that_let_nothing_pass_are_refused(name, amount):
    """An unknown name, and an amount below the least."""
    with pytest.raises(UsageError, match=name):
        DEFAULT_LIMITS.changed({name: amount})
