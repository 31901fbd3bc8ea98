"""Formulas written once and understood twice: as worksheet text and as an exact value.

An expression yields the text that goes into a cell (`formula`), and the value that a spreadsheet
program would show there (`value`), computed with whole numbers and fractions. Template writing
uses both (a formula and its cached value); intake uses the text, to see whether a formula was
changed. A test lets LibreOffice recalculate and compares.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
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


class WorksheetError(ArithmeticError):
    """What a worksheet shows as `#VALUE!`: arithmetic on a text that is no number."""

    shown = "#VALUE!"


def number(value: Any) -> Any:
    """Read a blank as 0 and digits in a text as a number, as worksheet arithmetic does.

    Raises:
        WorksheetError: `value` is another text, or is itself such an error.
    """
    if value is None or value == "":
        return 0
    if isinstance(value, WorksheetError):
        raise value
    if isinstance(value, str):
        if re.fullmatch(r"-?\d+", value) is None:
            raise WorksheetError(value)
        return int(value)
    return value


def _key(value: Any) -> Any:
    """Return what SUMIFS and COUNTIFS compare: texts without case, digits as their number."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else value.casefold()
    return value


class Records(Sequence[Record]):
    """A table's records that remember which of them hold which values.

    The rows of a table are compared with the groups of another, so that each group would
    otherwise be searched for once a row.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        """Keep `records` in their order."""
        self._rows = tuple(records)
        self._groups: dict[tuple[str, ...], dict[tuple[Any, ...], list[Record]]] = {}

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def matching(self, fields: tuple[str, ...], values: tuple[Any, ...]) -> Sequence[Record]:
        """Return the records whose `fields` equal `values`; a blank equals nothing."""
        if None in values:
            return ()
        if fields not in self._groups:
            groups = self._groups[fields] = defaultdict(list)
            for record in self._rows:
                groups[tuple(_key(record.get(field)) for field in fields)].append(record)
        return self._groups[fields].get(tuple(_key(value) for value in values), ())


@dataclass(frozen=True)
class AtRecord:
    """The same data with another row at hand."""

    data: Data
    record: Record

    def field(self, field: str) -> Any:
        """Return the value of `field` in this record."""
        found = self.record.get(field)
        if isinstance(found, WorksheetError):
            raise found
        return found

    def records(self, table: str) -> Sequence[Record]:
        """Return a table's records."""
        return self.data.records(table)

    def entry(self, table: str, field: str) -> Any:
        """Return a form's entry."""
        return self.data.entry(table, field)

    def at(self, key: str) -> Any:
        """Return the value of a summary cell."""
        return self.data.at(key)


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


def _criteria(table: str, where: Sequence[tuple[str, Expr]], names: Names) -> str:
    return ",".join(
        f"{names.column(table, field)},{criterion.formula(names)}" for field, criterion in where
    )


def _matching(table: str, where: Sequence[tuple[str, Expr]], data: Data) -> Sequence[Record]:
    records = data.records(table)
    if not where:
        return records
    indexed = records if isinstance(records, Records) else Records(records)
    values = tuple(criterion.value(data) for _, criterion in where)
    return indexed.matching(tuple(field for field, _ in where), values)


def _sum(records: Sequence[Record], field: str) -> Any:
    """Add up a column as SUM does: a text counts nothing, an error spreads."""
    total: Any = 0
    for record in records:
        value = record.get(field)
        if isinstance(value, WorksheetError):
            raise value
        if value is not None and not isinstance(value, str):
            total += value
    return total


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
        return f"SUMIFS({total},{_criteria(self.table, self.where, names)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return _sum(_matching(self.table, self.where, data), self.field)


