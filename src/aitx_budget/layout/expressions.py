"""Formulas written once and understood twice: as worksheet text and as an exact value.

An expression yields the text that goes into a cell (`formula`), and the value that a spreadsheet
program would show there (`value`), computed with whole numbers and fractions. Template writing
uses both (a formula and its cached value); intake uses the text, to see whether a formula was
changed. A test lets LibreOffice recalculate and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from aitx_budget.model.money import Ratio, round_half_up

Record = Mapping[str, Any]


class Names(Protocol):
    """How a workbook calls its cells; whoever writes formula text supplies it."""

    def cell(self, field: str) -> str:
        """Return the reference of `field` in the row at hand, e.g. `H7`."""

    def column(self, table: str, field: str) -> str:
        """Return the defined name of a table's whole column, e.g. `소요예산_국비`."""

    def entry(self, table: str, field: str) -> str:
        """Return the defined name of a form's entry, e.g. `기본정보_제출차수`."""

    def at(self, key: str) -> str:
        """Return the reference of the summary cell `key`, e.g. `$D$9`."""


class Data(Protocol):
    """The values that formulas look at; amounts are whole won, quantities fractions."""

    def field(self, field: str) -> Any:
        """Return the value of `field` in the row at hand; None for a blank."""

    def records(self, table: str) -> Sequence[Record]:
        """Return a table's records, formula fields included."""

    def entry(self, table: str, field: str) -> Any:
        """Return a form's entry; None for a blank."""

    def at(self, key: str) -> Any:
        """Return the value of the summary cell `key`."""


class Expr(Protocol):
    """A formula or a part of one."""

    def formula(self, names: Names) -> str:
        """Return worksheet text without a leading equals sign."""

    def value(self, data: Data) -> Any:
        """Return what the cell shows."""


def number(value: Any) -> Any:
    """Read a blank as 0, as worksheet arithmetic does."""
    return 0 if value is None or value == "" else value


@dataclass(frozen=True)
class Const:
    """A number or a text."""

    constant: int | str

    def formula(self, names: Names) -> str:  # noqa: ARG002, D102
        if isinstance(self.constant, str):
            return '"' + self.constant.replace('"', '""') + '"'
        return str(self.constant)

    def value(self, data: Data) -> Any:  # noqa: ARG002, D102
        return self.constant


@dataclass(frozen=True)
class Here:
    """A field of the row at hand."""

    field: str

    def formula(self, names: Names) -> str:  # noqa: D102
        return names.cell(self.field)

    def value(self, data: Data) -> Any:  # noqa: D102
        return data.field(self.field)


@dataclass(frozen=True)
class Entry:
    """An entry of a form."""

    table: str
    field: str

    def formula(self, names: Names) -> str:  # noqa: D102
        return names.entry(self.table, self.field)

    def value(self, data: Data) -> Any:  # noqa: D102
        return data.entry(self.table, self.field)


@dataclass(frozen=True)
class At:
    """Another cell of the summary."""

    key: str

    def formula(self, names: Names) -> str:  # noqa: D102
        return names.at(self.key)

    def value(self, data: Data) -> Any:  # noqa: D102
        return data.at(self.key)


@dataclass(frozen=True)
class Nth:
    """The value in a table's n-th row, from 1; an empty text where that row is blank."""

    table: str
    field: str
    n: int

    def formula(self, names: Names) -> str:  # noqa: D102
        cell = f"INDEX({names.column(self.table, self.field)},{self.n})"
        return f'IF({cell}="","",{cell})'

    def value(self, data: Data) -> Any:  # noqa: D102
        records = data.records(self.table)
        found = records[self.n - 1].get(self.field) if self.n <= len(records) else None
        return "" if found is None else found


def _matches(record: Record, where: Sequence[tuple[str, Expr]], data: Data) -> bool:
    return all(record.get(field) == criterion.value(data) for field, criterion in where)


@dataclass(frozen=True)
class SumOf:
    """The sum of a table's column over the rows whose fields equal the criteria."""

    table: str
    field: str
    where: tuple[tuple[str, Expr], ...] = ()

    def formula(self, names: Names) -> str:  # noqa: D102
        total = names.column(self.table, self.field)
        if not self.where:
            return f"SUM({total})"
        criteria = ",".join(
            f"{names.column(self.table, field)},{criterion.formula(names)}"
            for field, criterion in self.where
        )
        return f"SUMIFS({total},{criteria})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return sum(
            number(record.get(self.field))
            for record in data.records(self.table)
            if _matches(record, self.where, data)
        )


