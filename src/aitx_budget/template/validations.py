"""What each input cell accepts, with the prompt shown on entering it and the words of a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.structure import LARGEST_WON, Field, Kind, TableLayout
from aitx_budget.layout.workbook import LIST_NAMES, MONTH_LIST, SUBCATEGORY_LIST
from aitx_budget.model.address import column_letter
from aitx_budget.model.month import dashed
from aitx_budget.model.text import particle
from aitx_budget.programme.examples import Examples, examples
from aitx_budget.template.book import Book
from aitx_budget.template.examples import example_of
from aitx_budget.template.page import done

LONGEST_TEXT = 500
MOST = 1_000_000_000
"""The largest number of items, months or firms that a cell takes."""

_EARLIEST, _LATEST = dt.datetime(1950, 1, 1), dt.datetime(2099, 12, 31)  # noqa: DTZ001 - days, no zone


def code_list(sheet: str, header: str) -> str:
    """Return the name of the list of codes declared in a column."""
    return f"목록_{sheet}_{header}"


def validate_field(book: Book, sheet: Worksheet, table: TableLayout, field: Field) -> None:
    """Attach a validation to all input cells of a field."""
    column = table.column(field.name)
    first = table.first_row + (table.fields.index(field) if table.form else 0)
    last = first if table.form else book.last_row(table)
    options = {
        "ignore_blank": True,
        "input_title": field.header,
        "input_message": prompt(field, example_of(book.programme, table).get(field.name)),
        "error_title": "입력값을 확인하세요",
    } | _accepted(book, table, field, first)
    done(sheet.data_validation(first - 1, column - 1, last - 1, column - 1, options))


def prompt(field: Field, example: int | str | None) -> str:
    """Return what to enter, for the prompt; where the layout doesn't say, an example does."""
    text = field.help.ko or f"{particle(field.header, '을', '를')} 적습니다."
    if not field.help.ko and isinstance(example, str):
        text = f"{text} 예: {example}"
    if field.required_when:
        text = f"{text} ({field.required_when[1]}이면 필수)"
    return f"[필수] {text}" if field.required else text


def _accepted(book: Book, table: TableLayout, field: Field, row: int) -> dict[str, Any]:
    """Return the type of validation and its refusal."""
    if field.name == "subcategory":
        category = column_letter(table.column("category"))
        source = f'=INDIRECT("{SUBCATEGORY_LIST}"&LEFT(${category}{row},3))'
        return _from_list(source, "먼저 고른 비목의 세목 가운데에서 골라야 합니다.")
    if field.choices:
        return _from_list(f"={LIST_NAMES[field.choices]}", "목록에 있는 값만 입력할 수 있습니다.")
    if field.refers:
        name, declared = field.refers.split(".")
        home = book.layout.tables[name]
        return _from_list(
            f"={code_list(home.sheet, home[declared].header)}",
            f"{home.sheet} 시트에 먼저 등록한 코드만 쓸 수 있습니다.",
        )
    if field.key:
        cell = f"{column_letter(table.column(field.name))}{row}"
        return {
            "validate": "custom",
            "value": f"AND(LEN({cell})<=20,COUNTIF({table.range_name(field.name)},{cell})=1)",
            "error_message": "이미 쓴 코드입니다. 20자 이내의 다른 코드를 정하세요.",
        }
    if field.kind in (Kind.DATE, Kind.MONTH):
        return _dated(field.kind, examples(book.programme))
    return _BY_KIND[field.kind](f"{column_letter(table.column(field.name))}{row}")


def _from_list(source: str, refusal: str) -> dict[str, Any]:
    """Return a drop-down; a blank in the list must not open it to every value."""
    return {"validate": "list", "source": source, "ignore_blank": False, "error_message": refusal}


def _between(kind: str, least: Any, most: Any, refusal: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_message": refusal,
    }


def _dated(kind: Kind, shown: Examples) -> dict[str, Any]:
    """Return what a cell of a day or a month accepts."""
    if kind is Kind.DATE:
        return _between("date", _EARLIEST, _LATEST, f"{shown.day:%Y-%m-%d}처럼 날짜를 입력하세요.")
    return _from_list(
        f"={MONTH_LIST}",
        f"사업기간 안의 달을 {dashed(shown.month)}처럼 입력하거나 목록에서 고르세요.",
    )


def _registration(cell: str) -> dict[str, Any]:
    digits = f'SUBSTITUTE({cell},"-","")'
    return {
        "validate": "custom",
        "value": f"AND(LEN({digits})=10,ISNUMBER(VALUE({digits})))",
        "error_message": "사업자등록번호 10자리를 123-45-67891처럼 입력하세요.",
    }


_BY_KIND: dict[Kind, Callable[[str], dict[str, Any]]] = {
    Kind.WON: lambda _: _between(
        "integer",
        0,
        LARGEST_WON,
        "원 단위의 0 이상 정수만 입력할 수 있습니다. 쉼표나 '원' 없이 숫자만 적으세요.",
    ),
    Kind.COUNT: lambda _: _between("integer", 1, MOST, "1 이상의 정수를 입력하세요."),
    Kind.QUANTITY: lambda _: _between(
        "decimal", 0, MOST, "0 이상의 수를 입력하세요. 소수는 셋째 자리까지 씁니다."
    ),
    Kind.PERCENT: lambda _: _between(
        "decimal", 1, 100, "1에서 100 사이의 수를 % 기호 없이 입력하세요."
    ),
    Kind.REGISTRATION: _registration,
    Kind.CODE: lambda _: _between("length", 0, 20, "20자 이내로 입력하세요."),
    Kind.TEXT: lambda _: _between(
        "length", 0, LONGEST_TEXT, f"{LONGEST_TEXT}자 이내로 입력하세요."
    ),
}
