"""전남: the sums were changed late, and the tables no longer follow one another."""

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
from aitx_budget.samples.slips import Insert, Put, Shift, Slip, Subtotal
from aitx_budget.samples.stock import experts, lent, office, space

_TP, _UNIVERSITY, _INSTITUTE, _FARM, _ENERGY = "I02", "I03", "I04", "I05", "I06"
_CENTRE, _CAMPUS = "전남테크노파크 AI혁신동", "다도해대학교 스마트관"
_PERIOD = (202510, 202612)

_INSTITUTIONS = (
    Institution("I01", "전라남도", "광역지방자치단체", "총괄"),
    Institution(_TP, "전남테크노파크", "지역혁신기관", "주관"),
    Institution(_UNIVERSITY, "다도해대학교 산학협력단", "대학·출연연", "참여"),
    Institution(_INSTITUTE, "영산강에너지연구원", "대학·출연연", "참여"),
    Institution(_FARM, "(주)들녘인공지능", "AI 전문기업", "참여", dt.date(2019, 8, 20)),
    Institution(_ENERGY, "(주)갯바람데이터", "AI 전문기업", "참여", dt.date(2015, 5, 4)),
)


def _funds(total: int) -> Funds:
    """Return 58 % national, 22 % local (half of it municipal) and 20 % private."""
    return Funds.shared(total, 58, 11, 20)


