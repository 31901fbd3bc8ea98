"""A run as JSON Lines: one workbook a line, so that a reader need not hold them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.printable import printable_json
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme


def part(
    result: WorkbookResult,
    programme: Programme,  # noqa: ARG001 - every format is called alike
    language: Language,
) -> str:
    """Return a workbook's object on a line of its own, its line break included."""
    return printable_json(json.dumps(result.as_json(language), ensure_ascii=False)) + "\n"


def whole(
    parts: Iterable[str],
    programme: Programme,  # noqa: ARG001 - every format is called alike
    language: Language,  # noqa: ARG001
) -> Iterator[str]:
    """Yield all lines."""
    yield from parts
