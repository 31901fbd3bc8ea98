"""Charts whose labels say what they show and what they don't.

The workbook writer leaves out what a label does not show. What that means depends on who saved the file last: of one
that Excel 2007 or the writer says it wrote, nothing; of any other, LibreOffice shows series, category, value and key, one over
the other. So each is written, as Excel does today.

Source: ECMA-376 part 1, 21.2.2 (dLbl, dLbls); the elements' order is the schema's.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart_column import ChartColumn
from xlsxwriter.chart_doughnut import ChartDoughnut

SHARE = "0.0%"
"""How labels show their numbers."""

_SHOWN = (
    "c:showLegendKey",
    "c:showVal",
    "c:showCatName",
    "c:showSerName",
    "c:showPercent",
    "c:showBubbleSize",
)


class LabelledColumns(ChartColumn):  # type: ignore[misc]  # the library has no types
    """Columns whose labels show their value alone."""

    def _write_show_val(self) -> None:
        _write_shown(self, "c:showVal")


class LabelledRing(ChartDoughnut):  # type: ignore[misc]  # the library has no types
    """A ring whose labels show their share alone, those with a look of their own too."""

    def _write_show_percent(self) -> None:
        _write_shown(self, "c:showPercent")

    def _write_custom_label_format(self, label: dict[str, Any]) -> None:
        self._write_data_label_number_format(SHARE)
        super()._write_custom_label_format(label)
        self._write_show_percent()


def added(workbook: Workbook, chart: LabelledColumns | LabelledRing) -> Any:
    """Return a chart after making it one of the workbook's, as `Workbook.add_chart` does with those it knows."""
    chart.embedded = True
    chart.date_1904 = workbook.date_1904
    chart.remove_timezone = workbook.remove_timezone
    workbook.charts.append(chart)
    return chart


def _write_shown(chart: LabelledColumns | LabelledRing, only: str) -> None:
    """Write what a label shows, which is one thing, and that it shows nothing else."""
    for name in _SHOWN:
        chart._xml_empty_tag(name, [("val", int(name == only))])  # noqa: SLF001 - the writer has no other way
