"""The files of a run, read or refused."""

from __future__ import annotations

import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.view import View
from aitx_budget.model.submission import Refusal


def files(stack: Stack) -> pd.DataFrame:
    """Return one row per file: `reason` why it was refused (empty where it was read), and `detail`."""
    refusals = [each if isinstance(each, Refusal) else None for each in stack.intakes]
    return framed(
        {
            "wb": range(len(refusals)),
            "reason": [each.reason.value if each else "" for each in refusals],
            "detail": [each.detail if each else "" for each in refusals],
        }
    )


FILE_VIEW = "files"

FILES = (View(FILE_VIEW, files, {}),)
