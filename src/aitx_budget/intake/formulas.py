"""The layout's formula cells: whether they still hold their formula, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from aitx_budget.intake.amounts import read_won
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.layout.expressions import Expr, Record
from aitx_budget.layout.structure import THOUSANDTHS, Field, Kind, TableLayout
from aitx_budget.model.address import column_letter

_ROW = "\0"
_EXTERNAL = re.compile(
    r"(?<![\w.\]])\[\d+\]|'[^'\[]*\[[^\]']+\][^']*'!|\[[^\[\]]+\.xls\w?\][^!\[]*!|file:///",
    re.IGNORECASE,
)
_SCALED = (Kind.QUANTITY, Kind.PERCENT)
LARGEST_RESULT = 10**15
"""Beyond this a worksheet no longer shows every digit, and sums would leave 64 bits."""


class _Places:
    """Names for formula text in which the row is left open; remembers which fields were named."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.columns = columns
        self.fields: list[str] = []

    def cell(self, field: str) -> str:
        self.fields.append(field)
        return f"{column_letter(self.columns.get(field, 1))}{_ROW}"

    def column(self, table: str, field: str) -> str:
        return f"{table}.{field}"

    def entry(self, table: str, field: str) -> str:
        return f"{table}.{field}"

    def at(self, key: str) -> str:
        return key


@dataclass(frozen=True)
class Expected:
    """What stands in a formula column of an untouched workbook.

    Attributes:
        field: the column.
        expression: its formula.
        text: formula text with the row left open; empty where a column it needs was not found.
        needs: fields of the row that it looks at.
    """

    field: Field
    expression: Expr
    text: str
    needs: tuple[str, ...]

    def formula(self, row: int) -> str:
        """Return the formula text of a worksheet row."""
        return str(row).join(self._pieces)

    @cached_property
    def _pieces(self) -> list[str]:
        return self.text.split(_ROW)


def expected_formulas(table: TableLayout, columns: Mapping[str, int]) -> list[Expected]:
    """Return the formula columns of a table, in their order."""
    found = []
    for each in table.fields:
        if each.formula is not None:
            places = _Places(columns)
            text = each.formula.formula(places)
            whole = all(name in columns for name in places.fields)
            needs = tuple(dict.fromkeys(places.fields))
            found.append(Expected(each, each.formula, text if whole else "", needs))
    return found


def canonical(formula: str) -> str:
    """Return formula text without what has no meaning: case, spaces, dollar signs, prefixes."""
    return re.sub(r"[\s$]|_xlfn\.|_xlws\.", "", formula).lstrip("=+").upper()


def is_changed(cell: RawCell | None, expected: str) -> bool:
    """Tell whether a formula cell holds anything but its formula."""
    if cell is None or cell.formula is None:
        return True
    return cell.formula != expected and canonical(cell.formula) != canonical(expected)


def stated_amount(cell: RawCell | None) -> int | None:
    """Return the whole won that a changed formula cell shows; None where it shows none."""
    if cell is None or cell.type in (CellType.ERROR, CellType.EMPTY):
        return None
    value = read_won(cell).value
    return value if isinstance(value, int) else None


def is_external(formula: str) -> bool:
    """Tell whether a formula looks into another file."""
    return ("[" in formula or "file:" in formula) and _EXTERNAL.search(formula) is not None


@dataclass
class RowData:
    """The values of one record as formulas look at them; quantities are fractions.

    Attributes:
        kinds: field -> kind.
        values: field -> value per record.
        position: the record at hand.
    """

    kinds: Mapping[str, Kind]
    values: Mapping[str, Sequence[Any]]
    position: int = field(default=0)

    def field(self, field: str) -> Any:
        """Return the value of `field` in the record at hand; None for a blank."""
        value = self.values[field][self.position]
        if value is not None and self.kinds[field] in _SCALED:
            whole, rest = divmod(value, THOUSANDTHS)
            return Fraction(value, THOUSANDTHS) if rest else whole
        return value

    def records(self, table: str) -> Sequence[Record]:
        """Formulas of a row look at no table."""
        raise NotImplementedError(table)

    def entry(self, table: str, field: str) -> Any:
        """Formulas of a row look at no form."""
        raise NotImplementedError(table, field)

    def at(self, key: str) -> Any:
        """Formulas of a row look at no summary."""
        raise NotImplementedError(key)


def recompute(
    each: Expected, data: RowData, count: int, unread: Mapping[str, frozenset[int]]
) -> tuple[list[Any], frozenset[int]]:
    """Return the column's value per record, and the records whose inputs don't let it be known."""
    if any(name not in data.values for name in each.needs):
        return [None] * count, frozenset(range(count))
    doubtful = frozenset().union(*(unread.get(name, frozenset()) for name in each.needs))
    values: list[Any] = []
    for position in range(count):
        data.position = position
        values.append(None if position in doubtful else each.expression.value(data))
    beyond = {
        at for at, value in enumerate(values) if value is not None and abs(value) > LARGEST_RESULT
    }
    return [None if at in beyond else value for at, value in enumerate(values)], doubtful | beyond
