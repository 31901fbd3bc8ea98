"""Checks in a process of their own give what checks here give, whatever becomes of that process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aitx_budget.checks.apart import can_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
ALONE = """
import os, pickle, signal, sys
from aitx_budget.checks import apart
from aitx_budget.intake import read
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
assert apart.can_fork()
other = apart.start()
programme = default_programme()
intakes = [read(b"no workbook", "a.xlsx", programme)]
def codes(results):
    return [finding.code for result in results for finding in result.findings]
"""


def _python(script: str) -> list[str]:
    """Run a script in an interpreter of its own, of one thread and without pandas; return its words."""
    command = [sys.executable, "-c", ALONE + script]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_the_other_process_answers_and_pandas_is_not_loaded_here() -> None:
    """Questions are answered one after another by the other process, which ends when it is told to."""
    told = _python(
        "print(*codes(apart.run(intakes, programme)), *codes(apart.run(intakes * 2, programme)))\n"
        "print('pandas' in sys.modules)\n"
        "apart.stop()\n"
        "print(os.waitpid(other, 0)[1])"
    )
    assert told == ["FIL001", "FIL001", "FIL001", "False", "0"]


def test_what_is_said_there_is_what_is_said_here() -> None:
    """Samples in order and out of order give the same results, though fewer libraries are loaded there."""
    told = _python(
        "from pathlib import Path\n"
        f"samples = sorted(Path({str(SAMPLES)!r}).glob('*.xlsx'))\n"
        "intakes = [read(each.read_bytes(), each.name, programme) for each in samples]\n"
        "there = apart.run(intakes, programme)\n"
        "assert apart._running\n"
        "apart.stop()\n"
        "here = apart.run(intakes, programme)\n"
        "print(there == here, len(here), sum(len(each.findings) for each in here) > 20)"
    )
    assert told == ["True", "5", "True"]


def test_selection_reaches_the_other_process() -> None:
    """What is selected there is what is selected here; a partial run is known as one."""
    told = _python(
        "there = apart.run(intakes, programme, select=['MAT'], ignore=['MAT4'])\n"
        "apart.stop()\n"
        "here = apart.run(intakes, programme, select=['MAT'], ignore=['MAT4'])\n"
        "print(there == here, there[0].partial)"
    )
    assert told == ["True", "True"]


@pytest.mark.parametrize("when", ["before", "while loading"])
def test_checks_run_here_where_the_other_process_dies(when: str) -> None:
    """A process that ends without an answer costs nothing but its time."""
    wait = "os.waitid(os.P_PID, other, os.WEXITED | os.WNOWAIT)" if when == "before" else ""
    told = _python(
        "os.kill(other, signal.SIGKILL)\n"
        f"{wait}\n"
        "print(*codes(apart.run(intakes, programme)), 'pandas' in sys.modules, apart._running)"
    )
    assert told == ["FIL001", "True", "[]"]


def test_what_stops_the_checks_is_raised_here() -> None:
    """An error of the question itself reaches the caller as the error it is."""
    told = _python(
        "from aitx_budget.errors import UsageError\n"
        "try:\n"
        "    apart.run(intakes, programme, select=['XYZ'])\n"
        "except UsageError as error:\n"
        "    print(error.text.en.split('.')[0])"
    )
    assert told == ["There", "is", "no", "rule", "code", "'XYZ'"]


def test_the_other_process_ends_with_this_one() -> None:
    """A process that is killed leaves none behind that waits for its questions."""
    command = [sys.executable, "-c", ALONE + "print(other, flush=True)\nos.kill(os.getpid(), 9)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()  # until the last process that holds the pipe has ended
    assert told.strip().isdigit()


def test_a_process_that_has_pandas_does_not_fork() -> None:
    """Where there is nothing left to load, there is nothing to gain."""
    import pandas as pd

    assert pd.__name__ == "pandas"
    assert not can_fork()
