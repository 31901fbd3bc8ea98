"""대구: filled in by many hands; what was typed does not always say what was meant."""

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
from aitx_budget.samples.slips import Put, Shift, Slip
from aitx_budget.samples.stock import experts, lent, office, space

_TP, _UNIVERSITY, _SOFTWARE, _VISION = "I02", "I03", "I04", "I05"
_CENTRE, _CAMPUS = "대구테크노파크 AI팩토리", "금호대학교 미래교육관"
_PERIOD = (202510, 202612)

_INSTITUTIONS = (
    Institution("I01", "대구광역시", "광역지방자치단체", "총괄"),
    Institution(_TP, "대구테크노파크", "지역혁신기관", "주관"),
    Institution(_UNIVERSITY, "금호대학교 산학협력단", "대학·출연연", "참여"),
    Institution(_SOFTWARE, "(주)비슬소프트", "AI 전문기업", "참여", dt.date(2016, 11, 7)),
    Institution(_VISION, "(주)수성로보틱스랩", "AI 전문기업", "참여", dt.date(2022, 1, 10)),
)


def _funds(total: int) -> Funds:
    """Return 58 % national, 22 % local (a quarter of it municipal) and 20 % private."""
    return Funds.shared(total, 58, 5, 20)


_SOLUTIONS = Project(
    "P01", "로봇·기계 AI 솔루션 도입 지원", "AI 솔루션 도입·활용", _TP, _PERIOD,
    "로봇·기계 부품 중소기업의 생산 AI 솔루션 도입 지원",
    schemes=(
        Scheme(_TP, "생산 AI 솔루션 도입 지원", "납기·불량 예측 솔루션", 100_000_000, (12, 4), (0, 16),
               InKind("인건비", "생산관리 담당자 참여", 3_500_000, 2, 4, 50)),
        Scheme(_TP, "로봇 공정 AI 고도화 지원", "로봇 작업계획 AI 고도화", 200_000_000, (8, 2), (0, 5),
               InKind("인건비", "로봇 엔지니어 참여", 4_000_000, 2, 6, 50)),
    ),
)  # fmt: skip
_INSPECTION = Project(
    "P02", "섬유·안광학 AI 검사 도입 지원", "AI 솔루션 도입·활용", _TP, _PERIOD,
    "섬유와 안경렌즈 표면 결함을 판정하는 AI 검사 도입 지원",
    schemes=(
        Scheme(_TP, "AI 결함검사 설비 도입 지원", "원단·렌즈 결함 검사기", 120_000_000, (10, 3), (0, 8),
               InKind("장비", "검사 라인 이송장비 사용", 2_200_000, 1, 6)),
    ),
)  # fmt: skip
_COMPUTING = Project(
    "P03", "대구 AI팩토리 컴퓨팅 인프라", "AI 인프라 구축", _TP, _PERIOD,
    "제조 AI 학습·추론 자원과 실증 라인 구축",
    lines=(
        *office(_TP, "AI팩토리", 5, 4_000_000),
        Line(_TP, "210", "07", "GPU 클라우드 예약 노드 임차", None, 10, "노드", (1, 1)),
        Line(_TP, "420", "03", "실증 라인 전기·통신 공사", 48_000_000, 6, "구역", (1, 1)),
        Line(_SOFTWARE, "210", "14", "제조 데이터 라벨링 용역", 42_000_000, 10, "종", (1, 1)),
        Line(_UNIVERSITY, "260", "01", "로봇 기반모델 적용 연구", 90_000_000, 3, "과제", (1, 2)),
        lent(_SOFTWARE, "AI 개발자 참여", 5_300_000, 4, (3, 12)),
        experts(_TP, "자원 배분 심의위원 수당", 8, (2, 6)),
    ),
    purchases=(
        Purchase(_TP, "430", "추론 서버 구매", (
            Asset("추론 서버", "2-GPU, 48GB", 29_400_000, 24, "대", 202511, "조달구매", _CENTRE, "추론 서비스", "관내 기업 예약제"),)),
        Purchase(_TP, "430", "스토리지·네트워크 구매", (
            Asset("올플래시 스토리지", "92TB", 27_600_000, 10, "대", 202511, "제한경쟁", _CENTRE, "데이터 저장"),
            Asset("데이터센터 스위치", "100Gb 32포트", 16_900_000, 8, "대", 202512, "제한경쟁", _CENTRE, "서버 연결"))),
        Purchase(_TP, "440", "MLOps 소프트웨어 구매", (
            Asset("MLOps 소프트웨어", "사용자 80인", 28_200_000, 4, "식", 202512, "제한경쟁", _CENTRE, "모델 배포 관리"),)),
        Purchase(_VISION, "430", "실증용 이동로봇 구매", (
            Asset("실증용 이동로봇", "적재 150kg", 14_000_000, 3, "대", 202603, "제한경쟁", _CENTRE, "물류 실증", "공동장비 예약제"),)),
        Purchase(_TP, "430", "GPU 가속기 증설", (
            Asset("GPU 가속기", "48GB, 300W", 12_700_000, 40, "장", 202604, "조달구매", _CENTRE, "추론 증설", "관내 기업 예약제"),)),
    ),
    funds=(_funds(4_400_000_000), _funds(3_100_000_000)),
)  # fmt: skip
_DATASETS = Project(
    "P04", "제조 데이터셋·AI 모델 공유", "AI 인프라 구축", _UNIVERSITY, _PERIOD,
    "로봇·섬유 공정 데이터셋과 모델을 만들어 공유",
    lines=(
        *office(_UNIVERSITY, "데이터셋", 4, 3_900_000),
        Line(_SOFTWARE, "210", "14", "데이터 가공·검수 용역", None, 10, "종", (1, 1)),
        Line(_UNIVERSITY, "260", "01", "섬유 결함 판정모델 연구", 85_000_000, 3, "과제", (1, 2)),
        Line(_UNIVERSITY, "210", "11", "데이터 수집용 소모품", 1_500_000, 30, "세트", (1, 2)),
        space(_SOFTWARE, "데이터 작업 공간 제공", 3_200_000, 2, (3, 12)),
        experts(_UNIVERSITY, "데이터 품질검증 전문가 수당", 8, (3, 10)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "영상 수집장비 구매", (
            Asset("라인스캔 카메라", "16K", 18_600_000, 10, "대", 202511, "제한경쟁", _CAMPUS, "표면 영상 수집", "공동장비 예약제"),
            Asset("초분광 카메라", "400~1,000nm", 28_900_000, 3, "대", 202512, "제한경쟁", _CAMPUS, "소재 영상 수집", "공동장비 예약제"))),
        Purchase(_UNIVERSITY, "440", "데이터 품질관리 소프트웨어 구매", (
            Asset("데이터 품질관리 소프트웨어", "사용자 40인", 26_400_000, 2, "식", 202603, "제한경쟁", _CAMPUS, "품질 진단"),)),
    ),
    funds=(_funds(1_900_000_000), _funds(1_700_000_000)),
)  # fmt: skip
_TALENT = Project(
    "P05", "AI 현장인력 양성", "AI 인력 양성", _UNIVERSITY, _PERIOD,
    "로봇·기계 재직자와 청년의 AI 실무교육",
    lines=(
        *office(_UNIVERSITY, "교육운영", 3, 3_600_000),
        Line(_UNIVERSITY, "320", "02", "AI 실무과정 위탁운영", None, 10, "과정", (1, 1)),
        Line(_UNIVERSITY, "210", "07", "교육장 임차", 2_500_000, 3, "실", (3, 12)),
        Line(_UNIVERSITY, "210", "11", "실습 재료", 160_000, 100, "명", (1, 2)),
        lent(_VISION, "현업 강사 참여", 5_000_000, 1, (3, 12)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "실습 기자재 구매", (
            Asset("실습용 노트북", "GPU 12GB", 2_800_000, 35, "대", 202511, "조달구매", _CAMPUS, "실습교육"),)),
    ),
    funds=(_funds(600_000_000), _funds(900_000_000)),
)  # fmt: skip
_OFFICE = Project(
    "P06", "대구 지역 AI 사업단 운영", "기타", _TP, _PERIOD,
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
    name="대구",
    basics={
        "region": "대구",
        "project_title": "대구 AI팩토리 대전환 프로젝트",
        "lead_institution": "대구테크노파크",
        "department": "AI블록체인과",
        "officer": "박견본",
        "phone": "053-000-3456",
        "email": "budget@daegu.example",
        "agreement_date": dt.date(2025, 10, 16),
        "written_on": dt.date(2025, 10, 21),
        "revision": 1,
        "vat": "공급가액",
    },
    tax_office=514,
    municipal_percent=25,
    trades=("로봇", "기전", "섬유", "광학", "메카트로닉스", "정밀", "시스템"),
    places=("북구", "달서구", "달성군", "서구", "동구"),
    institutions=_INSTITUTIONS,
    projects=(_SOLUTIONS, _INSPECTION, _COMPUTING, _DATASETS, _TALENT, _OFFICE),
)

