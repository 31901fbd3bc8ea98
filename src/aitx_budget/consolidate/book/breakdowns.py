"""재원×연도, 분야별, 단위사업별, 비목별, 기관별: the ledger added up by what its lines are for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aitx_budget.consolidate.book.blocks import (
    SOURCE_COLUMNS,
    Row,
    by_label,
    cross_block,
    source_block,
)
from aitx_budget.consolidate.book.columns import (
    NO_CATEGORY,
    NO_FIELD,
    NO_INSTITUTION,
    NO_PROJECT,
    NO_YEAR,
    Listings,
)
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.register import Declared, Register
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.model.text import Text

BY_YEAR, BY_FIELD, BY_PROJECT = "재원×연도", "분야별", "단위사업별"
BY_CATEGORY, BY_INSTITUTION = "비목별", "기관별"
_TOP = 5
_REGION = Text("지역", "Region")
_WON = Text("단위: 원", "In won")
_MONEY = (17.0,) * SOURCE_COLUMNS


@dataclass(frozen=True)
class Breakdown:
    """A sheet that adds the ledger up by one of its columns: by source, by region and by fiscal year.

    Attributes:
        title, purpose: of the sheet.
        head: what the column is called.
        criterion: the ledger's column.
        values: what it is held against, in order.
        unknown: the heading of lines that don't tell it; it is there where there are such lines.
    """

    title: Text
    purpose: Text
    head: Text
    criterion: str
    values: Sequence[str]
    unknown: str


@dataclass(frozen=True)
class Roll:
    """A sheet with a row for everything that the regions declare in one table.

    Attributes:
        title, purpose: of the sheet.
        heads, widths: of the leading columns, the region's and the code's first.
        fields: what stands in the others, each with what is said where it is blank.
        register: what is declared.
        criterion: the ledger's column of its numbers.
    """

    title: Text
    purpose: Text
    heads: Sequence[Text]
    widths: Sequence[float]
    fields: dict[str, str]
    register: Register
    criterion: str


def _start(
    page: Page, listings: Listings, widths: Sequence[float], said: tuple[Text, Text], heads: int = 0
) -> None:
    """Set up a sheet with its title and purpose; row `heads`, where given, stands on every printed page."""
    page.set_up(listings.programme.title.ko, widths, heads=(heads, heads) if heads else None)
    page.heading(*said)
    page.text(3, 1, _WON, page.look.formats.unit)


def _years(listings: Listings) -> list[Any]:
    """Return the fiscal years, and a heading for lines that don't tell theirs where there are any."""
    unknown = [NO_YEAR] if NO_YEAR in listings.ledger.values["fiscal_year"] else []
    return [*listings.programme.fiscal_years, *unknown]


def _labels(listings: Listings) -> list[str]:
    return [each.label for each in listings.consolidation.regions]


def write_by_year(page: Page, listings: Listings, ledger: Tally) -> None:
    """Write a table per fiscal year, a row per region, and what all of them come to."""
    purpose = Text(
        "회계연도(돈의 연도)마다 지역별 재원입니다. 모든 합계는 원장에서 계산합니다.",
        "Each region's sources per fiscal year of the money; every sum is taken from the ledger.",
    )
    title = Text("재원 × 연도", "Sources by fiscal year")
    _start(page, listings, (14, *_MONEY), (title, purpose))
    labels, row = _labels(listings), _TOP
    for year in _years(listings):
        named = f"{year}년" if isinstance(year, int) else year
        page.section(row, Text(named, str(year)))
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


def by_field(listings: Listings) -> Breakdown:
    """Return the notice's fields."""
    return Breakdown(
        Text("분야별 예산", "By field"),
        Text(
            "공고의 분야별 재원, 지역별·연도별 금액입니다.",
            "The notice's fields by source, by region and by fiscal year.",
        ),
        Text("분야", "Field"),
        "field",
        listings.programme.fields.value,
        NO_FIELD,
    )


def by_category(listings: Listings) -> Breakdown:
    """Return the budget categories."""
    return Breakdown(
        Text("비목별 예산", "By budget category"),
        Text(
            "비목별 재원, 지역별·연도별 금액입니다.",
            "Categories by source, by region and by fiscal year.",
        ),
        Text("비목", "Category"),
        "category",
        [each.label for each in listings.programme.categories],
        NO_CATEGORY,
    )


def write_breakdown(page: Page, listings: Listings, ledger: Tally, what: Breakdown) -> None:
    """Write the three tables of a breakdown."""
    _start(page, listings, (26, *_MONEY), (what.title, what.purpose))
    unknown = [what.unknown] if what.unknown in listings.ledger.values[what.criterion] else []
    rows = by_label([*what.values, *unknown], what.criterion)
    ko, en = what.head
    page.section(_TOP, Text(f"{ko} × 재원", f"{en} by source"))
    row = source_block(page, ledger, listings.programme, _TOP + 1, [what.head], rows) + 1
    for across, values, named in (
        ("label", _labels(listings), Text("지역", "region")),
        ("fiscal_year", _years(listings), Text("연도", "fiscal year")),
    ):
        title = Text(f"{ko} × {named.ko}(총사업비)", f"{en} by {named.en} (total project cost)")
        page.section(row, title)
        made = (across, values)
        row = cross_block(page, ledger, "total", row + 1, what.head, rows, made) + 1
    page.paginate()


def by_project(listings: Listings) -> Roll:
    """Return every unit project of every region."""
    return Roll(
        Text("단위사업별 예산", "By unit project"),
        Text(
            "단위사업마다 배정된 재원입니다. 예산이 없는 사업도 0으로 적었습니다.",
            "Every unit project's money; those without any stand with 0.",
        ),
        [
            _REGION,
            Text("사업코드", "Project"),
            Text("단위사업명", "Unit project"),
            Text("분야", "Field"),
            Text("직접지원", "Direct support"),
            Text("주관기관코드", "Lead"),
        ],
        (10, 10, 36, 22, 10, 13),
        {"name": NO_PROJECT, "field": NO_FIELD, "direct_support": "", "lead_code": ""},
        listings.projects,
        "project_number",
    )


def by_institution(listings: Listings) -> Roll:
    """Return every institution of every region."""
    return Roll(
        Text("기관별 예산", "By institution"),
        Text(
            "수행기관마다 배정된 재원입니다. 예산이 없는 기관도 0으로 적었습니다.",
            "Every performing institution's money; those without any stand with 0.",
        ),
        [
            _REGION,
            Text("기관코드", "Code"),
            Text("기관명", "Institution"),
            Text("기관유형", "Type"),
            Text("역할", "Role"),
        ],
        (10, 10, 28, 20, 8),
        {"name": NO_INSTITUTION, "type": "", "role": ""},
        listings.institutions,
        "institution_number",
    )


def write_roll(page: Page, listings: Listings, ledger: Tally, what: Roll) -> None:
    """Write the table of a roll; what no code stands for has a row where lines name it."""
    _start(page, listings, (*what.widths, *_MONEY), (what.title, what.purpose), heads=_TOP)
    used = set(listings.ledger.values[what.criterion])
    listed = (each for each in what.register.all if each.code or each.number in used)
    rows = [_declared(each, what) for each in listed]
    source_block(page, ledger, listings.programme, _TOP, what.heads, rows)
    page.sheet.freeze_panes(_TOP, 3)


def _declared(each: Declared, what: Roll) -> Row:
    said = (each.entries.get(name) or blank for name, blank in what.fields.items())
    held = {what.criterion: At(str(each.number), each.number)}
    return Row((each.label, each.code, *said), lambda _: held)
