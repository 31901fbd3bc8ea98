"""One worksheet being written: set-up that all share, and writing that never fails in silence."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.expressions import WorksheetError
from aitx_budget.model.address import LONGEST_TEXT

OWN_PRIORITY = 101
"""Our conditional formats begin here; smaller priorities are left to marks that go above them."""

TALLEST_ROW = 409
"""Points of the tallest row that a worksheet has."""

PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class WriteError(RuntimeError):
    """The workbook writer refused a call: a mistake in this package, never in the user's data."""


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet whose formulas are taken as they are written.

    The writer looks for functions newer than 2010 in every formula, some forty searches each;
    the layout uses none, and formulas are a third of the time a template takes.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


class EmptyText(str):
    """A formula's empty text, written with its type.

    The writer leaves the type out where a value equals "", and a reader then takes the formula
    for one that was never calculated.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Differ from every text, the empty one included."""
        return self is other

    def __hash__(self) -> int:
        """Return the hash of a text."""
        return super().__hash__()


_EMPTY = EmptyText("")


def done(code: Any) -> None:
    """Accept a writer's return code.

    Raises:
        WriteError: the call was refused.
    """
    if isinstance(code, int) and code != 0:
        message = f"the workbook writer refused a call ({code})"
        raise WriteError(message)


def write(sheet: Worksheet, row: int, column: int, value: Any, look: Format) -> None:
    """Write a constant at (row, column), both from 1; a text never becomes a formula or a link.

    Of a text that is longer than a cell holds (other programs write such) the beginning is written.
    """
    if value is None or value == "":
        done(sheet.write_blank(row - 1, column - 1, None, look))
    elif isinstance(value, str):
        done(sheet.write_string(row - 1, column - 1, value[:LONGEST_TEXT], look))
    elif isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
        done(sheet.write_datetime(row - 1, column - 1, moment, look))
    else:
        done(sheet.write_number(row - 1, column - 1, _number(value), look))


def write_formula(
    sheet: Worksheet, row: int, column: int, formula: str, value: Any, look: Format
) -> None:
    """Write a formula with the value it shows."""
    shown = _EMPTY if value == "" else value
    if isinstance(value, WorksheetError):
        shown = value.shown
    elif not isinstance(value, str | bool):
        shown = _number(value)
    done(sheet.write_formula(row - 1, column - 1, f"={formula}", look, shown))


def _number(value: Any) -> int | float:
    """Return a number as the file writes it; whole numbers stay whole."""
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


def paper(
    sheet: Worksheet,
    *,
    title: str,
    header_rows: tuple[int, int] | None = None,
    pages: tuple[int, int] = (1, 0),
) -> None:
    """Set paper, margins, header and footer: A4 landscape, as everything we write for people is printed.

    Args:
        sheet: the worksheet.
        title: of the programme, in the printed header.
        header_rows: first and last row, from 1, repeated on each printed page.
        pages: printed pages across and down; 0 for as many as it takes.
    """
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(*pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    done(sheet.set_header(f"&L&9 {title.replace('&', '&&')}&R&9&A"))
    done(sheet.set_footer("&L&9&F&C&9&P / &N"))
    if header_rows is not None:
        done(sheet.repeat_rows(header_rows[0] - 1, header_rows[1] - 1))


def set_up(
    sheet: Worksheet,
    *,
    title: str,
    header_rows: tuple[int, int] | None = None,
    pages: tuple[int, int] = (1, 0),
) -> None:
    """Set up a sheet of a workbook that is filled in and returned: paper, protection, first priority of marks.

    Args: see `paper`.
    """
    sheet.dxf_priority = OWN_PRIORITY
    paper(sheet, title=title, header_rows=header_rows, pages=pages)
    sheet.protect("", dict(PROTECTION))
