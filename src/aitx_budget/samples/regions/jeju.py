"""제주: 140 + 70 + 23 억원 as published, which is 20,000,000 won short of the 40 % match."""

from __future__ import annotations

import datetime as dt

from aitx_budget.model.text import Text
from aitx_budget.samples.plan import (
    Asset,
    Funds,
    InKind,
    Institution,
    Line,
    Project,
    Purchase,
    Region,
    Scheme,
)
from aitx_budget.samples.slips import Insert, Put, Shift, Slip
from aitx_budget.samples.stock import experts, lent, office

_TP, _UNIVERSITY, _TOURISM, _PLATFORM = "I02", "I03", "I04", "I05"
_CENTRE, _CAMPUS = "제주테크노파크 AI센터", "한라산대학교 혁신관"
_PERIOD = (202510, 202612)

_INSTITUTIONS = (
    Institution("I01", "제주특별자치도", "광역지방자치단체", "총괄"),
    Institution(_TP, "제주테크노파크", "지역혁신기관", "주관"),
    Institution(_UNIVERSITY, "한라산대학교 산학협력단", "대학·출연연", "참여"),
    Institution(_TOURISM, "(주)오름트래블테크", "AI 전문기업", "참여", dt.date(2018, 10, 1)),
    Institution(_PLATFORM, "(주)돌담인공지능", "AI 전문기업", "참여", dt.date(2020, 4, 6)),
)


