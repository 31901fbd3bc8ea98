"""A filled workbook -> everything that people put into it, ready to be written into a new workbook of the layout.

`rows` takes the tables cell by cell, each row at its place: typed values where intake understood them, the text as it
stands where it did not; typed subtotals, notes under a table and constants over formulas come along. `strays` names
what stands where the new workbook has no cell: above and beside the tables, on sheets of the officer's own, and the
formulas behind typed values; `typed` tells both from what the template itself put there. `carry` takes all of it,
`write_anew` writes it. So of what a cell holds nothing is lost without being named; colours, widths, notes and pictures
stay behind in the file that was read, which is never written to.

`migrating` does so to move a workbook to the current layout, and proves it: `account` looks for every cell that people filled in the
new workbook as it reads, in its own cell or on the list of strays.
"""

from aitx_budget.transfer.account import Account
from aitx_budget.transfer.carry import Carried, carry, write_anew
from aitx_budget.transfer.migrating import Migration, migrate
from aitx_budget.transfer.rows import Row
from aitx_budget.transfer.strays import Stray, listed

__all__ = [
    "Account",
    "Carried",
    "Migration",
    "Row",
    "Stray",
    "carry",
    "listed",
    "migrate",
    "write_anew",
]
