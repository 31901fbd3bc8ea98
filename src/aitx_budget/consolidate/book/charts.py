"""Charts that read well on a grey printer: neighbours differ in darkness or in pattern, not in colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aitx_budget.consolidate.book.page import Page
from aitx_budget.template.formats import FONT, INK, LINE, NAVY, PAPER
from aitx_budget.template.page import done

_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": NAVY}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": NAVY, "bg_color": PAPER}},
    {"fill": {"color": "#9DB2C9"}},
    {"pattern": {"pattern": "small_grid", "fg_color": "#6B7F95", "bg_color": PAPER}},
    {"fill": {"color": "#E3E9F0"}},
    {"pattern": {"pattern": "dark_horizontal", "fg_color": "#6B7F95", "bg_color": PAPER}},
    {"fill": {"color": "#5B6B7D"}},
)

MILLIONS = "#,##0,,"
"""The number format that shows won in millions."""


@dataclass(frozen=True)
class Series:
    """What a chart shows: cells (row, column from 1) that hold the name, and the first and last of the values."""

    name: tuple[int, int]
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """A chart's title, the cells of its categories, its axis and its size in pixels."""

    title: str
    categories: tuple[tuple[int, int], tuple[int, int]]
    axis: str
    number_format: str
    width: int = 720
    height: int = 330


def columns(
    page: Page, at: tuple[int, int], frame: Frame, series: Sequence[Series], *, stacked: bool
) -> Any:
    """Put a column chart at a cell and return it, for a line over it to be added before the book is closed."""
    kind = {"type": "column", **({"subtype": "stacked"} if stacked else {})}
    chart = page.workbook.add_chart(kind)
    for n, each in enumerate(series):
        _add(
            chart,
            page,
            frame,
            each,
            {"border": {"color": NAVY, "width": 0.75}, "gap": 60} | _FILLS[n % len(_FILLS)],
        )
    _dress(chart, frame)
    done(page.sheet.insert_chart(at[0] - 1, at[1] - 1, chart, {"object_position": 2}))
    return chart


def line_over(page: Page, chart: Any, frame: Frame, series: Series, axis: str) -> None:
    """Lay a line with markers over a chart, on an axis of its own."""
    line = page.workbook.add_chart({"type": "line"})
    look = {
        "line": {"color": INK, "width": 2, "dash_type": "dash"},
        "marker": {
            "type": "diamond",
            "size": 6,
            "fill": {"color": PAPER},
            "border": {"color": INK},
        },
        "y2_axis": True,
    }
    _add(line, page, frame, series, look)
    line.set_y2_axis(_axis(axis, frame.number_format) | {"major_gridlines": {"visible": False}})
    chart.combine(line)


def _add(chart: Any, page: Page, frame: Frame, each: Series, look: dict[str, Any]) -> None:
    def area(first: tuple[int, int], last: tuple[int, int]) -> list[Any]:
        return [page.title, first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1]

    chart.add_series(
        {
            "name": [page.title, each.name[0] - 1, each.name[1] - 1],
            "categories": area(*frame.categories),
            "values": area(each.first, each.last),
            **look,
        }
    )


def _axis(title: str, number_format: str) -> dict[str, Any]:
    text = {"name": FONT, "size": 9, "color": INK, "bold": False}
    return {
        "name": title,
        "name_font": text,
        "num_font": {"name": FONT, "size": 9, "color": INK},
        "num_format": number_format,
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        "line": {"color": LINE},
        "min": 0,
    }


def _dress(chart: Any, frame: Frame) -> None:
    chart.set_title({"name": frame.title, "name_font": {"name": FONT, "size": 12, "color": NAVY}})
    chart.set_x_axis({"num_font": {"name": FONT, "size": 9, "color": INK}})
    chart.set_y_axis(_axis(frame.axis, frame.number_format))
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
    chart.set_size({"width": frame.width, "height": frame.height})
