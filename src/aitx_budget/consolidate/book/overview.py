"""요약: every region's money, how it stands to the notice's ratios, and national funds against the scale."""

from __future__ import annotations

from aitx_budget.consolidate.book.blocks import Row, by_label, source_block
from aitx_budget.consolidate.book.charts import MILLIONS, Frame, Series, columns
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.scale import write_scale
from aitx_budget.consolidate.book.standing import LOCAL, MATCHING, write_standing
from aitx_budget.consolidate.book.tally import Tally
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.consolidate.words import gist
from aitx_budget.model.text import Text

SHEET = "요약"
_TOP = 5
_WIDTHS, _HEIGHT = (560, 700), 300
"""Pixels of the charts; two stand side by side under the tables, the second from column `_SECOND` on."""

_SECOND = 6


def write_overview(page: Page, consolidation: Consolidation, ledger: Tally) -> None:
    """Write the sheet."""
    programme, regions = consolidation.programme, consolidation.regions
    page.set_up(programme.title.ko, [9, *[17] * 8, 9, 20])
    page.heading(
        Text("지역 예산 종합 요약", "The regions' budgets in one"), _purpose(consolidation)
    )
    page.text(3, 1, Text("단위: 원", "In won"), page.look.formats.unit)
    rows: list[Row] = by_label([each.label for each in regions], "label")
    below = source_block(page, ledger, programme, _TOP, [Text("지역", "Region")], rows)
    money = range(_TOP + 1, below)
    local = programme.sources.local_funds.ko
    page.section(below + 1, Text(f"매칭·{local} 비율과 점검 결과", "Ratios and checks"))
    heads = below + 2
    last = write_standing(page, consolidation, heads, money)
    below = _charts(page, consolidation, last + 2, range(_TOP, money[-1]), range(heads, last))
    write_scale(page, consolidation, ledger, below + 1)
    page.sheet.freeze_panes(_TOP, 1)
    page.paginate()


def _purpose(consolidation: Consolidation) -> Text:
    """Say what the consolidation is made of."""
    title, made = consolidation.programme.title, gist(consolidation)
    return Text(
        f"{title.ko} · {made.ko}. 자세한 내용은 제출현황 시트에 있습니다.",
        f"{title.en} · {made.en}. See 제출현황.",
    )


def _charts(
    page: Page, consolidation: Consolidation, top: int, money: range, standing: range
) -> int:
    """Draw the regions' money and ratios side by side, their cells being in rows of two tables; return the next row.

    Args:
        page: the sheet.
        consolidation: the regions.
        top: row of the charts.
        money: rows of the table of the regions' money, headers first.
        standing: the same of the table of ratios.
    """
    labels = ((money[1], 1), (money[-1], 1))
    sources = [Series((money[0], c), (money[1], c), (money[-1], c)) for c in (2, 3, 4, 6, 7)]
    title = Text("지역별 재원 구성", "Sources by region").in_(page.language)
    unit = Text("백만원", "million won").in_(page.language)
    frame = Frame(title, labels, unit, MILLIONS, width=_WIDTHS[0], height=_HEIGHT)
    columns(page, (top, 1), frame, sources, stacked=True)
    matching = consolidation.programme.matching
    title = Text(
        f"매칭 비율(기준 {matching.minimum.value.percent()})과 {consolidation.programme.sources.local_funds.ko} 비율(기준 {matching.local_minimum.value.percent()})",
        f"Matching (at least {matching.minimum.value.percent()}) and local share (at least {matching.local_minimum.value.percent()})",
    ).in_(page.language)
    ratios = [
        Series((standing[0], c), (standing[1], c), (standing[-1], c)) for c in (MATCHING, LOCAL)
    ]
    columns(
        page,
        (top, _SECOND),
        Frame(title, labels, "%", "0%", width=_WIDTHS[1], height=_HEIGHT),
        ratios,
        stacked=False,
    )
    return page.below(top, _HEIGHT)
