"""Budget lines that are likely wrong themselves, so that what is held against their amounts is wrong because of them."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, texts
from aitx_budget.checks.views.misfiled import KEYS
from aitx_budget.checks.views.view import View
from aitx_budget.layout.tables import SOURCES


def doubtful_lines(stack: Stack) -> Columns:
    """Return the lines that stand under a wrong key (`field`, `meant`) or whose sources miss their cost by `gap` won."""
    lines, misfiled = stack.columns("budget_lines"), stack.columns("misfiled_lines")
    funded = stack.columns("funding_lines")
    own = chosen(funded, funded["table"] == "budget_lines")
    gap = np.where(own["unread.funding"], 0, own["funding"] - own["cost"])
    gap = np.where(own["funding"] == own["accepted"], 0, gap)
    field = misfiled["field"]
    found = {name: lines[name] for name in ("wb", "row", *KEYS, *SOURCES)}
    found |= {"gap": gap, "field": field, "meant": misfiled["meant"]}
    return chosen(found, (gap != 0) | (field != texts([""] * len(field))))


DOUBTFUL = (View("doubtful_lines", doubtful_lines, {}),)
