"""Many workbooks: check and mark folders of them, against the ordinary way.

The workbooks are as large as the 경남 sample and all different: amounts in every budget line and names in the tables
are those of one workbook alone, so that nothing that is kept from one helps with another. The ordinary way is timed warm, looped
in one process, and cold, a process for each; ours with `--jobs 1` and `--jobs 2`, `--format jsonl`, check and marked copies.
Sides alternate; medians are printed, and the most memory that all processes of a run held together.

Usage: python benchmarks/batch.py [--runs N] [--files N …] [--ordinary N]
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent))

from one_workbook import SAMPLE, machine, mebibytes, seconds

HERE = Path(__file__).resolve().parent
_SHEET = "xl/worksheets/sheet"
_STRINGS = "xl/sharedStrings.xml"
_AMOUNT = re.compile(rb"<v>(\d{5,10})000</v>")
_OFTEN = 100
"""One amount in so many is another in each workbook: enough that some rules are broken, few enough to mark."""
_NAMED = ("item", "specification", "purpose", "detail", "support", "description")
"""Fields whose texts are all another in each workbook."""


def folder_of(files: int, into: Path) -> Path:
    """Write so many different workbooks into a folder of its own; return it."""
    made = into / f"returned {files}"
    made.mkdir()
    with zipfile.ZipFile(SAMPLE) as sample:
        parts = [(entry, sample.read(entry)) for entry in sample.infolist()]
    for number in range(files):
        (made / f"{number:06}_예산서.xlsx").write_bytes(_varied(parts, number))
    return made


@cache
def names() -> tuple[bytes, ...]:
    """Return the free texts of the sample's tables, as they stand in its strings."""
    from aitx_budget.samples import region_budget

    rows = [
        row for table in region_budget("경남").values() for row in table if isinstance(row, dict)
    ]
    found = {escape(str(row[name])) for row in rows for name in _NAMED if row.get(name)}
    return tuple(sorted(each.encode() for each in found))


def _varied(parts: list[tuple[zipfile.ZipInfo, bytes]], number: int) -> bytes:
    """Return the sample with amounts and names of its own."""
    dice = random.Random(number)  # noqa: S311 - amounts, no secrets

    def amount(found: re.Match[bytes]) -> bytes:
        if dice.randrange(_OFTEN):
            return found[0]
        return b"<v>%d000</v>" % (int(found[1]) + dice.randrange(1, 90))

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for entry, content in parts:
            varied = content
            if entry.filename.startswith(_SHEET):
                varied = _AMOUNT.sub(amount, content)
            elif entry.filename == _STRINGS:
                for text in names():
                    varied = varied.replace(b">%s<" % text, b">%s %d<" % (text, number))
            book.writestr(entry.filename, varied)
    return data.getvalue()


def ours(returned: Path, into: Path, jobs: int) -> list[str]:
    """Return the line that checks and marks a folder."""
    tool = [sys.executable, "-m", "aitx_budget.cli", "validate", str(returned), "--force"]
    kept = ["-o", str(into / "report.jsonl"), "--annotate", str(into / "marked")]
    return [*tool, *kept, "--format", "jsonl", "--jobs", str(jobs), "--no-progress"]


_WARM = """
import contextlib, io, sys, time
sys.path.insert(0, sys.argv[1])
import ordinary_way
begun = time.perf_counter()
for path in sys.argv[3:]:
    with contextlib.redirect_stdout(io.StringIO()):
        ordinary_way.main(path, sys.argv[2])
"""


def ordinary(files: list[Path], into: Path, *, warm: bool) -> float:
    """Return the seconds that the ordinary way takes for one of several files."""
    target = str(into / "ordinary.xlsx")
    named = [str(each) for each in files]
    if warm:
        return seconds([sys.executable, "-c", _WARM, str(HERE), target, *named]) / len(files)
    begun = time.perf_counter()
    for each in named:
        seconds([sys.executable, str(HERE / "ordinary_way.py"), each, target])
    return (time.perf_counter() - begun) / len(files)


def compare(returned: Path, into: Path, runs: int, some: int) -> dict[str, tuple[float, float]]:
    """Measure all sides on a folder and print; return the rate and the memory of ours, by its name."""
    files = sorted(returned.iterdir())
    taken: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, warm in (("the ordinary way, warm", True), ("the ordinary way, cold", False)):
            if some:
                once = ordinary(files[:some], into, warm=warm)
                taken.setdefault(name, []).append(1 / once)
        for jobs in (1, 2):
            shutil.rmtree(into / "marked", ignore_errors=True)
            took = seconds(ours(returned, into, jobs))
            taken.setdefault(f"aitx-budget --jobs {jobs}", []).append(len(files) / took)
    rates = {name: statistics.median(each) for name, each in taken.items()}
    held = {f"aitx-budget --jobs {jobs}": mebibytes(ours(returned, into, jobs)) for jobs in (1, 2)}
    print(f"{len(files)} workbooks, check and marked copies: median of {runs}")
    for name, rate in rates.items():
        memory = f"{held[name]:8.0f} MiB" if name in held else ""
        print(f"  {name:<24}{rate:8.2f} files/s{memory}", flush=True)
    one, two = (rates[f"aitx-budget --jobs {jobs}"] for jobs in (1, 2))
    for name, rate in list(rates.items())[: 2 * bool(some)]:
        print(f"  --jobs 1 / {name}: {one / rate:.1f}")
    print(f"  --jobs 2 / --jobs 1: {two / one:.2f}", flush=True)
    return {name: (rates[name], held[name]) for name in held}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, nargs="+", default=[200, 2_000])
    parser.add_argument("--ordinary", type=int, default=10, help="files the ordinary way is given")
    options = parser.parse_args()
    print(machine())
    first: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for files in options.files:
            returned = folder_of(files, Path(name))
            some = options.ordinary if files == options.files[0] else 0
            found = compare(returned, Path(name), options.runs if some else 1, some)
            first = first or found
            for each, (rate, memory) in found.items() if found is not first else ():
                print(
                    f"  {each}: rate {rate / first[each][0]:.2f} and memory {memory / first[each][1]:.2f} "
                    f"of those for {options.files[0]}",
                    flush=True,
                )
            shutil.rmtree(returned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
