"""The consolidation as the workbook that goes before the board: listings, and tables that add them up.

`columns` derives what the listings show, `listing` writes them under defined names, `tally` gives each sum of a
listing twice (as a formula and as an exact value), `page` writes one sheet, and there is a module per sheet.
"""

from aitx_budget.consolidate.book.writer import write_book

__all__ = ["write_book"]
