"""Time and memory that files made to harm their reader cost: each is answered within 5 s and 512 MiB.

    python benchmarks/hostile_files.py [FOLDER]

Writes the files of `tests/intake/hostile.py`, checks each by a command line of its own, as a user does, and then their
folder in one run with a sound workbook beside it. Memory is that of all processes of a run together, what they share
counted once. Prints a table for the documentation; ends with 1 where a file cost too much or got no answer. Linux.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from intake.hostile import write_all
from library.killed import session

SECONDS, KIBIBYTES = 5.0, 512 * 1024
LINE = [sys.executable, "-m", "aitx_budget.cli", "validate"]
SOUND = Path(__file__).parents[1] / "sample_budgets" / "울산_예산서.xlsx"
_OFTEN = 0.01
"""Seconds between two looks at a run's memory."""


def measured(*words: str | Path) -> tuple[int, float, int]:
    """Return exit code, seconds, and the peak of KiB that a run takes with all its processes."""
    begun, peak = time.perf_counter(), 0
    quiet = subprocess.DEVNULL
    run = subprocess.Popen([*LINE, *words], stdout=quiet, stderr=quiet, start_new_session=True)
    while run.poll() is None:
        peak = max(peak, sum(_shares(run.pid)))
        time.sleep(_OFTEN)
    return run.returncode, time.perf_counter() - begun, peak


def _shares(leader: int) -> Iterator[int]:
    """Yield the proportional share of memory of each process of a session, in KiB."""
    for process in session(leader):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
        except OSError:  # it ended just now
            continue
        yield from (int(each.split()[1]) for each in lines if each.startswith("Pss:"))


def told(name: str, code: int, seconds: float, peak: int) -> None:
    """Print a line of the table."""
    print(f"| {name} | {seconds:.1f} s | {peak // 1024} MiB | {code} |", flush=True)


def main(folder: Path) -> int:
    """Print a line for each file; return 1 where one cost too much or got no answer."""
    failed = False
    paths = write_all(folder)
    print(f"| file ({os.cpu_count()} processors) | time | memory | exit code |\n|---|---|---|---|")
    for path in paths:
        code, seconds, peak = measured(path)
        failed |= code != 2 or seconds > SECONDS or peak > KIBIBYTES
        told(path.name.removesuffix(".xlsx"), code, seconds, peak)
    for jobs in ("1", "2"):
        code, seconds, peak = measured(folder, SOUND, "--jobs", jobs)
        failed |= code != 2
        told(f"their folder and a sound one, `--jobs {jobs}`", code, seconds, peak)
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