def _funds(total: int, private: int, beyond: int = 0) -> Funds:
    """Return 60 % national and `beyond` won more, no municipal funds, the rest provincial."""
    return Funds(total, total * 6 // 10 + beyond, 0, private)


_TOURISM_AI = Project(
    "P01", "관광·식품 AI 솔루션 도입 지원", "AI 솔루션 도입·활용", _TP, _PERIOD,
    "관광·식품 중소기업의 수요예측과 품질관리 AI 도입 지원",
    schemes=(
        Scheme(_TP, "관광 수요예측 AI 도입 지원", "예약·수요 예측 솔루션", 80_000_000, (12, 4), (3, 14),
               InKind("인건비", "운영 담당자 참여", 3_200_000, 1, 5, 50)),
        Scheme(_TP, "식품 품질관리 AI 도입 지원", "원물 선별·이물 검출 AI", 120_000_000, (10, 3), (0, 5),
               InKind("인건비", "품질관리 담당자 참여", 3_500_000, 2, 4, 50)),
    ),
)  # fmt: skip
_ENERGY = Project(
    "P02", "에너지·물류 AI 설비 도입 지원", "AI 솔루션 도입·활용", _UNIVERSITY, _PERIOD,
    "에너지 절감과 도서 물류 최적화 AI 설비 도입 지원",
    schemes=(
        Scheme(_UNIVERSITY, "에너지·물류 최적화 AI 지원", "냉동·운송 최적화 AI 설비", 160_000_000, (10, 4), (0, 6),
               InKind("장비", "냉동·운송 설비 사용", 2_800_000, 1, 7)),
    ),
)  # fmt: skip
_COMPUTING = Project(
    "P03", "제주 AI 컴퓨팅·실증 인프라", "AI 인프라 구축", _TP, _PERIOD,
    "도내 기업이 함께 쓰는 AI 자원과 관광·물류 실증 환경 구축",
    lines=(
        *office(_TP, "AI센터", 5, 3_900_000),
        Line(_TP, "210", "07", "GPU 클라우드 예약 노드 임차", None, 10, "노드", (1, 1)),
        Line(_TP, "420", "03", "전산실·실증 거점 시설 공사", 58_000_000, 8, "구역", (1, 1)),
        Line(_PLATFORM, "210", "14", "실증 서비스 개발 용역", 64_000_000, 6, "건", (1, 1)),
        Line(_UNIVERSITY, "260", "01", "도서 물류 최적화 모델 연구", 96_000_000, 3, "과제", (1, 2)),
        lent(_PLATFORM, "AI 개발자 참여", 5_000_000, 2, (3, 12)),
        experts(_TP, "자원 배분 심의위원 수당", 7, (2, 6)),
    ),
    purchases=(
        Purchase(_TP, "430", "AI 학습용 GPU 서버 구매", (
            Asset("AI 학습용 GPU 서버", "4-GPU, GPU당 80GB", 168_000_000, 4, "대", 202512, "조달구매", _CENTRE, "모델 학습", "도내 기업 예약제"),)),
        Purchase(_TP, "430", "추론·저장 장비 구매", (
            Asset("추론 서버", "2-GPU, 32GB", 28_700_000, 18, "대", 202511, "조달구매", _CENTRE, "추론 서비스", "도내 기업 예약제"),
            Asset("통합 스토리지", "180TB", 29_300_000, 6, "대", 202511, "제한경쟁", _CENTRE, "데이터 저장"))),
        Purchase(_TP, "440", "AI 플랫폼 소프트웨어 구매", (
            Asset("AI 플랫폼 소프트웨어", "사용자 60인", 28_900_000, 4, "식", 202512, "제한경쟁", _CENTRE, "모델 개발·배포"),)),
        Purchase(_TP, "430", "실증 장비 구매", (
            Asset("자율배송 로봇", "적재 80kg", 27_800_000, 8, "대", 202603, "제한경쟁", _CENTRE, "물류 실증", "공동장비 예약제"),
            Asset("다국어 안내 단말", "32인치", 6_400_000, 20, "대", 202604, "조달구매", _CENTRE, "관광 실증", "공동장비 예약제"))),
    ),
    funds=(_funds(3_800_000_000, 200_000_000), _funds(3_000_000_000, 180_000_000)),
)  # fmt: skip
_DATASETS = Project(
    "P04", "관광·해양 데이터셋 공유", "AI 인프라 구축", _UNIVERSITY, _PERIOD,
    "관광·해양·기상 데이터셋을 만들어 지역 기업과 공유",
    lines=(
        *office(_UNIVERSITY, "데이터셋", 4, 3_800_000),
        Line(_TOURISM, "210", "14", "관광 데이터 가공·라벨링 용역", None, 10, "종", (1, 1)),
        Line(_UNIVERSITY, "260", "01", "다국어 관광 모델 연구", 84_000_000, 3, "과제", (1, 2)),
        lent(_TOURISM, "데이터 분석가 참여", 4_600_000, 1, (3, 12)),
        experts(_UNIVERSITY, "데이터 품질검증 전문가 수당", 6, (3, 10)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "해양 관측장비 구매", (
            Asset("해양 관측 부이", "12항목", 24_600_000, 8, "기", 202511, "제한경쟁", _CAMPUS, "해양 데이터 수집", "공동장비 예약제"),)),
        Purchase(_UNIVERSITY, "430", "항공 촬영장비 구매", (
            Asset("항공 촬영 드론", "8K, RTK", 17_900_000, 5, "대", 202603, "제한경쟁", _CAMPUS, "영상 데이터 수집", "공동장비 예약제"),)),
    ),
    funds=(_funds(1_650_000_000, 100_000_000), _funds(1_950_000_000, 100_000_000)),
)  # fmt: skip
_TALENT = Project(
    "P05", "제주 AI 실무인력 양성", "AI 인력 양성", _UNIVERSITY, _PERIOD,
    "관광·물류 재직자와 청년의 AI 실무교육",
    lines=(
        *office(_UNIVERSITY, "교육운영", 3, 3_600_000),
        Line(_UNIVERSITY, "320", "02", "AI 실무과정 위탁운영", None, 10, "과정", (1, 1)),
        Line(_UNIVERSITY, "210", "07", "교육장·숙소 임차", 2_600_000, 5, "실", (3, 12)),
        lent(_TOURISM, "현업 강사 참여", 4_500_000, 1, (3, 12)),
        experts(_UNIVERSITY, "강의·멘토링 전문가 수당", 12, (5, 20)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "실습 기자재 구매", (
            Asset("실습용 노트북", "GPU 8GB", 2_600_000, 40, "대", 202511, "조달구매", _CAMPUS, "실습교육"),)),
    ),
    funds=(_funds(1_100_000_000, 50_000_000), _funds(1_550_000_000, 70_000_000)),
)  # fmt: skip
_OFFICE = Project(
    "P06", "제주 지역 AI 사업단 운영·확산", "기타", _TP, _PERIOD,
    "직접지원 사업의 평가·관리, 사업단 운영과 성과확산",
    lines=(
        *office(_TP, "사업단", 6, 4_000_000),
        Line("I01", "210", "01", "성과확산 행사 개최", 25_000_000, 1, "회", (2, 4)),
        Line("I01", "210", "14", "지역 AI 전환 진단 용역", 60_000_000, 4, "건", (1, 1)),
        Line(_TP, "210", "15", "사업관리·상담 창구 운영", None, 10, "종", (1, 1)),
        experts(_TP, "참여기업 선정·평가위원 수당", 9, (6, 8)),
    ),
    funds=(_funds(1_100_000_000, 0, 10_000_000), _funds(1_150_000_000, 0, 10_000_000)),
)  # fmt: skip

REGION = Region(
    name="제주",
    basics={
        "region": "제주",
        "project_title": "제주 관광·물류 AI 대전환 프로젝트",
        "lead_institution": "제주테크노파크",
        "department": "혁신산업과",
        "officer": "정표본",
        "phone": "064-000-5678",
        "email": "budget@jeju.example",
        "agreement_date": dt.date(2025, 10, 17),
        "written_on": dt.date(2025, 10, 23),
        "revision": 1,
        "allotment_2025": 7_000_000_000,
        "allotment_2026": 7_000_000_000,
        "vat": "부가세포함",
    },
    tax_office=616,
    municipal_percent=0,
    trades=("투어", "식품", "물류", "해양", "감귤", "에너지", "리조트"),
    places=("제주시", "서귀포시"),
    institutions=_INSTITUTIONS,
    projects=(_TOURISM_AI, _ENERGY, _COMPUTING, _DATASETS, _TALENT, _OFFICE),
)

SLIPS = (
    Slip(
        ("MAT401",),
        Text(
            "공표된 140+70+23억원 그대로여서 매칭이 40%에 20,000,000원 모자람(연도별로는 10,000,000원씩)",
            "The published 140 + 70 + 23 억원 taken to the won: 20,000,000 won short of 40 % (10,000,000 won in each year)",
        ),
    ),
    Slip(
        ("AST606",),
        Text(
            "단가 1억 6,800만 원인 GPU 서버(심의 대상 여부 확인)",
            "A GPU server of 168,000,000 won: ask whether a review board must see it",
        ),
    ),
    Slip(
        ("AST605",),
        Text(
            "2025년 재원으로 2026년 2월에 구매한다고 적고 이월 사유는 적지 않음",
            "Bought in February 2026 with FY2025 money, and no word of a carry-over",
        ),
        (Put("asset_plan", {"item": "해양 관측 부이"}, {"purchase_month": 202602}),),
    ),
    Slip(
        ("PER801",),
        Text(
            "단위사업 종료월을 사업기간 밖인 2027-02로 적음",
            "A project said to end in 2027-02, outside the period",
        ),
        (Put("unit_projects", {"code": "P05"}, {"last_month": 202702}),),
    ),
    Slip(
        ("SUM305", "CSH503"),
        Text(
            "예정기업의 국비를 줄이고 직접지원 예산은 고치지 않음(기업부담 비율도 20%를 넘게 됨)",
            "National funds of firms still to be chosen reduced, the budget left as it was; their share is now above 20 %",
        ),
        (
            Shift(
                "beneficiaries",
                {"project": "P02", "status": "예정"},
                {"national_funds": -6_000_000},
            ),
        ),
    ),
    Slip(
        ("ORG709",),
        Text("예산이 없는 단위사업을 올려 둠", "A unit project without any budget"),
        (
            Insert(
                "unit_projects",
                {"code": "P06"},
                {
                    "code": "P07",
                    "name": "AI 창업기업 입주공간 운영",
                    "field": "AI 인프라 구축",
                    "direct_support": "아니오",
                    "lead_code": _TP,
                    "first_month": 202601,
                    "last_month": 202612,
                    "description": "AI 창업기업 입주공간 운영(예산 협의 중)",
                },
            ),
        ),
    ),
)
