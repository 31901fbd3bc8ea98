"""코드표: the lists behind the drop-downs, each under its name; and the lists of declared codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.workbook import (
    GUIDE_SHEET,
    LIST_NAMES,
    LISTS_SHEET,
    MONTH_LIST,
    SUBCATEGORY_LIST,
)
from aitx_budget.model.address import column_letter
from aitx_budget.model.month import dashed
from aitx_budget.template.book import Book
from aitx_budget.template.page import done, set_up, write
from aitx_budget.template.validations import code_list

_HEAD = 5


def write_lists(book: Book, sheet: Worksheet) -> None:
    """Write 코드표 and define the names of its lists."""
    set_up(sheet, title=book.programme.title.ko, header_rows=(_HEAD, _HEAD))
    look = book.formats
    sheet.set_row(0, 26)
    write(sheet, 1, 1, LISTS_SHEET, look.title)
    write(sheet, 2, 1, "드롭다운 목록의 원본입니다. 고치지 마세요.", look.purpose)
    done(sheet.write_url(2, 0, f"internal:'{GUIDE_SHEET}'!A1", look.link, f"→ {GUIDE_SHEET}"))
    head = look.get(
        bold=True, bg_color="#1F3A5F", font_color="#FFFFFF", align="center", text_wrap=True
    )
    cell = look.get(bottom=4, border_color="#B8C1CC")
    for column, (title, name, values) in enumerate(_lists(book), start=1):
        longest = max(len(str(value)) for value in (title, *values))
        done(sheet.set_column(column - 1, column - 1, max(8, 1.8 * longest + 1)))
        write(sheet, _HEAD, column, title, head)
        for row, value in enumerate(values, start=_HEAD + 1):
            write(sheet, row, column, value, cell)
        book.name_column(name, LISTS_SHEET, column, _HEAD + 1, _HEAD + len(values))
    _write_subcategories(book, sheet, column + 1, head, cell)
    sheet.freeze_panes(_HEAD, 0)
    for table in book.tables:
        _declared_codes(book, table)


def _lists(book: Book) -> Iterator[tuple[str, str, Sequence[int | str]]]:
    """Yield (title, defined name, values) of every list."""
    for name, values in book.layout.lists.items():
        listed: Sequence[int | str] = values
        if name == "fiscal_year":
            listed = [int(value) for value in values]
        yield LIST_NAMES[name].removeprefix("목록_"), LIST_NAMES[name], listed
    yield "월", MONTH_LIST, [dashed(month) for month in book.programme.months]


def _write_subcategories(
    book: Book, sheet: Worksheet, column: int, head: Format, cell: Format
) -> None:
    """Write each category's subcategories one under the other, and name each group."""
    row = _HEAD
    for offset, (title, width) in enumerate((("비목별 세목: 비목", 18), ("비목별 세목: 세목", 20))):
        done(sheet.set_column(column + offset - 1, column + offset - 1, width))
        write(sheet, _HEAD, column + offset, title, head)
    for category, labels in book.layout.dependent["subcategory"].items():
        first = row + 1
        for label in labels:
            row += 1
            write(sheet, row, column, category, cell)
            write(sheet, row, column + 1, label, cell)
        name = f"{SUBCATEGORY_LIST}{category[:3]}"
        book.name_column(name, LISTS_SHEET, column + 1, first, row)


def _declared_codes(book: Book, table: TableLayout) -> None:
    """Define the list of codes a table declares: from its first row to the last that is filled."""
    for field in table.fields:
        if not field.key:
            continue
        letter = column_letter(table.column(field.name))
        top, column = f"'{table.sheet}'!${letter}${table.first_row}", table.range_name(field.name)
        filled = f'SUMPRODUCT(MAX(({column}<>"")*(ROW({column})-ROW({top})+1)))'
        name = code_list(table.sheet, field.header)
        done(book.workbook.define_name(name, f"=OFFSET({top},0,0,MAX(1,{filled}),1)"))
