"""Workbooks as officers return them, built cell by cell from the layout, without any Excel library.

`Workbook()` is a consistent budget of 경남: three institutions, a direct-support project (P01) and
an infrastructure project (P02) over two fiscal years, in full order under every rule. A test edits
it the way an officer would (by sheet title, header and record number, all counting from 1) and
hands `.raw()` to intake:

    book = Workbook()
    book.put("소요예산", "국비", 3, 1_300_000_000)
    submission = understand(book.raw(), "gyeongnam.xlsx", default_programme())
    assert book.address("소요예산", "국비", 3) == "M9"

A whole sheet can be written as a pipe table instead (`Workbook().replace("단위사업", PIPES)`).
In a pipe table a cell of digits is a number where its column holds numbers and a text elsewhere;
`_` may group digits, `'` forces a text, `=` writes a formula that no program has calculated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from aitx_budget.intake.raw import CellType, RawCell, RawSheet, RawWorkbook
from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import Kind, TableLayout, WorkbookLayout
from aitx_budget.layout.workbook import IDENTITY_SHEET, workbook_layout
from aitx_budget.model.address import a1
from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme

Value = int | float | str | Decimal | RawCell | None
Record = Mapping[str, Value]

_NUMBERS = (Kind.YEAR, Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)


def registration(nine: str) -> str:
    """Return the business registration number whose first nine digits are `nine`."""
    digits = [int(each) for each in nine]
    total = sum(d * w for d, w in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    total += digits[8] * 5 // 10
    return f"{nine[:3]}-{nine[3:5]}-{nine[5:]}{(10 - total % 10) % 10}"


GOVERNMENT, TECHNOPARK, UNIVERSITY = (
    registration(nine) for nine in ("613830001", "609820002", "608820003")
)
FIRMS = tuple(registration(f"60981{number:04d}") for number in (1001, 1002, 1003, 1004))
"""Registration numbers of the example's institutions and of its four chosen firms."""

