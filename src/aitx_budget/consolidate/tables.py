"""The rows of all regions under one another, each with where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from aitx_budget.consolidate.counting import unread_amounts

if TYPE_CHECKING:
    from aitx_budget.consolidate.record import Consolidation

ORIGIN = ("region", "label", "path", "sheet", "row", "taken")
"""What is said of where a row stands, in columns `origin.<name>`: `row` is the worksheet row (of a form: of its first
label), `taken` is False where the row is in no sum. The names are apart from the fields', one of which is `region`."""


def stacked(consolidation: Consolidation, table: str) -> pd.DataFrame:
    """Return every record of `table` in the workbooks that count, taken or refused.

    Returns:
        Columns `origin.<name>` for each of `ORIGIN`, then the layout's fields with `unread.<field>` and
        `blank.<field>` beside each. Types as in `checks.frames`: whole numbers int64 with 0 for
        what is blank or unread (won; thousandths of quantities and percentages; months 202603; dates 20260315),
        texts with an empty one. Rows are in the order of the regions, then of the worksheet.
    """
    frame = consolidation.stack.view(table)
    wb = frame["wb"].to_numpy()
    regions = consolidation.regions
    sheets = [
        each.tables[table].sheet if table in each.tables else ""
        for each in consolidation.stack.submissions.values()
    ]
    origin = {
        "origin.region": _of(wb, [each.region for each in regions]),
        "origin.label": _of(wb, [each.label for each in regions]),
        "origin.path": _of(wb, [each.path for each in regions]),
        "origin.sheet": _of(wb, sheets),
        "origin.row": frame["row"].to_numpy(),
        "origin.taken": ~unread_amounts(consolidation.stack, table),
    }
    fields = frame.drop(columns=["wb", "row"])
    return pd.concat([pd.DataFrame(origin), fields], axis=1)


def _of(wb: np.ndarray, values: list[str]) -> np.ndarray:
    """Return each row's value, by the position of its workbook."""
    by_workbook = np.array([*values, ""], dtype=object)
    return by_workbook.take(wb)