_FOOD = Project(
    "P01", "농수산 가공 AI 도입 지원", "AI 솔루션 도입·활용", _TP, _PERIOD,
    "농수산 가공기업의 선별·품질 AI 도입 지원",
    schemes=(
        Scheme(_TP, "AI 선별·품질관리 도입 지원", "원물 선별·이물 검출 AI", 80_000_000, (20, 5), (0, 24),
               InKind("인건비", "품질관리 담당자 참여", 3_200_000, 2, 3, 50)),
        Scheme(_TP, "콜드체인 예측 AI 도입 지원", "저장·출하 예측 솔루션", 50_000_000, (8, 3), (0, 10),
               InKind("장비", "저온 저장설비 사용", 800_000, 1, 6)),
    ),
)  # fmt: skip
_PLANT = Project(
    "P02", "석유화학·철강 협력사 AI 전환 지원", "AI 솔루션 도입·활용", _INSTITUTE, _PERIOD,
    "여수·광양 협력기업의 에너지 절감과 설비보전 AI 지원",
    schemes=(
        Scheme(_INSTITUTE, "에너지 절감 AI 도입 지원", "전력·스팀 최적화 AI", 150_000_000, (12, 3), (0, 7),
               InKind("인건비", "설비 운전 담당자 참여", 4_000_000, 2, 4, 50)),
    ),
)  # fmt: skip
_COMPUTING = Project(
    "P03", "전남 AI 에너지 컴퓨팅 인프라", "AI 인프라 구축", _TP, _PERIOD,
    "재생에너지와 연계한 AI 학습·추론 자원 구축",
    lines=(
        *office(_TP, "컴퓨팅센터", 5, 3_900_000),
        Line(_TP, "210", "07", "GPU 클라우드 예약 노드 임차", None, 10, "노드", (1, 1)),
        Line(_TP, "420", "03", "전산실 전력·냉방 공사", 55_000_000, 8, "구역", (1, 1)),
        Line(_INSTITUTE, "260", "01", "에너지 수요예측 모델 연구", 92_000_000, 4, "과제", (1, 2)),
        Line(_ENERGY, "210", "14", "에너지 데이터 수집·가공 용역", 46_000_000, 10, "종", (1, 1)),
        lent(_ENERGY, "데이터 엔지니어 참여", 5_100_000, 5, (3, 12)),
        experts(_TP, "자원 배분 심의위원 수당", 7, (2, 6)),
    ),
    purchases=(
        Purchase(_TP, "430", "학습·추론 장비 구매", (
            Asset("추론 서버", "2-GPU, 40GB", 29_200_000, 20, "대", 202511, "조달구매", _CENTRE, "추론 서비스", "도내 기업 예약제"),
            Asset("GPU 가속기", "80GB, 350W", 29_700_000, 12, "장", 202512, "조달구매", _CENTRE, "모델 학습", "도내 기업 예약제"))),
        Purchase(_TP, "430", "스토리지 구매", (
            Asset("분산 스토리지 노드", "HDD 240TB", 24_800_000, 8, "대", 202511, "제한경쟁", _CENTRE, "데이터 저장"),)),
        Purchase(_TP, "440", "클러스터 소프트웨어 구매", (
            Asset("클러스터 소프트웨어", "32노드", 27_500_000, 3, "식", 202512, "제한경쟁", _CENTRE, "작업 배분"),)),
        Purchase(_INSTITUTE, "430", "에너지 계측장비 구매", (
            Asset("전력품질 계측기", "3상, 1kHz", 9_800_000, 12, "대", 202603, "조달구매", "영산강에너지연구원", "수요 데이터 수집", "공동장비 예약제"),)),
        Purchase(_TP, "430", "추론 장비 증설", (
            Asset("추론 서버", "4-GPU, 24GB", 29_500_000, 15, "대", 202604, "조달구매", _CENTRE, "추론 증설", "도내 기업 예약제"),)),
    ),
    funds=(_funds(4_500_000_000), _funds(3_800_000_000)),
)  # fmt: skip
_FARMING = Project(
    "P04", "스마트 농수산 AI 실증단지", "AI 인프라 구축", _UNIVERSITY, _PERIOD,
    "재배·양식 현장의 AI 실증과 데이터셋 공유",
    lines=(
        *office(_UNIVERSITY, "실증단지", 4, 3_800_000),
        Line(_UNIVERSITY, "420", "03", "실증 온실·수조 시설 공사", None, 5, "동", (1, 1)),
        Line(_FARM, "210", "14", "생육 데이터 라벨링 용역", 34_000_000, 8, "종", (1, 1)),
        Line(_UNIVERSITY, "210", "11", "실증 재료·종자·사료", 2_400_000, 20, "세트", (1, 2)),
        space(_FARM, "현장 실증 공간 제공", 3_600_000, 2, (3, 12)),
        experts(_UNIVERSITY, "실증 평가위원 수당", 6, (3, 8)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "생육 관측장비 구매", (
            Asset("다분광 드론", "5밴드, RTK", 19_400_000, 6, "대", 202511, "제한경쟁", _CAMPUS, "생육 관측", "공동장비 예약제"),
            Asset("수질 센서 부이", "8항목", 12_300_000, 10, "기", 202512, "제한경쟁", _CAMPUS, "수질 관측", "공동장비 예약제"))),
        Purchase(_FARM, "440", "생육 예측 소프트웨어 구매", (
            Asset("생육 예측 소프트웨어", "농가 100호", 16_500_000, 1, "식", 202603, "수의계약", "(주)들녘인공지능", "생육 예측"),)),
        Purchase(_UNIVERSITY, "430", "수중 관측로봇 구매", (
            Asset("수중 관측로봇", "수심 100m", 28_400_000, 4, "대", 202605, "제한경쟁", _CAMPUS, "양식장 관측", "공동장비 예약제"),)),
    ),
    funds=(_funds(1_900_000_000), _funds(1_700_000_000)),
)  # fmt: skip
_TALENT = Project(
    "P05", "AI 현장인력 양성", "AI 인력 양성", _UNIVERSITY, (202511, 202611),
    "농수산·에너지 재직자와 청년의 AI 실무교육",
    lines=(
        Line(_UNIVERSITY, "110", "03", "교육운영 전담인력 인건비", 3_500_000, 4, "명", (2, 11)),
        Line(_UNIVERSITY, "320", "02", "AI 실무과정 위탁운영", None, 10, "과정", (1, 1)),
        Line(_UNIVERSITY, "210", "07", "교육장 임차", 2_000_000, 4, "실", (2, 11)),
        Line(_UNIVERSITY, "220", "01", "현장교육 지도 출장", 90_000, 4, "명", (4, 20)),
        lent(_FARM, "현업 강사 참여", 4_600_000, 2, (2, 11)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "실습 기자재 구매", (
            Asset("실습용 워크스테이션", "GPU 12GB", 3_100_000, 30, "대", 202511, "조달구매", _CAMPUS, "실습교육"),)),
    ),
    funds=(_funds(700_000_000), _funds(1_000_000_000)),
)  # fmt: skip
_OFFICE = Project(
    "P06", "전남 지역 AI 사업단 운영", "기타", _TP, _PERIOD,
    "직접지원 사업의 평가·관리와 사업단 운영",
    lines=(
        *office(_TP, "사업단", 4, 3_900_000),
        Line("I01", "210", "01", "성과보고회 개최", 5_000_000, 1, "회", (1, 3)),
        Line(_TP, "210", "15", "사업관리 시스템 운영", None, 5, "종", (1, 1)),
        experts(_TP, "참여기업 선정·평가위원 수당", 9, (6, 8)),
    ),
    funds=(_funds(300_000_000), _funds(500_000_000)),
)  # fmt: skip

