"""제주's second submission: what the agency's answer to the first one and six weeks of work changed."""

from __future__ import annotations

import datetime as dt

from aitx_budget.model.text import Text, particle
from aitx_budget.samples.firms import firm
from aitx_budget.samples.regions.jeju import REGION
from aitx_budget.samples.slips import Drop, Insert, Put, Shift, Slip

_LINES, _PLAN, _ASSETS, _DETAILS, _FIRMS = (
    "budget_lines", "monthly_plan", "asset_plan", "in_kind_details", "beneficiaries",
)  # fmt: skip
_DESK = "사업관리·상담 창구 운영"
_SERVER = {"national_funds": 14_526_000, "provincial_funds": 8_391_000, "private_cash": 1_083_000}
_RESEARCH = {
    "national_funds": 156_517_000,
    "provincial_funds": 89_490_000,
    "private_cash": 5_993_000,
}
_REASON = (
    "1차 점검에서 매칭 40%에 모자란 2,000만 원을 지방비로 채웠습니다. 2026년 연구용역을 한 번 줄여 데이터 가공을 늘렸고(비목 간 전용), "
    "그 뒤에 받은 견적과 기업 선정 결과를 반영하였습니다."
)
_CHOSEN = firm(REGION, 43)
_GRANT = {
    "national_funds": 72_000_000,
    "provincial_funds": 24_000_000,
    "private_cash": 10_000_000,
    "private_in_kind": 14_000_000,
}


def _less(amounts: dict[str, int]) -> dict[str, int]:
    return {source: -won for source, won in amounts.items()}


STORY = (
    Slip(
        (),
        Text(
            "2차 제출: 제출차수와 작성일을 고치고 변경사유를 적음. 담당자가 바뀜",
            "Second submission: its number, its day and the reason for it, and another officer",
        ),
        (
            Put(
                "basics",
                {},
                {
                    "revision": 2,
                    "written_on": dt.date(2025, 12, 5),
                    "officer": "한예본",
                    "change_reason": _REASON,
                },
            ),
        ),
    ),
    Slip(
        ("SUM303",),
        Text(
            "매칭 40%를 맞추려고 사업단 운영의 국비를 연도마다 1,000만 원씩 지방비로 바꿈. 월별계획은 2025년만 고치고 2026년은 빠뜨림",
            "To meet 40 %, 10,000,000 won a year of the office's national funds became local; the monthly plan followed in 2025 and was forgotten in 2026",
        ),
        (
            *(
                Shift(
                    _LINES,
                    {"item": _DESK, "fiscal_year": year},
                    {"national_funds": -10_000_000, "provincial_funds": 10_000_000},
                )
                for year in (2025, 2026)
            ),
            *(
                Shift(
                    _PLAN,
                    {"fiscal_year": 2025, "project": "P06", "source": source},
                    {"m202512": won},
                )
                for source, won in (("국비", -10_000_000), ("지방비", 10_000_000))
            ),
        ),
    ),
    Slip(
        (),
        Text(
            "2026년 연구용역을 한 번 줄이고 그 2억 5,200만 원으로 데이터 가공을 늘림(비목 간 전용)",
            "One research contract less in 2026, its 252,000,000 won for more data work: a transfer between categories",
        ),
        (
            Shift(
                _LINES,
                {"item": "다국어 관광 모델 연구", "fiscal_year": 2026},
                {"occurrences": -1, **_less(_RESEARCH)},
            ),
            Shift(
                _LINES,
                {"item": "관광 데이터 가공·라벨링 용역", "fiscal_year": 2026},
                {"unit_price": 25_200_000, **_RESEARCH},
            ),
        ),
    ),
    Slip(
        (),
        Text(
            "GPU 서버 견적이 대당 600만 원 올라 클라우드 임차를 그만큼 줄임",
            "A GPU server is dearer by 6,000,000 won, and less is rented in the cloud",
        ),
        (
            Shift(
                _LINES, {"item": "AI 학습용 GPU 서버 구매"}, {"unit_price": 6_000_000, **_SERVER}
            ),
            Shift(_ASSETS, {"item": "AI 학습용 GPU 서버"}, {"unit_price": 6_000_000, **_SERVER}),
            Shift(
                _LINES,
                {"item": "GPU 클라우드 예약 노드 임차", "fiscal_year": 2025},
                {"unit_price": -2_400_000, **_less(_SERVER)},
            ),
        ),
    ),
    Slip(
        (),
        Text(
            "2026년 교육운영 출장을 없애고(삭제) 같은 금액으로 차량을 빌림(추가)",
            "The training office's travel in 2026 is removed, and a car rented for the same money is added",
        ),
        (
            Insert(
                _LINES,
                {"item": "교육장·숙소 임차", "fiscal_year": 2026},
                {
                    "fiscal_year": 2026,
                    "project": "P05",
                    "institution": "I03",
                    "category": "210 운영비",
                    "subcategory": "07 임차료",
                    "item": "교육 현장 순회차량 임차",
                    "unit_price": 540_000,
                    "quantity": 1,
                    "unit": "대",
                    "occurrences": 12,
                    "provincial_funds": 6_480_000,
                },
            ),
            Drop(_LINES, {"item": "교육운영 현장점검 국내출장", "fiscal_year": 2026}),
        ),
    ),
    Slip(
        (),
        Text(
            f"2026년 식품 AI 지원에서 {particle(_CHOSEN.name, '을', '를')} 선정(예정 5개사 → 확정 1개사와 예정 4개사)",
            "A firm is chosen for the food support of 2026: of five still to be chosen four are left",
        ),
        (
            Insert(
                _FIRMS,
                {"registration_number": "616-87-27654"},
                {
                    "fiscal_year": 2026,
                    "project": "P01",
                    "status": "확정",
                    "firms": 1,
                    "name": _CHOSEN.name,
                    "registration_number": _CHOSEN.registration_number,
                    "location": _CHOSEN.location,
                    "support": "원물 선별·이물 검출 AI",
                    **_GRANT,
                },
            ),
            Shift(
                _FIRMS,
                {
                    "fiscal_year": 2026,
                    "status": "예정",
                    "support": "원물 선별·이물 검출 AI",
                },
                {"firms": -1, **_less(_GRANT)},
            ),
            Insert(
                _DETAILS,
                {"contributor": "616-87-27654"},
                {
                    "fiscal_year": 2026,
                    "project": "P01",
                    "contributor_kind": "참여기업",
                    "contributor": _CHOSEN.registration_number,
                    "in_kind_kind": "인건비",
                    "detail": "품질관리 담당자 참여",
                    "unit_price": 3_500_000,
                    "quantity": 2,
                    "months": 4,
                    "participation": 50,
                    "evidence": "급여명세서, 참여확인서",
                },
            ),
            Shift(
                _DETAILS,
                {"fiscal_year": 2026, "contributor_kind": "예정기업", "quantity": 10},
                {"quantity": -2},
            ),
        ),
    ),
    Slip(
        (),
        Text(
            "1차의 지적을 고침: 예산 없는 단위사업을 지우고, 종료월을 사업기간 안으로 옮기고, 이월 사유를 적음",
            "First findings put right: the project without budget removed, the last month inside the period, the carry-over stated",
        ),
        (
            Drop("unit_projects", {"code": "P07"}),
            Put("unit_projects", {"code": "P05"}, {"last_month": 202612}),
            Put(_ASSETS, {"item": "해양 관측 부이"}, {"remarks": "이월: 제작·설치에 5개월 소요"}),
        ),
    ),
)
"""What was done, in order; each step with the rules it newly breaks."""
