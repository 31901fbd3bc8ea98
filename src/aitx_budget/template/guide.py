"""작성안내: who fills what, in which order, what the colours mean, and the rules with their source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.structure import Kind
from aitx_budget.layout.tasks import Task
from aitx_budget.layout.workbook import LISTS_SHEET, SUMMARY_SHEET
from aitx_budget.model.finding import Authority
from aitx_budget.model.money import Ratio
from aitx_budget.programme.schema import Parameter, Programme
from aitx_budget.template.book import Book
from aitx_budget.template.formats import Role
from aitx_budget.template.guide_examples import write_examples
from aitx_budget.template.guide_rows import WIDTHS, Rows
from aitx_budget.template.guide_tasks import write_tasks
from aitx_budget.template.guide_words import CAUTIONS, ENTRIES, INSTITUTION_STEPS, REGION_STEPS, WHO
from aitx_budget.template.page import done, set_up, write


def write_guide(book: Book, sheet: Worksheet, tasks: tuple[Task, ...]) -> None:
    """Write 작성안내."""
    set_up(sheet, title=book.programme.title.ko)
    for column, width in enumerate(WIDTHS):
        done(sheet.set_column(column, column, width))
    row = Rows(book, sheet)
    _opening(row)
    write_tasks(row, tasks)
    _contents(row)
    breaks = [row.at]
    _order(row)
    _legend(row)
    _rules(row)
    breaks.append(row.at)
    _cautions(row)
    write_examples(row)
    done(sheet.set_h_pagebreaks(breaks))
    sheet.freeze_panes(2, 0)


def _opening(row: Rows) -> None:
    book, programme = row.book, row.book.programme
    kind = "기관용" if book.scope == "institution" else "지역용"
    row.sheet.set_row(0, 30)
    title = f"{programme.title.ko} 표준예산서 ({kind})"
    write(row.sheet, 1, 1, title, book.formats.title)
    write(
        row.sheet,
        2,
        1,
        f"근거: {programme.notice.ko} ({programme.notice_date:%Y-%m-%d}, {programme.supervisor.ko}·{programme.agency.ko})",
        book.formats.purpose,
    )
    version = f"서식 {book.layout.template_id} · 배치 버전 {book.layout.version} · 사업 버전 {programme.id}"
    region = f" · 지역 {book.region}" if book.region else ""
    write(row.sheet, 3, 1, version + region, book.formats.purpose)
    row.at = 4


def _contents(row: Rows) -> None:
    """Write the table of contents with links, and who fills each sheet."""
    row.section("차례", "시트", "담는 것", "누가 적나", "비고")
    for table in row.book.tables:
        who, remark = row.filled(WHO[row.book.scope].get(table.name, ("", "")))
        row.linked(table.sheet, table.purpose.ko, who, remark)
    if row.book.scope == "region":
        row.linked(
            SUMMARY_SHEET,
            "재원·분야·비목·기관·월별 집계와 점검표입니다.",
            "자동 계산(입력하지 않음)",
            "보내기 전에 종합 판정을 확인합니다.",
        )
    row.linked(LISTS_SHEET, "드롭다운 목록의 원본입니다.", "자동(입력하지 않음)", "")


def _order(row: Rows) -> None:
    row.section("작성 순서")
    steps = INSTITUTION_STEPS if row.book.scope == "institution" else REGION_STEPS
    for n, (what, how) in enumerate(map(row.filled, steps), start=1):
        row.spread(f"{n}. {what}", how)


def _legend(row: Rows) -> None:
    """Show each look beside what it means."""
    row.section("칸의 구분", "보기", "뜻", "할 일")
    formats = row.book.formats
    shown: tuple[tuple[str, Format, str, str], ...] = (
        (
            "필수 머리글",
            formats.head(Role.REQUIRED),
            "진한 바탕, 굵은 글씨, 아래 두꺼운 선",
            "그 열은 쓰는 행마다 반드시 채웁니다.",
        ),
        (
            "필수 칸",
            formats.cell(Role.REQUIRED, Kind.TEXT),
            "연노랑 바탕, 실선 테두리",
            "반드시 입력합니다.",
        ),
        (
            "선택 칸",
            formats.cell(Role.OPTIONAL, Kind.TEXT),
            "흰 바탕, 점선 테두리",
            "해당할 때만 입력합니다.",
        ),
        (
            "수식 칸",
            formats.cell(Role.FORMULA, Kind.TEXT),
            "회색 바탕, 기울임 글씨, 잠김",
            "입력하지 않습니다. 자동으로 계산됩니다.",
        ),
        (
            "틀린 칸",
            formats.get(
                bg_color="#FDE8E6",
                font_color="#B42318",
                bold=True,
                border=1,
                border_color="#B42318",
            ),
            "분홍 바탕, 굵은 빨간 글씨, 빨간 테두리",
            "값을 바로잡습니다.",
        ),
        (
            "빠진 칸",
            formats.get(
                pattern=14, fg_color="#E58E86", bg_color="#FFFFFF", border=1, border_color="#B42318"
            ),
            "빗금, 빨간 테두리",
            "필수 값이 빠졌으므로 채웁니다.",
        ),
        (
            "살펴볼 칸",
            formats.get(
                bg_color="#FFF0CC",
                font_color="#8A5A00",
                underline=1,
                border=3,
                border_color="#8A5A00",
            ),
            "주황 바탕, 밑줄",
            "틀렸다고 할 수는 없으나 다시 확인합니다.",
        ),
    )
    for label, look, meaning, task in shown:
        row.put(label, meaning, task, looks=(look, row.ruled, row.ruled))


def _rules(row: Rows) -> None:
    """State the programme's rules in plain words, each with its source."""
    row.section("지켜야 할 기준", "항목", "기준", "풀이", "근거")
    for title, rule, parameter in _stated(row.book.programme):
        advice = " (권고)" if parameter.authority is Authority.PRACTICE else ""
        row.put(
            title,
            rule + advice,
            parameter.interpretation.ko,
            parameter.source.ko,
            looks=(row.strong, row.ruled, row.ruled, row.small),
        )


