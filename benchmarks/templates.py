"""All regions' templates, beside XlsxWriter writing as many sheets, formats and cells and nothing else.

The floor knows beforehand what goes into each cell, so it writes blanks, texts, numbers and formulas in the same places
with as many formats, and leaves out what makes a template of them: validations, conditional formats, names, notes, charts,
protection, widths, print settings, the layout, and what formulas show. XlsxWriter looks for functions newer than 2010 in every
formula; ours tells it not to, so a second floor is told the same. The sides take turns. Time is that of the processor:
both work alone on one, and whatever else the machine does counts least so.

Usage: python benchmarks/templates.py [--runs N]
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import openpyxl
from one_workbook import machine
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from aitx_budget.template.page import PlainWorksheet

Sheets = dict[str, list[tuple[int, int, Any, int]]]
"""Title -> cells: row and column from 0, content (None for a blank, formulas begin with `=`), number of the format."""


def contents(data: bytes) -> Sheets:
    """Return what stands in a workbook, cell by cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value, cell.style_id)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.has_style
        ]
        for sheet in book
    }


def floor(sheets: Sheets, kind: type[Worksheet]) -> bytes:
    """Write the cells, and nothing else, by XlsxWriter, in worksheets of a kind."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    numbers = sorted({number for cells in sheets.values() for *_, number in cells})
    formats = {
        number: book.add_format({"font_size": 10, "border": 1, "bg_color": f"#{0xFFFFFF - at:06X}"})
        for at, number in enumerate(numbers)
    }
    for title, cells in sheets.items():
        sheet = book.add_worksheet(title, kind)
        for row, column, content, number in cells:
            if content is None:
                sheet.write_blank(row, column, None, formats[number])
            elif not isinstance(content, str):
                sheet.write_number(row, column, content, formats[number])
            elif content.startswith("="):
                sheet.write_formula(row, column, content, formats[number])
            else:
                sheet.write_string(row, column, content, formats[number])
    book.close()
    return stream.getvalue()


def seconds(step: Callable[[], Any]) -> float:
    """Return what doing a step takes of the processor."""
    begun = time.process_time()
    step()
    return time.process_time() - begun


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    programme = default_programme()
    regions = [each.name for each in programme.regions]
    known = contents(write_template(programme, region=regions[0]))
    sides = {
        "ours": lambda: [write_template(programme, region=each) for each in regions],
        "XlsxWriter, the cells alone": lambda: [floor(known, Worksheet) for _ in regions],
        "the same, formulas as they are": lambda: [floor(known, PlainWorksheet) for _ in regions],
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(options.runs):
        for name, step in sides.items():
            taken[name].append(seconds(step))
    cells = sum(map(len, known.values()))
    formats = len({number for each in known.values() for *_, number in each})
    print(machine())
    print(
        f"templates of {len(regions)} regions, each {len(known)} sheets, {cells:,} cells, {formats} formats: "
        f"processor, median of {options.runs}"
    )
    ours, *floors = (statistics.median(each) for each in taken.values())
    for name, each in taken.items():
        print(f"  {name:<32}{statistics.median(each):7.2f} s  ({min(each):.2f}–{max(each):.2f})")
    for name, bare in zip(list(taken)[1:], floors, strict=True):
        print(f"  ours / {name}: {ours / bare:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
