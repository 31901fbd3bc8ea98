"""How rules speak about what intake saw: the cell by its name, the officer's own text in quotes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aitx_budget.checks.rule import Case
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind
from aitx_budget.model.address import CellRef
from aitx_budget.model.money import krw, won
from aitx_budget.model.month import dashed
from aitx_budget.model.submission import Observation
from aitx_budget.model.text import Text

_LONGEST = 60
_SCALED = (Kind.QUANTITY, Kind.PERCENT)


def observation(case: Case) -> Observation:
    """Return the fact that a row of `observations` is about."""
    found: Observation = case["observation"]
    return found


def spot(case: Case) -> Text:
    """Return the cell of the case's observation as people call it: `소요예산 H7(단가)`."""
    fact = observation(case)
    return named(case, fact.table, fact.field, fact.at)


def named(case: Case, table: str, field: str, at: CellRef | None) -> Text:
    """Return a cell with its sheet and, where it is one of the layout's, its header."""
    layout = case.layout.tables.get(table)
    column = layout[field] if layout and field in layout.by_name else None
    sheet = at.sheet if at else (layout.sheet if layout else "")
    place = f"{sheet} {at.a1}" if at else sheet
    if column is None:
        return Text(place, place)
    return Text(f"{place}({column.header})", f"{place} ({_glossed(column)})")


def _glossed(column: Field) -> str:
    """Return a header with what it means in English, where it is Korean: `단가, unit price`."""
    return ", ".join(dict.fromkeys((column.header, column.english)))


def quoted(text: str) -> str:
    """Return the officer's text in quotes, on one line and no longer than a sentence can bear."""
    line = " ".join(str(text).split())
    return f"'{line[:_LONGEST]}…'" if len(line) > _LONGEST else f"'{line}'"


def amount_text(value: int, kind: Kind) -> Text:
    """Return a number of a cell as people write it: won with its unit, thousandths as a decimal."""
    if kind is Kind.WON:
        return Text(won(value), krw(value))
    number = typed(value, kind)
    return Text(f"{number}%", f"{number} %") if kind is Kind.PERCENT else Text(number, number)


def value_text(value: Any, kind: Kind) -> Text:
    """Return any value that was read as people write it, texts in quotes."""
    if kind in (Kind.MONTH, Kind.DATE):
        return Text(typed(value, kind), typed(value, kind))
    return amount_text(value, kind) if kind.numeric else Text(quoted(value), quoted(value))


def grouped(value: Any, kind: Kind) -> str:
    """Return a value as `typed`, its thousands told apart: `1,500,000`; programs take both for the same number."""
    return f"{Decimal(typed(value, kind)):,}" if kind.numeric else typed(value, kind)


def typed(value: Any, kind: Kind) -> str:
    """Return a value as it is to be typed into its cell: `2026-03`, `1500000`, `1.5`."""
    if kind is Kind.MONTH:
        return dashed(value)
    if kind is Kind.DATE:
        return f"{dashed(value // 100)}-{value % 100:02d}"
    return f"{Decimal(value) / THOUSANDTHS:f}" if kind in _SCALED else str(value)
