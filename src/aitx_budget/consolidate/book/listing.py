"""Writes a listing: sums of what is in sight, headers that filter, a row per record, a defined name per column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aitx_budget.consolidate.book.columns import Column, Listing
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import Computed, Tally
from aitx_budget.model.address import a1, column_letter
from aitx_budget.model.text import Text
from aitx_budget.template.page import done

_BOTH = Text("합계(보이는 행)", "Total (rows in sight)")
_NUMBER = Text("번호", "No.")
_WIDENED = 12
"""How many columns of a listing are made wide enough for sums that stand above it."""


@dataclass(frozen=True)
class Place:
    """Where a listing stands: `origins` is (path, sheet, worksheet row) -> its row in the listing."""

    title: str
    origins: Mapping[tuple[str, str, int], int]


def tally_of(prefix: str, listing: Listing) -> Tally:
    """Return what adds up a listing; it can be asked before the listing is written."""
    headers = {each.name: each.header.ko for each in listing.columns}
    return Tally(prefix, {name: listing.values[name] for name in headers}, headers)


def write_listing(page: Page, listing: Listing, tally: Tally, top: int, frozen: int) -> Place:
    """Write a listing.

    Args:
        page: its sheet; set up, its columns as wide as `widths` says.
        listing: what it holds.
        tally: names its columns.
        top: row of the sums; the headers are below, then the records.
        frozen: columns that stay in sight, the running number included.

    Returns:
        Where each row stands.
    """
    head, first = top + 1, top + 2
    last = first + max(1, listing.length) - 1
    page.heads(head, (_NUMBER, *(each.header for each in listing.columns)))
    page.text(top, 1, _BOTH, page.look.sum_label)
    for column, each in enumerate(listing.columns, start=2):
        _write_sum(page, listing, each, (top, column), (first, last))
        _write_column(page, listing, each, first, column)
        letter = column_letter(column)
        area = f"='{page.title}'!${letter}${first}:${letter}${last}"
        done(page.workbook.define_name(tally.name(each.name), area))
    for n in range(listing.length):
        page.put(first + n, 1, n + 1, page.look.centred)
    width = len(listing.columns) + 1
    done(page.sheet.autofilter(head - 1, 0, last - 1, width - 1))
    done(page.sheet.ignore_errors({"number_stored_as_text": f"A{first}:{a1(last, width)}"}))
    page.sheet.freeze_panes(head, frozen)
    spots = zip(*(listing.values[name] for name in ("path", "sheet", "row")), strict=True)
    return Place(page.title, {spot: first + n for n, spot in enumerate(spots)})


def widths(listing: Listing, least: int = 0) -> list[float]:
    """Return the column widths of a listing, its running number first; the first ones at least `least`."""
    own = [9, *(each.width for each in listing.columns)]
    return [max(width, least) if n <= _WIDENED else width for n, width in enumerate(own)]


def _write_sum(
    page: Page, listing: Listing, each: Column, at: tuple[int, int], rows: tuple[int, int]
) -> None:
    if not each.summed:
        page.text(*at, "", page.look.sum_label)
        return
    area = f"{a1(rows[0], at[1])}:{a1(rows[1], at[1])}"
    total = sum(value or 0 for value in listing.values[each.name])
    page.computed(*at, Computed(f"SUBTOTAL(9,{area})", total), page.look.sum_won)


def _write_column(page: Page, listing: Listing, each: Column, first: int, column: int) -> None:
    look = page.look.cell(each.kind)
    for row, value in enumerate(listing.values[each.name], start=first):
        page.put(row, column, value, look)
