"""A run as one JSON object, for programs."""

from __future__ import annotations

import json

from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.printable import printable_json
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme
from aitx_budget.version import VERSION


def render(results: tuple[WorkbookResult, ...], programme: Programme, language: Language) -> str:
    """Return the object, indented, ending with a line break."""
    run = {
        "version": VERSION,
        "programme": programme.id,
        "workbooks": [result.as_json(language) for result in results],
    }
    return printable_json(json.dumps(run, ensure_ascii=False, indent=2)) + "\n"
