"""A Dask cluster of separate processes on this computer, as people start one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

SOURCE = Path(__file__).parents[2] / "src"


class Machines:
    """A scheduler and its workers, each a process; all end with the block.

    Args:
        folder: for what they write.
        env: of the workers, besides that of this process.
    """

    def __init__(self, folder: Path, env: dict[str, str] | None = None) -> None:
        self._folder = folder
        self._env = env or {}
        self._processes: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def __enter__(self) -> Self:
        file = self._folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
        until(lambda: file.exists() and file.read_text().endswith("}"))
        self.address = json.loads(file.read_text())["address"]
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one that does a task at a time; without a nanny, so that killing it is for good."""
        return self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"
        )

    def end_scheduler(self) -> None:
        """End the scheduler at once."""
        self._processes[0].kill()

    def _start(self, *words: object) -> subprocess.Popen[bytes]:
        log = self._folder / f"{len(self._processes)}.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *map(str, words), "--no-dashboard"],
                stdout=said,
                stderr=said,
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(SOURCE), **self._env},
            )
        self._processes.append(process)
        return process


def at_work(worker: subprocess.Popen[bytes]) -> bool:
    """Tell whether a worker has begun a task: since then it has a process of ours (while it loads, it has others)."""
    children: list[str] = []
    for task in Path(f"/proc/{worker.pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended just now
            children += (task / "children").read_text().split()
    lines = [Path(f"/proc/{each}/cmdline") for each in children]
    return any(
        b"aitx_budget.library.worker" in each.read_bytes() for each in lines if each.exists()
    )


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.02)
