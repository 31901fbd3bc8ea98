"""What holding two versions of a large budget against each other costs, and how it grows with the lines.

The later version is the earlier one in another order, with lines changed, renamed, moved, removed and added (a tenth
of all), or with another price on every line. Once every line has a name of its own, and once the sample's lines stand
there over and over, so that hundreds share a name and only figures and places tell them apart. Reading and checking
are not counted; wall clock and processor time differ on a busy machine, and growth is told by the latter.

Usage: python benchmarks/comparison.py [--lines N ...]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from one_workbook import machine

from aitx_budget.compare import Version, compare
from aitx_budget.compare.changes import Change
from aitx_budget.intake import read
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Submission
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
from aitx_budget.template import write_template

REGION = "경남"
LINES = (2_000, 20_000)
Records = dict[str, list[dict[str, Any]]]
Edit = Callable[[Records, random.Random], Records]


def budget(lines: int, *, named: bool) -> Records:
    """Return a region's sample with its budget lines repeated to `lines`, each with a name of its own or not."""
    records = {name: [dict(each) for each in rows] for name, rows in region_budget(REGION).items()}
    own = records["budget_lines"]
    records["budget_lines"] = [dict(own[at % len(own)]) for at in range(lines)]
    for at, line in enumerate(records["budget_lines"]):
        line["unit_price"] += 1000 * (at // len(own))
        if named:
            line["item"] = f"{line['item']} {at}호"
    return records


def edited(records: Records, chance: random.Random) -> Records:
    """Return the records as a later version has them."""
    lines = [dict(each) for each in records["budget_lines"]]
    chance.shuffle(lines)
    tenth = len(lines) // 50
    for at, line in enumerate(lines[: 3 * tenth]):
        change: Mapping[str, Any] = (
            {"unit_price": line["unit_price"] + 7},
            {"item": f"{line['item']} (변경)"},
            {"project": "P03" if line["project"] != "P03" else "P04"},
        )[at % 3]
        line.update(change)
    added = [
        {**line, "item": f"추가 {at}", "unit_price": at + 1}
        for at, line in enumerate(lines[-tenth:])
    ]
    return {**records, "budget_lines": lines[: -2 * tenth] + added}


def repriced(records: Records, chance: random.Random) -> Records:
    """Return the records with every price another, in another order."""
    lines = [
        {**each, "unit_price": each["unit_price"] * 11 // 10} for each in records["budget_lines"]
    ]
    chance.shuffle(lines)
    return {**records, "budget_lines": lines}


def version(records: Records) -> Version:
    """Return a version that no check was asked of."""
    programme = default_programme()
    rows = {"budget_lines": len(records["budget_lines"])}
    data = write_template(programme, region=REGION, rows=rows, prefill=records)
    found = read(data, "판.xlsx", programme)
    if not isinstance(found, Submission):
        message = f"the benchmark's own workbook was refused: {found}"
        raise TypeError(message)
    identity = found.identity
    template = {"id": identity.template, "scope": identity.scope, "region": identity.region}
    return Version(found, WorkbookResult(found.path, False, template, {}, ()))


def measured(lines: int, edit: Edit, *, named: bool) -> float:
    """Compare two versions of `lines` lines, print what it took and return its seconds of processor."""
    before = budget(lines, named=named)
    after = edit(before, random.Random(1))  # noqa: S311 - an order, not a secret
    versions = version(before), version(after)
    wall, begun = time.perf_counter(), time.process_time()
    found = compare(*versions, default_programme())
    wall, took = time.perf_counter() - wall, time.process_time() - begun
    counts = " ".join(f"{change.value} {found.counts[change]}" for change in Change)
    print(f"  {lines:>7,} lines  {wall:7.2f} s {took:7.2f} s of processor   {counts}")
    return took


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, nargs="+", default=LINES)
    options = parser.parse_args()
    print(machine())
    for named, said in ((True, "every line has its own name"), (False, "hundreds share a name")):
        for edit, done in ((edited, "a tenth edited"), (repriced, "all repriced")):
            print(f"{said}, {done}")
            taken = [measured(lines, edit, named=named) for lines in options.lines]
            more, longer = options.lines[-1] / options.lines[0], taken[-1] / taken[0]
            print(f"  {more:.0f} times the lines take {longer:.1f} times the processor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
