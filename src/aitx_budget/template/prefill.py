"""Data to begin with, from CSV, JSON or Parquet files, as typed records of the layout's tables.

A table is known by its sheet's title or its name: a CSV or Parquet file holds the table that its
stem names, a JSON file is an object of table -> list of records (a form: one record). Columns are
known by header, alias or field name. Data is taken strictly: what cannot be read is an error.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from aitx_budget.errors import PrefillError
from aitx_budget.intake.keys import key
from aitx_budget.layout.structure import Field, Kind, TableLayout, WorkbookLayout
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.address import LONGEST_TEXT
from aitx_budget.model.month import is_month
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme

Records = list[dict[str, Any]]


@dataclass(frozen=True)
class _Place:
    """Where a value stands, for an error."""

    file: str
    table: str = ""
    column: str = ""
    record: int = 0

    def error(self, why: Text) -> PrefillError:
        """Return the error that names the place."""
        record_ko = f"{self.record}번째 자료" if self.record else ""
        record_en = f"record {self.record}" if self.record else ""
        at_ko = ", ".join(filter(None, (self.file, self.table, self.column, record_ko)))
        at_en = ", ".join(filter(None, (self.file, self.table, self.column, record_en)))
        return PrefillError(Text(f"{at_ko}: {why.ko}", f"{at_en}: {why.en}"))


def load_prefill(
    paths: Iterable[Path], programme: Programme | None = None
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return table name -> records, of all files in their order.

    Args:
        paths: `.csv` (UTF-8 or CP949), `.json` or `.parquet` files.
        programme: whose layout the data is for; the shipped one for None.

    Raises:
        PrefillError: naming file, table and column of what does not fit.
    """
    layout = workbook_layout(programme or default_programme())
    loaded: dict[str, Records] = {}
    for path in paths:
        for table, records in _tables(path, layout):
            loaded.setdefault(table, []).extend(records)
    return loaded


def with_submitter(
    prefill: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return data for an institution's workbook with its own code entered, where the data declares one institution alone."""
    codes = [each.get("code") for each in prefill.get("institutions", ())]
    first, *others = prefill.get("basics") or [{}]
    if len(codes) != 1 or not codes[0] or first.get("submitter"):
        return prefill
    return {**prefill, "basics": [{**first, "submitter": codes[0]}, *others]}


def _tables(path: Path, layout: WorkbookLayout) -> Iterable[tuple[str, Records]]:
    """Yield (table name, typed records) of one file."""
    place = _Place(path.name)
    readers: dict[str, Callable[[Path], dict[str, Any]]] = {
        ".csv": _csv,
        ".json": _json,
        ".parquet": _parquet,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise place.error(
            Text(
                "CSV, JSON, Parquet 파일만 읽을 수 있습니다.",
                "only CSV, JSON and Parquet can be read.",
            )
        )
    try:
        found = reader(path)
    except ImportError as error:
        raise place.error(
            Text(
                "Parquet 파일을 읽으려면 pyarrow를 설치해야 합니다.",
                "reading Parquet needs pyarrow to be installed.",
            )
        ) from error
    except (OSError, ValueError, csv.Error) as error:
        raise place.error(
            Text(f"읽을 수 없습니다({error}).", f"cannot be read ({error}).")
        ) from error
    for name, records in found.items():
        table = _table_of(name, layout, place)
        yield table.name, _typed_records(table, records, path.name)


def _csv(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp949")
    return {path.stem: list(csv.DictReader(io.StringIO(text), strict=True, restval=None))}


def _json(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    if isinstance(data, dict):
        return data
    return {path.stem: data}


def _parquet(path: Path) -> dict[str, Any]:
    import pandas as pd

    frame = pd.read_parquet(path)
    objects = frame.astype(object).where(frame.notna(), None)
    return {path.stem: objects.to_dict("records")}


def _table_of(name: str, layout: WorkbookLayout, place: _Place) -> TableLayout:
    for table in layout.tables.values():
        if key(str(name)) in (key(table.sheet), key(table.name)):
            return table
    titles = ", ".join(table.sheet for table in layout.tables.values())
    raise place.error(
        Text(
            f"{particle(f'‘{name}’', '은', '는')} 표 이름이 아닙니다. 다음 가운데 하나여야 합니다: {titles}",
            f"{name!r} is no table; expected one of {titles}.",
        )
    )


def _typed_records(table: TableLayout, records: Any, file: str) -> Records:
    place = _Place(file, table.sheet)
    listed = [records] if isinstance(records, Mapping) else records
    if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
        raise place.error(Text("자료의 목록이어야 합니다.", "a list of records was expected."))
    return [_typed_record(table, each, file, n) for n, each in enumerate(listed, start=1)]


def _typed_record(
    table: TableLayout, given: Mapping[Any, Any], file: str, n: int
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for column, value in given.items():
        place = _Place(file, table.sheet, str(column or ""), n)
        field = _field_of(table, str(column or ""), place)
        if field.name in record:
            raise place.error(Text("같은 열이 두 번 있습니다.", "this column is given twice."))
        read = _read(field.kind, value)
        if read is _UNREADABLE:
            shown = str(value)[:40]
            raise place.error(
                Text(
                    f"{field.header} 칸에 넣을 수 없는 값입니다: {shown}",
                    f"{shown!r} cannot stand under {field.header}.",
                )
            )
        record[field.name] = read
    return record


def _field_of(table: TableLayout, column: str, place: _Place) -> Field:
    for field in table.inputs:
        names = (field.header, field.name, *field.aliases)
        if key(column) in {key(name) for name in names}:
            return field
    headers = ", ".join(field.header for field in table.inputs)
    raise place.error(
        Text(
            f"입력할 수 있는 열이 아닙니다. 다음 가운데 하나여야 합니다: {headers}",
            f"no column that can be filled; expected one of {headers}.",
        )
    )


_UNREADABLE = object()
_DIGITS = 20
"""Digits before or behind the point beyond which no cell of a budget means a number."""


def _read(kind: Kind, value: Any) -> Any:
    """Return a value as the template takes it, None for a blank, or `_UNREADABLE`."""
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    if isinstance(value, bool | list | dict):
        return _UNREADABLE
    if kind is Kind.DATE:
        return _date(value)
    if kind is Kind.MONTH:
        return _month(value)
    if kind.numeric:
        return _number(kind, value)
    return _text(value)


def _text(value: Any) -> Any:
    """Return a text that a cell holds; a whole number without the point that a column with blanks gives it."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    writable = len(text) <= LONGEST_TEXT and text == text.encode("utf-8", "ignore").decode()
    return text if writable else _UNREADABLE


def _number(kind: Kind, value: Any) -> Any:
    """Return a whole number, or for quantities and percentages a decimal."""
    try:
        exact = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return _UNREADABLE
    if not exact.is_finite() or max(exact.adjusted(), -exact.as_tuple().exponent) > _DIGITS:  # type: ignore[operator]
        return _UNREADABLE
    whole = exact == exact.to_integral_value()
    if kind in (Kind.QUANTITY, Kind.PERCENT):
        return int(exact) if whole else exact
    return int(exact) if whole else _UNREADABLE


def _date(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return _UNREADABLE


def _month(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.year * 100 + value.month
    found = re.fullmatch(r"(\d{4})[-.]?(\d{2})(?:\.0)?", str(value))
    month = int(found[1] + found[2]) if found else 0
    return month if is_month(month) else _UNREADABLE
