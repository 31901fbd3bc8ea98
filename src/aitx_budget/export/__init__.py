"""A consolidation as data for analysts: every table as CSV and as Parquet, and a data package that describes them.

`structure` is what a table is made of; `budget`, `months`, `received`, `unread`, `judged` and `facts` describe the tables and
fill them from the record (`source`); `catalogue` lists them. `csv_` and `parquet` write one table each, `package` describes all of them by the Data
Package standard, `page` writes the handbook's page. What holds for every table:

- Whole won stay whole numbers; quantities are decimals with three places; no float is written anywhere.
- Rows of the workbooks are those that are in the sums, so a sum over a table needs no filter. What was refused has a table
  of its own, and so has every cell that could not be read.
- `id` counts from 1 and is what other tables refer to; references hold by construction. A code that nobody declares stands
  as it was typed, and refers to nothing.
- CSV is UTF-8 with a byte order mark, and a text that a spreadsheet might run begins with an apostrophe there (`csv_`).
"""

from aitx_budget.export.package import PACKAGE, files_of
from aitx_budget.export.rendering import render

__all__ = ["PACKAGE", "files_of", "render"]
