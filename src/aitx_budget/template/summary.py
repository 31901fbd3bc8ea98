"""총괄표 as its description lays it out, with its charts."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.summary import Summary
from aitx_budget.layout.summary.sheet import (
    ADVICE,
    FAIL,
    LAST_COLUMN,
    PASS,
    ROUNDING,
    UNKNOWN,
    Style,
)
from aitx_budget.layout.tasks import OVERALL_KEY, OVERALL_NAME, VERDICTS_NAME
from aitx_budget.layout.workbook import GUIDE_SHEET, LISTS_SHEET, SUMMARY_SHEET
from aitx_budget.model.address import column_letter
from aitx_budget.model.wrapping import width
from aitx_budget.template.book import Book
from aitx_budget.template.charts import draw
from aitx_budget.template.formats import (
    AMBER,
    GREEN,
    LINE,
    MINT,
    MIST,
    NAVY,
    RED,
    ROSE,
    SAND,
)
from aitx_budget.template.page import done, set_up, write, write_formula

_THOUSANDS = '#,##0,;-#,##0,;"–"'

_LOOKS: dict[Style, dict[str, Any]] = {
    Style.TITLE: {"font_size": 16, "bold": True, "font_color": NAVY},
    Style.SECTION: {
        "bold": True,
        "font_size": 11,
        "font_color": NAVY,
        "bottom": 2,
        "border_color": NAVY,
    },
    Style.HEAD: {
        "bold": True,
        "bg_color": NAVY,
        "font_color": "#FFFFFF",
        "align": "center",
        "text_wrap": True,
    },
    Style.LABEL: {"bottom": 4, "border_color": LINE},
    Style.TOTAL_LABEL: {"bold": True, "top": 1, "bottom": 1, "bg_color": MIST},
    Style.NOTE: {"font_size": 9, "font_color": "#4A5B6E"},
    Style.CAPTION: {"align": "right", "font_color": "#4A5B6E"},
    Style.TEXT: {"bottom": 4, "border_color": LINE, "align": "left"},
    Style.THOUSANDS: {"shrink": True, "num_format": _THOUSANDS, "bottom": 4, "border_color": LINE},
    Style.TOTAL: {
        "shrink": True,
        "num_format": _THOUSANDS,
        "bold": True,
        "top": 1,
        "bottom": 1,
        "bg_color": MIST,
    },
    Style.WON: {"shrink": True, "num_format": "#,##0;-#,##0;0", "bottom": 4, "border_color": LINE},
    Style.COUNT: {"num_format": "#,##0", "bottom": 4, "border_color": LINE},
    Style.RATIO: {"num_format": "0.00%", "bottom": 4, "border_color": LINE},
    Style.VERDICT: {"align": "center", "bold": True, "bottom": 4, "border_color": LINE},
    Style.HEADLINE: {
        "font_size": 14,
        "bold": True,
        "align": "center",
        "border": 2,
        "border_color": NAVY,
    },
    Style.GAP: {
        "shrink": True,
        "num_format": "#,##0;-#,##0;0",
        "font_size": 9,
        "font_color": "#4A5B6E",
        "bottom": 4,
        "border_color": LINE,
    },
    Style.LINK: {"font_color": "#1D4ED8", "underline": 1},
    Style.ALARM: {"font_color": RED, "bold": True, "underline": 1},
    Style.HIDDEN: {},
    Style.DRAWN: {"font_size": 8, "font_color": LINE, "num_format": "#,##0"},
    Style.DRAWN_SHARE: {"font_size": 8, "font_color": LINE, "num_format": "0.0%"},
}
_WIDTHS = (29, 29, *(15,) * (LAST_COLUMN - 2))


def write_summary(book: Book, sheet: Worksheet, laid: Summary) -> None:
    """Write 총괄표: every cell locked, formulas with the values they show."""
    set_up(sheet, title=book.programme.title.ko, header_rows=(1, 2))
    looks = {style: book.formats.get(**properties) for style, properties in _LOOKS.items()}
    for column, wide in enumerate(_WIDTHS):
        done(sheet.set_column(column, column, max(wide, _needed(laid, column + 1))))
    _write_title(book, sheet)
    names = RowNames(book.layout, cells=laid.references)
    for cell in (*laid.cells, *laid.leads):
        look = looks[cell.style]
        if isinstance(cell.content, str):
            write(sheet, cell.row, cell.column, cell.content, look)
        else:
            formula = cell.content.formula(names)
            value = book.contents.shown(cell.key)
            write_formula(sheet, cell.row, cell.column, formula, value, look)
    for head in {cell.row for cell in laid.cells if cell.style is Style.HEAD}:
        sheet.set_row(head - 1, 30)
    last = max((each.column for each in laid.leads), default=LAST_COLUMN)
    done(
        sheet.set_column(LAST_COLUMN, max(last, LAST_COLUMN + 1) - 1, None, None, {"hidden": True})
    )
    rows = [cell.row for cell in laid.cells if cell.key in laid.listed]
    book.name_column(VERDICTS_NAME, SUMMARY_SHEET, 7, min(rows), max(rows))
    overall = next(cell for cell in laid.cells if cell.key == OVERALL_KEY)
    book.name_column(OVERALL_NAME, SUMMARY_SHEET, overall.column, overall.row, overall.row)
    _mark(book, sheet, laid)
    for chart in laid.charts:
        draw(book, sheet, chart)
    done(sheet.set_h_pagebreaks(list(laid.breaks)))
    sheet.freeze_panes(5, 1)


def _needed(laid: Summary, column: int) -> int:
    """Return how wide a column must be for its longest text that has a cell with content beside it."""
    texts = (
        cell.content
        for cell in laid.cells
        if cell.column == column and cell.style is Style.TEXT and isinstance(cell.content, str)
    )
    return -(-max(map(width, texts), default=0) * 3 // 4)


def _write_title(book: Book, sheet: Worksheet) -> None:
    look = book.formats
    sheet.set_row(0, 26)
    sheet.set_row(4, 26)
    write(sheet, 1, 1, f"{SUMMARY_SHEET} · {book.programme.title.ko}", look.title)
    region = book.layout.tables["basics"].range_name("region")
    value = book.contents.entry("basics", "region") or ""
    write_formula(sheet, 1, 3, f'IF({region}="","",{region})', value, look.title)
    write(
        sheet,
        2,
        1,
        "모든 칸이 수식이므로 입력하지 않습니다. 표의 금액은 천원 단위로 보여 줄 뿐 원 단위 값을 그대로 담고 있으며, 여유와 차이는 원 단위입니다.",
        look.purpose,
    )
    for column, target in enumerate((GUIDE_SHEET, LISTS_SHEET)):
        done(sheet.write_url(2, column, f"internal:'{target}'!A1", look.link, f"→ {target}"))


def _mark(book: Book, sheet: Worksheet, laid: Summary) -> None:
    """Colour verdicts by their word, and differences that are not 0."""
    look = book.formats
    words = {
        FAIL: look.mark(bg_color=ROSE, font_color=RED, bold=True, border=1, border_color=RED),
        ROUNDING: look.mark(bg_color=SAND, font_color=AMBER, bold=True),
        ADVICE: look.mark(bg_color=SAND, font_color=AMBER, underline=1),
        PASS: look.mark(bg_color=MINT, font_color=GREEN),
        UNKNOWN: look.mark(pattern=14, fg_color="#B8C1CC", bg_color="#FFFFFF", bold=True),
    }
    verdicts = _areas(laid, {Style.VERDICT, Style.HEADLINE, Style.GAP})
    for word, mark in words.items():
        for first, last in verdicts:
            options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": mark}
            done(
                sheet.conditional_format(
                    first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, options
                )
            )
    for first, last in _areas(laid, {Style.GAP}):
        here = f"{column_letter(first[1])}{first[0]}"
        options = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({here}),{here}<>0)",
            "format": look.broken,
        }
        done(
            sheet.conditional_format(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, options)
        )
    for first, last in _areas(laid, {Style.WON}):
        here = f"{column_letter(first[1])}{first[0]}"
        options = {
            "type": "formula",
            "criteria": f"=N({here})<0",
            "format": look.mark(font_color=RED, bold=True),
        }
        done(
            sheet.conditional_format(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, options)
        )


def _areas(laid: Summary, styles: set[Style]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return (first, last) cell of each run of formula cells of these styles, column by column."""
    places = sorted(
        (cell.column, cell.row)
        for cell in laid.cells
        if cell.style in styles and not isinstance(cell.content, str)
    )
    runs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for column, row in places:
        if runs and runs[-1][1] == (row - 1, column):
            runs[-1] = (runs[-1][0], (row, column))
        else:
            runs.append(((row, column), (row, column)))
    return runs
