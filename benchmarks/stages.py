"""What each step of checking one workbook costs, beside floors and peers that do a part of the same.

Everything runs warm in one process, the sides in turn (A B C … A B C …), so that whatever else the machine does falls
on all. Prints medians and how each compares with python-calamine reading the values alone. Memory is the most that a
fresh process held which did that step once, libraries included.

Usage: python benchmarks/stages.py [--lines N …] [--runs N]
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from one_workbook import cells, machine, mebibytes

from aitx_budget.checks.confinement import collect_rarely

LINES = (166, 2000)
"""Budget lines of the workbooks that are measured; 166 are those of the 경남 sample."""
TOGETHER = 32
"""Workbooks that are checked in one go, as a run over a folder does."""
YARDSTICK = "python-calamine: values"


@dataclass
class Work:
    """One workbook and what the steps of checking it start from.

    Attributes:
        path: the workbook.
        folder: for what the ordinary way writes.
    """

    path: Path
    folder: Path

    @cached_property
    def data(self) -> bytes:
        """The file."""
        return self.path.read_bytes()

    @cached_property
    def programme(self) -> Any:
        """The shipped programme."""
        from aitx_budget.programme.loader import default_programme

        return default_programme()

    @cached_property
    def submission(self) -> Any:
        """What reading gives."""
        return self.read()

    @cached_property
    def result(self) -> Any:
        """What checking gives."""
        from aitx_budget.checks.runner import run

        return run([self.submission], self.programme)[0]

    def inflate(self) -> None:
        """Inflate every part and do nothing with it."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            for name in package.namelist():
                package.read(name)

    def parse(self) -> None:
        """Parse every XML part by lxml and look at nothing."""
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))

    def calamine(self) -> None:
        """Read all values by python-calamine."""
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(self.data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    def openpyxl_values(self) -> None:
        """Read all values by openpyxl in its reading mode."""
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(self.data), read_only=True, data_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass

    def openpyxl_copy(self) -> None:
        """Load the workbook by openpyxl and save it again."""
        from openpyxl import load_workbook

        load_workbook(io.BytesIO(self.data)).save(io.BytesIO())

    def frictionless(self) -> None:
        """Validate each table sheet by frictionless, types inferred."""
        from frictionless import Dialect, Resource
        from frictionless.formats import ExcelControl
        from ordinary_way import HEADER_ROW, SHEETS

        for sheet in SHEETS:
            dialect = Dialect(header_rows=[HEADER_ROW], controls=[ExcelControl(sheet=sheet)])
            named = Resource(path=self.path.name, basepath=str(self.path.parent), dialect=dialect)
            named.validate()

    def ordinary(self) -> None:
        """Check and mark the ordinary way."""
        from ordinary_way import main

        with redirect_stdout(io.StringIO()):
            main(str(self.path), str(self.folder / "ordinary.xlsx"))

    def open(self) -> None:
        """Ours: unpack, parse and pick out the cells."""
        from aitx_budget.intake.package import open_package

        open_package(self.data)

    def read(self) -> Any:
        """Ours: the same, and understand them."""
        from aitx_budget.intake import read

        return read(self.data, self.path.name, self.programme)

    def check(self) -> None:
        """Ours: hold one workbook against all rules."""
        from aitx_budget.checks.runner import run

        run([self.submission], self.programme)

    def check_together(self) -> None:
        """Ours: the same for many workbooks in one go."""
        from aitx_budget.checks.runner import run

        run([self.submission] * TOGETHER, self.programme)

    def mark(self) -> None:
        """Ours: write the marked copy."""
        from aitx_budget.annotate import annotate

        annotate(self.data, self.result, programme=self.programme)


STEPS: dict[str, tuple[Callable[[Work], Any], int]] = {
    "inflate only": (Work.inflate, 1),
    "lxml: parse only": (Work.parse, 1),
    YARDSTICK: (Work.calamine, 1),
    "openpyxl: values": (Work.openpyxl_values, 1),
    "openpyxl: load and save": (Work.openpyxl_copy, 1),
    "frictionless: types of 7 sheets": (Work.frictionless, 1),
    "ordinary way: check and mark": (Work.ordinary, 1),
    "ours: cells": (Work.open, 1),
    "ours: read": (Work.read, 1),
    "ours: check, alone": (Work.check, 1),
    f"ours: check, {TOGETHER} together, each": (Work.check_together, TOGETHER),
    "ours: mark": (Work.mark, 1),
}
"""Step -> what does it, and how many workbooks it is about."""


def workbook(folder: Path, lines: int) -> Path:
    """Write the 경남 sample with its budget lines and its firms repeated, or cut, to `lines` each."""
    from aitx_budget.programme.loader import default_programme
    from aitx_budget.samples import region_budget
    from aitx_budget.template import write_template

    budget = dict(region_budget("경남"))
    if lines != len(budget["budget_lines"]):
        for table in ("budget_lines", "beneficiaries"):
            own = budget[table]
            budget[table] = [{**own[at % len(own)], "number": at + 1} for at in range(lines)]
    rows = {"budget_lines": max(lines, 500), "beneficiaries": max(lines, 500)}
    path = folder / f"경남_{lines}줄.xlsx"
    path.write_bytes(write_template(default_programme(), region="경남", rows=rows, prefill=budget))
    return path


def milliseconds(step: Callable[[Work], Any], work: Work) -> float:
    """Return what doing a step once takes."""
    start = time.perf_counter()
    step(work)
    return (time.perf_counter() - start) * 1000


def measure(path: Path, folder: Path, runs: int) -> None:
    """Measure every step on a workbook and print what it took."""
    work = Work(path, folder)
    taken: dict[str, list[float]] = {name: [] for name in STEPS}
    for step, _ in STEPS.values():
        step(work)
    for _ in range(runs):
        for name, (step, _) in STEPS.items():
            taken[name].append(milliseconds(step, work))
    medians = {name: statistics.median(each) / STEPS[name][1] for name, each in taken.items()}
    print(f"\n{path.name}, {cells(path):,} cells: warm, median of {runs}")
    for name, middle in medians.items():
        ratio = middle / medians[YARDSTICK]
        held = mebibytes([sys.executable, __file__, "--one", STEPS[name][0].__name__, str(path)])
        print(f"  {name:<36}{middle:9.1f} ms {ratio:8.2f} × calamine {held:7.0f} MiB")
    ours = (
        medians["ours: read"]
        + medians[f"ours: check, {TOGETHER} together, each"]
        + medians["ours: mark"]
    )
    print(
        f"  ordinary way / ours in a folder: {medians['ordinary way: check and mark'] / ours:.1f}"
    )
    print(
        f"  mark / openpyxl load and save: {medians['ours: mark'] / medians['openpyxl: load and save']:.3f}"
    )


def main() -> int:
    """Measure and print; with `--one`, do one step and end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", nargs="*", type=int, default=LINES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("STEP", "WORKBOOK"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    collect_rarely()  # as our own processes do; what the peers leave behind would be looked through again and again
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.one:
            getattr(Work, options.one[0])(Work(Path(options.one[1]), folder))
            return 0
        print(machine())
        for lines in options.lines:
            measure(workbook(folder, lines), folder, options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
