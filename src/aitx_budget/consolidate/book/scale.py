"""요약, lower part: national funds per region and year against the scale of the notice and the allotments."""

from __future__ import annotations

from typing import Any

from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.consolidate.words import TOTAL
from aitx_budget.model.address import a1
from aitx_budget.model.money import Ratio, krw, won
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.wording import source_named

NEAR, FAR = Text("범위 안", "within"), Text("확인 필요", "to be checked")


def write_scale(page: Page, consolidation: Consolidation, ledger: Tally, top: int) -> int:
    """Write the table under headers in row `top`; return its last row."""
    programme = consolidation.programme
    national = source_named(programme, "national_funds")
    yearly = programme.funding.national_per_year.value
    band = programme.funding.national_tolerance.value
    page.section(
        top - 1,
        Text(
            f"연도별 {particle(national.ko, '과', '와')} 규모(연 {won(yearly)} 수준)·배정액",
            f"{national.en} per year, against about {krw(yearly)} a year and the allotments",
        ),
    )
    page.heads(top, _scale_heads(national, band))
    basics = consolidation.tables["basics"].set_index("origin.label")
    row = top
    for each in consolidation.regions:
        for year in programme.fiscal_years:
            row += 1
            page.text(row, 1, each.label, page.look.label)
            page.put(row, 2, year, page.look.year)
            at = {"label": At(f"$A{row}", each.label), "fiscal_year": At(f"$B{row}", year)}
            page.computed(row, 3, ledger.total("national_funds", **at), page.look.won)
            page.put(row, 4, yearly, page.look.won)
            page.difference(row, 5, 3, 4, page.look.signed)
            _within(page, row, band, yearly)
            _allotment(page, row, _given(basics, each.label, year))
    _scale_sums(page, row + 1, (top + 1, row))
    return row + 1


def _scale_heads(national: Text, band: Ratio) -> tuple[Text, ...]:
    return (
        Text("지역", "Region"),
        Text("회계연도", "Fiscal year"),
        national,
        Text("규모", "Scale"),
        Text("규모 대비", "Against scale"),
        Text(f"규모 ±{band.percent()}(권고)", f"Within ±{band.percent()} (advice)"),
        Text("배정액", "Allotment"),
        Text("배정액 대비", "Against allotment"),
    )


def _within(page: Page, row: int, band: Ratio, yearly: int) -> None:
    """Say whether national funds are near the scale; that is advice, since the notice speaks of an average."""
    most = band.most(yearly)
    near, far = NEAR.in_(page.language), FAR.in_(page.language)
    said = near if abs(page.value(row, 5)) <= most else far
    page.shown(row, 6, f'IF(ABS({a1(row, 5)})<={most},"{near}","{far}")', said, page.look.centred)


def _scale_sums(page: Page, row: int, rows: tuple[int, int]) -> None:
    page.text(row, 1, TOTAL, page.look.sum_label)
    for column in (2, 6):
        page.text(row, column, "", page.look.sum_label)
    for column in (3, 4, 7):
        page.down(row, column, *rows, page.look.sum_won)
    for column in (5, 8):
        page.down(row, column, *rows, page.look.sum_signed)


def _given(basics: Any, label: str, year: int) -> int | None:
    """Return the allotment a region states; None where it states none."""
    if label not in basics.index:
        return None
    row = basics.loc[label]
    name = f"allotment_{year}"
    return None if row[f"blank.{name}"] or row[f"unread.{name}"] else int(row[name])


def _allotment(page: Page, row: int, given: int | None) -> None:
    """Write an allotment and how far national funds are from it; where there is none, nothing."""
    page.put(row, 7, given, page.look.won)
    if given is None:
        page.text(row, 8, "", page.look.centred)
    else:
        page.difference(row, 8, 3, 7, page.look.signed)