def _stated(programme: Programme) -> Iterator[tuple[str, str, Parameter[Any]]]:
    """Yield (title, rule in words, the parameter it rests on)."""
    period, matching, direct = programme.period, programme.matching, programme.direct_support
    funding, consortium, names = programme.funding, programme.consortium, programme.sources
    yield (
        "사업기간",
        f"{period.first_day.value:%Y-%m-%d} ~ {period.last_day.value:%Y-%m-%d}",
        period.first_day,
    )
    years = ", ".join(f"{year}년" for year in programme.fiscal_years)
    yield "회계연도", years, period.fiscal_years
    yield (
        "매칭비율",
        f"{names.local_funds.ko}+{names.private_contribution.ko} ≥ 총사업비의 {_percent(matching.minimum)}",
        matching.minimum,
    )
    yield (
        f"{names.local_funds.ko} 비중",
        f"{names.local_funds.ko} ≥ 총사업비의 {_percent(matching.local_minimum)}",
        matching.local_minimum,
    )
    yield "단수 차이", f"{matching.rounding_tolerance.value:,}원 이하", matching.rounding_tolerance
    yield (
        f"직접지원: {names.national_funds.ko}",
        f"사업비의 {_percent(direct.national_maximum)} 이하(현금)",
        direct.national_maximum,
    )
    yield (
        f"직접지원: {names.local_funds.ko}",
        f"사업비의 {_percent(direct.local_minimum)} 이상(현금)",
        direct.local_minimum,
    )
    yield (
        "직접지원: 중소기업",
        f"사업비의 {_percent(direct.sme_share)}(현금+현물)",
        direct.sme_share,
    )
    yield (
        "직접지원: 현물",
        f"중소기업 부담금의 {_percent(direct.in_kind_maximum)} 이하",
        direct.in_kind_maximum,
    )
    yield (
        f"{names.national_funds.ko} 규모",
        f"{len(programme.fiscal_years)}년간 평균 {funding.national_total.value:,}원",
        funding.national_total,
    )
    yield "주관기관", f"{consortium.lead_count.value}곳", consortium.lead_count
    yield (
        "컨소시엄: 지자체",
        ", ".join(consortium.government_types.value),
        consortium.government_types,
    )
    yield (
        "컨소시엄: 전문기관",
        ", ".join(consortium.specialist_types.value),
        consortium.specialist_types,
    )
    yield "지원제외 기준일", f"{consortium.closing_date.value:%Y-%m-%d}", consortium.closing_date


def _percent(parameter: Parameter[Ratio]) -> str:
    return parameter.value.percent()


def _cautions(row: Rows) -> None:
    row.section("주의할 점")
    basics = next(table for table in row.book.tables if table.name == "basics")
    entries = [text for name, text in ENTRIES.items() if name in basics.by_name]
    for title, text in map(row.filled, (*CAUTIONS, *entries)):
        row.spread(title, text)