@dataclass(frozen=True)
class CountOf:
    """The number of a table's rows whose fields equal the criteria (at least one criterion)."""

    table: str
    where: tuple[tuple[str, Expr], ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"COUNTIFS({_criteria(self.table, self.where, names)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return len(_matching(self.table, self.where, data))


@dataclass(frozen=True)
class _WholeColumns:
    """Names that read a field of the row at hand as the whole column, for SUMPRODUCT."""

    names: Names
    table: str

    def cell(self, field: str) -> str:
        return self.names.column(self.table, field)

    def column(self, table: str, field: str) -> str:
        return self.names.column(table, field)

    def entry(self, table: str, field: str) -> str:
        return self.names.entry(table, field)

    def at(self, key: str) -> str:
        return self.names.at(key)


@dataclass(frozen=True)
class SumRows:
    """The sum over a table's rows of the product of `terms`; a condition counts 1 or 0.

    Terms see each row through `Here`. They must make 0 of a blank row, and hold nothing that
    a worksheet does not evaluate row by row there (IF, AND, OR, MIN).
    """

    table: str
    terms: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        parts = self.parts(names)
        return f"SUMPRODUCT({'*'.join([*parts, '1'] if len(parts) == 1 else parts)})"

    def parts(self, names: Names) -> list[str]:
        """Return the terms as arrays over the whole columns, each in brackets."""
        columns = _WholeColumns(names, self.table)
        return [f"({term.formula(columns)})" for term in self.terms]

    def value(self, data: Data) -> Any:  # noqa: D102
        total: Any = 0
        for record in data.records(self.table):
            row = AtRecord(data, record)
            product: Any = 1
            for factor in [number(term.value(row)) for term in self.terms]:
                product *= int(factor) if isinstance(factor, bool) else factor
            total += product
        return total


@dataclass(frozen=True)
class Some:
    """True where one of the conditions holds; unlike OR, row by row within `SumRows`."""

    conditions: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"{'+'.join(f'({part.formula(names)})' for part in self.conditions)}>0"

    def value(self, data: Data) -> bool:  # noqa: D102
        held = [part.value(data) for part in self.conditions]
        return any(held)


@dataclass(frozen=True)
class CountCells:
    """How many of the summary cells `keys`, a rectangle row by row, show `text`."""

    keys: tuple[str, ...]
    text: str

    def formula(self, names: Names) -> str:  # noqa: D102
        return f'COUNTIF({names.at(self.keys[0])}:{names.at(self.keys[-1])},"{self.text}")'

    def value(self, data: Data) -> int:  # noqa: D102
        return sum(data.at(key) == self.text for key in self.keys)


@dataclass(frozen=True)
class CountGaps:
    """How many of the summary cells `keys`, a rectangle row by row, hold a number other than 0."""

    keys: tuple[str, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        cells = f"{names.at(self.keys[0])}:{names.at(self.keys[-1])}"
        return f'COUNTIF({cells},">0")+COUNTIF({cells},"<0")'

    def value(self, data: Data) -> int:  # noqa: D102
        found = [data.at(key) for key in self.keys]
        return sum(not isinstance(each, str) and each != 0 for each in found)


@dataclass(frozen=True)
class SumCells:
    """The sum of the summary cells `keys`, which stand one under the other; texts count nothing."""

    keys: tuple[str, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"SUM({names.at(self.keys[0])}:{names.at(self.keys[-1])})"

    def value(self, data: Data) -> Any:  # noqa: D102
        found = [data.at(key) for key in self.keys]
        return sum(each for each in found if not isinstance(each, str))


@dataclass(frozen=True)
class Distance:
    """How far a number is from 0."""

    inner: Expr

    def formula(self, names: Names) -> str:  # noqa: D102
        return f"ABS({self.inner.formula(names)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return abs(number(self.inner.value(data)))


@dataclass(frozen=True)
class IfError:
    """A value, or a text where it cannot be calculated."""

    inner: Expr
    otherwise: str

    def formula(self, names: Names) -> str:  # noqa: D102
        return f'IFERROR({self.inner.formula(names)},"{self.otherwise}")'

    def value(self, data: Data) -> Any:  # noqa: D102
        try:
            return self.inner.value(data)
        except WorksheetError:
            return self.otherwise


@dataclass(frozen=True)
class Arithmetic:
    """Terms joined by one operator: `+`, `-` or `*`."""

    operator: str
    terms: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        parts = []
        for term in self.terms:
            text = term.formula(names)
            nested = isinstance(term, Compare | Some) or (
                isinstance(term, Arithmetic) and (self.operator, term.operator) != ("+", "*")
            )
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
        return _COMPARED[self.operator](_rank(left), _rank(right))


def _rank(value: Any) -> tuple[bool, Any]:
    """Order values as a worksheet does: numbers before texts, texts without case."""
    return (True, value.casefold()) if isinstance(value, str) else (False, value)


_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


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
        value = number(self.inner.value(data))
        if self.per == 1 and isinstance(value, int):
            return value
        return round_half_up(Fraction(value) / self.per)


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


@dataclass(frozen=True)
class Share:
    """A share as people read it, to hundredths of a percent; never compared. Empty where the whole is 0.

    It is cut, and where a maximum is asked it is raised, so that one that misses its threshold never looks as if
    it met it. Hundredths are counted before the division's rest is dropped: amounts are whole, so both programs
    and we come to the same digit.
    """

    part: Expr
    whole: Expr
    up: bool = False

    @property
    def exact(self) -> Quotient:
        """The share with all its digits."""
        return Quotient(self.part, self.whole)

    def formula(self, names: Names) -> str:  # noqa: D102
        part, whole = self.part.formula(names), self.whole.formula(names)
        cut = "ROUNDUP" if self.up else "ROUNDDOWN"
        return f'IF(({whole})=0,"",{cut}({_HUNDREDTHS}*({part})/({whole}),0)/{_HUNDREDTHS})'

    def value(self, data: Data) -> Any:  # noqa: D102
        exact = self.exact.value(data)
        if exact == "":
            return exact
        hundredths = abs(exact) * _HUNDREDTHS
        cut = ceil(hundredths) if self.up else floor(hundredths)
        return Fraction(cut if exact > 0 else -cut, _HUNDREDTHS)


_HUNDREDTHS = 10_000
"""Hundredths of a percent in a whole."""
