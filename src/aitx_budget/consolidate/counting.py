"""Which rows are taken and which refused: a row counts where every amount that sums are made of could be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import among
from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.model.address import a1
from aitx_budget.model.submission import Submission, Table


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a workbook that counts, whose money could not be read, so that it is in no sum.

    Attributes:
        table: the layout's table.
        sheet: title as the officer sees it.
        row: worksheet row.
        cells: the cells (`M7`) that could not be read; empty where a whole column was not found.
        found: what stands in each of them; without cells, the headers of the columns that were not found.
    """

    table: str
    sheet: str
    row: int
    cells: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many rows of one table of one file were found, taken and refused; `taken + refused == found`.

    Attributes:
        table: the layout's table.
        sheet: title as the officer sees it; empty where the sheet was not found.
        found: records in the file.
        taken: those that are in the consolidation.
        refused: those that are not: their money cannot be read, or the whole file does not count.
        subtotals: typed subtotal rows, which are no records and in no sum.
    """

    table: str
    sheet: str
    found: int
    taken: int
    refused: int
    subtotals: int


def amounts(table: TableLayout) -> tuple[str, ...]:
    """Return the fields that sums of a table are made of: its amounts per source, else what its rows cost."""
    named = tuple(each.name for each in table.fields if each.amount)
    cost = tuple(each.name for each in table.fields if each.formula and each.kind is Kind.WON)
    return named or cost


def unread_amounts(stack: Stack, table: str) -> np.ndarray:
    """Tell per row of `stack.columns(table)` whether an amount that sums are made of could not be read.

    Where the column itself was not found, none of the workbook's rows has been read whole.
    """
    rows, layout = stack.columns(table), stack.layout.tables[table]
    unread = np.zeros(len(rows["wb"]), dtype=bool)
    for name in amounts(layout):
        unread |= rows[f"unread.{name}"]
    unread |= among(rows["wb"], [wb for wb in stack.submissions if _lost(stack, wb, layout)])
    return unread


def _lost(stack: Stack, wb: int, layout: TableLayout) -> list[str]:
    """Return the inputs that hold amounts and whose column was not found in a workbook."""
    return [
        name
        for name in amounts(layout)
        if layout[name].formula is None and f"{layout.name}.{name}" in stack.unavailable[wb]
    ]


def counts(stack: Stack, wb: int, *, counted: bool) -> tuple[TableCount, ...]:
    """Count the rows of every table that the workbook at position `wb` should have.

    Args:
        stack: of any run that the workbook is in.
        wb: its position there.
        counted: False where the whole workbook is set aside, so that none of its rows is taken.
    """
    submission = stack.submissions[wb]
    return tuple(
        _count(stack, wb, table, submission, counted=counted)
        for table in stack.layout.of_scope(submission.identity.scope)
    )


def _count(
    stack: Stack, wb: int, layout: TableLayout, submission: Submission, *, counted: bool
) -> TableCount:
    own = stack.columns(layout.name)["wb"] == wb
    found = int(own.sum())
    taken = int((own & ~unread_amounts(stack, layout.name)).sum()) if counted else 0
    table = submission.tables.get(layout.name)
    return TableCount(
        table=layout.name,
        sheet=table.sheet if table else "",
        found=found,
        taken=taken,
        refused=found - taken,
        subtotals=sum(each.table == layout.name for each in submission.subtotals),
    )


def refused_rows(stack: Stack, wb: int) -> tuple[RefusedRow, ...]:
    """Return the rows of a counted workbook that are in no sum, by table and worksheet row."""
    submission = stack.submissions[wb]
    return tuple(
        row
        for name, table in submission.tables.items()
        for row in _refused(stack, wb, table, stack.layout.tables[name])
    )


def _refused(stack: Stack, wb: int, table: Table, layout: TableLayout) -> Iterator[RefusedRow]:
    own = stack.columns(layout.name)["wb"] == wb
    bad = np.flatnonzero(unread_amounts(stack, layout.name)[own]).tolist()
    lost = [layout[name].header for name in _lost(stack, wb, layout)]
    seen = {
        (each.at.row, each.at.column): each.raw
        for each in stack.submissions[wb].observations
        if each.at is not None and each.table == layout.name
    }
    for position in bad:
        row = table.rows[position]
        columns = [table.columns[name] for name in _unread_inputs(table, layout, position)]
        yield RefusedRow(
            layout.name,
            table.sheet,
            row,
            tuple(a1(row, column) for column in columns),
            tuple(seen.get((row, column), "") for column in columns) or tuple(lost),
        )


def _unread_inputs(table: Table, layout: TableLayout, position: int) -> Sequence[str]:
    """Return the inputs of a row that keep its amounts from being known, in column order."""
    named = [name for name in amounts(layout) if layout[name].formula is None]
    measured = [each.name for each in layout.inputs if each.kind.numeric]
    return [
        name
        for name in named or measured
        if position in table.unread.get(name, frozenset()) and name in table.columns
    ]
