"""작성안내: who fills what, in which order, what the colours mean, and the rules with their source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.structure import Kind
from aitx_budget.layout.workbook import LISTS_SHEET, SUMMARY_SHEET
from aitx_budget.model.finding import Authority
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Parameter, Programme
from aitx_budget.programme.wording import filled, words
from aitx_budget.template.book import Book
from aitx_budget.template.formats import Role
from aitx_budget.template.page import done, set_up, write

_WIDTHS = (24, 58, 62, 44)


def write_guide(book: Book, sheet: Worksheet) -> None:
    """Write 작성안내."""
    set_up(sheet, title=book.programme.title.ko)
    for column, width in enumerate(_WIDTHS):
        done(sheet.set_column(column, column, width))
    row = _Rows(book, sheet)
    _opening(row)
    _contents(row)
    _order(row)
    _legend(row)
    _rules(row)
    _cautions(row)
    sheet.freeze_panes(2, 0)


class _Rows:
    """Writes 작성안내 from the top, row by row."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet, self.at = book, sheet, 1
        self.words = words(book.programme, Language.KO)
        looks = book.formats
        self.ruled = looks.get(text_wrap=True, bottom=4, border_color="#B8C1CC")
        self.strong = looks.get(text_wrap=True, bold=True, bottom=4, border_color="#B8C1CC")
        self.small = looks.get(
            text_wrap=True, font_size=9, font_color="#4A5B6E", bottom=4, border_color="#B8C1CC"
        )
        self.heading = looks.get(bold=True, font_size=12, font_color="#1F3A5F", bottom=2)
        self.head = looks.get(bold=True, bg_color="#1F3A5F", font_color="#FFFFFF")

    def put(self, *texts: str, looks: tuple[Format, ...] = ()) -> None:
        """Write a row of texts, as high as its longest text needs."""
        looks = looks or (self.strong, *(self.ruled,) * (len(texts) - 1))
        lines = max(
            -(-_cells(text) * look.font_size // (10 * (width - 2)))
            for text, look, width in zip(texts, looks, _WIDTHS, strict=False)
        )
        self.sheet.set_row(self.at - 1, max(18, 16 * lines + 3))
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
            write(self.sheet, self.at, column, text, look)
        self.at += 1

    def filled(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return texts with the programme's words put in."""
        return tuple(filled(text, self.words) for text in texts)

    def section(self, title: str, *heads: str) -> None:
        """Begin a section, with heads for its columns."""
        self.at += 1
        self.sheet.set_row(self.at - 1, 22)
        for column in range(1, len(_WIDTHS) + 1):
            write(self.sheet, self.at, column, title if column == 1 else None, self.heading)
        self.at += 1
        if heads:
            self.put(*heads, looks=(self.head,) * len(heads))


def _cells(text: str) -> int:
    """Return how wide a text is in digits; Hangul takes a digit and three quarters."""
    return sum(7 if char >= "ᄀ" else 4 for char in text) // 4


def _opening(row: _Rows) -> None:
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


def _contents(row: _Rows) -> None:
    """Write the table of contents with links, and who fills each sheet."""
    row.section("차례", "시트", "담는 것", "누가 적나", "비고")
    for table in row.book.tables:
        who, remark = row.filled(_WHO[row.book.scope].get(table.name, ("", "")))
        _linked(row, table.sheet, table.purpose.ko, who, remark)
    if row.book.scope == "region":
        _linked(
            row,
            SUMMARY_SHEET,
            "재원·분야·비목·기관·월별 집계와 점검표입니다.",
            "자동 계산(입력하지 않음)",
            "보내기 전에 종합 판정을 확인합니다.",
        )
    _linked(row, LISTS_SHEET, "드롭다운 목록의 원본입니다.", "자동(입력하지 않음)", "")


def _spread(row: _Rows, title: str, text: str) -> None:
    """Write a row whose text runs over all columns but the first."""
    row.put(title, "", "", "", looks=(row.strong, *(row.ruled,) * 3))
    done(row.sheet.merge_range(row.at - 2, 1, row.at - 2, 3, text, row.ruled))
    lines = max(-(-_cells(title) // (_WIDTHS[0] - 1)), -(-_cells(text) // (sum(_WIDTHS[1:]) - 4)))
    row.sheet.set_row(row.at - 2, 16 * lines + 4)


def _linked(row: _Rows, sheet: str, *texts: str) -> None:
    """Write a row whose first cell leads to a sheet."""
    at = row.at
    row.put(sheet, *texts)
    link = row.book.formats.get(
        font_color="#1D4ED8", underline=1, bold=True, bottom=4, border_color="#B8C1CC"
    )
    done(row.sheet.write_url(at - 1, 0, f"internal:'{sheet}'!A1", link, sheet))


def _order(row: _Rows) -> None:
    row.section("작성 순서")
    steps = _INSTITUTION_STEPS if row.book.scope == "institution" else _REGION_STEPS
    for n, (what, how) in enumerate(map(row.filled, steps), start=1):
        _spread(row, f"{n}. {what}", how)


def _legend(row: _Rows) -> None:
    """Show each look beside what it means."""
    row.section("칸의 구분", "보기", "뜻", "할 일")
    formats = row.book.formats
    shown: tuple[tuple[str, Format, str, str], ...] = (
        (
            "필수 머리글",
            formats.head(Role.REQUIRED),
            "진한 바탕, 굵은 글씨, 아래 두꺼운 선",
            "그 열은 쓰는 줄마다 반드시 채웁니다.",
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
            formats.get(bg_color="#FFF0CC", font_color="#8A5A00", underline=1),
            "주황 바탕, 밑줄",
            "틀렸다고 할 수는 없으나 다시 확인합니다.",
        ),
    )
    for label, look, meaning, task in shown:
        row.put(label, meaning, task, looks=(look, row.ruled, row.ruled))


def _rules(row: _Rows) -> None:
    """State the programme's rules in plain words, each with its source, on a page of their own."""
    done(row.sheet.set_h_pagebreaks([row.at]))
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


def _cautions(row: _Rows) -> None:
    row.section("주의할 점")
    basics = next(table for table in row.book.tables if table.name == "basics")
    entries = [text for name, text in _ENTRIES.items() if name in basics.by_name]
    for title, text in map(row.filled, (*_CAUTIONS, *entries)):
        _spread(row, title, text)


_PROVINCE = "{government}·주관기관"
_WHO = {
    "region": {
        "basics": (_PROVINCE, "배정액은 통보받은 경우에만 적습니다."),
        "institutions": (_PROVINCE, "지원제외 요건은 기관별로 확인합니다."),
        "unit_projects": (_PROVINCE, "직접지원 사업의 운영비는 따로 둡니다."),
        "budget_lines": ("수행기관별 작성, 주관기관 취합", "모든 점검의 기준이 되는 시트입니다."),
        "monthly_plan": ("주관기관", "소요예산과 금액이 같아야 합니다."),
        "asset_plan": ("수행기관별 작성(해당할 때)", "유형·무형자산 예산과 같아야 합니다."),
        "in_kind_details": ("수행기관별 작성(해당할 때)", "{private_in_kind|과|와} 같아야 합니다."),
        "beneficiaries": ("주관기관", "직접지원 사업의 예산과 같아야 합니다."),
    },
    "institution": {
        "basics": ("작성 기관", "지역과 작성자를 적습니다."),
        "institutions": ("작성 기관", "주관기관이 알려 준 기관코드를 씁니다."),
        "unit_projects": ("작성 기관", "주관기관이 알려 준 사업코드를 씁니다."),
        "budget_lines": ("작성 기관", "우리 기관이 쓰는 예산만 적습니다."),
        "asset_plan": ("작성 기관(해당할 때)", "유형·무형자산 예산과 같아야 합니다."),
        "in_kind_details": ("작성 기관(해당할 때)", "{private_in_kind|과|와} 같아야 합니다."),
    },
}
_REGION_STEPS = (
    ("기본정보", "지역, 사업명, 주관기관, 작성자를 적습니다."),
    (
        "수행기관 · 단위사업",
        "기관코드와 사업코드를 먼저 정합니다. 다른 시트의 목록은 여기에 적은 코드에서 나옵니다.",
    ),
    ("소요예산", "단가 × 수량 × 횟수로 산출하고 재원별로 나눕니다. 차액이 0인지 확인합니다."),
    (
        "월별계획 · 자산구매계획 · 현물내역 · 참여기업",
        "소요예산의 금액을 달, 자산, 현물, 기업별로 풀어 적습니다.",
    ),
    ("총괄표 확인", "점검표의 판정이 모두 적합인지 보고, 부적합이면 여유 금액만큼 바로잡습니다."),
    ("제출", "파일 이름과 시트 이름을 그대로 두고 xlsx로 저장하여 제출합니다."),
)
_INSTITUTION_STEPS = (
    (
        "코드 확인",
        "주관기관이 알려 준 기관코드와 사업코드를 수행기관·단위사업 시트에 그대로 적습니다.",
    ),
    (
        "소요예산",
        "우리 기관이 쓰는 예산을 단가 × 수량 × 횟수로 산출하고 재원별로 나눕니다. 차액이 0인지 확인합니다.",
    ),
    (
        "자산구매계획 · 현물내역",
        "유형·무형자산과 {private_in_kind|이|가} 있으면 품목과 내역을 적습니다.",
    ),
    (
        "제출",
        "작성한 파일을 {government}(주관기관)에 돌려보냅니다. 지역 예산서로 합쳐지며 비율은 그때 점검합니다.",
    ),
)
_CAUTIONS = (
    (
        "직접지원 사업의 운영비",
        (
            "직접지원 단위사업에는 기업에 직접 지원하는 금액만 적습니다. 그 사업을 운영하는 인건비·운영비는 단위사업을 따로 만들어 적어야 "
            "{national_funds} {direct_national} 이하·{local_funds} {direct_local} 이상 기준이 바르게 판정됩니다."
        ),
    ),
    (
        "금액",
        "모든 금액은 원 단위 정수로 적습니다. 천원·백만원 단위로 적거나 쉼표, '원', △를 글자로 붙이지 않습니다.",
    ),
    ("달", "{month}처럼 적거나 목록에서 고릅니다."),
    (
        "줄 추가",
        (
            "빈 줄이 모자라면 표 안에서 줄을 삽입합니다. 삽입한 줄도 총괄표에 함께 집계됩니다. 다만 삽입한 줄은 수식 칸(산출금액·재원합계·차액 등)이 "
            "비어 있어, 제출 후 검증에서 경고 STR104(수식 칸이 비어 있음)가 나옵니다. 검토 > 시트 보호 해제(암호 없음)를 누른 뒤 "
            "바로 윗줄의 수식 칸을 복사해 붙이거나, 처음부터 윗줄 전체를 복사하여 '복사한 셀 삽입'으로 넣고 값을 고쳐 적으세요. 끝나면 다시 보호합니다."
        ),
    ),
    (
        "소계·합계 줄",
        (
            "소계나 합계 줄을 직접 적지 마세요. 표 위의 합계와 총괄표가 자동으로 계산합니다. 회계연도가 없는 줄은 소계로 보아 집계하지 않으므로, "
            "금액을 적은 줄에는 회계연도를 반드시 적습니다."
        ),
    ),
    ("개인정보", "주민등록번호를 적지 마세요. 담당자는 이름과 업무용 연락처만 적습니다."),
    (
        "잠금",
        "암호 없이 잠겨 있습니다. 수식이 지워지면 집계가 틀리므로 잠금을 풀지 않는 것이 좋습니다.",
    ),
)
_ENTRIES = {
    "change_reason": (
        "다시 제출할 때",
        (
            "기본정보의 제출차수를 하나 올리고, 변경사유에 무엇이 왜 바뀌었는지 적습니다. "
            "앞선 제출본과 견주는 변경대비표에 사유로 실립니다."
        ),
    ),
    "submitter": (
        "제출기관코드",
        (
            "수행기관 시트에 우리 기관의 코드를 적은 뒤 기본정보의 제출기관코드에서 고릅니다. "
            "취합할 때 어느 기관의 예산서인지 이 코드로 확인합니다."
        ),
    ),
}
"""What is to be minded about an entry of 기본정보, where the workbook has it."""
