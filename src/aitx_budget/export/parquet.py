"""A table as Parquet: 64-bit whole numbers, exact decimals, real dates, texts as they are.

Each column carries its title, description and unit, and the file says which whole numbers may be missing in the words of
pandas, which would otherwise read such a column as floats. A month is its first day.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aitx_budget.export.structure import Column, Described, Type, Values
from aitx_budget.model.text import Language

if TYPE_CHECKING:
    import pyarrow as pa

_DIGITS = 18
"""Of a decimal; three of them after the point."""


def _day(number: int) -> dt.date:
    return dt.date(number // 10000, number // 100 % 100, number % 100)


@lru_cache(maxsize=4096)
def _decimal(number: int) -> Decimal:
    return Decimal(number).scaleb(-3)


_MADE: dict[Type, Callable[[Any], Any]] = {
    Type.THOUSANDTHS: _decimal,
    Type.MONTH: lambda value: _day(value * 100 + 1),
    Type.DATE: _day,
}


def render(table: Described, values: Values, language: Language) -> bytes:
    """Return the file; the same rows give the same bytes."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        [_field(each, language) for each in table.columns], metadata=_metadata(table)
    )
    arrays = [
        pa.array(_made(each, values), type=own.type)
        for each, own in zip(table.columns, schema, strict=True)
    ]
    sink = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="snappy")
    return sink.getvalue()


def _field(column: Column, language: Language) -> pa.Field:
    import pyarrow as pa

    said = {"title": column.title, "description": column.description, "unit": column.unit}
    metadata = {name: text.in_(language) for name, text in said.items() if text.ko}
    kind, nullable = arrow_type(column.type), not column.required
    return pa.field(column.name, kind, nullable=nullable, metadata=metadata)


def arrow_type(kind: Type) -> pa.DataType:
    """Return the type that a column of `kind` has in a file."""
    import pyarrow as pa

    return {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.THOUSANDTHS: pa.decimal128(_DIGITS, 3),
        Type.FLAG: pa.bool_(),
        Type.YEAR: pa.int64(),
        Type.MONTH: pa.date32(),
        Type.DATE: pa.date32(),
    }[kind]


def _made(column: Column, values: Values) -> list[Any]:
    own = values[column.name]
    make = _MADE.get(column.type)
    return list(own) if make is None else [None if each is None else make(each) for each in own]


def _metadata(table: Described) -> dict[str, str]:
    """Return what tells pandas to keep whole numbers whole where some are missing.

    Source: the specification of pandas' metadata in Parquet files, of its developer guide.
    """
    columns = [
        {
            "name": each.name,
            "field_name": each.name,
            "pandas_type": "int64",
            "numpy_type": "Int64",
            "metadata": None,
        }
        for each in table.columns
        if each.type in (Type.INTEGER, Type.YEAR)
    ]
    said = {
        "columns": columns,
        "index_columns": [],
        "column_indexes": [],
        "pandas_version": "2.0.0",
    }
    return {"pandas": json.dumps(said)}
