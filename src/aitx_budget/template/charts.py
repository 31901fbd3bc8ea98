"""The charts of 총괄표 as the workbook writer draws them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.summary.sheet import Chart, Drawing
from aitx_budget.layout.workbook import SUMMARY_SHEET
from aitx_budget.template.book import Book
from aitx_budget.template.formats import FONT, INK, PAPER, RED, SLATE
from aitx_budget.template.labelled import SHARE, LabelledColumns, LabelledRing, added
from aitx_budget.template.page import done

_COLORS = ("#1F3A5F", "#4F7CAC", "#DBA642", "#E3ECDD")
"""Of sources, in their order: each is brighter than the one before, for black-and-white print."""
_ON_DARK = 2
"""How many of them are dark, so that what stands on them is white."""

_PALE = "#B9CADB"
"""Of columns that a mark stands on."""

_FONT = {"name": FONT, "size": 9}
_EDGE = {"color": SLATE, "width": 0.75}
_GRID = {"visible": True, "line": {"color": "#DCE3EB"}}
_MILLIONS = "#,##0,,"


def draw(book: Book, sheet: Worksheet, chart: Chart) -> None:
    """Insert a chart."""
    drawn = _DRAWN[chart.drawing](book, chart)
    drawn.set_title({"name": chart.title, "name_font": {**_FONT, "size": 12}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_size({"width": chart.size[0], "height": chart.size[1]})
    options = {"object_position": 2, "description": chart.title}
    done(sheet.insert_chart(chart.row - 1, chart.column - 1, drawn, options))


def _stacked(book: Book, chart: Chart) -> Any:
    """Return stacked columns of won, with a line on an axis of its own where there is one."""
    drawn = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for color, series in zip(_COLORS, chart.series, strict=True):
        drawn.add_series(
            _series(chart, series) | {"fill": {"color": color}, "border": _EDGE, "gap": 60}
        )
    if chart.line:
        line = book.workbook.add_chart({"type": "line"})
        dashed = {"color": RED, "width": 2, "dash_type": "dash"}
        line.add_series(_series(chart, chart.line) | {"line": dashed, "y2_axis": True})
        line.set_y2_axis(_axis(_MILLIONS, "누계(백만원)"))
        drawn.combine(line)
    drawn.set_x_axis({"num_font": _FONT})
    drawn.set_y_axis(_axis(_MILLIONS, "백만원") | {"major_gridlines": _GRID})
    return drawn


def _donut(book: Book, chart: Chart) -> Any:
    """Return a ring of shares, each with its percentage."""
    drawn = added(book.workbook, LabelledRing())
    (series,) = chart.series
    inks = [PAPER if n < _ON_DARK else INK for n in range(len(_COLORS))]
    labels = {
        "percentage": True,
        "font": _FONT,
        "num_format": SHARE,
        "custom": [{"font": {**_FONT, "bold": True, "color": ink}} for ink in inks],
    }
    points = [{"fill": {"color": color}, "border": _EDGE} for color in _COLORS]
    drawn.add_series(_series(chart, series) | {"points": points, "data_labels": labels})
    drawn.set_hole_size(55)
    return drawn


def _against(book: Book, chart: Chart) -> Any:
    """Return columns of ratios, each with the mark that it must reach."""
    drawn = added(book.workbook, LabelledColumns())
    (series,) = chart.series
    labels = {
        "value": True,
        "num_format": SHARE,
        "font": {**_FONT, "bold": True},
        "position": "inside_base",
    }
    look = {"fill": {"color": _PALE}, "border": _EDGE, "gap": 80, "data_labels": labels}
    drawn.add_series(_series(chart, series) | look)
    line = book.workbook.add_chart({"type": "line"})
    mark = {"type": "long_dash", "size": 20, "fill": {"color": RED}, "border": {"color": RED}}
    line.add_series(_series(chart, chart.line or series) | {"line": {"none": True}, "marker": mark})
    drawn.combine(line)
    drawn.set_x_axis({"num_font": _FONT})
    drawn.set_y_axis(_axis("0%") | {"major_gridlines": _GRID, "min": 0})
    return drawn


_DRAWN = {Drawing.STACKED: _stacked, Drawing.DONUT: _donut, Drawing.AGAINST: _against}


def _axis(number_format: str, name: str = "") -> dict[str, Any]:
    named = {"name": name, "name_font": _FONT} if name else {}
    return {"num_font": _FONT, "num_format": number_format, **named}


def _series(chart: Chart, series: tuple[int, int, int, int]) -> dict[str, Any]:
    """Return name, categories and values of a series."""
    name, column, first, last = series
    labels, top, bottom = chart.categories
    return {
        "name": [SUMMARY_SHEET, name - 1, column - 1],
        "categories": [SUMMARY_SHEET, top - 1, labels - 1, bottom - 1, labels - 1],
        "values": [SUMMARY_SHEET, first - 1, column - 1, last - 1, column - 1],
    }
