"""What workbooks say they are."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, texts
from aitx_budget.checks.views.view import View


def identities(stack: Stack) -> Columns:
    """Return one row per workbook that was read: `programme` is the id of the one it was made for, empty where it says none."""
    read = stack.submissions
    return {
        "wb": np.array(list(read), dtype=np.int64),
        "programme": texts([each.identity.programme for each in read.values()]),
    }


IDENTITIES = (View("identities", identities, {}),)
