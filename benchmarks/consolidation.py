"""What putting five regions of many budget lines together costs, beside what reading them alone costs.

Each run is a fresh interpreter, and reading and consolidating alternate, so that whatever else the machine does falls on
both. Reading is what the command does too: every file in a worker with its limits, one after another. The sample's lines
are repeated, each under a name of its own; once as they are, and once with a tenth of them wrong, so that every
tenth is a finding with a sentence, a fix and a link. Prints medians, the ratio, the most memory that all processes
together held, and where the time goes.

Usage: python benchmarks/consolidation.py [--lines N] [--runs N] [--jobs N]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from one_workbook import machine, mebibytes, seconds

from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import NAMES, region_budget
from aitx_budget.template import write_template

READING = """
import sys
from pathlib import Path
from aitx_budget.library.crew import Crew
from aitx_budget.library.run import read, sources
from aitx_budget.programme.loader import default_programme
found, _ = sources([Path(sys.argv[1])])
with Crew(len(found), int(sys.argv[2])) as crew:
    assert all(each.tables for each in read(found, default_programme(), crew=crew))
"""
"""Reads the workbooks of a folder and does nothing with them."""

STAGES = ("read", "check and count", "write the workbook")


def written(folder: Path, lines: int, *, wrong: bool) -> Path:
    """Write five regions' workbooks into a folder of their own; return it."""
    place = folder / ("wrong" if wrong else "right")
    place.mkdir()
    for name in NAMES:
        records = {
            table: [dict(each) for each in rows] for table, rows in region_budget(name).items()
        }
        own = records["budget_lines"]
        repeated = [dict(own[at % len(own)]) for at in range(lines)]
        for at, line in enumerate(repeated):
            line["item"] = f"{line['item']} {at}호"
            if wrong and at % 10 == 0:
                line["national_funds"] = (line.get("national_funds") or 0) + 1
        records["budget_lines"] = repeated
        data = write_template(
            default_programme(), region=name, rows={"budget_lines": lines}, prefill=records
        )
        (place / f"{name}.xlsx").write_bytes(data)
    return place


def stages(place: Path) -> tuple[list[float], int, int]:
    """Return what each stage takes in one process, the number of findings and the size of what is written."""
    from aitx_budget.checks.registry import rules
    from aitx_budget.consolidate import gather
    from aitx_budget.consolidate.book import write_book
    from aitx_budget.intake import read

    programme = default_programme()
    rules()  # loads all that checks load
    begun = time.perf_counter()
    intakes = [
        read(path.read_bytes(), path.name, programme) for path in sorted(place.glob("*.xlsx"))
    ]
    been_read = time.perf_counter()
    made = gather(intakes, programme)
    gathered = time.perf_counter()
    data = write_book(made)
    ended = time.perf_counter()
    found = sum(len(each.findings) for each in made.results)
    return [been_read - begun, gathered - been_read, ended - gathered], found, len(data)


def measure(place: Path, runs: int, jobs: int) -> None:
    """Measure both sides on the workbooks of a folder and print what they took."""
    out = place.parent / "out.xlsx"
    sides = {
        "reading alone": [sys.executable, "-c", READING, str(place), str(jobs)],
        "consolidate": [
            sys.executable, "-m", "aitx_budget.cli", "consolidate", str(place), "-o", str(out),
            "--jobs", str(jobs), "--force",
        ],
    }  # fmt: skip
    held = {name: mebibytes(command) for name, command in sides.items()}
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, command in sides.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(each) for name, each in taken.items()}
    for name, each in taken.items():
        spread = f"({min(each):.2f}–{max(each):.2f})"
        print(f"  {name:<22}{medians[name]:7.2f} s  {spread:<16}{held[name]:6.0f} MiB")
    print(f"  consolidate / reading: {medians['consolidate'] / medians['reading alone']:.2f}")
    parts, found, size = stages(place)
    said = ", ".join(f"{name} {part:.2f} s" for name, part in zip(STAGES, parts, strict=True))
    print(f"  in one process: {said}; {found:,} findings, {size / 1024:,.0f} KiB written")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        for wrong in (False, True):
            place = written(Path(name), options.lines, wrong=wrong)
            kind = "a tenth of them wrong" if wrong else "as the samples have them"
            print(
                f"{len(NAMES)} regions of {options.lines:,} lines, {kind}; median of {options.runs}"
            )
            measure(place, options.runs, options.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
