"""All tables of an export, in the order in which they are listed."""

from __future__ import annotations

from aitx_budget.export.budget import budget_table
from aitx_budget.export.facts import CATEGORIES, PARAMETERS, RULES
from aitx_budget.export.judged import FINDINGS, SKIPPED_CHECKS
from aitx_budget.export.months import monthly_amounts
from aitx_budget.export.received import FILES, ROW_COUNTS, regions
from aitx_budget.export.structure import Table
from aitx_budget.export.unread import REFUSED_ROWS, UNREAD_CELLS
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.programme.schema import Programme


def tables(programme: Programme) -> tuple[Table, ...]:
    """Return the tables: the regions' money, the workbooks' own, what was received, what was said, what it rests on."""
    layout = workbook_layout(programme)
    own = {each.name: budget_table(each, layout) for each in layout.of_scope("region")}
    return (
        regions(programme),
        *own.values(),
        monthly_amounts(own["monthly_plan"], programme),
        FILES,
        ROW_COUNTS,
        REFUSED_ROWS,
        UNREAD_CELLS,
        FINDINGS,
        SKIPPED_CHECKS,
        RULES,
        PARAMETERS,
        CATEGORIES,
    )
