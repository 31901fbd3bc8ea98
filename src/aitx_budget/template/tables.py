"""Sheets that hold a table or a form: heads, cells ready for typing, formulas, names and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.layout.summary.conditions import dated_sum
from aitx_budget.layout.workbook import GUIDE_SHEET, LISTS_SHEET, SUMMARY_SHEET
from aitx_budget.model.address import column_letter
from aitx_budget.model.wrapping import lines
from aitx_budget.template.book import Book
from aitx_budget.template.formats import Role
from aitx_budget.template.marks import mark_table
from aitx_budget.template.notes import header_notes
from aitx_budget.template.page import TALLEST_ROW, done, set_up, write, write_formula
from aitx_budget.template.validations import validate_field
from aitx_budget.template.values import evaluate

TOTALS_ROW = 5
_FROZEN = {"budget_lines": 4, "asset_plan": 4, "institutions": 2, "unit_projects": 2}
"""Columns that stay in sight while scrolling; 3 where a table is not listed."""

_ONE_PAGE = 40
"""Rows that are still easy to read when they are printed on one page."""

_MONTHS_ACROSS = 18
"""Months of 월별계획 that one printed page shows legibly."""

_KNOWN_BY = {"asset_plan": "item"}
"""Tables too wide for one page; the columns up to this one are printed on the second page again."""

_ENTRY_WIDTH = 52
"""Width of a form's entries, in characters."""
_ENTRY, _LINE = 24, 15
"""Points of an entry of one line, and of each further line."""

_NOTE = {"visible": False, "font_name": "맑은 고딕", "font_size": 9, "width": 260, "height": 110}


def role_of(field: Field) -> Role:
    """Return what a field's cells ask for."""
    if field.formula is not None:
        return Role.FORMULA
    return Role.REQUIRED if field.required else Role.OPTIONAL


def whole_table_name(table: TableLayout) -> str:
    """Return the defined name of all records of a table."""
    return f"{table.sheet}_표"


