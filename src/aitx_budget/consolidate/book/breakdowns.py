"""재원×연도, 분야별, 단위사업별, 비목별, 기관별: the ledger added up by what its lines are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aitx_budget.consolidate.book.blocks import Row, by_label, cross_block, source_block
from aitx_budget.consolidate.book.columns import (
    NO_CATEGORY,
    NO_FIELD,
    NO_INSTITUTION,
    NO_PROJECT,
    NO_YEAR,
    Declared,
    Listings,
)
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.model.text import Text

BY_YEAR, BY_FIELD, BY_PROJECT = "재원×연도", "분야별", "단위사업별"
BY_CATEGORY, BY_INSTITUTION = "비목별", "기관별"
_TOP = 5
_REGION = Text("지역", "Region")
_WON = Text("단위: 원", "In won")


def _start(
    page: Page,
    listings: Listings,
    widths: Sequence[float],
    title: Text,
    purpose: Text,
    *,
    heads: tuple[int, int] | None = None,
) -> None:
    """Set up a sheet; `heads` are the headers of its one table, to stand on every printed page."""
    page.set_up(listings.programme.title.ko, widths, heads=heads)
    page.heading(title, purpose)
    page.text(3, 1, _WON, page.look.formats.unit)


def _years(listings: Listings) -> list[Any]:
    """Return the fiscal years, and a heading for lines that don't tell theirs where there are any."""
    unknown = [NO_YEAR] if NO_YEAR in listings.ledger.values["fiscal_year"] else []
    return [*listings.programme.fiscal_years, *unknown]


def _labels(listings: Listings) -> list[str]:
    return [each.label for each in listings.consolidation.regions]


def _with_unknown(values: Iterable[str], unknown: str, found: Sequence[str]) -> list[str]:
    return [*values, *([unknown] if unknown in found else [])]


