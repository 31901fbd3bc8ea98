"""Runs over returned workbooks that are killed at any moment, and what must hold after each.

`benchmarks/killed_runs.py` kills a hundred, the suite a few. Linux only: survivors are found by their session.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from aitx_budget.annotate import clean

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_budgets").glob("*.xlsx"))
LEFTOVER = ".aitx-"
FINDINGS = 1
"""The exit code of a run in peace: the samples have findings."""
_PATIENCE = 10
"""Seconds in which what a killed run started must have ended."""


@dataclass
class Scene:
    """A folder of returned workbooks, a folder of results, and what a run in peace wrote there.

    Attributes:
        folder: where all of it is.
        wanted: name of a result -> its bytes.
        seconds: that a run in peace took.
        reporting: those of them after the last copy.
        inputs: name of a workbook -> digest.
        visible: for each kill, how many results were there.
        leftovers: the temporary files that kills left.
        ending: for each kill, seconds until its processes were gone.
    """

    folder: Path
    wanted: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    reporting: float = 0.0
    inputs: dict[str, str] = field(default_factory=dict)
    visible: list[int] = field(default_factory=list)
    leftovers: set[str] = field(default_factory=set)
    ending: list[float] = field(default_factory=list)

    @property
    def returned(self) -> Path:
        return self.folder / "returned"

    @property
    def results(self) -> Path:
        return self.folder / "results"

    def prepare(self, workbooks: int) -> None:
        """Lay out the workbooks, and keep what a run over them in peace writes."""
        self.returned.mkdir(parents=True)
        for each in range(workbooks):
            sample = SAMPLES[each % len(SAMPLES)]
            shutil.copyfile(sample, self.returned / f"{sample.stem} {each // len(SAMPLES)}.xlsx")
        self.inputs = self._digests()
        begun = time.monotonic()
        run = self.start(2)
        self._await_copies(run, workbooks)
        last = time.monotonic()
        assert run.wait(600) == FINDINGS
        self.seconds, self.reporting = time.monotonic() - begun, time.monotonic() - last
        self.wanted = {each.name: each.read_bytes() for each in self.results.iterdir()}
        assert len(self.wanted) == workbooks + 1
        for name, data in self.wanted.items():
            if name.endswith("_검증.xlsx"):
                original = self.returned / name.replace("_검증.xlsx", ".xlsx")
                assert parts(clean(data)) == parts(original.read_bytes()), name
                openpyxl.load_workbook(io.BytesIO(data), read_only=True).close()
        shutil.rmtree(self.results)

    def start(self, jobs: int) -> subprocess.Popen[bytes]:
        """Start a run in a session of its own."""
        words = ["--annotate", self.results, "-o", self.results / "report.xlsx", "--format", "xlsx"]
        fixed = ["--as-of", "2026-03-02", "--force", "--jobs", str(jobs)]
        return subprocess.Popen(
            [sys.executable, "-m", "aitx_budget.cli", "validate", self.returned, *words, *fixed],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )

    def finish(self, jobs: int = 2) -> None:
        """Let a run come to its end."""
        assert self.start(jobs).wait(600) == FINDINGS

    def kill(self, dice: random.Random, *, when: str) -> None:
        """Kill a run at a random moment and hold what is there against what must be.

        Args:
            dice: draws the moment, how many workers there are, and whether they are killed with their run.
            when: `ever`; `marking`, some copies of this run being written already; or `reporting`, all being so.
        """
        if dice.random() < 0.5:  # else what earlier runs wrote is there and is replaced
            shutil.rmtree(self.results, ignore_errors=True)
        run = self.start(dice.randint(1, 3))
        if when == "ever":
            time.sleep(dice.random() * self.seconds)
        elif when == "marking":
            self._await_copies(run, dice.randint(1, len(self.inputs) - 1))
            time.sleep(dice.random() * 0.1)
        else:
            self._await_copies(run, len(self.inputs))
            time.sleep(dice.random() * self.reporting)
        if dice.random() < 0.2:  # as when the machine goes down
            for each in session(run.pid):
                os.kill(each, signal.SIGKILL)
        run.kill()
        run.wait()
        self.ending.append(_ended(run.pid))
        self.check()

    def _await_copies(self, run: subprocess.Popen[bytes], count: int) -> None:
        begun = time.time()
        while run.poll() is None:
            if sum(_is_new(each, begun) for each in self._there()) >= count:
                return
            time.sleep(0.002)

    def check(self) -> None:
        """Hold inputs, results and leftovers against what they must be."""
        assert self._digests() == self.inputs
        names = []
        for each in self._there():
            if each.name.startswith(LEFTOVER):
                self.leftovers.add(each.name)
            else:
                assert each.read_bytes() == self.wanted[each.name], each.name
                names.append(each.name)
        self.visible.append(len(names))

    def check_rerun(self) -> None:
        """Let a run come to its end after those that were killed: all is there, the same, and nothing else."""
        self.finish()
        assert self._digests() == self.inputs
        assert {each.name: each.read_bytes() for each in self._there()} == self.wanted

    def _there(self) -> Iterator[Path]:
        return self.results.iterdir() if self.results.exists() else iter(())

    def _digests(self) -> dict[str, str]:
        return {
            each.name: hashlib.sha256(each.read_bytes()).hexdigest()
            for each in self.returned.iterdir()
        }


def _is_new(result: Path, begun: float) -> bool:
    try:
        return not result.name.startswith(LEFTOVER) and result.stat().st_mtime >= begun
    except FileNotFoundError:  # it has its name now
        return False


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def session(leader: int) -> list[int]:
    """Return the processes of a session that run."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session, *_ = each.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(its_session) == leader and state != "Z":
            found.append(int(each.parent.name))
    return found


def _ended(leader: int) -> float:
    """Return the seconds until no process of a session is left."""
    begun = time.monotonic()
    while session(leader):
        assert time.monotonic() - begun < _PATIENCE, "an orphan lives on"
        time.sleep(0.01)
    return time.monotonic() - begun
