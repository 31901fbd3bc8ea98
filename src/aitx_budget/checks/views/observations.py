"""What intake saw beside the values: one row per fact."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, columns, texts
from aitx_budget.checks.views.view import View
from aitx_budget.model.submission import Seen


def observations(stack: Stack) -> Columns:
    """Return one row per observation.

    Returns:
        Columns `seen`, `table`, `field`, `row` (0 where there is no cell), `observation` (the record itself)
        and `contradicted`: an amount was typed over a formula and is not what the inputs give.
    """
    facts = [(wb, fact) for wb, each in stack.submissions.items() for fact in each.observations]
    wrong = _contradicted(stack)
    return columns(
        {
            "wb": np.array([wb for wb, _ in facts], dtype=np.int64),
            "seen": [fact.seen.value for _, fact in facts],
            "table": [fact.table for _, fact in facts],
            "field": [fact.field for _, fact in facts],
            "row": np.array([fact.at.row if fact.at else 0 for _, fact in facts], dtype=np.int64),
            "observation": texts([fact for _, fact in facts]),
            "contradicted": np.array(
                [
                    fact.seen is Seen.CHANGED_FORMULA
                    and fact.at is not None
                    and (wb, fact.table, fact.field, fact.at.row) in wrong
                    for wb, fact in facts
                ],
                dtype=bool,
            ),
        }
    )


def _contradicted(stack: Stack) -> set[tuple[int, str, str, int]]:
    """Return (workbook, table, field, row) of the amounts typed over a formula that the inputs contradict."""
    typed = stack.columns("typed_amounts")
    wrong = chosen(typed, (typed["typed"] != typed["computed"]) & ~typed["unread.computed"])
    names = ("wb", "table", "field", "row")
    return set(zip(*(wrong[name].tolist() for name in names), strict=True))


OBSERVATIONS = (View("observations", observations, {}),)