EXAMPLE = {
    "기본정보": """
| 광역지방자치단체 | 사업명 | 주관기관 | 담당부서 | 담당자 | 전화 | 이메일 | 협약일 | 작성일 | 제출차수 | 2025 국비배정액 | 2026 국비배정액 | 부가세처리 |
| 경남 | 경남 제조 AI 대전환 | 경남테크노파크 | 산업정책과 | 김담당 | 055-000-0000 | officer@example.kr | 2025-10-01 | 2025-10-10 | 1 | 7_000_000_000 | 7_000_000_000 | 부가세포함 |
""",
    "수행기관": f"""
| 기관코드 | 기관명 | 사업자등록번호 | 기관유형 | 역할 | 휴폐업 | 세금체납 | 완전자본잠식 | 중복지원 |
| I01 | 경상남도 | {GOVERNMENT} | 광역지방자치단체 | 총괄 | 해당없음 | 해당없음 | 해당없음 | 해당없음 |
| I02 | 경남테크노파크 | {TECHNOPARK} | 지역혁신기관 | 주관 | 해당없음 | 해당없음 | 해당없음 | 해당없음 |
| I03 | 경남예시대학교 | {UNIVERSITY} | 대학·출연연 | 참여 | 해당없음 | 해당없음 | 해당없음 | 해당없음 |
""",
    "단위사업": """
| 사업코드 | 단위사업명 | 분야 | 직접지원 | 주관기관코드 | 시작월 | 종료월 | 사업내용 |
| P01 | 제조 AI 솔루션 도입 지원 | AI 솔루션 도입·활용 | 예 | I02 | 2025-10 | 2026-12 | 중소기업에 AI 솔루션을 직접 지원 |
| P02 | 제조 AI 컴퓨팅 인프라 구축 | AI 인프라 구축 | 아니오 | I03 | 2025-10 | 2026-12 | 공동 활용 인프라와 운영 |
""",
    "소요예산": """
| 연번 | 회계연도 | 사업코드 | 기관코드 | 비목 | 세목 | 세부항목 | 단가 | 수량 | 단위 | 횟수 | 국비 | 시도비 | 시군구비 | 민간현금 | 민간현물 |
| 1 | 2025 | P01 | I02 | 320 민간이전 | 01 민간경상보조 | AI 솔루션 도입비 | 40_000_000 | 100 | 개사 | 1 | 2_400_000_000 | 480_000_000 | 320_000_000 | 320_000_000 | 480_000_000 |
| 2 | 2025 | P01 | I02 | 320 민간이전 | 01 민간경상보조 | AI 실증비 | 10_000_000 | 100 | 개사 | 1 | 600_000_000 | 120_000_000 | 80_000_000 | 80_000_000 | 120_000_000 |
| 3 | 2025 | P02 | I03 | 430 유형자산 | 01 자산취득비 | GPU 서버 | 20_000_000 | 100 | 대 | 1 | 1_400_000_000 | 300_000_000 | 100_000_000 | 200_000_000 | |
| 4 | 2025 | P02 | I03 | 110 인건비 | 01 보수 | 인프라 운영 인력 | 5_000_000 | 40 | 명 | 12 | 1_300_000_000 | 300_000_000 | 200_000_000 | 400_000_000 | 200_000_000 |
| 5 | 2025 | P02 | I02 | 210 운영비 | 14 일반용역비 | 데이터 구축 용역 | 20_000_000 | 100 | 건 | 1 | 1_100_000_000 | 200_000_000 | 150_000_000 | 550_000_000 | |
| 6 | 2025 | P02 | I01 | 210 운영비 | 01 일반수용비 | 사업 관리 | 10_000_000 | 40 | 회 | 1 | 200_000_000 | 100_000_000 | 50_000_000 | 50_000_000 | |
| 7 | 2026 | P01 | I02 | 320 민간이전 | 01 민간경상보조 | AI 솔루션 도입비 | 40_000_000 | 100 | 개사 | 1 | 2_400_000_000 | 480_000_000 | 320_000_000 | 320_000_000 | 480_000_000 |
| 8 | 2026 | P01 | I02 | 320 민간이전 | 01 민간경상보조 | AI 실증비 | 10_000_000 | 100 | 개사 | 1 | 600_000_000 | 120_000_000 | 80_000_000 | 80_000_000 | 120_000_000 |
| 9 | 2026 | P02 | I03 | 430 유형자산 | 01 자산취득비 | 저장·통신 장비 | 20_000_000 | 100 | 대 | 1 | 1_400_000_000 | 300_000_000 | 100_000_000 | 200_000_000 | |
| 10 | 2026 | P02 | I03 | 110 인건비 | 01 보수 | 인프라 운영 인력 | 5_000_000 | 40 | 명 | 12 | 1_300_000_000 | 300_000_000 | 200_000_000 | 400_000_000 | 200_000_000 |
| 11 | 2026 | P02 | I02 | 210 운영비 | 14 일반용역비 | 데이터 구축 용역 | 20_000_000 | 100 | 건 | 1 | 1_100_000_000 | 200_000_000 | 150_000_000 | 550_000_000 | |
| 12 | 2026 | P02 | I01 | 210 운영비 | 01 일반수용비 | 사업 관리 | 10_000_000 | 40 | 회 | 1 | 200_000_000 | 100_000_000 | 50_000_000 | 50_000_000 | |
""",
    "자산구매계획": """
| 연번 | 회계연도 | 사업코드 | 기관코드 | 자산구분 | 품명 | 규격 | 수량 | 단위 | 단가 | 국비 | 시도비 | 시군구비 | 민간현금 | 구매예정월 | 구매방법 | 설치장소 | 용도 | 공동활용계획 | 소유기관코드 | 견적확보 |
| 1 | 2025 | P02 | I03 | 유형자산 | GPU 서버 | 8-GPU | 100 | 대 | 20_000_000 | 1_400_000_000 | 300_000_000 | 100_000_000 | 200_000_000 | 2025-11 | 조달구매 | 전산동 | 모델 학습 | 지역 기업 개방 | I03 | 예 |
| 2 | 2026 | P02 | I03 | 유형자산 | 저장장치 | 1PB | 60 | 대 | 20_000_000 | 840_000_000 | 180_000_000 | 60_000_000 | 120_000_000 | 2026-03 | 일반경쟁 | 전산동 | 데이터 보관 | 지역 기업 개방 | I03 | 예 |
| 3 | 2026 | P02 | I03 | 유형자산 | 통신장비 | 400G | 40 | 대 | 20_000_000 | 560_000_000 | 120_000_000 | 40_000_000 | 80_000_000 | 2026-04 | 일반경쟁 | 전산동 | 내부망 | 지역 기업 개방 | I03 | 예 |
""",
    "현물내역": f"""
| 연번 | 회계연도 | 사업코드 | 출연구분 | 출연자 | 현물구분 | 세부내용 | 단가 | 수량 | 개월 | 참여율 | 증빙 |
| 1 | 2025 | P01 | 참여기업 | {FIRMS[0]} | 인건비 | 도입 담당자 | 4_000_000 | 1 | 3 | 50 | 급여명세 |
| 2 | 2025 | P01 | 참여기업 | {FIRMS[1]} | 장비 | 실증 설비 | 6_000_000 | 1 | | | 자산대장 |
| 3 | 2025 | P01 | 예정기업 | | 장비 | 실증 설비 | 6_000_000 | 98 | | | 자산대장 |
| 4 | 2025 | P02 | 수행기관 | I03 | 인건비 | 전담 교원 | 5_000_000 | 10 | 8 | 50 | 급여명세 |
| 5 | 2026 | P01 | 참여기업 | {FIRMS[2]} | 인건비 | 도입 담당자 | 4_000_000 | 1 | 3 | 50 | 급여명세 |
| 6 | 2026 | P01 | 참여기업 | {FIRMS[3]} | 장비 | 실증 설비 | 6_000_000 | 1 | | | 자산대장 |
| 7 | 2026 | P01 | 예정기업 | | 장비 | 실증 설비 | 6_000_000 | 98 | | | 자산대장 |
| 8 | 2026 | P02 | 수행기관 | I03 | 공간 | 전산실 | 10_000_000 | 20 | | | 임대차계약 |
""",
    "참여기업": f"""
| 연번 | 회계연도 | 사업코드 | 선정상태 | 기업수 | 기업명 | 사업자등록번호 | 소재지 | 지원내용 | 국비 | 시도비 | 시군구비 | 기업현금 | 기업현물 |
| 1 | 2025 | P01 | 확정 | 1 | 가람정밀 | {FIRMS[0]} | 창원시 | 비전 검사 | 30_000_000 | 6_000_000 | 4_000_000 | 4_000_000 | 6_000_000 |
| 2 | 2025 | P01 | 확정 | 1 | 나래기공 | {FIRMS[1]} | 김해시 | 예지 보전 | 30_000_000 | 6_000_000 | 4_000_000 | 4_000_000 | 6_000_000 |
| 3 | 2025 | P01 | 예정 | 98 | | | | AI 솔루션 | 2_940_000_000 | 588_000_000 | 392_000_000 | 392_000_000 | 588_000_000 |
| 4 | 2026 | P01 | 확정 | 1 | 다솜테크 | {FIRMS[2]} | 진주시 | 공정 최적화 | 30_000_000 | 6_000_000 | 4_000_000 | 4_000_000 | 6_000_000 |
| 5 | 2026 | P01 | 확정 | 1 | 라온산업 | {FIRMS[3]} | 양산시 | 수요 예측 | 30_000_000 | 6_000_000 | 4_000_000 | 4_000_000 | 6_000_000 |
| 6 | 2026 | P01 | 예정 | 98 | | | | AI 솔루션 | 2_940_000_000 | 588_000_000 | 392_000_000 | 392_000_000 | 588_000_000 |
""",
}
"""The consistent budget, sheet by sheet; 월별계획 follows from `PLANNED`."""