def write_by_year(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write a table per fiscal year, a row per region, and what all of them come to."""
    _start(
        page,
        listings,
        [14, *[17] * 8],
        Text("재원 × 연도", "Sources by fiscal year"),
        Text(
            "회계연도(돈의 연도)마다 지역별 재원입니다. 모든 합계는 원장에서 계산합니다.",
            "Each region's sources per fiscal year of the money; every sum is taken from the ledger.",
        ),
    )
    labels, row = _labels(listings), _TOP
    for year in _years(listings):
        title = f"{year}년" if isinstance(year, int) else year
        page.section(row, Text(title, str(year)))
        literal = str(year) if isinstance(year, int) else f'"{year}"'
        rows = _within(by_label(labels, "label"), {"fiscal_year": At(literal, year)})
        row = source_block(page, ledger, listings.programme, row + 1, [_REGION], rows) + 1
    page.section(row, Text("연도별 합계", "All regions, per fiscal year"))
    years = by_label(_years(listings), "fiscal_year")
    head = Text("회계연도", "Fiscal year")
    source_block(page, ledger, listings.programme, row + 1, [head], years)
    page.paginate()


def _within(rows: Iterable[Row], more: dict[str, At]) -> list[Row]:
    """Return rows that are held against one more column."""

    def both(row: Row) -> Row:
        return Row(row.labels, lambda n: row.where(n) | more)

    return [both(row) for row in rows]


def write_by_field(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write the notice's fields by source, by region and by fiscal year."""
    _start(
        page,
        listings,
        [26, *[17] * 8],
        Text("분야별 예산", "By field"),
        Text(
            "공고의 분야별 재원, 지역별·연도별 금액입니다.",
            "The notice's fields by source, by region and by fiscal year.",
        ),
    )
    programme = listings.programme
    fields = _with_unknown(programme.fields.value, NO_FIELD, listings.ledger.values["field"])
    rows = by_label(fields, "field")
    head = Text("분야", "Field")
    page.section(_TOP, Text("분야 × 재원", "Field by source"))
    row = source_block(page, ledger, programme, _TOP + 1, [head], rows) + 1
    page.section(row, Text("분야 × 지역(총사업비)", "Field by region (total project cost)"))
    row = cross_block(page, ledger, "total", row + 1, head, rows, ("label", _labels(listings))) + 1
    page.section(row, Text("분야 × 연도(총사업비)", "Field by fiscal year (total project cost)"))
    cross_block(page, ledger, "total", row + 1, head, rows, ("fiscal_year", _years(listings)))
    page.paginate()


def write_by_project(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write every unit project of every region."""
    _start(
        page,
        listings,
        [10, 10, 36, 22, 10, 13, *[17] * 8],
        Text("단위사업별 예산", "By unit project"),
        Text(
            "단위사업마다 배정된 재원입니다. 예산이 없는 사업도 0으로 적었습니다.",
            "Every unit project's money; those without any stand with 0.",
        ),
        heads=(_TOP, _TOP),
    )
    heads = [
        _REGION,
        Text("사업코드", "Project"),
        Text("단위사업명", "Unit project"),
        Text("분야", "Field"),
        Text("직접지원", "Direct support"),
        Text("주관기관코드", "Lead"),
    ]
    used = set(listings.ledger.values["project_number"])
    rows = [_project(each) for each in listings.projects.all if each.code or each.number in used]
    source_block(page, ledger, listings.programme, _TOP, heads, rows)
    page.sheet.freeze_panes(_TOP, 3)


def _project(each: Declared) -> Row:
    entries = each.entries
    labels = (
        each.label,
        each.code,
        entries.get("name") or NO_PROJECT,
        entries.get("field") or NO_FIELD,
        entries.get("direct_support", ""),
        entries.get("lead_code", ""),
    )
    held = {"project_number": At(str(each.number), each.number)}
    return Row(labels, lambda _: held)


def write_by_category(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write the budget categories by source, by region and by fiscal year."""
    _start(
        page,
        listings,
        [26, *[17] * 8],
        Text("비목별 예산", "By budget category"),
        Text(
            "비목별 재원, 지역별·연도별 금액입니다.",
            "Categories by source, by region and by fiscal year.",
        ),
    )
    programme = listings.programme
    labels = [each.label for each in programme.categories]
    categories = _with_unknown(labels, NO_CATEGORY, listings.ledger.values["category"])
    rows = by_label(categories, "category")
    head = Text("비목", "Category")
    page.section(_TOP, Text("비목 × 재원", "Category by source"))
    row = source_block(page, ledger, programme, _TOP + 1, [head], rows) + 1
    page.section(row, Text("비목 × 지역(총사업비)", "Category by region (total project cost)"))
    row = cross_block(page, ledger, "total", row + 1, head, rows, ("label", _labels(listings))) + 1
    page.section(row, Text("비목 × 연도(총사업비)", "Category by fiscal year (total project cost)"))
    cross_block(page, ledger, "total", row + 1, head, rows, ("fiscal_year", _years(listings)))
    page.paginate()


def write_by_institution(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write every institution of every region."""
    _start(
        page,
        listings,
        [10, 10, 28, 20, 8, *[17] * 8],
        Text("기관별 예산", "By institution"),
        Text(
            "수행기관마다 배정된 재원입니다. 예산이 없는 기관도 0으로 적었습니다.",
            "Every performing institution's money; those without any stand with 0.",
        ),
        heads=(_TOP, _TOP),
    )
    heads = [
        _REGION,
        Text("기관코드", "Code"),
        Text("기관명", "Institution"),
        Text("기관유형", "Type"),
        Text("역할", "Role"),
    ]
    used = set(listings.ledger.values["institution_number"])
    rows = [
        _institution(each) for each in listings.institutions.all if each.code or each.number in used
    ]
    source_block(page, ledger, listings.programme, _TOP, heads, rows)
    page.sheet.freeze_panes(_TOP, 3)


def _institution(each: Declared) -> Row:
    entries = each.entries
    name = entries.get("name") or NO_INSTITUTION
    labels = (each.label, each.code, name, entries.get("type", ""), entries.get("role", ""))
    held = {"institution_number": At(str(each.number), each.number)}
    return Row(labels, lambda _: held)
