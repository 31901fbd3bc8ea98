"""Run the benchmarks and write what they say into a page of the documentation.

Each runs in a process of its own, one after the other, and its output goes into the page as it is: what stands there is
what was measured, on the machine and with the versions that the page names.

Usage: python benchmarks/page.py PAGE [--only NAME ...]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from one_workbook import ENVIRONMENT, HERE, machine

BENCHMARKS = {
    "one_workbook": (
        "One workbook, cold",
        (
            "Whole processes from start to end, check and mark, beside the ordinary way (pandas' `read_excel` by openpyxl, pandera "
            "sheet by sheet, openpyxl to mark) and what importing pandera alone costs. To hold: at most 0.4 of the ordinary way, and "
            "1.5 of the import."
        ),
    ),
    "stages": (
        "Each step, warm",
        (
            "Floors (inflating, parsing, the values by python-calamine), peers that do a part of the same (openpyxl, frictionless, "
            "the ordinary way), and ours step by step. To hold: reading at most 2.5 of python-calamine's time for the values alone; "
            "marking at most 0.15 of openpyxl's load and save; fifteen times the ordinary way's rate in a folder."
        ),
    ),
    "reading": (
        "Where reading's time goes",
        (
            "Reading is two thirds of a run over a folder, and this is what it consists of. All of it is there before the first "
            "rule is asked: formulas, formats, hidden rows and each number as it is written, which values alone don't have."
        ),
    ),
    "batch": (
        "Folders of workbooks",
        "Check and mark a folder, beside the ordinary way; how the rate and the memory fare with `--jobs` and with ten times the files.",
    ),
    "templates": (
        "Templates of all regions",
        "Beside XlsxWriter writing as many cells and formats and nothing else. To hold: at most twice that.",
    ),
    "one_huge": (
        "One huge workbook",
        "20,000 budget lines and as many firms, from the template to the comparison. To hold: at most 11 times what 2,000 take.",
    ),
    "comparison": (
        "Comparing two versions",
        "How the comparison grows with the lines, also where hundreds of them share a name and every price changed.",
    ),
    "consolidation": (
        "Consolidating five regions",
        "Beside reading them, which it cannot do without.",
    ),
    "export": ("Exporting five regions", "Every table as CSV and Parquet, with the data package."),
}
"""Script -> the heading of its section, and what is compared there."""
LIBRARIES = (
    *(
        "XlsxWriter",
        "frictionless",
        "lxml",
        "numpy",
        "openpyxl",
        "pandas",
        "pandera",
        "python-calamine",
    ),
)
HEAD = """# Performance

What the tool costs, beside what the machine allows and what peers take for the same work. This page is what the benchmarks
printed when they last ran, side by side in one run each; ratios hold on other machines, seconds don't.

    make bench

runs them all and writes this page anew. It takes some minutes and is worth believing on a machine that does nothing else.
[`architecture.md`](architecture.md#isolation) has the table of files made to harm their reader (`benchmarks/hostile_files.py`).
"""
_SECTION = re.compile(
    r"^## .*? \(`benchmarks/(\w+)\.py`\)\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


def section(name: str) -> str:
    """Run a benchmark and return its section.

    Raises:
        RuntimeError: it failed, or what it holds the tool to does not hold.
    """
    command = [sys.executable, str(HERE / f"{name}.py")]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=ENVIRONMENT
    )
    if done.returncode:
        message = f"{name}\n{done.stdout}\n{done.stderr}"
        raise RuntimeError(message)
    heading, about = BENCHMARKS[name]
    said = done.stdout.replace(machine(), "").strip("\n")
    return f"## {heading} (`benchmarks/{name}.py`)\n\n{about}\n\n```\n{said}\n```\n\n"


def measured_on() -> str:
    """Return the paragraph that describes the machine."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"\nMeasured on: {machine()}; {versions}.\n\n"


def main() -> int:
    """Run the benchmarks asked for; the others' sections stay as they are in the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(BENCHMARKS))
    options = parser.parse_args()
    text = options.page.read_text("utf-8") if options.page.exists() else ""
    sections = {found[1]: found[0] for found in _SECTION.finditer(text)}
    for name in BENCHMARKS if options.only is None else options.only:
        print(name, flush=True)
        sections[name] = section(name)
        body = "".join(sections[each] for each in BENCHMARKS if each in sections)
        options.page.write_text(HEAD + measured_on() + body.rstrip("\n") + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