REGION = Region(
    name="전남",
    basics={
        "region": "전남",
        "project_title": "전남 농수산·에너지 AI 대전환 프로젝트",
        "lead_institution": "전남테크노파크",
        "department": "전략산업과",
        "officer": "최사례",
        "phone": "061-000-4567",
        "email": "budget@jeonnam.example",
        "agreement_date": dt.date(2025, 10, 15),
        "written_on": dt.date(2025, 10, 22),
        "revision": 1,
        "vat": "부가세포함",
    },
    tax_office=417,
    municipal_percent=50,
    trades=("식품", "수산", "농산", "케미칼", "철강", "에너지", "바이오"),
    places=("순천시", "여수시", "광양시", "나주시", "목포시", "해남군", "완도군"),
    institutions=_INSTITUTIONS,
    projects=(_FOOD, _PLANT, _COMPUTING, _FARMING, _TALENT, _OFFICE),
)

_LINES, _PLAN, _ASSETS, _DETAILS, _FIRMS = (
    "budget_lines", "monthly_plan", "asset_plan", "in_kind_details", "beneficiaries",
)  # fmt: skip
SLIPS = (
    Slip(
        ("AST604",),
        Text(
            "구매예정월을 사업기간이 끝난 2027-01로 적음",
            "An asset to be bought in 2027-01, after the period",
        ),
        (Put(_ASSETS, {"item": "전력품질 계측기"}, {"purchase_month": 202701}),),
    ),
    Slip(
        ("AST607",),
        Text(
            "사업 종료 직전인 2026-12에 추론 서버를 구매할 계획",
            "Servers to be bought in the last month",
        ),
        (Put(_ASSETS, {"item": "추론 서버", "fiscal_year": 2026}, {"purchase_month": 202612}),),
    ),
    Slip(
        ("CSH504",),
        Text(
            "한 기업의 현물이 부담금의 70%를 넘음(다른 기업과 금액이 바뀜)",
            "One firm's in-kind is above 70 % (amounts of two firms swapped in part)",
        ),
        (
            Shift(
                _FIRMS,
                {"name": "(주)해솔빛식품"},
                {"private_cash": -8_000_000, "private_in_kind": 8_000_000},
            ),
            Put(_DETAILS, {"contributor": "417-87-23556"}, {"months": 6}),
            Shift(
                _FIRMS,
                {"name": "(주)휘모리수산"},
                {"private_cash": 8_000_000, "private_in_kind": -8_000_000},
            ),
            Put(_DETAILS, {"contributor": "417-87-23968"}, {"months": 2}),
        ),
    ),
    Slip(
        ("CSH506", "AST602"),
        Text(
            "유형자산 행에 민간현물을 적고 자산구매계획에는 현금으로 둠",
            "In-kind on a line that buys an asset, still cash in the purchase plan",
        ),
        (
            Shift(
                _LINES,
                {"item": "수중 관측로봇 구매"},
                {"private_cash": -17_977_000, "private_in_kind": 17_977_000},
            ),
            Shift(
                _LINES,
                {"item": "현장 실증 공간 제공(현물)", "fiscal_year": 2026},
                {"private_cash": 17_977_000, "private_in_kind": -17_977_000},
            ),
        ),
    ),
    Slip(
        ("PER803",),
        Text(
            "2026년 재원을 2025년 12월에 집행하도록 계획", "FY2026 money planned for December 2025"
        ),
        (
            Shift(
                _PLAN,
                {"fiscal_year": 2026, "project": "P06", "source": "국비"},
                {"m202512": 5_000_000, "m202601": -5_000_000},
            ),
        ),
    ),
    Slip(
        ("PER802",),
        Text(
            "11월에 끝나는 단위사업의 돈을 12월에 집행하도록 계획",
            "Money of a project that ends in November planned for December",
        ),
        (
            Shift(
                _PLAN,
                {"fiscal_year": 2026, "project": "P05", "source": "지방비"},
                {"m202612": 4_000_000, "m202611": -4_000_000},
            ),
        ),
    ),
    Slip(
        ("ORG706",),
        Text("지원제외 요건 확인란을 비워 둠", "Exclusions left undeclared"),
        (
            Put(
                "institutions",
                {"code": _UNIVERSITY},
                {
                    "closed": None,
                    "tax_arrears": None,
                    "capital_erosion": None,
                    "duplicate_funding": None,
                },
            ),
        ),
    ),
    Slip(
        ("ORG705",),
        Text("참여기관이 세금체납에 ‘해당’으로 표시", "A member that declares tax arrears"),
        (Put("institutions", {"code": _ENERGY}, {"tax_arrears": "해당"}),),
    ),
    Slip(
        ("ORG702",),
        Text("주관기관이 두 곳", "Two lead institutions"),
        (Put("institutions", {"code": _INSTITUTE}, {"role": "주관"}),),
    ),
    Slip(
        ("ORG708",),
        Text("예산이 없는 기관을 수행기관에 올려 둠", "A member without any budget"),
        (
            Insert(
                "institutions",
                {"code": _ENERGY},
                {
                    "code": "I07",
                    "name": "(사)서남해디지털협회",
                    "registration_number": "417-83-09992",
                    "type": "기타",
                    "role": "참여",
                    "closed": "해당없음",
                    "tax_arrears": "해당없음",
                    "capital_erosion": "해당없음",
                    "duplicate_funding": "해당없음",
                },
            ),
        ),
    ),
    Slip(
        ("AST609",),
        Text("소프트웨어를 유형자산으로 구분", "Software entered as a tangible asset"),
        (Put(_ASSETS, {"item": "생육 예측 소프트웨어"}, {"asset_kind": "유형자산"}),),
    ),
    Slip(
        ("SUM304",),
        Text(
            "현물내역의 참여 개월을 줄이고 예산은 그대로 둠",
            "Months of an in-kind contribution reduced, the budget left as it was",
        ),
        (Put(_DETAILS, {"detail": "데이터 엔지니어 참여", "fiscal_year": 2026}, {"months": 11}),),
    ),
    Slip(
        ("SUM306",),
        Text(
            "직접 입력한 소계 행의 금액이 위 행들의 합과 다름",
            "A typed subtotal row that is not the sum of its rows",
        ),
        (Subtotal(_LINES, {"number": 45}, "소계", {"national_funds": -3_000_000}),),
    ),
)
