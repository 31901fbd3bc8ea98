"""The layout's own tables, each row with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from aitx_budget.export.columns import CELL, ID, PATH, PERCENT, REGION, SHEET, WON
from aitx_budget.export.source import Source
from aitx_budget.export.structure import NO_UNIT, Column, Table, Type, Values
from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import Field, Kind, TableLayout, WorkbookLayout
from aitx_budget.model.address import a1
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_LIST = 16
"""How many choices a description names; longer lists have a table of their own."""

_TYPES = {
    Kind.TEXT: Type.TEXT,
    Kind.CODE: Type.TEXT,
    Kind.CHOICE: Type.TEXT,
    Kind.REGISTRATION: Type.TEXT,
    Kind.YEAR: Type.YEAR,
    Kind.MONTH: Type.MONTH,
    Kind.DATE: Type.DATE,
    Kind.WON: Type.INTEGER,
    Kind.COUNT: Type.INTEGER,
    Kind.QUANTITY: Type.THOUSANDTHS,
    Kind.PERCENT: Type.THOUSANDTHS,
}
"""Shares (RATIO) are shown in the workbook and are no data: they follow from the amounts, without rounding."""

_UNITS = {Kind.WON: WON, Kind.PERCENT: PERCENT}

_ENTERED = {("basics", "region"): "region_entered"}
"""The one field whose name is taken by where a row stands."""


def budget_table(layout: TableLayout, workbook: WorkbookLayout) -> Table:
    """Return one table of the workbook."""
    columns = [column for each in _kept(layout) for column in _columns(layout, each, workbook)]
    return Table(
        layout.name,
        layout.title,
        Text(
            f"‘{layout.sheet}’ 시트{'가' if layout.form else '의 한 줄이'} 한 행입니다. {layout.purpose.ko}",
            f"A row per {'' if layout.form else 'row of '}sheet {layout.sheet}. {layout.purpose.en}",
        ),
        (ID, REGION, PATH, replace(SHEET, required=True), CELL, *columns),
        ("id",),
        partial(_fill, layout),
    )


def _kept(layout: TableLayout) -> list[Field]:
    return [each for each in layout.fields if each.kind is not Kind.RATIO]


def _columns(layout: TableLayout, own: Field, workbook: WorkbookLayout) -> Iterator[Column]:
    """Yield a field's column, and after a code the reference to what it stands for."""
    yield Column(
        column_name(layout, own),
        _TYPES[own.kind],
        Text(own.header, own.header),
        _description(layout, own, workbook),
        required=own.amount,
        unit=_UNITS.get(own.kind, NO_UNIT),
    )
    if own.refers:
        table = own.refers.partition(".")[0]
        title = workbook.tables[table].title
        yield Column(
            _reference(own),
            Type.INTEGER,
            Text(f"{own.header} 참조", f"{own.header}: reference"),
            Text(
                f"같은 지역에서 {own.header}를 등록한 줄의 번호({table}.id, {title.ko})입니다. 등록되지 않은 코드면 값이 없습니다.",
                f"Number ({table}.id) of the row that declares the code in the same region; none where no row does.",
            ),
            refers=table,
        )


def column_name(layout: TableLayout, own: Field) -> str:
    """Return the name of a field's column."""
    return _ENTERED.get((layout.name, own.name), own.name)


def _reference(own: Field) -> str:
    return f"{own.name.removesuffix('_code')}_id"


def _description(layout: TableLayout, own: Field, workbook: WorkbookLayout) -> Text:
    """Say where a value stands, what the officer is told to type there, and how to read it."""
    said = list(_said(layout, own, workbook))
    return Text(*(" ".join(_ended(each) for each in texts) for texts in zip(*said, strict=True)))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…")) else f"{sentence}."


def _said(layout: TableLayout, own: Field, workbook: WorkbookLayout) -> Iterator[Text]:
    place = "항목" if layout.form else "열"
    yield Text(
        f"‘{layout.sheet}’ 시트의 ‘{own.header}’ {place}입니다.",
        f"‘{own.header}’ of sheet {layout.sheet}.",
    )
    if own.help.ko:
        yield Text(f"작성 안내: {own.help.ko}", f"Officers are told: {own.help.en}")
    choices = workbook.lists.get(own.choices, ())
    if 0 < len(choices) <= _LONGEST_LIST:
        yield Text(f"목록: {', '.join(choices)}.", f"List: {', '.join(choices)}.")
    if own.formula is not None:
        computed = own.formula.formula(_ColumnNames(workbook))
        yield Text(
            f"파일에 적힌 값이 아니라 입력한 값에서 다시 계산한 값입니다(빈칸은 0): {computed}",
            f"Computed anew from what was typed (blank is 0): {computed}",
        )
    yield from _reading(own)


class _ColumnNames(RowNames):
    """Names by which a row's formula reads as one over the columns of its table."""

    def cell(self, field: str) -> str:
        """Return the name of the field."""
        return field


def _reading(own: Field) -> Iterator[Text]:
    """Yield what must be known to read a field's values."""
    if own.amount:
        yield Text("빈칸은 0원입니다.", "Blank is 0.")
    if own.kind is Kind.MONTH:
        yield Text("Parquet에는 그 달의 1일로 적습니다.", "In Parquet the month's first day.")
    if own.kind in (Kind.QUANTITY, Kind.PERCENT):
        yield Text("소수 셋째 자리까지 정확합니다.", "Exact to three decimals.")


def _fill(layout: TableLayout, source: Source) -> Values:
    frame = source.taken(layout.name)
    labels = frame["origin.label"].tolist()
    values: dict[str, Any] = {
        "id": range(1, len(frame) + 1),
        "region": labels,
        "path": frame["origin.path"].tolist(),
        "sheet": frame["origin.sheet"].tolist(),
        "cell": _cells(layout, source, labels, frame["origin.row"].tolist()),
    }
    for own in _kept(layout):
        values[column_name(layout, own)] = _read(frame, own)
        if own.refers:
            table = own.refers.partition(".")[0]
            codes = frame[own.name].tolist()
            values[_reference(own)] = source.declared(table, labels, codes)
    return values


def _read(frame: pd.DataFrame, own: Field) -> list[Any]:
    """Return a field's values; of an amount, which sums are made of, a blank is 0 won."""
    values: list[Any] = frame[own.name].tolist()
    if own.amount:
        return values
    if not own.kind.numeric:
        return [value or None for value in values]
    nothing = (frame[f"blank.{own.name}"] | frame[f"unread.{own.name}"]).tolist()
    return [None if none else value for value, none in zip(values, nothing, strict=True)]


def _cells(layout: TableLayout, source: Source, labels: list[str], rows: list[int]) -> list[str]:
    """Return the cell that each row is known by."""
    columns: dict[str, int] = {}
    for each in source.consolidation.regions:
        table = each.submission.tables.get(layout.name)
        if table is not None:
            amounts = [
                own.name for own in layout.fields if own.amount and own.name in table.columns
            ]
            found = amounts or [own.name for own in layout.fields if own.name in table.columns]
            columns[each.label] = table.columns[found[0]]
    return [a1(row, columns[label]) for label, row in zip(labels, rows, strict=True)]
