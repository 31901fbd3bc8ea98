"""Which input fields a computed field follows from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from aitx_budget.layout.expressions import Here, IfBlank
from aitx_budget.layout.structure import TableLayout
from aitx_budget.model.text import Text


def inputs(table: TableLayout, name: str) -> tuple[str, ...]:
    """Return the input fields that a computed field of `table` follows from, through other computed ones."""
    formula = table[name].formula
    if formula is None:
        return (name,)
    found = [each for part in _named(formula) for each in inputs(table, part)]
    return tuple(dict.fromkeys(found))


def basis(table: TableLayout, name: str = "cost") -> Text:
    """Return the columns that a row's amount follows from, in English with what they mean: `단가·수량 (unit price, quantity)`."""
    parts = inputs(table, name)
    headers = "·".join(table[part].header for part in parts)
    return Text(headers, f"{headers} ({', '.join(table[part].english for part in parts)})")


def _named(part: Any) -> Iterator[str]:
    """Yield the fields that an expression reads in its own row."""
    if isinstance(part, Here | IfBlank):
        yield part.field
    elif isinstance(part, tuple):
        for each in part:
            yield from _named(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _named(getattr(part, each.name))
