"""A run as one JSON object, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.printable import printable_json
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme
from aitx_budget.version import VERSION

_INDENT = "    "
"""Before each line of a workbook's object, which stands in a list in the run's."""


def part(
    result: WorkbookResult,
    programme: Programme,  # noqa: ARG001 - every format is called alike
    language: Language,
) -> str:
    """Return a workbook's object as it stands in the run's, without what separates it from the next."""
    said = json.dumps(result.as_json(language), ensure_ascii=False, indent=2)
    return _INDENT + printable_json(said).replace("\n", f"\n{_INDENT}")


def whole(
    parts: Iterable[str],
    programme: Programme,
    language: Language,  # noqa: ARG001 - every format is called alike
) -> Iterator[str]:
    """Yield the object, indented, ending with a line break."""
    run = {"version": VERSION, "programme": programme.id}
    yield printable_json(json.dumps(run, ensure_ascii=False, indent=2)).removesuffix("\n}")
    yield ',\n  "workbooks": ['
    between = "\n"
    for each in parts:
        yield between + each
        between = ",\n"
    yield ("]" if between == "\n" else "\n  ]") + "\n}\n"