@dataclass(frozen=True)
class CountOf:
    """The number of a table's rows whose fields equal the criteria (at least one criterion)."""

    table: str
    where: tuple[tuple[str, Expr], ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        criteria = ",".join(
            f"{names.column(self.table, field)},{criterion.formula(names)}"
            for field, criterion in self.where
        )
        return f"COUNTIFS({criteria})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return sum(_matches(record, self.where, data) for record in data.records(self.table))


@dataclass(frozen=True)
class Arithmetic:
    """Terms joined by one operator: `+`, `-` or `*`."""

    operator: str
    terms: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        parts = []
        for term in self.terms:
            text = term.formula(names)
            nested = isinstance(term, Arithmetic) and (self.operator, term.operator) != ("+", "*")
            parts.append(f"({text})" if nested else text)
        return self.operator.join(parts)

    def value(self, data: Data) -> Any:  # noqa: D102
        first, *rest = (number(term.value(data)) for term in self.terms)
        for term in rest:
            if self.operator == "+":
                first += term
            elif self.operator == "-":
                first -= term
            else:
                first *= term
        return first


def plus(*terms: Expr) -> Arithmetic:
    """Return the sum of `terms`."""
    return Arithmetic("+", terms)


def minus(left: Expr, right: Expr) -> Arithmetic:
    """Return `left` less `right`."""
    return Arithmetic("-", (left, right))


def times(*terms: Expr) -> Arithmetic:
    """Return the product of `terms`."""
    return Arithmetic("*", terms)


@dataclass(frozen=True)
class Compare:
    """A comparison by `=`, `<>`, `<`, `<=`, `>` or `>=`."""

    operator: str
    left: Expr
    right: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"{self.left.formula(names)}{self.operator}{self.right.formula(names)}"

    def value(self, data: Data) -> bool:  # noqa: D102
        left, right = self.left.value(data), self.right.value(data)
        if left is None:
            left = "" if isinstance(right, str) else 0
        if right is None:
            right = "" if isinstance(left, str) else 0
        if self.operator == "=":
            return bool(left == right)
        if self.operator == "<>":
            return bool(left != right)
        if self.operator == "<":
            return bool(left < right)
        if self.operator == "<=":
            return bool(left <= right)
        if self.operator == ">":
            return bool(left > right)
        return bool(left >= right)


@dataclass(frozen=True)
class AllOf:
    """True where every condition holds."""

    conditions: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"AND({','.join(part.formula(names) for part in self.conditions)})"

    def value(self, data: Data) -> bool:  # noqa: D102
        return all(part.value(data) for part in self.conditions)


@dataclass(frozen=True)
class AnyOf:
    """True where some condition holds."""

    conditions: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"OR({','.join(part.formula(names) for part in self.conditions)})"

    def value(self, data: Data) -> bool:  # noqa: D102
        return any(part.value(data) for part in self.conditions)


@dataclass(frozen=True)
class If:
    """One of two values."""

    condition: Expr
    then: Expr
    otherwise: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        parts = (self.condition, self.then, self.otherwise)
        return f"IF({','.join(part.formula(names) for part in parts)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        chosen = self.then if self.condition.value(data) else self.otherwise
        return chosen.value(data)


@dataclass(frozen=True)
class IfBlank:
    """A field of the row at hand, or a number where it is blank."""

    field: str
    default: int

    def formula(self, names: Names) -> str:  # noqa: D102
        cell = names.cell(self.field)
        return f'IF({cell}="",{self.default},{cell})'

    def value(self, data: Data) -> Any:  # noqa: D102
        found = data.field(self.field)
        return self.default if found is None or found == "" else found


@dataclass(frozen=True)
class RoundWon:
    """A value rounded to whole won, halves away from zero; `per` divides first."""

    inner: Expr
    per: int = 1

    def formula(self, names: Names) -> str:  # noqa: D102
        text = self.inner.formula(names)
        return f"ROUND({text},0)" if self.per == 1 else f"ROUND({text}/{self.per},0)"

    def value(self, data: Data) -> int:  # noqa: D102
        return round_half_up(Fraction(number(self.inner.value(data))) / self.per)


@dataclass(frozen=True)
class LeastShare:
    """The smallest whole-won amount that is at least a ratio's share of `whole`."""

    ratio: Ratio
    whole: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        part, base = self.ratio
        return f"ROUNDUP({part}*({self.whole.formula(names)})/{base},0)"

    def value(self, data: Data) -> int:  # noqa: D102
        return self.ratio.least(number(self.whole.value(data)))


@dataclass(frozen=True)
class MostShare:
    """The largest whole-won amount that is at most a ratio's share of `whole`."""

    ratio: Ratio
    whole: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        part, base = self.ratio
        return f"ROUNDDOWN({part}*({self.whole.formula(names)})/{base},0)"

    def value(self, data: Data) -> int:  # noqa: D102
        return self.ratio.most(number(self.whole.value(data)))


@dataclass(frozen=True)
class Smaller:
    """The smaller of two numbers."""

    left: Expr
    right: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"MIN({self.left.formula(names)},{self.right.formula(names)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return min(number(self.left.value(data)), number(self.right.value(data)))


@dataclass(frozen=True)
class Quotient:
    """A share for display only; never compared. Empty where the whole is 0."""

    part: Expr
    whole: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        part, whole = self.part.formula(names), self.whole.formula(names)
        return f'IF(({whole})=0,"",({part})/({whole}))'

    def value(self, data: Data) -> Any:  # noqa: D102
        whole = number(self.whole.value(data))
        return "" if whole == 0 else Fraction(number(self.part.value(data))) / whole
