"""요약, middle part: how each region stands to the notice's ratios, and what the checks say of it."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format

from aitx_budget.consolidate.book.blocks import sum_row
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import Computed
from aitx_budget.consolidate.record import Consolidation, Input
from aitx_budget.model.address import a1
from aitx_budget.model.finding import Severity, Weight, WorkbookResult
from aitx_budget.model.money import Ratio
from aitx_budget.model.telling import WAIVED
from aitx_budget.model.text import Text
from aitx_budget.programme.wording import source_named
from aitx_budget.report import words

MATCHING, LOCAL = 2, 5
"""First of the three columns (share, margin, verdict) of each ratio."""

NATIONAL, LOCAL_FUNDS, TOTAL_COST = 2, 5, 9
"""Columns of the regions' money."""

_COUNTS, _LAST = 8, 11
MET, ROUNDING = Text("충족", "met"), Text("단수 차이", "rounding only")
SHORT, NOTHING = Text("미달", "short"), Text("평가 불가", "cannot evaluate")


@dataclass(frozen=True)
class Money:
    """Where a row of the regions' money has national funds, local funds together and the total project cost."""

    page: Page
    national: str
    local: str
    total: str

    @property
    def parts(self) -> tuple[tuple[int, str, int], tuple[int, str, int]]:
        """Per ratio its first column, the part as a formula, and its value."""
        others = self.at(self.total) - self.at(self.national)
        return (
            (MATCHING, f"({self.total}-{self.national})", others),
            (LOCAL, self.local, self.at(self.local)),
        )

    def at(self, reference: str) -> int:
        """Return the number in a cell."""
        return self.page.at(reference)


def write_standing(page: Page, consolidation: Consolidation, top: int, money: range) -> int:
    """Write a row per region under headers in row `top`, and one for all; return the last.

    Args:
        page: the sheet.
        consolidation: the regions.
        top: row of the headers.
        money: rows of the table of the regions' money, that of its sums last.
    """
    _heads(page, consolidation, top)
    matching = consolidation.programme.matching
    ratios = (matching.minimum.value, matching.local_minimum.value)
    first = top + 1
    for row, above, each in zip(
        range(first, first + len(money)), money, consolidation.regions, strict=False
    ):
        page.text(row, 1, each.label, page.look.label)
        own = _money(page, above)
        for (column, part, value), ratio in zip(own.parts, ratios, strict=True):
            _share(page, (row, column), part, value, own, page.look.share)
            margin = _margin(part, value, own, ratio)
            page.computed(row, column + 1, margin, page.look.signed)
            _verdict(page, row, column + 2, own, matching.rounding_tolerance.value)
        _checks(page, row, each)
    last = first + len(consolidation.regions)
    _sums(page, (first, last), _money(page, money[-1]))
    _mark(page, (first, last - 1))
    return last


def _heads(page: Page, consolidation: Consolidation, top: int) -> None:
    matching = consolidation.programme.matching
    ratios = (
        (Text("매칭", "Matching"), matching.minimum.value),
        (source_named(consolidation.programme, "local_funds"), matching.local_minimum.value),
    )
    heads = [Text("지역", "Region")]
    for named, ratio in ratios:
        heads += [
            Text(
                f"{named.ko} 비율\n({ratio.percent()} 이상)",
                f"{named.en}\n(at least {ratio.percent()})",
            ),
            Text(f"{named.ko} 여유", f"{named.en} margin"),
            Text(f"{named.ko} 판정", f"{named.en} verdict"),
        ]
    heads += [Text("오류", "Errors"), Text("경고", "Warnings"), Text("제외 행", "Rows refused")]
    page.heads(top, [*heads, Text("점검 결과", "Checks")])


def _money(page: Page, row: int) -> Money:
    return Money(page, a1(row, NATIONAL), a1(row, LOCAL_FUNDS), a1(row, TOTAL_COST))


def _share(
    page: Page, at: tuple[int, int], part: str, value: int, own: Money, look: Format
) -> None:
    """Write a part of the total project cost, cut to hundredths of a percent: never up to a pass."""
    total = own.at(own.total)
    share = value * 10_000 // total / 10_000 if total else ""
    formula = f'IF({own.total}=0,"",INT({part}*10000/{own.total})/10000)'
    page.shown(*at, formula, share, look)


def _margin(part: str, value: int, own: Money, ratio: Ratio) -> Computed:
    """Return by how many won a part is above its least share; INT of the negative rounds up, exactly."""
    formula = f"{part}+INT(-{ratio.numerator}*{own.total}/{ratio.denominator})"
    return Computed(formula, value - ratio.least(own.at(own.total)))


def _verdict(page: Page, row: int, column: int, own: Money, tolerance: int) -> None:
    margin, value = a1(row, column - 1), page.value(row, column - 1)
    verdicts = (each.in_(page.language) for each in (MET, ROUNDING, SHORT, NOTHING))
    met, rounding, short, nothing = verdicts
    near = rounding if -value <= tolerance else short
    said = nothing if own.at(own.total) == 0 else met if value >= 0 else near
    formula = (
        f'IF({own.total}=0,"{nothing}",IF({margin}>=0,"{met}",'
        f'IF(-{margin}<={tolerance},"{rounding}","{short}")))'
    )
    page.shown(row, column, formula, said, page.look.centred)


def _checks(page: Page, row: int, each: Input) -> None:
    """Write what the checks say of a region."""
    if each.result is None:
        return
    for column, level in enumerate((Severity.ERROR, Severity.WARNING), start=_COUNTS):
        page.put(row, column, each.result.count(level), page.look.won)
    page.put(row, _COUNTS + 2, len(each.refused), page.look.won)
    page.text(row, _LAST, _said(page, each.result), page.look.label)


def _said(page: Page, result: WorkbookResult) -> str:
    """Return a workbook's state in two words, and how many findings are waived where any is."""
    sign, waived = words.mark(result), result.count(Weight.WAIVED)
    state = f"{sign} {words.STATES[sign].in_(page.language)}"
    return f"{state} ({WAIVED.in_(page.language)} {waived})" if waived else state


def _sums(page: Page, rows: tuple[int, int], own: Money) -> None:
    """Write what the regions are together."""
    first, row = rows
    sum_row(page, row, _LAST, (), (first, row - 1))
    for column, part, value in own.parts:
        _share(page, (row, column), part, value, own, page.look.sum_share)
    for column in range(_COUNTS, _LAST):
        page.down(row, column, first, row - 1, page.look.sum_won)


def _mark(page: Page, rows: tuple[int, int]) -> None:
    """Let verdicts show at a glance; the words say the same."""
    for column in (MATCHING + 2, LOCAL + 2):
        for said, look in (
            (SHORT, page.look.failing),
            (NOTHING, page.look.failing),
            (MET, page.look.passing),
        ):
            value = f'"{said.in_(page.language)}"'
            rule = {"type": "cell", "criteria": "==", "value": value, "format": look}
            page.sheet.conditional_format(rows[0] - 1, column - 1, rows[1] - 1, column - 1, rule)
