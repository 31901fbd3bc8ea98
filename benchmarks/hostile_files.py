"""Time and memory that files made to harm their reader cost: each is answered within 5 s and 512 MiB.

    python benchmarks/hostile_files.py [FOLDER]

Writes the files of `tests/intake/hostile.py` and checks each in a process of its own, as a user does. Ends with 1 where
one is not answered so.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from intake.hostile import write_all

SECONDS, KIBIBYTES = 5.0, 512 * 1024
LINE = [sys.executable, "-m", "aitx_budget.cli", "validate"]


def measured(path: Path) -> tuple[int, float, int]:
    """Return exit code, seconds, and the peak of resident KiB of the largest process."""
    begun = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        [*LINE, str(path)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_WRONLY, 0) for each in (1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - begun, usage.ru_maxrss


def main(folder: Path) -> int:
    """Print a line for each file; return 1 where one cost too much or got no answer."""
    failed = False
    for path in write_all(folder):
        code, seconds, peak = measured(path)
        good = code == 2 and seconds <= SECONDS and peak <= KIBIBYTES
        failed |= not good
        print(
            f"{'ok  ' if good else 'MISS'} {seconds:5.2f} s {peak // 1024:5d} MiB  exit {code}  {path.name}"
        )
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
