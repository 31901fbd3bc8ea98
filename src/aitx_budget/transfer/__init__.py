"""A filled workbook -> everything that people put into it, ready to be written into a new workbook of the layout.

`rows` takes the tables cell by cell, each row at its place: typed values where intake understood them, the text as it
stands where it did not; typed subtotals, notes under a table and constants over formulas come along. `strays` names
what stands where the new workbook has no cell: above and beside the tables, on sheets of the officer's own, and the
formulas behind typed values. `carry` takes both, `write_anew` writes them. So of what a cell holds nothing is lost without being named; colours,
widths, notes and pictures stay behind in the file that was read, which is never written to.
"""

from aitx_budget.transfer.carry import Carried, carry, write_anew
from aitx_budget.transfer.rows import Row
from aitx_budget.transfer.strays import Stray, listed

__all__ = ["Carried", "Row", "Stray", "carry", "listed", "write_anew"]
