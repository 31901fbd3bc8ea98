"""What the tables do not hold: rows that were refused, and every cell that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aitx_budget.consolidate import Input
from aitx_budget.export.budget import column_name
from aitx_budget.export.columns import ID, PATH, REGION, ROW, SHEET, TABLE
from aitx_budget.export.source import Source
from aitx_budget.export.structure import Column, Type, listing
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Text


def _refused_rows(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in source.consolidation.regions:
        for own in each.refused:
            # Without a cell that cannot be read it is whole columns that were not found.
            cells, headers = (own.cells, ()) if own.cells else ((), own.found)
            lost = (", ".join(cells), ", ".join(headers))
            yield (each.label, each.path, own.table, own.sheet, own.row, *lost)


REFUSED_ROWS = listing(
    "refused_rows",
    (
        Text("제외한 줄", "Refused rows"),
        Text(
            "종합에 포함한 파일의 줄 가운데 금액을 읽지 못해 합계에서 제외한 줄입니다. 다른 표에는 없습니다.",
            "Rows of files that count whose money cannot be read; they are in no sum and no other table.",
        ),
    ),
    (
        ID,
        REGION,
        PATH,
        TABLE,
        SHEET,
        ROW,
        Column(
            "cells",
            Type.TEXT,
            Text("읽지 못한 셀", "Cells"),
            Text(
                "읽지 못한 금액의 셀입니다. 적힌 내용은 unread_cells에 있습니다.",
                "Cells whose amounts cannot be read; what stands in them is in unread_cells.",
            ),
        ),
        Column(
            "missing_columns",
            Type.TEXT,
            Text("찾지 못한 열", "Columns not found"),
            Text("찾지 못한 금액 열의 머리글입니다.", "Headers of amounts' columns not found."),
        ),
    ),
    ("id",),
    _refused_rows,
)


def _unread_cells(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in source.consolidation.regions:
        yield from _of_workbook(source, each)


def _of_workbook(source: Source, each: Input) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of a region's workbook that could not be read, by table, row and column."""
    submission, layouts = each.submission, source.consolidation.stack.layout.tables
    raw = _seen(submission)
    for name, table in submission.tables.items():
        ids = source.row_ids(name)
        for place, row in enumerate(table.rows):
            for own in layouts[name].inputs:
                if place in table.unread.get(own.name, ()) and own.name in table.columns:
                    at = table.cell(own.name, row)
                    where = (name, ids.get((each.label, row)), at.sheet, at.row, at.a1)
                    column = column_name(layouts[name], own)
                    yield (each.label, each.path, *where, column, raw.get(at, ""))


def _seen(submission: Submission) -> dict[CellRef, str]:
    """Return what stands in each cell that intake remarked on."""
    return {each.at: each.raw for each in submission.observations if each.at is not None}


UNREAD_CELLS = listing(
    "unread_cells",
    (
        Text("읽지 못한 셀", "Cells that could not be read"),
        Text(
            "종합에 포함한 파일에서 값을 알 수 없는 셀마다 한 행입니다. 그 값은 해당 표에서 비어 있습니다.",
            "A row per cell of files that count whose value cannot be known; its table has no value there.",
        ),
    ),
    (
        ID,
        REGION,
        PATH,
        TABLE,
        Column(
            "row_id",
            Type.INTEGER,
            Text("줄 번호", "Row of the table"),
            Text(
                "그 표에서 줄의 번호(id)입니다. 제외한 줄이면 값이 없습니다.",
                "`id` of the row in its table; none where the row is refused.",
            ),
        ),
        SHEET,
        ROW,
        Column(
            "cell",
            Type.TEXT,
            Text("셀", "Cell"),
            Text("읽지 못한 셀입니다.", "The cell that could not be read."),
            required=True,
        ),
        Column(
            "field",
            Type.TEXT,
            Text("항목", "Field"),
            Text("그 표에서 열의 이름입니다.", "Name of its column in the table."),
            required=True,
        ),
        Column(
            "found",
            Type.TEXT,
            Text("적힌 내용", "What stands there"),
            Text(
                "셀에 적힌 그대로이며 주민등록번호는 가립니다.",
                "What stands in the cell; resident numbers are masked.",
            ),
        ),
    ),
    ("id",),
    _unread_cells,
)
