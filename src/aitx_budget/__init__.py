"""Official Excel budget templates of a programme, machine checking of what comes back, annotated copies.

One function per verb, the same that the command line has. Heavy libraries are loaded when a verb
needs them, not by `import aitx_budget`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from aitx_budget.version import VERSION

if TYPE_CHECKING:
    from aitx_budget.library import (
        Assembled,
        ComparisonReport,
        ConsolidationReport,
        Demonstration,
        Migrated,
        Report,
        annotate,
        assemble,
        clean,
        compare,
        consolidate,
        demo,
        guide,
        migrate,
        programme,
        rule,
        rules,
        template,
        validate,
    )

__version__ = VERSION

__all__ = [
    "Assembled",
    "ComparisonReport",
    "ConsolidationReport",
    "Demonstration",
    "Migrated",
    "Report",
    "annotate",
    "assemble",
    "clean",
    "compare",
    "consolidate",
    "demo",
    "guide",
    "migrate",
    "programme",
    "rule",
    "rules",
    "template",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Load the library when a verb is first asked for."""
    if name in __all__:
        return getattr(import_module("aitx_budget.library"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Show the verbs before they are loaded."""
    return sorted({*globals(), *__all__})


class _VerbsFirst(ModuleType):
    """Keeps `aitx_budget.template` the verb when the room of the same name has been imported."""

    def __setattr__(self, name: str, value: object) -> None:
        """Leave out what the import system would put in a verb's place."""
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _VerbsFirst
