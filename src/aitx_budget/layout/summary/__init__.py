"""총괄표 described once: every cell with its place and formula, and the live checks among them."""

from __future__ import annotations

from collections.abc import Mapping

from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.summary import agreement, amounts, checklist, pointers, projects
from aitx_budget.layout.summary.sheet import LiveCheck, Sheet, Style, Summary, SummaryCell
from aitx_budget.programme.schema import Programme

__all__ = [
    "ROW_TABLES",
    "LiveCheck",
    "Style",
    "Summary",
    "SummaryCell",
    "summary",
    "summary_cells",
    "summary_formulas",
]

ROW_TABLES = ("institutions", "unit_projects")
"""The tables of which 총괄표 has one row a record, so that its formulas depend on their capacity."""

FIRST_BLOCK = 5


def summary(programme: Programme, layout: WorkbookLayout, capacities: Mapping[str, int]) -> Summary:
    """Return 총괄표, laid out.

    Args:
        programme: supplies thresholds, years, months, categories and sources.
        layout: the workbook it sums up.
        capacities: rows of each of `ROW_TABLES`; others are ignored.
    """
    sheet = Sheet(programme, layout, {name: capacities[name] for name in ROW_TABLES})
    sheet.at = FIRST_BLOCK
    checklist.checklist(sheet)
    amounts.funding(sheet)
    sheet.row(skip=amounts.CHART_ROWS)
    amounts.fields(sheet)
    amounts.categories(sheet)
    amounts.months(sheet)
    sheet.row(skip=amounts.CHART_ROWS)
    amounts.projects(sheet)
    projects.ratio_table(sheet)
    agreement.agreement(sheet)
    amounts.institutions(sheet)
    return Summary(
        tuple(sheet.cells),
        tuple(sheet.checks),
        tuple(sheet.charts),
        tuple(sheet.breaks),
        tuple(sheet.sections),
        (
            *pointers.leads(layout, sheet.cells, sheet.pointers, checklist.proofs_asked(sheet)),
            *sheet.drawn,
        ),
        tuple(each.verdict for each in sheet.pointers),
    )


def summary_cells(
    programme: Programme, layout: WorkbookLayout, capacities: Mapping[str, int]
) -> tuple[SummaryCell, ...]:
    """Return the cells of 총괄표; see `summary`."""
    return summary(programme, layout, capacities).cells


def summary_formulas(
    programme: Programme, layout: WorkbookLayout, capacities: Mapping[str, int]
) -> dict[tuple[int, int], str]:
    """Return (row, column) -> the formula text, without `=`, of every formula cell of 총괄표."""
    laid = summary(programme, layout, capacities)
    names = RowNames(layout, cells=laid.references)
    return {
        (cell.row, cell.column): cell.content.formula(names)
        for cell in laid.cells
        if not isinstance(cell.content, str)
    }
