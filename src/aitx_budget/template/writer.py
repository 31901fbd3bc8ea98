"""Layout + programme (+ prefill) -> the standard workbook."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aitx_budget.errors import UsageError
from aitx_budget.layout.structure import SCOPES, WorkbookLayout
from aitx_budget.layout.summary import Summary, summary
from aitx_budget.layout.tasks import Task, formulas, tasks
from aitx_budget.layout.workbook import (
    GUIDE_SHEET,
    IDENTITY_SHEET,
    LAYOUT_VERSION,
    LISTS_SHEET,
    SUMMARY_SHEET,
    workbook_layout,
)
from aitx_budget.model.address import LAST_ROW
from aitx_budget.model.appendix import Appendix
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.schema import Programme
from aitx_budget.template.appendices import write_appendices
from aitx_budget.template.book import Book
from aitx_budget.template.formats import FONT, Formats
from aitx_budget.template.guide import write_guide
from aitx_budget.template.identity import write_identity, write_properties
from aitx_budget.template.lists import write_lists
from aitx_budget.template.page import PlainWorksheet
from aitx_budget.template.summary import write_summary
from aitx_budget.template.tables import write_tables
from aitx_budget.template.values import Contents, Prefill, contents

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(
    programme: Programme,
    *,
    scope: str = "region",
    region: str = "",
    rows: Mapping[str, int] | None = None,
    prefill: Prefill | None = None,
    appendices: Sequence[Appendix] = (),
    version: str = LAYOUT_VERSION,
) -> bytes:
    """Return the standard workbook; the same input gives the same bytes.

    Args:
        programme: the rules it carries.
        scope: `region`, or `institution` for the six tables that one institution fills.
        region: the region it is made for, in any of the programme's spellings; empty for a general one.
        rows: sheet title or table name -> pre-formatted rows instead of the layout's.
        prefill: layout table name -> records of field -> value. Amounts are whole won; quantities and
            percentages int, Decimal or Fraction; months 202603; dates `datetime.date`. A text in a
            field of numbers is written as it stands; a value for a formula field replaces the formula.
        appendices: lists that follow the standard sheets.
        version: of the layout; people are given the current one, earlier ones say what a workbook was made with.

    Raises:
        UsageError: an unknown scope, region or sheet, or rows that don't fit.
        PrefillError: a table, field or value does not fit the layout.
    """
    layout = workbook_layout(programme, version)
    region = _known_region(programme, region)
    _check_scope(scope)
    filled = contents(layout, scope, _with_region(programme, region, prefill or {}))
    capacities = _capacities(layout, scope, rows or {}, filled)
    laid = summary(programme, layout, capacities) if scope == "region" else None
    found = tasks(programme, layout, scope, laid)
    shown = () if laid is None else (*laid.cells, *laid.leads)
    told = {cell.key: cell.content for cell in shown if not isinstance(cell.content, str)}
    filled = replace(filled, formulas=told | dict(formulas(found)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stream = io.BytesIO()
        font = {"font_name": FONT, "font_size": 10, "font_scheme": "none"}
        workbook = Workbook(stream, {**_OPTIONS, "default_format_properties": font})
        looks = Formats(workbook)
        book = Book(workbook, programme, layout, scope, region, capacities, filled, looks)
        _write(book, laid, found, appendices)
        return stream.getvalue()


def _write(
    book: Book, laid: Summary | None, found: tuple[Task, ...], appendices: Sequence[Appendix]
) -> None:
    """Write every sheet and close the workbook."""
    sheets = _sheets(book, [each.title for each in appendices])
    write_guide(book, sheets[GUIDE_SHEET], found)
    write_tables(book, [(sheets[table.sheet], table) for table in book.tables])
    if laid is not None:
        write_summary(book, sheets[SUMMARY_SHEET], laid)
    write_lists(book, sheets[LISTS_SHEET])
    write_appendices(book, [(sheets[each.title], each) for each in appendices])
    write_identity(book, sheets[IDENTITY_SHEET])
    write_properties(book)
    sheets[GUIDE_SHEET].activate()
    book.workbook.close()


def _sheets(book: Book, appended: Sequence[str]) -> dict[str, Worksheet]:
    """Add all sheets in their order; their tabs are left for marks to colour."""
    summed = [SUMMARY_SHEET] if book.scope == "region" else []
    tables = (table.sheet for table in book.tables)
    titles = [GUIDE_SHEET, *tables, *summed, LISTS_SHEET, *appended]
    return {
        title: book.workbook.add_worksheet(title, PlainWorksheet)
        for title in (*titles, IDENTITY_SHEET)
    }


def _check_scope(scope: str) -> None:
    if scope not in SCOPES:
        raise UsageError(
            Text(
                f"'{scope}'는 쓸 수 없는 범위입니다. region 또는 institution 가운데 고르세요.",
                f"{scope!r} is no scope; choose region or institution.",
            )
        )


def _known_region(programme: Programme, region: str) -> str:
    """Return the programme's name of a region."""
    if not region:
        return ""
    if region not in programme.region_names:
        names = ", ".join(each.name for each in programme.regions)
        raise UsageError(
            Text(
                f"{particle(f'‘{region}’', '은', '는')} 신청할 수 있는 지역이 아닙니다. 다음 가운데 고르세요: {names}",
                f"{region!r} is not an eligible region; choose one of {names}.",
            )
        )
    return programme.region_names[region]


