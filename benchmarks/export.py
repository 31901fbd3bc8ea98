"""What exporting five regions with 2,000 budget lines each costs, beside reading, consolidating and writing the workbook.

Each step is done once in one fresh process, in the order of a run; wall clock and processor time are printed (on a busy
machine they differ), the sizes of what is written, and the most memory the process held until then, libraries included.

Usage: python benchmarks/export.py [--lines N]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from one_workbook import machine

REGIONS = ("경남", "대구", "울산", "전남", "제주")
LINES = 2000
Made = TypeVar("Made")


def workbook(region: str, lines: int) -> bytes:
    """Return a region's sample with its budget lines and firms repeated to `lines` each."""
    from aitx_budget.programme.loader import default_programme
    from aitx_budget.samples import region_budget
    from aitx_budget.template import write_template

    budget = dict(region_budget(region))
    for table in ("budget_lines", "beneficiaries"):
        own = budget[table]
        budget[table] = [{**own[at % len(own)], "number": at + 1} for at in range(lines)]
    rows = {"budget_lines": lines, "beneficiaries": lines}
    return write_template(default_programme(), region=region, rows=rows, prefill=budget)


def measured(name: str, step: Callable[[], Made]) -> Made:
    """Do a step and print what it took."""
    wall, processor = time.perf_counter(), time.process_time()
    made = step()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {name:<28}{wall:8.2f} s {processor:8.2f} s of processor {held:7.0f} MiB")
    return made


def run(paths: list[Path], folder: Path) -> None:
    """Read, consolidate, write the workbook and export."""
    from aitx_budget.consolidate import gather
    from aitx_budget.consolidate.book import write_book
    from aitx_budget.export import render
    from aitx_budget.intake import read
    from aitx_budget.library import exporting
    from aitx_budget.model.text import Language
    from aitx_budget.programme.loader import default_programme

    programme = default_programme()
    intakes = measured(
        "read", lambda: [read(each.read_bytes(), each.name, programme) for each in paths]
    )
    made = measured("check and gather", lambda: gather(intakes, programme))
    files = measured("export", lambda: render(made))
    measured("write the folder", lambda: exporting.write(folder / "data", files, force=False))
    book = measured("the workbook", lambda: write_book(made, Language.KO))
    for kind in ("csv", "parquet", "json"):
        size = sum(len(data) for name, data in files.items() if name.endswith(kind))
        print(f"  {kind:<28}{size / 1024:8.0f} KiB")
    print(f"  {'workbook':<28}{len(book) / 1024:8.0f} KiB")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        folder = Path(options.run)
        run(sorted(folder.glob("*.xlsx")), folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        print(machine())
        for region in REGIONS:
            (Path(name) / f"{region}.xlsx").write_bytes(workbook(region, options.lines))
        print(f"{len(REGIONS)} regions of {options.lines} budget lines each")
        sys.stdout.flush()
        return subprocess.call([sys.executable, __file__, "--run", name])


if __name__ == "__main__":
    sys.exit(main())
