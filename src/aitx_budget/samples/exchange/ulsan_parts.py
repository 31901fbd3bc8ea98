"""울산's budget as it comes together: each institution's workbook, one of them in a second version."""

from __future__ import annotations

import datetime as dt

from aitx_budget.model.text import Text
from aitx_budget.samples.slips import Insert, Put, Shift, Slip

LATE = "I04"
"""The institution that sends its workbook twice."""
_LINES, _ASSETS = "budget_lines", "asset_plan"
_DEARER = {
    "national_funds": 2_784_000,
    "provincial_funds": 864_000,
    "municipal_funds": 192_000,
    "private_cash": 960_000,
}
_CHEAPER = {source: -won for source, won in _DEARER.items()}

STORY = (
    Slip(
        (),
        Text(
            "2차 제출: 제출차수와 작성일을 고치고 변경사유를 적음",
            "Second submission: its number, its day and the reason for it",
        ),
        (
            Put(
                "basics",
                {},
                {
                    "revision": 2,
                    "written_on": dt.date(2025, 10, 20),
                    "change_reason": "장비 두 종의 견적이 달라져 자산구매계획을 고쳤습니다.",
                },
            ),
        ),
    ),
    Slip(
        (),
        Text(
            "용접 모니터링 장치가 비싸진 만큼 시뮬레이터를 싸게 삼",
            "A welding monitor is dearer, and a simulator cheaper by as much",
        ),
        (
            Shift(_LINES, {"item": "용접 실증장비 구매"}, {"unit_price": 4_800_000, **_DEARER}),
            Shift(_ASSETS, {"item": "용접 모니터링 장치"}, {"unit_price": 1_200_000, **_DEARER}),
            Shift(_LINES, {"item": "로봇 시뮬레이터 구매"}, {"unit_price": -1_600_000, **_CHEAPER}),
            Shift(_ASSETS, {"item": "로봇 시뮬레이터"}, {"unit_price": -1_600_000, **_CHEAPER}),
        ),
    ),
    Slip(
        ("ASM951", "SUM303"),
        Text(
            "(주)반구인텔리전스가 올린 비전 모델 개발 용역을 자기 줄로도 올림(같은 돈이 두 번)",
            "A contract that I05 budgets already is budgeted once more: the same money twice",
        ),
        (
            Insert(
                _LINES,
                {"item": "실증용 재료·그리퍼 제작", "fiscal_year": 2026},
                {
                    "fiscal_year": 2026,
                    "project": "P04",
                    "institution": LATE,
                    "category": "210 운영비",
                    "subcategory": "14 일반용역비",
                    "item": "로봇 비전 모델 개발 용역",
                    "unit_price": 32_000_000,
                    "quantity": 4,
                    "unit": "건",
                    "occurrences": 2,
                    "national_funds": 160_699_000,
                    "provincial_funds": 47_869_000,
                    "municipal_funds": 10_638_000,
                    "private_cash": 36_794_000,
                },
            ),
        ),
    ),
)
"""What its second version changed; each step with the rules that the assembled budget then breaks."""