def write_heading(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Write title, purpose and the links of a table's sheet."""
    look = book.formats
    sheet.set_row(0, 26)
    write(sheet, 1, 1, table.title.ko, look.title)
    write(sheet, 2, 1, table.purpose.ko, look.purpose)
    targets = [GUIDE_SHEET, *([SUMMARY_SHEET] if book.scope == "region" else []), LISTS_SHEET]
    for column, target in zip(_link_columns(table), targets, strict=False):
        url = f"internal:'{target}'!A1"
        done(sheet.write_url(2, column - 1, url, look.link, f"→ {target}", f"{target} 시트로 이동"))


def _link_columns(table: TableLayout) -> tuple[int, ...]:
    """Return columns that stand apart far enough for a link each."""
    if table.form:
        return (1, 2, 3)
    columns, used = [1], 0
    for column, field in enumerate(table.fields, start=1):
        if used >= 14 * len(columns):
            columns.append(column)
        used += field.width
    return tuple(columns[:3])


def write_table(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Write a table's sheet."""
    head, last = table.header_row, book.last_row(table)
    _set_up(book, sheet, table)
    write_heading(book, sheet, table)
    if any(field.kind is Kind.WON for field in table.fields):
        write(sheet, 4, 1, "단위: 원", book.formats.unit)
    _write_totals(book, sheet, table)
    _write_heads(book, sheet, table)
    _write_cells(book, sheet, table)
    sheet.freeze_panes(head, _FROZEN.get(table.name, 3))
    done(sheet.autofilter(head - 1, 0, last - 1, len(table.fields) - 1))
    area = f"A{table.first_row}:{column_letter(len(table.fields))}{last}"
    done(sheet.ignore_errors({"number_stored_as_text": area}))
    _define_names(book, table)
    for field in table.inputs:
        validate_field(book, sheet, table, field)
    mark_table(book, sheet, table)


def _set_up(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Set up printing: a short table on one page, a very wide one several pages across."""
    known_by = _KNOWN_BY.get(table.name)
    across = 2 if known_by else 1
    if table.name == "monthly_plan":
        across = -(-len(book.programme.months) // _MONTHS_ACROSS)
        known_by = "source" if across > 1 else None
    down = 1 if book.capacities[table.name] <= _ONE_PAGE else 0
    pages = (across, down)
    rows = (TOTALS_ROW, table.header_row)
    set_up(sheet, title=book.programme.title.ko, header_rows=rows, pages=pages)
    if known_by:
        done(sheet.repeat_columns(0, table.column(known_by) - 1))


def _write_totals(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Write the row above the heads that adds up the records; typed subtotals are none."""
    names = RowNames(book.layout)
    look = book.formats.get(
        bold=True, num_format="#,##0", top=1, bottom=1, bg_color="#DCE3EB", shrink=True
    )
    label = book.formats.get(bold=True, top=1, bottom=1, bg_color="#DCE3EB")
    summed = [_is_summed(field) for field in table.fields]
    if not any(summed):
        return
    for column, field in enumerate(table.fields, start=1):
        if summed[column - 1]:
            total = dated_sum(book.programme, table.name, field.name)
            value = evaluate(total, book.contents)
            write_formula(sheet, TOTALS_ROW, column, total.formula(names), value, look)
        else:
            write(sheet, TOTALS_ROW, column, "합계" if column == 1 else None, label)


def _is_summed(field: Field) -> bool:
    return field.amount or (field.formula is not None and field.kind is Kind.WON)


def _write_heads(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    sheet.set_row(table.header_row - 1, 32)
    notes = header_notes(book.programme)
    for column, field in enumerate(table.fields, start=1):
        done(sheet.set_column(column - 1, column - 1, field.width))
        write(sheet, table.header_row, column, field.header, book.formats.head(role_of(field)))
        note = notes.get((table.name, field.name))
        if note:
            author = {"author": book.programme.title.ko, **_NOTE}
            done(sheet.write_comment(table.header_row - 1, column - 1, note, author))


def _write_cells(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Write every row of the table's capacity, filled or ready for typing."""
    looks = [book.formats.cell(role_of(field), field.kind) for field in table.fields]
    columns = {field.name: column for column, field in enumerate(table.fields, start=1)}
    records = book.contents.tables[table.name]
    blank = {field.name: evaluate(field.formula, _BLANK) for field in table.fields if field.formula}
    for n in range(book.capacities[table.name]):
        row = table.first_row + n
        record = records[n] if n < len(records) else blank
        names = RowNames(book.layout, columns, row)
        for field, look in zip(table.fields, looks, strict=True):
            value = record.get(field.name)
            if field.formula is None or (table.name, n, field.name) in book.contents.given:
                write(sheet, row, columns[field.name], value, look)
            else:
                text = field.formula.formula(names)
                write_formula(sheet, row, columns[field.name], text, value, look)


class _Blank:
    """A row in which nothing has been typed."""

    def field(self, field: str) -> None:
        """Return a blank."""


_BLANK = _Blank()


def _define_names(book: Book, table: TableLayout) -> None:
    """Name every column over exactly its rows, and the whole table."""
    first, last = table.first_row, book.last_row(table)
    for column, field in enumerate(table.fields, start=1):
        book.name_column(table.range_name(field.name), table.sheet, column, first, last)
    end = column_letter(len(table.fields))
    book.name(whole_table_name(table), table.sheet, f"$A${first}:${end}${last}")


def write_form(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Write a form's sheet: label, entry and what to enter, one under the other."""
    set_up(sheet, title=book.programme.title.ko)
    write_heading(book, sheet, table)
    for column, width in enumerate((26, _ENTRY_WIDTH, 70)):
        done(sheet.set_column(column, column, width))
    sheet.set_row(table.header_row - 2, 24)
    head = book.formats.get(bold=True, bottom=2, font_color="#1F3A5F")
    for column, title in enumerate(("항목", "입력", "적는 법"), start=1):
        write(sheet, table.header_row - 1, column, title, head)
    record = book.contents.tables[table.name][0]
    for n, field in enumerate(table.fields):
        row, value = table.header_row + n, record.get(field.name)
        sheet.set_row(row - 1, _entry_height(field, value))
        role = role_of(field)
        write(sheet, row, 1, field.header, book.formats.head(role))
        look = book.formats.entry(role, field.kind, wrapped=field.lines > 1)
        write(sheet, row, 2, value, look)
        needed = "[필수] " if field.required else ""
        write(sheet, row, 3, needed + field.help.ko, book.formats.hint)
        book.name_column(table.range_name(field.name), table.sheet, 2, row, row)
        validate_field(book, sheet, table, field)
    sheet.freeze_panes(table.header_row - 1, 1)
    mark_table(book, sheet, table)


def _entry_height(field: Field, value: Any) -> int:
    """Return how high an entry's row is, in points: as high as its text, and as what it has room for."""
    if field.lines == 1:
        return _ENTRY
    needed = lines(value, _ENTRY_WIDTH - 3) if isinstance(value, str) else 1
    return min(TALLEST_ROW, _ENTRY + _LINE * (max(field.lines, needed) - 1))


def write_tables(book: Book, sheets: Iterable[tuple[Worksheet, TableLayout]]) -> None:
    """Write the sheets of all tables and forms."""
    for sheet, table in sheets:
        (write_form if table.form else write_table)(book, sheet, table)
