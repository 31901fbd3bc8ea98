"""요약: every region's money, how it stands to the notice's ratios, and national funds against the scale."""

from __future__ import annotations

from typing import Any

from aitx_budget.consolidate.book.blocks import (
    SOURCE_COLUMNS,
    by_label,
    source_heads,
    source_row,
    sum_row,
)
from aitx_budget.consolidate.book.charts import MILLIONS, Frame, Series, columns
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Computed, Tally
from aitx_budget.consolidate.record import Consolidation, Input
from aitx_budget.consolidate.words import TOTAL, gist
from aitx_budget.model.address import a1
from aitx_budget.model.finding import Severity
from aitx_budget.model.money import Ratio, krw, won
from aitx_budget.model.text import Text
from aitx_budget.report import words

SHEET = "요약"
_TOP = 5
_N, _L, _T = 2, 5, 9
"""Columns of national funds, of local funds together, and of the total project cost."""

_MATCHING, _LOCAL = 10, 13
"""First of the three columns (share, margin, verdict) of each ratio."""

_COUNTS = 16
_LAST = 19
MET, ROUNDING, SHORT, NOTHING = "충족", "단수 차이", "미달", "평가 불가"
NEAR, FAR = "범위 안", "확인 필요"


def write_overview(page: Page, consolidation: Consolidation, ledger: Tally) -> None:
    """Write the sheet."""
    programme = consolidation.programme
    page.set_up(programme.title.ko, [9, *[15] * 8, *[10, 15, 10] * 2, 6, 6, 7, 30], pages=(1, 1))
    page.heading(
        Text("지역 예산 취합 요약", "The regions' budgets in one"), _purpose(consolidation)
    )
    page.text(3, 1, Text("단위: 원", "In won"), page.look.formats.unit)
    _heads(page, consolidation)
    regions = consolidation.regions
    for row, (own, each) in enumerate(
        zip(by_label([each.label for each in regions], "label"), regions, strict=True), _TOP + 1
    ):
        page.text(row, 1, each.label, page.look.label)
        source_row(page, ledger, row, 2, own.where(row))
        _ratios(page, consolidation, row)
        _standing(page, row, each)
    last = _TOP + len(regions)
    _totals(page, last)
    _mark(page, last)
    below = _scale(page, consolidation, ledger, last + 4)
    _charts(page, (_TOP, last), below + 1, consolidation)
    page.sheet.freeze_panes(_TOP, 1)


def _purpose(consolidation: Consolidation) -> Text:
    """Say what the consolidation is made of."""
    title, made = consolidation.programme.title, gist(consolidation)
    return Text(
        f"{title.ko} · {made.ko}. 자세한 내용은 제출현황 시트에 있습니다.",
        f"{title.en} · {made.en}. See 제출현황.",
    )


def _heads(page: Page, consolidation: Consolidation) -> None:
    matching = consolidation.programme.matching
    ratios = (
        (Text("매칭", "Matching"), matching.minimum.value),
        (Text("지방비", "Local"), matching.local_minimum.value),
    )
    heads = [Text("지역", "Region"), *source_heads(consolidation.programme)]
    for named, ratio in ratios:
        heads += [
            Text(
                f"{named.ko} 비율\n({ratio.percent()} 이상)",
                f"{named.en}\n(at least {ratio.percent()})",
            ),
            Text(f"{named.ko} 여유", f"{named.en} margin"),
            Text(f"{named.ko} 판정", f"{named.en} verdict"),
        ]
    heads += [Text("오류", "Errors"), Text("경고", "Warnings"), Text("제외 줄", "Rows refused")]
    page.heads(_TOP, [*heads, Text("점검 결과", "Checks")])


def _ratios(page: Page, consolidation: Consolidation, row: int) -> None:
    """Write share, margin and verdict of matching and of local funds."""
    matching, whole = consolidation.programme.matching, a1(row, _T)
    others = f"({whole}-{a1(row, _N)})"
    parts = (
        (_MATCHING, others, page.value(row, _T) - page.value(row, _N), matching.minimum.value),
        (_LOCAL, a1(row, _L), page.value(row, _L), matching.local_minimum.value),
    )
    total = page.value(row, _T)
    for column, part, value, ratio in parts:
        share = value * 10_000 // total / 10_000 if total else ""
        formula = f'IF({whole}=0,"",INT({part}*10000/{whole})/10000)'
        page.shown(row, column, formula, share, page.look.share)
        page.computed(row, column + 1, _margin(part, value, whole, total, ratio), page.look.signed)
        _verdict(page, row, column + 2, matching.rounding_tolerance.value)


def _margin(part: str, value: int, whole: str, total: int, ratio: Ratio) -> Computed:
    """Return by how many won a part is above its least share; INT of the negative rounds up, exactly."""
    formula = f"{part}+INT(-{ratio.numerator}*{whole}/{ratio.denominator})"
    return Computed(formula, value - ratio.least(total))


