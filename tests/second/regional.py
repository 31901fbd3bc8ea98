"""A region's budget of the second programme as data to prefill a workbook with: sound, or with faults put in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbooks import registration

PROGRAMME = Path(__file__).with_name("health-2028.toml")
YEARS = (2028, 2029, 2030)
REGIONS = {"서울": "서울특별시", "충북": "충청북도", "전북": "전북특별자치도"}
MILLION = 1_000_000
Records = dict[str, list[dict[str, Any]]]

Line = tuple[str, str, str, str, str, tuple[int, int, int], tuple[int, ...]]

_SOURCES = ("국고보조금", "광역분담금", "기초분담금", "자부담 현금", "자부담 현물")
_LINES: tuple[Line, ...] = (
    ("P01", "I02", "325 기기보급", "01 보급지원", "생체신호 측정기 보급", (20, 100, 1), (1000, 300, 200, 250, 250)),
    ("P02", "I02", "435 의료장비", "01 장비취득비", "의료데이터 저장장치", (24, 100, 1), (1200, 600, 240, 360, 0)),
    ("P02", "I02", "110 인건비", "01 보수", "데이터 분석 인력", (4, 30, 10), (600, 300, 100, 0, 200)),
    ("P02", "I03", "210 운영비", "14 일반용역비", "비식별 처리 용역", (40, 10, 1), (200, 100, 60, 40, 0)),
)  # fmt: skip
"""Project, institution, category, item, (price in million won, quantity, times), million won by source: of every year."""


def budget(region: str, **changed: Any) -> Records:
    """Return a sound budget; `changed` are entries of 기본정보 that are otherwise."""
    return {
        "기본정보": [_basics(region) | changed],
        "수행기관": _institutions(region),
        "단위사업": [
            _project("P01", "측정기 보급", "비대면 진료 실증", "예"),
            _project("P02", "데이터 활용", "의료데이터 활용", "아니오"),
        ],
        "소요예산": [_line(year, each) for year in YEARS for each in _LINES],
        "월별계획": [row for year in YEARS for row in _plans(year)],
        "자산구매계획": [_asset(year) for year in YEARS],
        "현물내역": [row for year in YEARS for row in _in_kind(year)],
        "참여기업": [_firms(year) for year in YEARS],
    }


def faulty(region: str) -> Records:
    """Return a budget with faults of every family that a filled template can carry."""
    records = budget(region)
    for change in FAULTS:
        change(records)
    return records


def saved(records: Records, path: Path) -> Path:
    """Write records as JSON."""
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    return path


def _basics(region: str) -> dict[str, Any]:
    return {
        "광역지방자치단체": region,
        "사업명": f"{region} 디지털 헬스케어 실증",
        "주관기관": f"{region}의료원",
        "담당자": "김주무관",
        "협약일": "2028-03-20",
        "작성일": "2028-04-02",
        "제출차수": 1,
        **{f"{year} 국고보조금배정액": 3000 * MILLION for year in YEARS},
        "부가세처리": "면세",
    }


def _institutions(region: str) -> list[dict[str, Any]]:
    number = list(REGIONS).index(region) if region in REGIONS else 9
    declared = dict.fromkeys(("휴폐업", "세금체납", "완전자본잠식", "중복지원"), "해당없음")
    members = (
        ("I01", REGIONS.get(region, region), "광역지방자치단체", "총괄"),
        ("I02", f"{region}의료원", "공공의료기관", "주관"),
        ("I03", f"{region}헬스데이터", "디지털헬스 전문기업", "참여"),
    )
    return [
        {
            "기관코드": code,
            "기관명": name,
            "사업자등록번호": registration(f"11083{number}00{place}"),
            "기관유형": kind,
            "역할": role,
            **declared,
        }
        for place, (code, name, kind, role) in enumerate(members, start=1)
    ]


def _project(code: str, name: str, field: str, direct: str) -> dict[str, Any]:
    return {
        "사업코드": code,
        "단위사업명": name,
        "분야": field,
        "직접지원": direct,
        "주관기관코드": "I02",
        "시작월": "2028-03",
        "종료월": "2030-11",
    }


def _line(year: int, line: Line) -> dict[str, Any]:
    project, institution, category, detail, item, (price, quantity, times), shares = line
    return {
        "회계연도": year,
        "사업코드": project,
        "기관코드": institution,
        "비목": category,
        "세목": detail,
        "세부항목": item,
        "단가": price * MILLION,
        "수량": quantity,
        "횟수": times,
        **_by_source(shares),
    }


def _by_source(shares: tuple[int, ...]) -> dict[str, int]:
    named = zip(_SOURCES, shares, strict=False)
    return {name: amount * MILLION for name, amount in named if amount}


def _plans(year: int) -> list[dict[str, Any]]:
    """Return the plan of a year: all of it in September."""
    rows = []
    for project in ("P01", "P02"):
        lines = [shares for code, *_, shares in _LINES if code == project]
        national, province, cities, cash, goods = (sum(each) for each in zip(*lines, strict=True))
        amounts = (national, province + cities, cash, goods)
        names = ("국고보조금", "지자체분담금", "자부담 현금", "자부담 현물")
        rows += [
            {"회계연도": year, "사업코드": project, "재원": name, f"{year}.09": amount * MILLION}
            for name, amount in zip(names, amounts, strict=True)
        ]
    return rows


def _asset(year: int) -> dict[str, Any]:
    shares = _LINES[1][-1]
    return {
        "회계연도": year,
        "사업코드": "P02",
        "기관코드": "I02",
        "자산구분": "유형자산",
        "품명": "의료데이터 저장장치",
        "규격": f"{year}형",
        "수량": 100,
        "단가": 24 * MILLION,
        **_by_source(shares[:4]),
        "구매예정월": f"{year}-06",
        "구매방법": "일반경쟁",
    }


def _in_kind(year: int) -> list[dict[str, Any]]:
    each = {"회계연도": year, "수량": 100}
    return [
        each | {"사업코드": "P01", "출연구분": "예정기업", "현물구분": "장비", "단가": 2_500_000},
        each | {"사업코드": "P02", "출연구분": "수행기관", "출연자": "I02", "현물구분": "인건비", "단가": 2 * MILLION},
    ]  # fmt: skip


def _firms(year: int) -> dict[str, Any]:
    national, province, cities, cash, goods = (each * MILLION for each in _LINES[0][-1])
    return {
        "회계연도": year,
        "사업코드": "P01",
        "선정상태": "예정",
        "기업수": 100,
        "국고보조금": national,
        "광역분담금": province,
        "기초분담금": cities,
        "기업현금": cash,
        "기업현물": goods,
    }


def _more_national(records: Records) -> None:
    line = records["소요예산"][0]
    line["국고보조금"] += 450 * MILLION
    line["광역분담금"] -= 300 * MILLION
    line["기초분담금"] -= 200 * MILLION


def _in_kind_on_equipment(records: Records) -> None:
    line = records["소요예산"][5]
    line["자부담 현물"] = 10 * MILLION


def _purchase_outside(records: Records) -> None:
    records["자산구매계획"][0]["구매예정월"] = "2031-01"
    records["자산구매계획"][1]["구매방법"] = "수의계약"
    records["자산구매계획"][2] |= {"구매예정월": "2030-10", "단가": 240 * MILLION, "수량": 10}


def _months(records: Records) -> None:
    records["월별계획"][9]["2028.12"] = records["월별계획"][9].pop("2029.09")
    records["월별계획"][0]["2029.01"] = records["월별계획"][0].pop("2028.09")
    records["단위사업"][1]["종료월"] = "2031-03"


def _government_contributes(records: Records) -> None:
    records["현물내역"][1]["출연자"] = "I01"


def _firms_bear_nothing(records: Records) -> None:
    row = records["참여기업"][1]
    row["기업현금"] = row["기업현물"] = 0
    records["참여기업"][2] |= {"기업현금": 100 * MILLION, "기업현물": 400 * MILLION}


def _consortium(records: Records) -> None:
    records["수행기관"][2] |= {"기관유형": "기타", "완전자본잠식": "해당"}
    records["수행기관"][1] |= {"기관유형": "기타", "중복지원": None}


def _allotment(records: Records) -> None:
    records["기본정보"][0]["2030 국고보조금배정액"] = 2900 * MILLION


FAULTS: tuple[Callable[[Records], None], ...] = (
    _more_national,
    _in_kind_on_equipment,
    _purchase_outside,
    _months,
    _government_contributes,
    _firms_bear_nothing,
    _consortium,
    _allotment,
)
