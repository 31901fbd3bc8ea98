"""The files of a run, read or refused."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, texts
from aitx_budget.checks.views.view import View
from aitx_budget.model.submission import Refusal


def files(stack: Stack) -> Columns:
    """Return one row per file: `reason` why it was refused (empty where it was read), and `detail`."""
    refusals = [each if isinstance(each, Refusal) else None for each in stack.intakes]
    return {
        "wb": np.arange(len(refusals)),
        "reason": texts([each.reason.value if each else "" for each in refusals]),
        "detail": texts([each.detail if each else "" for each in refusals]),
    }


FILE_VIEW = "files"

FILES = (View(FILE_VIEW, files, {}),)
