"""Many submissions -> one consolidation: a record that is counted to the row, and the workbook made of it.

`gather.gather` decides which workbook counts, checks them and counts every row; `record` holds what came of
it, `tables` gives the rows of all regions under one another, each with the file and the cell it stands in.
"""

from aitx_budget.consolidate.counting import RefusedRow, TableCount
from aitx_budget.consolidate.gather import gather
from aitx_budget.consolidate.record import Consolidation, Input, State

__all__ = ["Consolidation", "Input", "RefusedRow", "State", "TableCount", "gather"]
