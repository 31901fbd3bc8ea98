"""A batch on a local Dask cluster of two worker processes beside the same batch on this computer.

Prints seconds, workbooks a second, the processor time of the command, and of workers with all their processes the processor time
and the most memory that one had (proportional set size; Linux). Processor time says more than seconds on a busy machine.
The first run on the cluster loads what checks need, so the second one is the rate of a long run.

    python benchmarks/cluster.py [WORKBOOKS]
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))


def main(workbooks: int, folder: Path) -> None:
    """Measure."""
    from library.machines import Machines

    (folder / "in").mkdir()
    sample = ROOT / "sample_budgets" / "경남_예산서.xlsx"
    for number in range(workbooks):
        shutil.copy(sample, folder / "in" / f"{number:06}.xlsx")
    for jobs in ("1", "2"):
        _told(f"here, --jobs {jobs}", workbooks, _measured(folder, "--jobs", jobs))
    with Machines(folder) as machines:
        workers = [machines.worker() for _ in range(2)]
        for what in ("2 workers, first run", "2 workers, second run"):
            with _Watch([each.pid for each in workers]) as watch:
                before = sum(_processor(each.pid) for each in workers)
                measured = _measured(folder, "--scheduler", machines.address)
                took = sum(_processor(each.pid) for each in workers) - before
            more = f"; workers {took:.1f} s of processor, {watch.most >> 20} MiB each"
            _told(what, workbooks, measured, more)


def _told(what: str, workbooks: int, measured: tuple[float, float], more: str = "") -> None:
    seconds, processor = measured
    rate = f"{workbooks / seconds:.1f} workbooks/s"
    print(
        f"{what}: {seconds:.1f} s, {rate}, command {processor:.1f} s of processor{more}", flush=True
    )


def _measured(folder: Path, *words: str) -> tuple[float, float]:
    """Return seconds, and seconds of processor time of the command and the processes that it started."""
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-m", "aitx_budget.cli", "validate", "in", "--format", "jsonl"]
    line += ["-o", "out.jsonl", "--annotate", "marked", "--force", *words]
    ran = subprocess.run(line, cwd=folder, capture_output=True, check=False)
    if ran.returncode > 1:
        raise SystemExit(ran.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, processor


def _processor(pid: int) -> float:
    """Return the seconds of processor time that a process and all that descend from it have had."""
    own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(map(int, own)) / ticks + sum(map(_processor, _children(pid)))


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for task in tasks for each in task.read_text().split()]


class _Watch:
    """Looks twice a second at how much memory some processes have with all that descend from them."""

    def __init__(self, pids: list[int]) -> None:
        self.most = 0
        self._pids = pids
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.5):
            self.most = max(self.most, *map(_memory, self._pids))


def _memory(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = _children(pid)
    except OSError:  # it has ended
        return 0
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return (own << 10) + sum(map(_memory, children))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, Path(place))
