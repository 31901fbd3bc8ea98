"""What an exported table is made of: typed columns, a key, references, and how it is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.export.source import Source

Values = Mapping[str, Sequence[Any]]
"""Column -> a value per row, of equal length; None where there is none."""

NO_UNIT = Text("", "")


class Type(StrEnum):
    """What a column holds, and how a value stands in `Values`."""

    TEXT = "text"  # str, never empty
    INTEGER = "integer"  # int
    THOUSANDTHS = "thousandths"  # int: 2500 is 2.5
    FLAG = "flag"  # bool
    YEAR = "year"  # int: 2026
    MONTH = "month"  # int: 202603
    DATE = "date"  # int: 20260315


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: in English, as the layout calls the field where it is one.
        type: see `Type`.
        title: the Korean header, to the letter where it is one of the workbook's.
        description: what it holds and how to read it.
        required: never None.
        unit: what is counted; empty for none.
        refers: name of the table whose key it holds; empty for none.
    """

    name: str
    type: Type
    title: Text
    description: Text
    required: bool = False
    unit: Text = NO_UNIT
    refers: str = ""


@dataclass(frozen=True)
class Described:
    """What a table is.

    Attributes:
        name: of its files.
        title, description: what it is, what a row is.
        columns: in order.
        key: the columns that tell its rows apart.
    """

    name: str
    title: Text
    description: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Table(Described):
    """A table of a consolidation.

    Attributes:
        fill: gives its rows.
    """

    fill: Callable[[Source], Values]


def listing(
    name: str,
    said: tuple[Text, Text],
    columns: tuple[Column, ...],
    key: tuple[str, ...],
    rows: Callable[[Source], Iterable[Sequence[Any]]],
) -> Table:
    """Return a table that is filled row by row.

    Args:
        name: of the table.
        said: its title and its description.
        columns: in the order of the rows' values; a column `id` comes first, and rows leave it out.
        key: see `Table`.
        rows: gives the rows; an empty text in them is no value.
    """

    def fill(source: Source) -> Values:
        return values_of(columns, rows(source))

    return Table(name, *said, columns, key, fill)


def values_of(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], first: int = 1
) -> dict[str, list[Any]]:
    """Return rows as columns.

    Args:
        columns: in the order of the rows' values; a column `id` comes first, and rows leave it out.
        rows: an empty text in them is no value.
        first: number of the first row.
    """
    names = [each.name for each in columns]
    numbered = names[0] == "id"
    values: dict[str, list[Any]] = {each: [] for each in names}
    for number, row in enumerate(rows, first):
        whole = (number, *row) if numbered else row
        for own, value in zip(names, whole, strict=True):
            values[own].append(None if value == "" else value)
    return values
