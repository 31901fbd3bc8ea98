"""Pre-filled data as the worksheet will hold it, and the values its formulas will show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from aitx_budget.errors import PrefillError
from aitx_budget.layout.expressions import AtRecord, Expr, Record, Records, WorksheetError
from aitx_budget.layout.structure import (
    LARGEST_WON,
    THOUSANDTHS,
    Field,
    Kind,
    TableLayout,
    WorkbookLayout,
)
from aitx_budget.model.month import dashed, is_month
from aitx_budget.model.text import Text

Prefill = Mapping[str, Sequence[Mapping[str, Any]]]
"""Layout table name -> records of field name -> value; a form has one record."""


@dataclass
class Contents:
    """All values of a workbook; `Data` for every formula in it.

    Attributes:
        tables: table -> records, formula fields included; a form's one record among them.
        given: (table, record number from 0, field) of formula fields that hold a constant.
        formulas: summary key -> expression.
    """

    tables: Mapping[str, Records]
    given: frozenset[tuple[str, int, str]]
    formulas: Mapping[str, Expr] = field(default_factory=dict)
    _shown: dict[str, Any] = field(default_factory=dict)

    def field(self, field: str) -> Any:
        """Refuse: no row is at hand.

        Raises:
            LookupError: always; `AtRecord` supplies a row.
        """
        message = f"no row at hand for {field}"
        raise LookupError(message)

    def records(self, table: str) -> Sequence[Record]:
        """Return a table's records."""
        return self.tables[table]

    def entry(self, table: str, field: str) -> Any:
        """Return a form's entry."""
        return self.tables[table][0].get(field)

    def shown(self, key: str) -> Any:
        """Return what summary cell `key` shows, an error included."""
        if key not in self._shown:
            self._shown[key] = evaluate(self.formulas[key], self)
        return self._shown[key]

    def at(self, key: str) -> Any:
        """Return the value of summary cell `key`.

        Raises:
            WorksheetError: the cell shows an error.
        """
        shown = self.shown(key)
        if isinstance(shown, WorksheetError):
            raise shown
        return shown


def evaluate(formula: Expr, data: Any) -> Any:
    """Return a formula's value, or the error the worksheet shows instead."""
    try:
        return formula.value(data)
    except WorksheetError as error:
        return error


def contents(layout: WorkbookLayout, scope: str, prefill: Prefill) -> Contents:
    """Return `prefill` in worksheet terms, formula fields calculated.

    Raises:
        PrefillError: a table, field or value does not fit the layout.
    """
    known = {table.name: table for table in layout.of_scope(scope)}
    for name in prefill:
        if name not in known:
            raise _unfit(
                Text(f"{name}: 이 통합문서에 없는 표입니다.", f"{name}: no such table here.")
            )
    tables, given = {}, set()
    for name, table in known.items():
        records = [_record(table, n, each) for n, each in enumerate(prefill.get(name, ()))]
        if table.form and len(records) > 1:
            raise _unfit(
                Text(f"{table.sheet}: 한 건만 채울 수 있습니다.", f"{name}: one record only.")
            )
        for n, record in enumerate(records):
            given |= {(name, n, each) for each in _calculate(table, record)}
        tables[name] = Records(records or ([{}] if table.form else []))
    return Contents(tables, frozenset(given))


def _record(table: TableLayout, n: int, given: Mapping[str, Any]) -> dict[str, Any]:
    fields = table.by_name
    record = {}
    for name, value in given.items():
        if name not in fields:
            raise _unfit(
                Text(
                    f"{table.sheet} {n + 1}번째 행: '{name}' 열이 없습니다.",
                    f"{table.name}, record {n + 1}: no field {name!r}.",
                )
            )
        record[name] = _worksheet_value(table, n, fields[name], value)
    return record


def _calculate(table: TableLayout, record: dict[str, Any]) -> list[str]:
    """Calculate the record's formula fields in place; return those that were given instead."""
    given = []
    for each in table.fields:
        if each.formula is None:
            continue
        if record.get(each.name) is not None:
            given.append(each.name)
            continue
        record[each.name] = evaluate(each.formula, AtRecord(_NOTHING, record))
    return given


def _worksheet_value(table: TableLayout, n: int, field: Field, value: Any) -> Any:
    """Return the value as a cell holds it: None, text, a whole number, a fraction or a date.

    Raises:
        PrefillError: it cannot stand in such a field.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    kept = _typed(field.kind, value)
    if kept is None:
        raise _unfit(
            Text(
                f"{table.sheet} {n + 1}번째 행 {field.header}: 넣을 수 없는 값입니다({value!r}).",
                f"{table.name}, record {n + 1}, {field.name}: {value!r} cannot stand here.",
            )
        )
    return kept


def _typed(kind: Kind, value: Any) -> Any:
    """Return a value that is not text as a cell of this kind holds it; None where it cannot."""
    if isinstance(value, bool):
        return None
    if kind is Kind.DATE:
        return value if isinstance(value, dt.date) else None
    if kind is Kind.MONTH:
        return dashed(value) if isinstance(value, int) and is_month(value) else None
    if kind in (Kind.WON, Kind.COUNT, Kind.YEAR):
        whole = isinstance(value, int) and abs(value) <= LARGEST_WON
        return value if whole else None
    if kind in (Kind.QUANTITY, Kind.PERCENT) and isinstance(value, int | Decimal | Fraction):
        exact = Fraction(value)
        return exact if (exact * THOUSANDTHS).denominator == 1 else None
    return str(value) if isinstance(value, int) and not kind.numeric else None


def _unfit(why: Text) -> PrefillError:
    ko, en = f"미리 채울 자료를 넣을 수 없습니다. {why.ko}", f"Prefill does not fit. {why.en}"
    return PrefillError(Text(ko, en))


_NOTHING = Contents({}, frozenset())
"""Data for formulas that look at their own row alone."""
