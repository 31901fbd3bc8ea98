"""Institutions' workbooks -> the region's workbook, filled, with what doesn't fit together as facts for the rules.

What a province does: its own workbook declares the members and unit projects, each member sends back its part. Here
`part` says whose a workbook is and whether it may come in, `versions` lets the latest of several count, `declared`
holds declarations against the region's, `taking` sorts rows into those that come in and those that don't, `merging`
gives each its place, `doubts` asks about what may count twice, `accounting` adds up, `assembling` runs it all.

Guarantees, each held by a test:

- Taken and refused are all rows that were found; what is refused is listed with its cell and its reason.
- The rows of an institution give way to those of its newer workbook. Every other row (other institutions', the
  province's own, typed subtotals, notes) keeps its worksheet row and its content, whatever came or went; so do the
  forms and the other tables. What is new of an institution stands where its removed rows stood, then under the table.
- The same files give the same bytes, in whatever order the institutions' files are named.
- Money is never guessed: a line that may be granted on to a member that budgets it too is asked about, not dropped.

The workbook is written from the template and not spliced into the region's file: tables grow, and their lists, marks,
names, totals and charts with them, and every formula shows its value. What people typed outside the tables is listed on
a sheet of its own (`transfer`); colours and widths of the region's file stay behind in it.
"""

from aitx_budget.assemble.account import Account, Standing
from aitx_budget.assemble.assembling import Assembly, assemble

__all__ = ["Account", "Assembly", "Standing", "assemble"]
