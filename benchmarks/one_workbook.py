"""Check and mark one workbook: aitx-budget against the ordinary way, side by side.

Each run is a fresh interpreter; the two alternate (A B A B …) so that whatever else the machine
does falls on both. One run of each comes first, which is not timed: its memory is looked at. Prints medians, the spread and the ratio, and
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

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "sample_budgets" / "경남_예산서.xlsx"
FINDINGS = 1
"""Exit status of a run that ended well and had something to say."""
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""Modules are compiled once, as an installed package's are, whatever the shell that measures says."""


def seconds(command: list[str]) -> float:
    """Run `command` to its end and return what it took.

    Raises:
        RuntimeError: it failed, so its time means nothing.
    """
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT)
    taken = time.perf_counter() - start
    if done.returncode not in (0, FINDINGS):
        message = f"{' '.join(command)}\n{done.stderr.decode(errors='replace')}"
        raise RuntimeError(message)
    return taken


def mebibytes(command: list[str]) -> float:
    """Run `command` once more and return the most memory that all its processes together held, in MiB."""
    most = 0
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        start_new_session=True,
    ) as process:
        while process.poll() is None:
            most = max(most, sum(_held(each) for each in _session(process.pid)))
            time.sleep(0.005)
    return most / 1024


def _session(leader: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
        except ProcessLookupError:
            continue
    return found


def _held(process: int) -> int:
    """Return a process's share of memory in KiB; pages that several use are shared out among them."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


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
    held = {name: mebibytes(command) for name, command in sides.items()}
    runs: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(count):
        for name, command in sides.items():
            runs[name].append(seconds(command))
    print(f"{workbook.name}, {cells(workbook):,} cells: whole process, median of {count}")
    medians = {name: statistics.median(taken) for name, taken in runs.items()}
    for name, taken in runs.items():
        spread = f"({min(taken):.2f}–{max(taken):.2f})"
        print(f"  {name:<22}{medians[name]:7.2f} s  {spread}{held[name]:8.0f} MiB")
    ordinary, ours, imported = medians.values()
    print(f"  ours / ordinary: {ours / ordinary:.2f}, ours / import: {ours / imported:.2f}")


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