def _verdict(page: Page, row: int, column: int, tolerance: int) -> None:
    margin, whole = a1(row, column - 1), a1(row, _T)
    value, total = page.value(row, column - 1), page.value(row, _T)
    near = ROUNDING if -value <= tolerance else SHORT
    said = NOTHING if total == 0 else MET if value >= 0 else near
    formula = (
        f'IF({whole}=0,"{NOTHING}",IF({margin}>=0,"{MET}",'
        f'IF(-{margin}<={tolerance},"{ROUNDING}","{SHORT}")))'
    )
    page.shown(row, column, formula, said, page.look.centred)


def _standing(page: Page, row: int, each: Input) -> None:
    """Write what the checks say of a region."""
    result = each.result
    if result is None:
        return
    for column, level in enumerate((Severity.ERROR, Severity.WARNING), start=_COUNTS):
        page.put(row, column, result.count(level), page.look.won)
    page.put(row, _COUNTS + 2, len(each.refused), page.look.won)
    said = f"{words.mark(result)} {words.verdict(result).in_(page.language)}"
    page.text(row, _LAST, said, page.look.wrapped_label)
    page.sheet.set_row(row - 1, 32)


def _totals(page: Page, last: int) -> None:
    row = last + 1
    sum_row(page, row, 1, range(2, 2 + SOURCE_COLUMNS), (_TOP + 1, last))
    sums = (a1(row, _T), a1(row, _N), a1(row, _L))
    total, national, local = (page.value(row, column) for column in (_T, _N, _L))
    for column in range(_MATCHING, _LAST + 1):
        page.text(row, column, "", page.look.sum_label)
    for column, part, value in (
        (_MATCHING, f"({sums[0]}-{sums[1]})", total - national),
        (_LOCAL, sums[2], local),
    ):
        share = value * 10_000 // total / 10_000 if total else ""
        formula = f'IF({sums[0]}=0,"",INT({part}*10000/{sums[0]})/10000)'
        page.shown(row, column, formula, share, page.look.sum_share)
    for column in range(_COUNTS, _COUNTS + 3):
        page.down(row, column, _TOP + 1, last, page.look.sum_won)


def _mark(page: Page, last: int) -> None:
    """Let verdicts show at a glance; the words say the same."""
    for column in (_MATCHING + 2, _LOCAL + 2):
        for said, look in (
            (SHORT, page.look.failing),
            (NOTHING, page.look.failing),
            (MET, page.look.passing),
        ):
            rule = {"type": "cell", "criteria": "==", "value": f'"{said}"', "format": look}
            page.sheet.conditional_format(_TOP, column - 1, last - 1, column - 1, rule)


def _scale(page: Page, consolidation: Consolidation, ledger: Tally, top: int) -> int:
    """Write national funds per region and year against the notice's scale and the allotment; return the next row."""
    programme = consolidation.programme
    yearly = programme.funding.national_per_year.value
    band = programme.funding.national_tolerance.value
    page.section(
        top - 1,
        Text(
            f"연도별 국비와 규모(연 {won(yearly)} 수준)·배정액",
            f"National funds per year, against about {krw(yearly)} a year and the allotments",
        ),
    )
    page.heads(top, _scale_heads(band))
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
    return row + 2


def _scale_heads(band: Ratio) -> tuple[Text, ...]:
    return (
        Text("지역", "Region"),
        Text("회계연도", "Fiscal year"),
        Text("국비", "National funds"),
        Text("규모", "Scale"),
        Text("규모 대비", "Against scale"),
        Text(f"규모 ±{band.percent()}(권고)", f"Within ±{band.percent()} (advice)"),
        Text("배정액", "Allotment"),
        Text("배정액 대비", "Against allotment"),
    )


def _within(page: Page, row: int, band: Ratio, yearly: int) -> None:
    """Say whether national funds are near the scale; that is advice, since the notice speaks of an average."""
    most = band.most(yearly)
    said = NEAR if abs(page.value(row, 5)) <= most else FAR
    page.shown(row, 6, f'IF(ABS({a1(row, 5)})<={most},"{NEAR}","{FAR}")', said, page.look.centred)


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


def _charts(page: Page, rows: tuple[int, int], top: int, consolidation: Consolidation) -> None:
    head, last = rows
    if head == last:
        return
    labels = ((head + 1, 1), (last, 1))
    sources = [Series((head, c), (head + 1, c), (last, c)) for c in (2, 3, 4, 6, 7)]
    title = Text("지역별 재원 구성", "Sources by region").in_(page.language)
    unit = Text("백만원", "million won").in_(page.language)
    frame = Frame(title, labels, unit, MILLIONS, width=860, height=430)
    columns(page, (top, 1), frame, sources, stacked=True)
    matching = consolidation.programme.matching
    title = Text(
        f"매칭 비율(기준 {matching.minimum.value.percent()})과 지방비 비율(기준 {matching.local_minimum.value.percent()})",
        f"Matching (at least {matching.minimum.value.percent()}) and local share (at least {matching.local_minimum.value.percent()})",
    ).in_(page.language)
    ratios = [Series((head, c), (head + 1, c), (last, c)) for c in (_MATCHING, _LOCAL)]
    columns(
        page,
        (top, 9),
        Frame(title, labels, "%", "0%", width=860, height=430),
        ratios,
        stacked=False,
    )
