"""Reading in a forked process while libraries load gives what reading here gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aitx_budget.library.aside import can_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")

ALONE = """
import os, sys
from aitx_budget.library.aside import can_fork, meanwhile
assert can_fork()
"""


def _python(script: str) -> str:
    """Run a script in an interpreter of its own, of one thread and without pandas."""
    command = [sys.executable, "-c", ALONE + script]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_other_process_answers() -> None:
    """The work is done elsewhere, the loading here, and a long answer arrives whole."""
    told = _python(
        "pid, text = meanwhile(lambda: (os.getpid(), 'x' * 1_000_000), lambda: print('loaded'))\n"
        "print(pid != os.getpid(), len(text))"
    )
    assert told.split() == ["loaded", "True", "1000000"]


@pytest.mark.parametrize("end", ["os._exit(0)", "os._exit(3)", "os.kill(os.getpid(), 9)", "1 / 0"])
def test_work_is_done_here_where_the_other_process_dies(end: str) -> None:
    """A process that ends without an answer costs nothing but its time."""
    told = _python(
        "here = os.getpid()\n"
        "def work():\n"
        "    if os.getpid() != here:\n"
        f"        {end}\n"
        "    return 'done here'\n"
        "print(meanwhile(work, lambda: None))"
    )
    assert told.strip() == "done here"


def test_what_stops_the_work_is_raised_here() -> None:
    """An exception of the work itself reaches the caller."""
    told = _python(
        "try:\n"
        "    meanwhile(lambda: 1 / 0, lambda: None)\n"
        "except ZeroDivisionError:\n"
        "    print('raised')"
    )
    assert told.strip() == "raised"


def test_a_process_that_has_pandas_does_not_fork() -> None:
    """Where there is nothing left to load, there is nothing to gain."""
    import pandas as pd

    assert pd.__name__ == "pandas"
    assert not can_fork()
