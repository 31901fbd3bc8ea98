"""Where reading's time goes: each step of it, beside python-calamine reading the values alone.

Workbooks as large as the 경남 sample, all different, are read one after the other in one warm process, as a run over a
folder reads them. The steps below are timed where they are called, a few times a workbook, so that timing costs nothing.

Usage: python benchmarks/reading.py [--files N]
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from batch import folder_of
from one_workbook import machine
from python_calamine import CalamineWorkbook

from aitx_budget.checks.confinement import collect_rarely
from aitx_budget.intake import locate, package, read, straight, tables, understanding, worksheet
from aitx_budget.programme.loader import default_programme

_TABLES = "records' values, table by table, with the two before"
_WITHIN_TABLES: tuple[tuple[str, Any, str], ...] = (
    ("tell records from subtotals", tables, "sort_rows"),
    ("compute and compare the rows' formulas", tables.TableReader, "_formulas"),
)
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("unpack the parts", package, "unpack"),
    ("their declarations and what is active in them", package, "check_declarations"),
    ("shared strings", package, "_strings"),
    ("parse what stands around the rows", straight, "_parsed"),
    ("cut worksheets into cells", straight, "_piece"),
    ("make cells of them", worksheet.SheetReader, "_cells"),
    ("count cells and characters", worksheet.SheetReader, "_count"),
    ("personal numbers", understanding, "without_personal_numbers"),
    ("find the tables", locate.Locator, "claims"),
    *_WITHIN_TABLES,
    (_TABLES, tables.TableReader, "read_table"),
    ("units that look wrong", understanding, "suspected_units"),
    ("formulas of the overview", understanding, "changed_overview"),
    ("links into other files", understanding._Understanding, "_links"),  # noqa: SLF001 - it is measured
)
"""What is said of a step, and the function of a module or a class that does it."""
_WARM = 5
"""Workbooks at the beginning that count for nothing."""


def timed(done: Callable[..., Any], taken: list[float]) -> Callable[..., Any]:
    """Return the same function, which adds the milliseconds of each call to the last of `taken`."""

    def call(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            found = done(*given, **named)
            return list(found) if hasattr(found, "__next__") else found
        finally:
            taken[-1] += (time.process_time() - begun) * 1000

    return call


def calamine(data: bytes) -> None:
    """Read the values alone."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def measure(files: list[bytes]) -> dict[str, float]:
    """Return the median milliseconds of each step."""
    programme, taken = default_programme(), defaultdict[str, list[float]](list)
    for name, place, function in STEPS:
        setattr(place, function, timed(getattr(place, function), taken[name]))
    whole = timed(lambda data: read(data, "예산서.xlsx", programme), taken["reading in all"])
    peer = timed(calamine, taken["python-calamine: values"])
    for data in files:
        for name in (*(name for name, *_ in STEPS), "reading in all", "python-calamine: values"):
            taken[name].append(0.0)
        whole(data)
        peer(data)
    return {name: statistics.median(each[_WARM:]) for name, each in taken.items()}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=60)
    options = parser.parse_args()
    collect_rarely()
    with tempfile.TemporaryDirectory() as name:
        folder = folder_of(options.files, Path(name))
        found = measure([each.read_bytes() for each in sorted(folder.iterdir())])
    print(machine())
    print(f"milliseconds of the processor a workbook, median of {options.files - _WARM}")
    for name, taken in found.items():
        print(f"  {name:<56}{taken:7.1f}")
    whole, peer = found["reading in all"], found["python-calamine: values"]
    within = [
        found[name] for name, *_ in STEPS if name not in dict(each[:2] for each in _WITHIN_TABLES)
    ]
    print(f"  {'the rest, freeing the last workbook among it':<56}{whole - sum(within):7.1f}")
    print(f"  reading / python-calamine: {whole / peer:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
