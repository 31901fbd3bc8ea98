"""Consolidation -> the workbook; the same consolidation gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import warnings

from xlsxwriter import Workbook

from aitx_budget.consolidate.book import breakdowns, found, lists, monthly, overview, received
from aitx_budget.consolidate.book.columns import Listings
from aitx_budget.consolidate.book.listing import tally_of
from aitx_budget.consolidate.book.look import Look
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.model.text import Language
from aitx_budget.template.formats import FONT

SHEETS = (
    overview.SHEET,
    breakdowns.BY_YEAR,
    breakdowns.BY_FIELD,
    breakdowns.BY_PROJECT,
    breakdowns.BY_CATEGORY,
    breakdowns.BY_INSTITUTION,
    monthly.SHEET,
    lists.ASSETS,
    lists.FIRMS,
    lists.IN_KIND,
    found.SHEET,
    lists.LEDGER,
    lists.PLAN,
    received.SHEET,
)
"""Titles in their order; the same in every language, as the standard workbook's are."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": "none"},
}


def write_book(consolidation: Consolidation, language: Language = Language.KO) -> bytes:
    """Return the workbook.

    Args:
        consolidation: of one region at least.
        language: of headings and findings; names of sheets and of the form's own columns are Korean in both.
    """
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = Workbook(stream, _OPTIONS)
        _write(workbook, consolidation, language)
        workbook.close()
    return stream.getvalue()


def _write(workbook: Workbook, consolidation: Consolidation, language: Language) -> None:
    day = consolidation.programme.notice_date
    workbook.set_properties(
        {
            "title": f"{consolidation.programme.title.ko} 예산 종합",
            "author": consolidation.programme.agency.ko,
            "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        }
    )
    look, listings = Look(workbook), Listings(consolidation)
    pages = {title: Page(workbook, title, look, language) for title in SHEETS}
    ledger, plan = tally_of("원장", listings.ledger), tally_of("계획", listings.plan)
    assets, firms = tally_of("자산", listings.assets), tally_of("기업", listings.firms)
    overview.write_overview(pages[overview.SHEET], consolidation, ledger)
    breakdowns.write_by_year(pages[breakdowns.BY_YEAR], listings, ledger)
    breakdowns.write_breakdown(
        pages[breakdowns.BY_FIELD], listings, ledger, breakdowns.by_field(listings)
    )
    breakdowns.write_roll(
        pages[breakdowns.BY_PROJECT], listings, ledger, breakdowns.by_project(listings)
    )
    breakdowns.write_breakdown(
        pages[breakdowns.BY_CATEGORY], listings, ledger, breakdowns.by_category(listings)
    )
    breakdowns.write_roll(
        pages[breakdowns.BY_INSTITUTION], listings, ledger, breakdowns.by_institution(listings)
    )
    monthly.write_monthly(pages[monthly.SHEET], listings, plan, ledger)
    places = [
        lists.write_ledger(pages[lists.LEDGER], listings, ledger),
        lists.write_plan(pages[lists.PLAN], listings, plan),
        lists.write_assets(pages[lists.ASSETS], listings, assets),
        lists.write_firms(pages[lists.FIRMS], listings, firms),
        lists.write_in_kind(pages[lists.IN_KIND], listings, tally_of("현물", listings.in_kind)),
    ]
    found.write_findings(pages[found.SHEET], consolidation, places)
    received.write_received(pages[received.SHEET], consolidation)
    pages[overview.SHEET].sheet.activate()
