"""Check and mark one workbook: aitx-budget against the ordinary way, side by side.

Each run is a fresh interpreter; the two alternate (A B A B …) so that whatever else the machine
does falls on both. One run of each is thrown away first. Prints medians, the spread and the ratio, and
beside them what importing the libraries alone costs, below which neither side can get.

Without a workbook it measures two: the 경남 sample as it is shipped, and the same budget in a workbook with
more rows laid out, 57,600 stored cells, the size at which other checkers of returned workbooks were measured.

Usage: python benchmarks/one_workbook.py [WORKBOOK …] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "sample_budgets" / "경남_예산서.xlsx"
FINDINGS = 1
"""Exit status of a run that ended well and had something to say."""
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""Modules are compiled once, as an installed package's are, whatever the shell that measures says."""


class Run(NamedTuple):
    """One process: wall-clock seconds and peak memory in MiB."""

    seconds: float
    mebibytes: float


def measured(command: list[str]) -> Run:
    """Run `command` to its end.

    Raises:
        RuntimeError: it failed, so its time means nothing.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, FINDINGS):
        message = f"{' '.join(command)}\n{errors.decode(errors='replace')}"
        raise RuntimeError(message)
    return Run(seconds, usage.ru_maxrss / 1024)


def roomy(folder: Path) -> Path:
    """Write the 경남 sample's budget into a workbook of 57,600 stored cells."""
    from aitx_budget.programme.loader import default_programme
    from aitx_budget.samples import region_budget
    from aitx_budget.template import write_template

    path = folder / "경남_57600칸.xlsx"
    rows = {"budget_lines": 1200, "beneficiaries": 1045}
    budget = region_budget("경남")
    path.write_bytes(write_template(default_programme(), region="경남", rows=rows, prefill=budget))
    return path


def cells(workbook: Path) -> int:
    """Return how many cells a workbook stores, empty ones with a format among them."""
    with zipfile.ZipFile(workbook) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(package.read(name).count(b"<c ") for name in parts)


def commands(workbook: Path, folder: Path) -> dict[str, list[str]]:
    """Return what each side runs."""
    ours = Path(sys.executable).with_name("aitx-budget")
    return {
        "ordinary way": [
            sys.executable, str(HERE / "ordinary_way.py"), str(workbook), str(folder / "ordinary.xlsx"),
        ],
        "aitx-budget annotate": [
            str(ours), "annotate", str(workbook), "-o", str(folder / "ours.xlsx"), "--force",
        ],
        "import pandera alone": [sys.executable, "-c", "import pandera.pandas"],
    }  # fmt: skip


def machine() -> str:
    """Return the processor, its cores, system and Python in one line."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def compare(workbook: Path, folder: Path, count: int) -> None:
    """Measure all sides on one workbook and print what they took."""
    sides = commands(workbook, folder)
    for command in sides.values():
        measured(command)
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for _ in range(count):
        for name, command in sides.items():
            runs[name].append(measured(command))
    print(f"{workbook.name}, {cells(workbook):,} cells: whole process, median of {count}")
    medians = {}
    for name, results in runs.items():
        seconds = [run.seconds for run in results]
        medians[name] = statistics.median(seconds)
        peak = statistics.median(run.mebibytes for run in results)
        spread = f"({min(seconds):.2f}–{max(seconds):.2f})"
        print(f"  {name:<22}{medians[name]:7.2f} s  {spread}{peak:8.0f} MiB")
    ordinary, ours, _ = medians.values()
    print(f"  ours / ordinary: {ours / ordinary:.2f}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workbooks", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for workbook in options.workbooks or (SAMPLE, roomy(folder)):
            compare(workbook, folder, options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
