"""Budget categories as lines name them, looked up in the programme's table."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, texts
from aitx_budget.checks.views.view import View, of
from aitx_budget.programme.schema import Category, Programme


def category_of(text: str, programme: Programme) -> Category | None:
    """Return the category that `430 유형자산`, a code or a name means; None where it is none.

    The code decides: a name that disagrees with it is a finding of its own.
    """
    by_code = {each.code: each for each in programme.categories}
    by_name = {each.name: each for each in programme.categories}
    return by_code.get(text.strip()[:3]) or by_name.get(text.strip())


def budget_categories(stack: Stack) -> Columns:
    """Return the budget's lines with `cash_only`, `asset_kind` (empty for none) and `unread.cash_only`."""
    lines = stack.columns("budget_lines")
    written = lines["category"].tolist()
    known = {text: category_of(text, stack.programme) for text in set(written)}
    found = [known[text] for text in written]
    return {
        **lines,
        "cash_only": np.array([bool(each and each.cash_only) for each in found], dtype=bool),
        "asset_kind": texts([each.asset_kind if each else "" for each in found]),
        "unread.cash_only": np.array([each is None for each in found], dtype=bool),
    }


CATEGORIES = (
    View(
        "budget_categories",
        budget_categories,
        {
            "cash_only": of("budget_lines", "category"),
            "private_in_kind": of("budget_lines", "private_in_kind"),
        },
    ),
)
