"""One region of 20,000 budget lines and as many firms, from its template to its comparison, beside one of 2,000.

Each step is measured by itself: the template is generated at that capacity and filled, the workbook read, checked, marked
and cleaned, and held against a later version in which a tenth of the lines changed. Hundreds of lines share a name
(`--named` gives each its own). A step that grows with the lines takes ten times as long for ten times as many. Times are
the processor's, of one run each: what is asked is how they grow. Memory is the most the process held so far.

Usage: python benchmarks/one_huge.py [--lines N ...] [--named]
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from comparison import Records, budget, edited
from one_workbook import machine

from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.runner import run
from aitx_budget.compare import Version, compare
from aitx_budget.intake import read
from aitx_budget.model.submission import Submission
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
from aitx_budget.template import write_template

REGION = "경남"
LINES = (2_000, 20_000)
MOST = 11
"""Times as long as for a tenth of the lines, at the most."""


def huge(lines: int, *, named: bool) -> Records:
    """Return a region's sample with its budget lines and its firms repeated to `lines` each."""
    firms = region_budget(REGION)["beneficiaries"]
    listed = [{**firms[at % len(firms)], "number": at + 1} for at in range(lines)]
    return {**budget(lines, named=named), "beneficiaries": listed}


def written(records: Records, lines: int) -> bytes:
    """Return the template of that capacity, filled."""
    rows = {"budget_lines": lines, "beneficiaries": lines}
    return write_template(default_programme(), region=REGION, rows=rows, prefill=records)


def submitted(data: bytes) -> Submission:
    """Return what is read in a workbook.

    Raises:
        TypeError: it was refused, so what its reading took means nothing.
    """
    found = read(data, "큰_예산서.xlsx", default_programme())
    if not isinstance(found, Submission):
        message = f"the benchmark's own workbook was refused: {found}"
        raise TypeError(message)
    return found


def steps(lines: int, *, named: bool) -> dict[str, float]:
    """Do every step for a budget of `lines`; return what each took of the processor, in seconds."""
    programme, taken = default_programme(), {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        gc.collect()
        begun = time.process_time()
        found = step()
        taken[name] = time.process_time() - begun
        return found

    records = huge(lines, named=named)
    later = edited(records, random.Random(1))  # noqa: S311 - an order, not a secret
    data = timed("template, filled", lambda: written(records, lines))
    found = timed("read", lambda: submitted(data))
    result = timed("check", lambda: run([found], programme)[0])
    marked = timed("mark", lambda: annotate(data, result, programme=programme))
    timed("clean", lambda: clean(marked))
    other = submitted(written(later, lines))
    versions = Version(found, result), Version(other, run([other], programme)[0])
    timed("compare", lambda: compare(*versions, programme))
    print(f"{lines:,} lines: {len(data):,} bytes, {len(result.findings):,} findings", flush=True)
    return taken


def main() -> int:
    """Measure and print; return 1 where time grows faster than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, nargs=2, default=LINES)
    parser.add_argument("--named", action="store_true")
    options = parser.parse_args()
    print(machine())
    less, more = (steps(lines, named=options.named) for lines in options.lines)
    less["in all"], more["in all"] = sum(less.values()), sum(more.values())
    for name, took in less.items():
        print(f"  {name:<18}{took:8.2f} s{more[name]:9.2f} s   {more[name] / took:6.1f} times")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  most memory held: {peak} MiB")
    growth = more["in all"] / less["in all"]
    tenfold = options.lines[1] / options.lines[0] / 10
    return int(growth > MOST * tenfold)


if __name__ == "__main__":
    sys.exit(main())