def _with_region(programme: Programme, region: str, prefill: Prefill) -> Prefill:
    """Return `prefill` with the region entered where it is left open.

    Raises:
        UsageError: it names another region.
    """
    first, *others = prefill.get("basics") or [{}]
    named = first.get("region") or region
    if region and programme.region_names.get(named, named) != region:
        raise UsageError(
            Text(
                f"미리 채울 기본정보의 지역({named})이 만들려는 지역({region})과 다릅니다.",
                f"The prefilled region ({named}) is not the one asked for ({region}).",
            )
        )
    if not named:
        return prefill
    return {**prefill, "basics": [{**first, "region": named}, *others]}


def _capacities(
    layout: WorkbookLayout, scope: str, rows: Mapping[str, int], filled: Contents
) -> dict[str, int]:
    """Return the rows of each table: as asked for, or the layout's, and room for all that is pre-filled."""
    by_title = {table.sheet: name for name, table in layout.tables.items()}
    asked = {}
    for given, count in rows.items():
        name = by_title.get(given, given)
        _check_rows(layout, scope, given, name, count, len(filled.tables.get(name, ())))
        asked[name] = count
    return {
        name: asked.get(name, max(table.capacity, len(filled.tables.get(name, ()))))
        for name, table in layout.tables.items()
    }


def _check_rows(
    layout: WorkbookLayout, scope: str, given: str, name: str, count: int, needed: int
) -> None:
    """Refuse rows for what is no table of this workbook, and too few or too many of them.

    Raises:
        UsageError: saying which.
    """
    tables = {table.name: table for table in layout.of_scope(scope) if not table.form}
    if name not in tables:
        titles = ", ".join(table.sheet for table in tables.values())
        raise UsageError(
            Text(
                f"'{given}' 시트의 행 수는 정할 수 없습니다. 다음 가운데 고르세요: {titles}",
                f"Rows of {given!r} cannot be set; choose one of {titles}.",
            )
        )
    most = LAST_ROW - tables[name].header_row
    least = max(1, needed)
    if not least <= count <= most:
        raise UsageError(
            Text(
                f"{tables[name].sheet}의 행 수는 {least:,}에서 {most:,} 사이여야 합니다: {count:,}",
                f"Rows of {tables[name].sheet} must be between {least:,} and {most:,}, not {count:,}.",
            )
        )
