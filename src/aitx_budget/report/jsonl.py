"""A run as JSON Lines: one workbook a line, so that a reader need not hold them all."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.printable import printable_json
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme


def lines(
    results: tuple[WorkbookResult, ...],
    programme: Programme,  # noqa: ARG001 - every format is called alike
    language: Language,
) -> Iterator[str]:
    """Yield each workbook's object on a line of its own, its line break included."""
    for result in results:
        yield printable_json(json.dumps(result.as_json(language), ensure_ascii=False)) + "\n"


def render(results: tuple[WorkbookResult, ...], programme: Programme, language: Language) -> str:
    """Return all lines."""
    return "".join(lines(results, programme, language))
