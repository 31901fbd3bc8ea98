"""자산 목록, 참여기업, 현물 목록, 원장, 월별계획 원장: every row of the regions, with a few sums above."""

from __future__ import annotations

from collections.abc import Sequence

from aitx_budget.consolidate.book.blocks import by_label, source_block, sum_row
from aitx_budget.consolidate.book.columns import NO_KIND, Listing, Listings
from aitx_budget.consolidate.book.listing import Place, widths, write_listing
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.consolidate.words import TOTAL
from aitx_budget.model.address import column_letter
from aitx_budget.model.text import Text
from aitx_budget.template.page import done

ASSETS, FIRMS, IN_KIND, LEDGER, PLAN = "자산 목록", "참여기업", "현물 목록", "원장", "월별계획 원장"
_TOP = 5
_REGION = Text("지역", "Region")
_LISTED = Text("목록", "List")
_SOURCE_NOTE = Text(
    "파일·시트·셀은 지역이 제출한 예산서에서의 자리입니다. 머리글의 화살표로 거를 수 있습니다.",
    "File, sheet and cell are where the region's own workbook has the row; the headers filter.",
)


def _start(
    page: Page, listings: Listings, listing: Listing, title: Text, head: int, least: int = 0
) -> None:
    """Set up a sheet whose listing has its headers in row `head`; its first columns are `least` wide for sums above."""
    page.set_up(
        listings.programme.title.ko, widths(listing, least), heads=(head, head), pages=(2, 0)
    )
    done(page.sheet.repeat_columns(0, 1))
    page.heading(title, _SOURCE_NOTE)
    page.text(3, 1, Text("단위: 원", "In won"), page.look.formats.unit)


def write_ledger(page: Page, listings: Listings, tally: Tally) -> Place:
    """Write every budget line that was taken."""
    title = Text("원장(소요예산 전체)", "Ledger (all budget lines)")
    _start(page, listings, listings.ledger, title, _TOP)
    return write_listing(page, listings.ledger, tally, _TOP - 1, 6)


def write_plan(page: Page, listings: Listings, tally: Tally) -> Place:
    """Write every row of the monthly plans that was taken."""
    title = Text("월별계획 원장", "Ledger of the monthly plans")
    _start(page, listings, listings.plan, title, _TOP)
    return write_listing(page, listings.plan, tally, _TOP - 1, 6)


def write_in_kind(page: Page, listings: Listings, tally: Tally) -> Place:
    """Write every in-kind contribution that was taken."""
    title = Text("현물 목록", "In-kind contributions")
    _start(page, listings, listings.in_kind, title, _TOP)
    return write_listing(page, listings.in_kind, tally, _TOP - 1, 5)


def write_assets(page: Page, listings: Listings, tally: Tally) -> Place:
    """Write number and cost of assets per region and kind, then every asset."""
    labels = _labels(listings)
    top = _TOP + len(labels) + 5
    title = Text("취득자산 목록", "Acquired assets")
    _start(page, listings, listings.assets, title, top + 1, 15)
    kinds = list(listings.consolidation.stack.layout.lists["asset_kind"])
    kinds += [NO_KIND] if NO_KIND in listings.assets.values["asset_kind"] else []
    page.section(_TOP - 1, Text("지역 × 자산구분(건수와 금액)", "Region by kind (rows and won)"))
    page.heads(_TOP + 1, [_REGION])
    page.text(_TOP, 1, "", page.look.head)
    heads: list[Text | str] = [*kinds, TOTAL]
    for n, kind in enumerate(heads):
        column = 2 + 2 * n
        page.text(_TOP, column, kind, page.look.head)
        page.text(_TOP, column + 1, kind, page.look.head)
        page.heads(_TOP + 1, [Text("건수", "Rows"), Text("금액", "Won")], first=column)
    for row, label in enumerate(labels, start=_TOP + 2):
        page.text(row, 1, label, page.look.label)
        at = At(f"$A{row}", label)
        for n, each in enumerate(kinds):
            column = 2 + 2 * n
            of = At(f"{column_letter(column)}${_TOP}", each)
            page.computed(row, column, tally.count(label=at, asset_kind=of), page.look.won)
            page.computed(
                row, column + 1, tally.total("total", label=at, asset_kind=of), page.look.won
            )
        end = 2 + 2 * len(kinds)
        page.across(row, end, range(2, end, 2), page.look.won)
        page.across(row, end + 1, range(3, end, 2), page.look.won)
    last = _TOP + 1 + len(labels)
    sum_row(page, last + 1, 1, range(2, 4 + 2 * len(kinds)), (_TOP + 2, last))
    page.section(top - 1, _LISTED)
    return write_listing(page, listings.assets, tally, top, 5)


def write_firms(page: Page, listings: Listings, tally: Tally) -> Place:
    """Write number of firms and money per region, then every firm."""
    labels = _labels(listings)
    top = _TOP + len(labels) + 5
    title = Text("참여기업 목록", "Beneficiary SMEs")
    _start(page, listings, listings.firms, title, top + 1, 15)
    statuses = listings.consolidation.stack.layout.lists["status"]
    page.section(
        _TOP - 1,
        Text(
            "지역별 기업 수(연도·단위사업마다 셈)와 재원",
            "Firms per region (counted per year and project), and sources",
        ),
    )
    rows = by_label(labels, "label")
    heads = [_REGION]
    below = source_block(page, tally, listings.programme, _TOP, heads, rows)
    first = 10
    page.heads(_TOP, [*statuses, Text("전체 기업", "All firms")], first=first)
    for row, label in enumerate(labels, start=_TOP + 1):
        at = At(f"$A{row}", label)
        for column, status in enumerate(statuses, start=first):
            of = At(f"{column_letter(column)}${_TOP}", status)
            made = tally.total("firms", label=at, status=of)
            page.computed(row, column, made, page.look.won)
        end = first + len(statuses)
        page.computed(row, end, tally.total("firms", label=at), page.look.won)
    for column in range(first, first + len(statuses) + 1):
        page.down(below - 1, column, _TOP + 1, below - 2, page.look.sum_won)
    page.section(top - 1, _LISTED)
    return write_listing(page, listings.firms, tally, top, 5)


def _labels(listings: Listings) -> Sequence[str]:
    return [each.label for each in listings.consolidation.regions]