PLANNED = {
    "P01": {"국비": 3000, "지방비": 1000, "민간현금": 400, "민간현물": 600},
    "P02": {"국비": 4000, "지방비": 1400, "민간현금": 1200, "민간현물": 200},
}
"""Millions of won per project and source, the same in both fiscal years."""


def _spread(year: int, millions: int) -> dict[str, Value]:
    """Return month header -> won: equal millions over the year's months, the rest in the last."""
    months = [month for month in default_programme().months if month // 100 == year]
    each = millions // len(months)
    amounts = [each] * (len(months) - 1) + [millions - each * (len(months) - 1)]
    return {
        f"{month // 100}.{month % 100:02d}": amount * 1_000_000
        for month, amount in zip(months, amounts, strict=True)
    }


def _planned() -> list[dict[str, Value]]:
    """Return the example's 16 rows of 월별계획: year, then project, then source."""
    return [
        {"회계연도": year, "사업코드": project, "재원": source, **_spread(year, millions)}
        for year in default_programme().fiscal_years
        for project, sources in PLANNED.items()
        for source, millions in sources.items()
    ]


def pipes(text: str) -> list[dict[str, str]]:
    """Return the records of a pipe table, header -> cell text; empty cells are left out."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    split = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    header, *rows = split
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows]


def _typed(text: str, kind: Kind) -> Value:
    """Return a pipe table's cell as the value that would stand in the worksheet."""
    if text.startswith("'"):
        return text[1:]
    if text.startswith("="):
        return RawCell(CellType.EMPTY, "", text[1:])
    digits = text.replace("_", "")
    if kind in _NUMBERS and re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return Decimal(digits)
    return text


def _cell(value: Value) -> RawCell | None:
    """Return the cell that holds `value`; a number's text is exact."""
    if value is None or isinstance(value, RawCell):
        return value
    if isinstance(value, str):
        return RawCell(CellType.TEXT, value)
    return RawCell(CellType.NUMBER, str(value))


def _copy(sheet: RawSheet) -> RawSheet:
    """Return a copy that can be edited by itself; cells are immutable."""
    return replace(
        sheet,
        cells=dict(sheet.cells),
        hidden_rows=set(sheet.hidden_rows),
        hidden_columns=set(sheet.hidden_columns),
        merged=list(sheet.merged),
    )


class Live(NamedTuple):
    """A formula cell of the layout, written out when the workbook is handed over."""

    table: str
    field: str


class _Blank:
    """The values of a row without inputs, for cached values."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def field(self, field: str) -> Any:
        return self.values.get(field)


class Workbook:
    """A returned workbook that a test edits; see the module's docstring.

    Args:
        sheets: title -> records (or a pipe table) to use instead of the example's.
        scope: `region` or `institution`.
        region: the region the template was made for.
        programme: whose layout is used.
        cached: formula cells carry values, as files saved by Excel do.
    """

    def __init__(
        self,
        sheets: Mapping[str, str | Iterable[Record]] | None = None,
        *,
        scope: str = "region",
        region: str = "경남",
        programme: Programme | None = None,
        cached: bool = True,
    ) -> None:
        self.programme = programme or default_programme()
        self.layout: WorkbookLayout = workbook_layout(self.programme)
        self.cached = cached
        self.with_names = True
        self.other_names: dict[str, str] = {}
        self.properties = {
            "aitx_template": self.layout.template_id,
            "aitx_programme": self.programme.id,
            "aitx_scope": scope,
            "aitx_region": region,
            "aitx_layout": self.layout.version,
        }
        self.sheets: list[RawSheet] = []
        self._kept: list[RawSheet] = []  # so that no id is given out again after a deletion
        self._tables: dict[int, TableLayout] = {}
        self._live: dict[tuple[int, int, int], Live] = {}
        self._guide()
        for table in self.layout.of_scope(scope):
            self._blank_sheet(table)
            self.replace(table.sheet, (sheets or {}).get(table.sheet, _example(table.sheet)))
        self._identity()

    # --- building

    def _guide(self) -> None:
        guide = RawSheet("작성안내")
        guide.cells[1, 1] = RawCell(CellType.TEXT, self.programme.title.ko)
        self.sheets.append(guide)

    def _identity(self) -> None:
        sheet = RawSheet(IDENTITY_SHEET, hidden=True)
        for row, (key, value) in enumerate(self.properties.items(), start=1):
            sheet.cells[row, 1] = RawCell(CellType.TEXT, key.removeprefix("aitx_"))
            sheet.cells[row, 2] = RawCell(CellType.TEXT, value)
        self.sheets.append(sheet)

    def _blank_sheet(self, table: TableLayout) -> None:
        sheet = RawSheet(table.sheet)
        self._kept.append(sheet)
        self._tables[id(sheet)] = table
        sheet.cells[1, 1] = RawCell(CellType.TEXT, table.title.ko)
        sheet.cells[2, 1] = RawCell(CellType.TEXT, "단위: 원")
        for position, each in enumerate(table.fields):
            spot = (
                (table.header_row + position, 1) if table.form else (table.header_row, position + 1)
            )
            sheet.cells[spot] = RawCell(CellType.TEXT, each.header)
        self.sheets.append(sheet)

    # --- finding

    def sheet(self, title: str) -> RawSheet:
        """Return the sheet called `title` now."""
        return next(sheet for sheet in self.sheets if sheet.title == title)

    def table(self, title: str) -> TableLayout:
        """Return the layout of the sheet called `title` now."""
        return self._tables[id(self.sheet(title))]

    def spot(self, title: str, header: str, record: int = 1) -> tuple[int, int]:
        """Return (row, column) of a record's cell, or of a form's entry.

        `record` 0 is the header itself. Headers are looked for to the letter as they stand now.
        """
        sheet, table = self.sheet(title), self.table(title)
        row, column = next(
            (
                spot
                for spot, cell in sorted(sheet.cells.items())
                if cell.text == header and spot[0] >= 3
            ),
        )
        if table.form:
            return (row, column + 1) if record else (row, column)
        return row + record, column

    def address(self, title: str, header: str, record: int = 1) -> str:
        """Return the A1 reference of a record's cell."""
        return a1(*self.spot(title, header, record))

    def count(self, title: str) -> int:
        """Return how many rows stand under a table's header."""
        sheet = self.sheet(title)
        header = self.spot(title, self._some_header(title), 0)[0]
        rows = {row for row, _ in sheet.cells} | {
            row for key, row, _ in self._live if key == id(sheet)
        }
        return max((row for row in rows if row > header), default=header) - header

    def _some_header(self, title: str) -> str:
        present = {cell.text for cell in self.sheet(title).cells.values()}
        return next(each.header for each in self.table(title).fields if each.header in present)

    def get(self, title: str, header: str, record: int = 1) -> RawCell | None:
        """Return the cell of a record as it will be handed over."""
        sheet = next(sheet for sheet in self.raw().sheets if sheet.title == title)
        return sheet.cells.get(self.spot(title, header, record))

    # --- editing cells

    def put(
        self,
        title: str,
        header: str,
        record: int,
        value: Value,
        number_format: str = "General",
    ) -> Workbook:
        """Type `value` into a record's cell; None empties it, a formula cell too."""
        return self.put_at(title, self.spot(title, header, record), value, number_format)

    def put_at(
        self,
        title: str,
        spot: tuple[int, int],
        value: Value,
        number_format: str = "General",
    ) -> Workbook:
        """Type `value` into the cell at (row, column)."""
        sheet = self.sheet(title)
        self._live.pop((id(sheet), *spot), None)
        sheet.cells.pop(spot, None)
        cell = _cell(value)
        if cell is not None:
            if number_format != "General":
                cell = cell._replace(number_format=number_format)
            sheet.cells[spot] = cell
        return self

    def formula(
        self, title: str, header: str, record: int, text: str, value: Value = None
    ) -> Workbook:
        """Type a formula (without `=`) whose cached value is `value`; None for none cached."""
        cell = _cell(value) or RawCell(CellType.EMPTY, "")
        return self.put(title, header, record, cell._replace(formula=text))

    def replace(self, title: str, records: str | Iterable[Record]) -> Workbook:
        """Write these records, or this pipe table, over all records of a sheet."""
        sheet, table = self.sheet(title), self.table(title)
        if not table.form:
            last = table.header_row
            sheet.cells = {spot: cell for spot, cell in sheet.cells.items() if spot[0] <= last}
            self._live = {key: live for key, live in self._live.items() if key[0] != id(sheet)}
        for record in pipes(records) if isinstance(records, str) else records:
            self.add(title, record, typed=isinstance(records, str))
        return self

    def add(self, title: str, record: Record, *, typed: bool = False) -> int:
        """Append a record (header -> value) with its formulas; return its number."""
        table = self.table(title)
        number = 1 if table.form else self.count(title) + 1
        kinds = {each.header: each.kind for each in table.fields}
        for header, value in record.items():
            read = _typed(value, kinds[header]) if typed and isinstance(value, str) else value
            self.put(title, header, number, read)
        for each in table.fields:
            if each.formula is not None:
                row, column = self.spot(title, each.header, number)
                self._live[id(self.sheet(title)), row, column] = Live(table.name, each.name)
        return number

    def only(self, code: str) -> Workbook:
        """Keep the rows of one institution alone, as its own workbook has them."""
        for title, header in (
            ("수행기관", "기관코드"),
            ("소요예산", "기관코드"),
            ("자산구매계획", "기관코드"),
            ("현물내역", "출연자"),
        ):
            for record in range(self.count(title), 0, -1):
                cell = self.sheet(title).cells.get(self.spot(title, header, record))
                if cell is None or cell.text != code:
                    self.remove(title, record)
        return self

    # --- editing rows, columns and sheets

    def insert_row(self, title: str, record: int) -> Workbook:
        """Insert an empty worksheet row above a record."""
        row = self.spot(title, self._some_header(title), record)[0]
        self._move(self.sheet(title), lambda r, c: (r + (r >= row), c))
        return self

    def insert_column(self, title: str, header: str, new: str = "") -> Workbook:
        """Insert a column before `header`, headed `new` (or not at all)."""
        row, column = self.spot(title, header, 0)
        self._move(self.sheet(title), lambda r, c: (r, c + (c >= column)))
        if new:
            self.sheet(title).cells[row, column] = RawCell(CellType.TEXT, new)
        return self

    def remove(self, title: str, record: int) -> Workbook:
        """Delete a record's worksheet row."""
        gone = self.spot(title, self._some_header(title), record)[0]
        self._move(self.sheet(title), lambda r, c: None if r == gone else (r - (r > gone), c))
        return self

    def remove_column(self, title: str, header: str) -> Workbook:
        """Delete a whole column."""
        gone = self.spot(title, header, 0)[1]
        self._move(self.sheet(title), lambda r, c: None if c == gone else (r, c - (c > gone)))
        return self

    def _move(self, sheet: RawSheet, where: Any) -> None:
        moved = {where(*spot): cell for spot, cell in sheet.cells.items()}
        sheet.cells = {spot: cell for spot, cell in moved.items() if spot is not None}
        live = {}
        for (key, row, column), formula in self._live.items():
            spot = where(row, column) if key == id(sheet) else (row, column)
            if spot is not None:
                live[key, *spot] = formula
        self._live = live

    def swap(self, title: str, first: int, second: int) -> Workbook:
        """Exchange the worksheet rows of two records."""
        rows = [self.spot(title, self._some_header(title), each)[0] for each in (first, second)]
        other = dict(zip(rows, reversed(rows), strict=True))
        self._move(self.sheet(title), lambda r, c: (other.get(r, r), c))
        return self

    def merge(self, title: str, header: str, first: int, last: int) -> Workbook:
        """Merge a column's cells of some records; as in Excel, only the first keeps what it holds."""
        (top, column), (bottom, _) = (self.spot(title, header, each) for each in (first, last))
        for row in range(top + 1, bottom + 1):
            self.put_at(title, (row, column), None)
        self.sheet(title).merged.append((top, column, bottom, column))
        return self

    def decompose(self) -> Workbook:
        """Decompose all Hangul (NFD), as macOS writes it, in titles and cells."""
        for sheet in self.sheets:
            sheet.title = unicodedata.normalize("NFD", sheet.title)
            sheet.cells = {
                spot: cell._replace(text=unicodedata.normalize("NFD", cell.text))
                for spot, cell in sheet.cells.items()
            }
        return self

    def rename_header(self, title: str, header: str, new: str) -> Workbook:
        """Write `new` over a header or a form's label."""
        return self.put(title, header, 0, new)

    def rename_sheet(self, title: str, new: str) -> Workbook:
        """Rename a sheet; defined names follow it, as they do in Excel."""
        self.sheet(title).title = new
        return self

    def delete_sheet(self, title: str) -> Workbook:
        """Delete a sheet, with the names that point to it."""
        self.sheets.remove(self.sheet(title))
        return self

    def duplicate_sheet(self, title: str, copy: str = "") -> Workbook:
        """Copy a sheet as `제목 (2)`, beside it; defined names stay with the first."""
        sheet = self.sheet(title)
        twin = _copy(sheet)
        twin.title = copy or f"{title} (2)"
        self._kept.append(twin)
        self._tables[id(twin)] = self._tables[id(sheet)]
        self._live |= {
            (id(twin), row, column): live
            for (key, row, column), live in self._live.items()
            if key == id(sheet)
        }
        self.sheets.insert(self.sheets.index(sheet) + 1, twin)
        return self

    def move_sheet(self, title: str, position: int) -> Workbook:
        """Move a sheet to `position`, counting from 0."""
        sheet = self.sheet(title)
        self.sheets.remove(sheet)
        self.sheets.insert(position, sheet)
        return self

    def hide_row(self, title: str, record: int) -> Workbook:
        """Hide a record's row."""
        row = self.spot(title, self._some_header(title), record)[0]
        self.sheet(title).hidden_rows.add(row)
        return self

    def hide_column(self, title: str, header: str) -> Workbook:
        """Hide a column."""
        self.sheet(title).hidden_columns.add(self.spot(title, header, 0)[1])
        return self

    def hide_sheet(self, title: str) -> Workbook:
        """Hide a sheet."""
        self.sheet(title).hidden = True
        return self

    def forget_identity(self) -> Workbook:
        """Drop the custom properties and the identity sheet, as some other programs do."""
        self.properties = {}
        self.sheets = [sheet for sheet in self.sheets if sheet.title != IDENTITY_SHEET]
        return self

    def identify(self, key: str, value: str) -> Workbook:
        """Let the workbook say something else of itself, e.g. `programme`."""
        self.properties[f"aitx_{key}"] = value
        return self

    # --- handing over

    def raw(self) -> RawWorkbook:
        """Return the workbook as the package reader would; later edits don't reach it."""
        sheets = []
        for sheet in self.sheets:
            copy = _copy(sheet)
            if id(sheet) in self._tables and not self._tables[id(sheet)].form:
                copy.cells |= self._formulas(sheet)
            sheets.append(copy)
        names = (self._names() if self.with_names else {}) | self.other_names
        return RawWorkbook(sheets, names, dict(self.properties))

    def _columns(self, sheet: RawSheet) -> dict[str, int]:
        """Return field -> column of the headers as they stand now, the first of doubles."""
        found: dict[str, int] = {}
        for each in self._tables[id(sheet)].fields:
            spots = [
                spot
                for spot, cell in sheet.cells.items()
                if cell.text == each.header and spot[0] >= 3
            ]
            if spots:
                found[each.name] = min(spots)[1]
        return found

    def _formulas(self, sheet: RawSheet) -> dict[tuple[int, int], RawCell]:
        """Return the layout's formula cells written out for where their columns stand now."""
        columns = self._columns(sheet)
        table = self._tables[id(sheet)]
        template = {each.name: table.column(each.name) for each in table.fields}
        cells = {}
        for (key, row, column), live in sorted(self._live.items()):
            if key != id(sheet):
                continue
            expression = table[live.field].formula
            assert expression is not None
            text = expression.formula(RowNames(self.layout, template | columns, row))
            cached = self._cached(sheet, columns, row, live.field) if self.cached else ""
            kind = CellType.NUMBER if re.fullmatch(r"-?[\d.]+", cached) else CellType.TEXT
            cells[row, column] = RawCell(kind if self.cached else CellType.EMPTY, cached, text)
        return cells

    def _cached(self, sheet: RawSheet, columns: Mapping[str, int], row: int, name: str) -> str:
        """Return what a spreadsheet program would show in a formula cell of `row`."""
        table = self._tables[id(sheet)]
        values: dict[str, Any] = {}
        for each in table.fields:
            if each.formula is None and each.name in columns:
                cell = sheet.cells.get((row, columns[each.name]))
                if cell is not None and cell.type is CellType.NUMBER:
                    values[each.name] = Fraction(Decimal(cell.text))
        for each in table.fields:
            if each.formula is not None:
                values[each.name] = each.formula.value(_Blank(values))  # type: ignore[arg-type]
        value = values[name]
        if isinstance(value, Fraction) and value.denominator != 1:
            return f"{float(value):.15g}"
        return str(value)

    def _names(self) -> dict[str, str]:
        """Return the defined names of every table that still stands, as the template gives them."""
        names: dict[str, str] = {}
        for sheet in self.sheets:
            table = self._tables.get(id(sheet))
            if table is None:
                continue
            title = f"'{sheet.title}'" if re.search(r"[\s()]", sheet.title) else sheet.title
            for each in table.fields:
                spots = [
                    s for s, cell in sheet.cells.items() if cell.text == each.header and s[0] >= 3
                ]
                if not spots or table.range_name(each.name) in names:
                    continue
                row, column = min(spots)
                first, last = (row, row) if table.form else (row + 1, row + table.capacity)
                column += table.form
                letter = a1(1, column)[:-1]
                reference = (
                    f"${letter}${first}" if table.form else f"${letter}${first}:${letter}${last}"
                )
                names[table.range_name(each.name)] = f"{title}!{reference}"
        return names


@lru_cache(maxsize=16)
def _pipe_example(title: str) -> tuple[dict[str, Value], ...]:
    kinds = {
        each.header: each.kind
        for table in workbook_layout(default_programme()).tables.values()
        if table.sheet == title
        for each in table.fields
    }
    return tuple(
        {header: _typed(text, kinds[header]) for header, text in record.items()}
        for record in pipes(EXAMPLE[title])
    )


def _example(title: str) -> Iterable[Record]:
    """Return the consistent budget's records of one sheet."""
    return _planned() if title == "월별계획" else _pipe_example(title)
