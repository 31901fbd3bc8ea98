"""All rules, found once by walking the families' folders; frozen."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from aitx_budget.checks.rule import Rule

FAMILIES = (
    "files",
    "structure",
    "cells",
    "sums",
    "matching",
    "cash",
    "assets",
    "consortium",
    "period",
    "assembly",
    "regions",
    "waivers",
    "internal",
)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, ordered by family and code."""
    found = []
    for family in FAMILIES:
        package = import_module(f"aitx_budget.checks.{family}")
        names = sorted(module.name for module in iter_modules(package.__path__))
        found += [import_module(f"{package.__name__}.{name}").RULE for name in names]
    return tuple(found)
