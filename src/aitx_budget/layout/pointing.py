"""Formulas that lead somewhere: to the first row, or the first cell, of which something holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aitx_budget.layout.expressions import (
    AtRecord,
    Compare,
    Const,
    Data,
    Expr,
    If,
    Names,
    SumRows,
    number,
)
from aitx_budget.model.address import LAST_ROW

NOWHERE = LAST_ROW + 1
"""The row that is given where there is none; larger than any."""


@dataclass(frozen=True)
class FirstRow:
    """The worksheet row of a table's first record that meets all conditions; `NOWHERE` where none does.

    Conditions see each row through `Here`, as those of `SumRows` do, and hold or don't. The highest
    of distances from the end is looked for, because SUMPRODUCT makes an array of what MAX is given
    in every program, and of what MATCH is given in some only.

    Attributes:
        table: the table's name.
        field: one of its fields, whose column tells the rows.
        top: the row in which the template puts the first record.
        conditions: what is looked for.
    """

    table: str
    field: str
    top: int
    conditions: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        held = SumRows(self.table, self.conditions).parts(names)
        distance = f"({NOWHERE}-ROW({names.column(self.table, self.field)}))"
        return f"{NOWHERE}-SUMPRODUCT(MAX({'*'.join([*held, distance])}))"

    def value(self, data: Data) -> int:  # noqa: D102
        found = []
        for n, record in enumerate(data.records(self.table), start=self.top):
            row = AtRecord(data, record)
            held = [number(each.value(row)) for each in self.conditions]  # an error in any spreads
            found += [n] if all(held) else []
        return min(found, default=NOWHERE)


@dataclass(frozen=True)
class FirstCell:
    """The row of the first summary cell that shows a text; `NOWHERE` where none does.

    Attributes:
        keys: of the cells, which stand one under the other.
        top: the row of the first.
        text: what is looked for.
        name: a defined name of the cells, for formulas on other sheets.
    """

    keys: tuple[str, ...]
    top: int
    text: str
    name: str = ""

    def formula(self, names: Names) -> str:  # noqa: D102
        cells = self.name or f"{names.at(self.keys[0])}:{names.at(self.keys[-1])}"
        return f'IFERROR(MATCH("{self.text}",{cells},0)+{self.top - 1},{NOWHERE})'

    def value(self, data: Data) -> int:  # noqa: D102
        shown = (data.at(key) for key in self.keys)
        return next((self.top + n for n, each in enumerate(shown) if each == self.text), NOWHERE)


@dataclass(frozen=True)
class FirstGap:
    """The row of the first summary cell that holds a number other than 0; `NOWHERE` where none does.

    Attributes:
        keys: of a rectangle of cells, row by row.
        across: cells in a row of it.
        top: its first row.
    """

    keys: tuple[str, ...]
    across: int
    top: int

    def formula(self, names: Names) -> str:  # noqa: D102
        cells = f"{names.at(self.keys[0])}:{names.at(self.keys[-1])}"
        found = f"ISNUMBER({cells})*({cells}<>0)*({NOWHERE}-ROW({cells}))"
        return f"{NOWHERE}-SUMPRODUCT(MAX({found}))"

    def value(self, data: Data) -> int:  # noqa: D102
        for n, key in enumerate(self.keys):
            shown = data.at(key)
            if not isinstance(shown, str) and shown != 0:
                return self.top + n // self.across
        return NOWHERE


@dataclass(frozen=True)
class CountNamed:
    """How many of the summary cells `keys` show `text`, counted from another sheet by their defined name."""

    name: str
    keys: tuple[str, ...]
    text: str

    def formula(self, names: Names) -> str:  # noqa: ARG002, D102
        return f'COUNTIF({self.name},"{self.text}")'

    def value(self, data: Data) -> int:  # noqa: D102
        return sum(data.at(key) == self.text for key in self.keys)


@dataclass(frozen=True)
class Named:
    """A cell of another sheet, by its defined name."""

    name: str
    key: str

    def formula(self, names: Names) -> str:  # noqa: ARG002, D102
        return self.name

    def value(self, data: Data) -> Any:  # noqa: D102
        return data.at(self.key)


@dataclass(frozen=True)
class IsText:
    """1 where a field of the row at hand holds a text, else 0: a number that is typed as one counts in no sum."""

    field: str

    def formula(self, names: Names) -> str:  # noqa: D102
        cell = names.cell(self.field)
        return f'ISTEXT({cell})*({cell}<>"")'

    def value(self, data: Data) -> int:  # noqa: D102
        found = data.field(self.field)
        return int(isinstance(found, str) and found != "")


@dataclass(frozen=True)
class Says:
    """True where a text of the row at hand begins or ends with one of `words`, or is `whole`; spaces don't count.

    The texts are looked through as one, with marks between them that nobody types: a search in each would take a
    multiple of the time.
    """

    fields: tuple[str, ...]
    words: tuple[str, ...]
    whole: str

    def formula(self, names: Names) -> str:  # noqa: D102
        joined_texts = f'&"{_BETWEEN}"&'.join(names.cell(field) for field in self.fields)
        texts = f'SUBSTITUTE("{_BETWEEN}"&{joined_texts}&"{_BETWEEN}"," ","")'
        found = (f'ISNUMBER(FIND("{each}",{texts}))' for each in self._sought())
        return f"({'+'.join(found)}>0)"

    def value(self, data: Data) -> bool:  # noqa: D102
        shown = (data.field(field) for field in self.fields)
        texts = "".join(f"{_BETWEEN}{'' if each is None else each}" for each in shown)
        return any(each in f"{texts}{_BETWEEN}".replace(" ", "") for each in self._sought())

    def _sought(self) -> tuple[str, ...]:
        edges = (edge for word in self.words for edge in (_BETWEEN + word, word + _BETWEEN))
        return (*edges, _BETWEEN + self.whole + _BETWEEN)


_BETWEEN = "¶"


@dataclass(frozen=True)
class Joined:
    """A text of several parts."""

    parts: tuple[Expr, ...]

    def formula(self, names: Names) -> str:  # noqa: D102
        return "&".join(each.formula(names) for each in self.parts)

    def value(self, data: Data) -> str:  # noqa: D102
        return "".join(str(each.value(data)) for each in self.parts)


def joined(*parts: Expr | str) -> Joined:
    """Return a text of `parts`."""
    return Joined(tuple(Const(each) if isinstance(each, str) else each for each in parts))


@dataclass(frozen=True)
class Link:
    """A text that leads to a row of a sheet when it is clicked."""

    sheet: str
    row: Expr
    text: Joined
    column: str = "A"

    def formula(self, names: Names) -> str:  # noqa: D102
        target = joined(f"#'{self.sheet}'!{self.column}", self.row)
        return f"HYPERLINK({target.formula(names)},{self.text.formula(names)})"

    def value(self, data: Data) -> Any:  # noqa: D102
        return self.text.value(data)


def link_to_row(sheet: str, row: Expr) -> Link:
    """Return a link that says where it leads: `소요예산 12행`."""
    return Link(sheet, row, joined(f"{sheet} ", row, "행"))


def first_of(leads: Sequence[tuple[Expr, Expr]], otherwise: Expr) -> Expr:
    """Return the first lead whose row is somewhere.

    Args:
        leads: (row, lead) of each.
        otherwise: what is shown where no row is.
    """
    shown = otherwise
    for row, lead in reversed(leads):
        shown = If(Compare("<", row, Const(NOWHERE)), lead, shown)
    return shown
