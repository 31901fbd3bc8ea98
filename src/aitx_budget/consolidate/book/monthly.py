"""월별 집행계획: the national curve, months by source, and the plan against the budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aitx_budget.consolidate.book.blocks import sum_row
from aitx_budget.consolidate.book.charts import MILLIONS, Frame, Series, columns, line_over
from aitx_budget.consolidate.book.columns import NO_SOURCE, Listings
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Computed, Tally
from aitx_budget.consolidate.words import TOTAL
from aitx_budget.layout.workbook import PLAN_SOURCES
from aitx_budget.model.address import a1, column_letter
from aitx_budget.model.month import dotted
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.wording import source_named

SHEET = "월별 집행계획"
_TOP = 5
_MONTH = Text("월", "Month")
_HEIGHT = 320
"""Pixels of the chart."""


def write_monthly(page: Page, listings: Listings, plan: Tally, ledger: Tally) -> None:
    """Write the sheet."""
    programme = listings.programme
    national = programme.sources.national_funds
    page.set_up(programme.title.ko, [12, *[17] * 10])
    page.heading(
        Text("월별 집행계획", "Monthly execution plan"),
        Text(
            f"지역이 적은 월별계획의 합입니다. {national.ko} 집행 곡선과 재원별 금액, 예산(원장)과의 차이를 보입니다.",
            f"The regions' monthly plans added up: the curve of {national.en}, months by source, and the difference from the budget.",
        ),
    )
    page.text(3, 1, Text("단위: 원", "In won"), page.look.formats.unit)
    page.section(_TOP, Text(f"월 × 지역({national.ko})", f"Month by region ({national.en})"))
    below = _by_region(page, listings, plan, _TOP + 1)
    page.section(below, Text("월 × 재원", "Month by source"))
    below = _by_source(page, listings, plan, below + 1)
    page.section(below, Text("계획과 예산의 차이", "The plan against the budget"))
    _against_budget(page, listings, plan, ledger, below + 1)
    page.paginate()


def _by_region(page: Page, listings: Listings, plan: Tally, top: int) -> int:
    """Write national funds per month and region, with their sum so far, and draw them; return the next free row."""
    labels = [each.label for each in listings.consolidation.regions]
    source = listings.programme.sources.national_funds.ko
    end = len(labels) + 2
    so_far, share = Text("누계", "Sum so far"), Text("누계 비율", "Share so far")
    page.heads(top, [_MONTH, *labels, TOTAL, so_far, share])
    for row, month in enumerate(listings.programme.months, start=top + 1):
        page.text(row, 1, dotted(month), page.look.centred)
        for column, label in enumerate(labels, start=2):
            at = {
                "label": At(f"{column_letter(column)}${top}", label),
                "source": At(f'"{source}"', source),
            }
            page.computed(row, column, plan.total(f"m{month}", **at), page.look.won)
        page.across(row, end, range(2, end), page.look.won)
        page.computed(row, end + 1, _so_far(page, row, end, top), page.look.won)
    last = top + len(listings.programme.months)
    for row in range(top + 1, last + 1):
        page.share(row, end + 2, a1(row, end + 1), a1(last, end + 1), page.look.share)
    sum_row(page, last + 1, 1, range(2, end + 1), (top + 1, last))
    _draw(page, listings.programme, (top, last), end, last + 3)
    return page.below(last + 3, _HEIGHT) + 1


def _so_far(page: Page, row: int, column: int, top: int) -> Computed:
    """Return the sum of a column down to a row."""
    total = sum(page.value(each, column) for each in range(top + 1, row + 1))
    letter = column_letter(column)
    return Computed(f"SUM({letter}${top + 1}:{letter}{row})", total)


def _draw(page: Page, programme: Programme, rows: tuple[int, int], end: int, at: int) -> None:
    """Draw the regions' months as columns and the sum so far as a line."""
    head, last = rows
    national = source_named(programme, "national_funds")
    title = Text(f"{national.ko} 월별 집행계획과 누계", f"{national.en} per month, and so far")
    unit = Text("백만원", "million won").in_(page.language)
    months = ((head + 1, 1), (last, 1))
    frame = Frame(title.in_(page.language), months, unit, MILLIONS, width=1240, height=_HEIGHT)
    regions = [Series((head, c), (head + 1, c), (last, c)) for c in range(2, end)]
    chart = columns(page, (at, 1), frame, regions, stacked=True)
    so_far = Series((head, end + 1), (head + 1, end + 1), (last, end + 1))
    axis = Text("누계(백만원)", "So far (million won)").in_(page.language)
    line_over(page, chart, frame, so_far, axis)


def _sources(listings: Listings) -> list[str]:
    """Return the sources as plans name them, and a heading for rows that name none."""
    named = [getattr(listings.programme.sources, name).ko for name in PLAN_SOURCES]
    return [*named, *([NO_SOURCE] if NO_SOURCE in listings.plan.values["source"] else [])]


def _by_source(page: Page, listings: Listings, plan: Tally, top: int) -> int:
    """Write all regions' months by source; return the next free row."""
    sources = _sources(listings)
    end = len(sources) + 2
    page.heads(top, [_MONTH, *sources, TOTAL])
    for row, month in enumerate(listings.programme.months, start=top + 1):
        page.text(row, 1, dotted(month), page.look.centred)
        for column, source in enumerate(sources, start=2):
            at = At(f"{column_letter(column)}${top}", source)
            page.computed(row, column, plan.total(f"m{month}", source=at), page.look.won)
        page.across(row, end, range(2, end), page.look.won)
    last = top + len(listings.programme.months)
    sum_row(page, last + 1, 1, range(2, end + 1), (top + 1, last))
    return last + 3


_PARTS = {
    "national_funds": ("national_funds",),
    "local_funds": ("provincial_funds", "municipal_funds"),
    "private_cash": ("private_cash",),
    "private_in_kind": ("private_in_kind",),
}
"""The ledger's columns that each source of a plan is made of."""


def _against_budget(page: Page, listings: Listings, plan: Tally, ledger: Tally, top: int) -> None:
    """Write what is planned and what is budgeted of each source."""
    heads = (Text("재원", "Source"), Text("월별계획", "Plan"), Text("예산(원장)", "Budget"))
    page.heads(top, [*heads, Text("차이", "Difference")])
    for row, source in enumerate(_sources(listings), start=top + 1):
        page.text(row, 1, source, page.look.label)
        page.computed(row, 2, plan.total("total", source=At(f"$A{row}", source)), page.look.won)
        parts = _parts(listings, source)
        page.computed(row, 3, _added(ledger, parts), page.look.won)
        page.difference(row, 4, 2, 3, page.look.signed)
    last = top + len(_sources(listings))
    sum_row(page, last + 1, 1, (2, 3), (top + 1, last))
    page.down(last + 1, 4, top + 1, last, page.look.sum_signed)


def _parts(listings: Listings, source: str) -> Sequence[str]:
    named = {getattr(listings.programme.sources, name).ko: name for name in PLAN_SOURCES}
    return _PARTS[named[source]] if source in named else ()


def _added(ledger: Tally, parts: Iterable[str]) -> Computed:
    """Return the sum of some columns of the ledger; nothing of none."""
    made = [ledger.total(part) for part in parts]
    return Computed(
        "+".join(each.formula for each in made) or "0", sum(each.value for each in made)
    )