_LINES, _PLAN, _ASSETS, _DETAILS, _FIRMS = (
    "budget_lines", "monthly_plan", "asset_plan", "in_kind_details", "beneficiaries",
)  # fmt: skip
SLIPS = (
    Slip(
        ("CEL208",),
        Text("단가를 ‘600,000원’처럼 글자로 적음", "A unit price typed as the text 600,000원"),
        (
            Put(
                _LINES,
                {"item": "데이터셋 사무용품·인쇄비", "fiscal_year": 2026},
                {"unit_price": "600,000원"},
            ),
        ),
    ),
    Slip(
        ("CEL208",),
        Text("시작월을 ‘2025.10월’로 적음", "A first month typed as 2025.10월"),
        (Put("unit_projects", {"code": "P05"}, {"first_month": "2025.10월"}),),
    ),
    Slip(
        ("SUM301",),
        Text(
            "산출금액 수식을 옛 금액으로 덮어씀",
            "The cost formula overwritten with the amount of an earlier draft",
        ),
        (
            Put(
                _LINES,
                {"item": "로봇 기반모델 적용 연구", "fiscal_year": 2025},
                {"cost": 300_000_000},
            ),
        ),
    ),
    Slip(
        ("STR104",),
        Text(
            "자산 금액의 수식을 계산된 값 그대로 덮어써서 이후의 변경이 반영되지 않음",
            "A purchase's formula overwritten with its own result, so later changes won't show",
        ),
        (Put(_ASSETS, {"item": "초분광 카메라"}, {"cost": 86_700_000}),),
    ),
    Slip(
        ("SUM302",),
        Text(
            "횟수를 바꾸고 재원별 금액은 고치지 않음",
            "Occurrences changed, the sources left as they were",
        ),
        (
            Put(
                _LINES,
                {"item": "데이터 품질검증 전문가 수당", "fiscal_year": 2026},
                {"occurrences": 12},
            ),
        ),
    ),
    Slip(
        ("SUM303",),
        Text(
            "예산 변경이 월별계획에 반영되지 않음",
            "A change of the budget that never reached the monthly plan",
        ),
        (
            Shift(
                _PLAN,
                {"fiscal_year": 2026, "project": "P05", "source": "국비"},
                {"m202606": -7_500_000},
            ),
        ),
    ),
    Slip(
        ("CEL206",),
        Text(
            "참여기업 사업자등록번호의 끝자리가 틀림",
            "A firm's registration number with a wrong check digit",
        ),
        (
            Put(
                _FIRMS,
                {"registration_number": "514-87-12078"},
                {"registration_number": "514-87-12079"},
            ),
            Put(_DETAILS, {"contributor": "514-87-12078"}, {"contributor": "514-87-12079"}),
        ),
    ),
    Slip(
        ("CEL213",),
        Text("비목 이름을 ‘260 연구개발비’로 적음", "A category written 260 연구개발비"),
        (
            Put(
                _LINES,
                {"item": "섬유 결함 판정모델 연구", "fiscal_year": 2026},
                {"category": "260 연구개발비"},
            ),
        ),
    ),
    Slip(
        ("CEL212",),
        Text(
            "등록하지 않은 기관코드 I15를 소유기관으로 적음",
            "An owner code, I15, that is declared nowhere",
        ),
        (Put(_ASSETS, {"item": "라인스캔 카메라"}, {"owner_code": "I15"}),),
    ),
    Slip(
        ("CEL204",),
        Text(
            "구매방법을 목록에 없는 ‘수의시담’으로 적음",
            "A purchase method that is not in the list",
        ),
        (Put(_ASSETS, {"item": "MLOps 소프트웨어"}, {"purchase_method": "수의시담"}),),
    ),
    Slip(
        ("CEL201",),
        Text("세부항목을 비워 둠", "An item left blank"),
        (Put(_LINES, {"item": "실습 재료", "fiscal_year": 2026}, {"item": None}),),
    ),
    Slip(
        ("AST608",),
        Text(
            "4,200만 원어치를 수의계약으로 구매할 계획",
            "A purchase of 42,000,000 won by private contract",
        ),
        (Put(_ASSETS, {"item": "실증용 이동로봇"}, {"purchase_method": "수의계약"}),),
    ),
    Slip(
        ("ORG710",),
        Text(
            "같은 기업을 한 단위사업에 두 번 적음",
            "The same firm entered twice in one unit project",
        ),
        (
            Put(
                _FIRMS,
                {"registration_number": "514-87-14120"},
                {"name": "(주)도담솔메카트로닉스", "registration_number": "514-87-13719"},
            ),
            Put(_DETAILS, {"contributor": "514-87-14120"}, {"contributor": "514-87-13719"}),
        ),
    ),
    Slip(
        ("CEL207",),
        Text("창업일을 ‘2016년 가을’로 적음", "A founding date typed as “autumn 2016”"),
        (Put("institutions", {"code": _SOFTWARE}, {"founded_on": "2016년 가을"}),),
    ),
)
