"""울산: in full order, with nothing left to remark on."""

from __future__ import annotations

import datetime as dt

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
from aitx_budget.samples.slips import Slip
from aitx_budget.samples.stock import experts, lent, office, space

_TP, _UNIVERSITY, _ROBOTICS, _PLATFORM, _CHEMICAL = "I02", "I03", "I04", "I05", "I06"
_CENTRE, _CAMPUS = "울산테크노파크 AI융합동", "태화공과대학교 산학융합관"
_PERIOD = (202510, 202612)

_INSTITUTIONS = (
    Institution("I01", "울산광역시", "광역지방자치단체", "총괄"),
    Institution(_TP, "울산테크노파크", "지역혁신기관", "주관"),
    Institution(_UNIVERSITY, "태화공과대학교 산학협력단", "대학·출연연", "참여"),
    Institution(_ROBOTICS, "대곡로봇연구원", "대학·출연연", "참여"),
    Institution(_PLATFORM, "(주)반구인텔리전스", "AI 전문기업", "참여", dt.date(2017, 6, 12)),
    Institution(_CHEMICAL, "(주)고래공정데이터", "AI 전문기업", "참여", dt.date(2021, 3, 2)),
)


def _funds(total: int) -> Funds:
    """Return 58 % national, 22 % local (a fifth of it municipal) and 20 % private."""
    return Funds.shared(total, 58, 4, 20)


_PROCESS = Project(
    "P01", "자동차부품·화학 AI 솔루션 도입 지원", "AI 솔루션 도입·활용", _TP, _PERIOD,
    "자동차부품과 정밀화학 중소기업의 공정 AI 솔루션 도입 지원",
    schemes=(
        Scheme(_TP, "부품 품질예측 AI 도입 지원", "사출·프레스 품질예측 솔루션", 110_000_000, (12, 3), (0, 12),
               InKind("인건비", "품질 담당자 참여", 3_500_000, 2, 4, 50)),
        Scheme(_TP, "화학공정 운전 최적화 AI 지원", "반응·증류 공정 운전 최적화", 180_000_000, (8, 2), (0, 6),
               InKind("인건비", "공정 엔지니어 참여", 4_200_000, 2, 5, 50)),
    ),
)  # fmt: skip
_SAFETY = Project(
    "P02", "산업안전 AI 설비 도입 지원", "AI 솔루션 도입·활용", _ROBOTICS, _PERIOD,
    "밀폐공간·협착 위험을 감지하는 AI 안전설비 도입 지원",
    schemes=(
        Scheme(_ROBOTICS, "AI 위험감지 설비 도입 지원", "영상·가스 위험감지 설비", 80_000_000, (7, 4), (3, 14),
               InKind("장비", "현장 제어설비 사용", 1_500_000, 1, 6)),
        Scheme(_ROBOTICS, "로봇 자동화 셀 AI 전환 지원", "로봇 셀 비전·경로 AI 전환", 220_000_000, (4, 2), (0, 3),
               InKind("인건비", "생산기술 담당자 참여", 4_400_000, 2, 6, 50)),
    ),
)  # fmt: skip
_COMPUTING = Project(
    "P03", "울산 산업 AI 컴퓨팅·데이터 허브", "AI 인프라 구축", _TP, _PERIOD,
    "산업 데이터를 모으고 학습하는 공동 컴퓨팅 자원과 데이터 허브 구축",
    lines=(
        *office(_TP, "데이터 허브", 5, 4_000_000),
        Line(_TP, "210", "07", "GPU 클라우드 예약 노드 임차", None, 10, "노드", (1, 1)),
        Line(_TP, "420", "03", "데이터 허브 전산실 시설 공사", 52_000_000, 5, "구역", (1, 1)),
        Line(_CHEMICAL, "210", "14", "공정 데이터 표준화·라벨링 용역", 36_000_000, 8, "종", (1, 1)),
        Line(_UNIVERSITY, "260", "01", "산업 특화 모델 경량화 연구", 88_000_000, 2, "과제", (1, 1)),
        lent(_PLATFORM, "AI 플랫폼 개발자 참여", 5_400_000, 4, (3, 12)),
        lent(_CHEMICAL, "공정 데이터 분석가 참여", 4_900_000, 3, (3, 12)),
        experts(_TP, "데이터 개방 심의위원 수당", 8, (2, 6)),
    ),
    purchases=(
        Purchase(_TP, "430", "AI 학습·추론 장비 구매", (
            Asset("추론용 GPU 서버", "2-GPU, 48GB, 512GB", 29_600_000, 20, "대", 202511, "조달구매", _CENTRE, "추론 서비스", "관내 기업 예약제"),
            Asset("GPU 가속기", "80GB, NVLink", 29_900_000, 16, "장", 202512, "조달구매", _CENTRE, "모델 학습", "관내 기업 예약제"),
            Asset("올플래시 스토리지", "122TB", 28_900_000, 8, "대", 202511, "제한경쟁", _CENTRE, "학습데이터 저장", "관내 기업 예약제"))),
        Purchase(_TP, "430", "네트워크·전원 장비 구매", (
            Asset("데이터센터 스위치", "100Gb 48포트", 17_800_000, 6, "대", 202511, "제한경쟁", _CENTRE, "서버 연결"),
            Asset("모듈형 무정전전원장치", "40kVA", 24_500_000, 3, "대", 202512, "제한경쟁", _CENTRE, "전원 보호"))),
        Purchase(_TP, "440", "데이터 허브 소프트웨어 구매", (
            Asset("데이터 카탈로그 소프트웨어", "사용자 100인", 28_000_000, 3, "식", 202512, "제한경쟁", _CENTRE, "데이터 목록·이력 관리"),
            Asset("비식별 처리 소프트웨어", "노드 8대", 19_000_000, 1, "식", 202512, "수의계약", _CENTRE, "데이터 비식별 처리"))),
        Purchase(_CHEMICAL, "430", "공정 데이터 수집장치 구매", (
            Asset("공정 데이터 게이트웨이", "OPC-UA, 128점", 5_800_000, 20, "대", 202511, "조달구매", "관내 실증기업", "공정 신호 수집"),)),
        Purchase(_TP, "430", "컴퓨팅 자원 증설", (
            Asset("추론용 GPU 서버", "4-GPU, 24GB, 512GB", 29_700_000, 14, "대", 202603, "조달구매", _CENTRE, "추론 서비스 증설", "관내 기업 예약제"),
            Asset("백업 스토리지", "HDD 320TB", 22_400_000, 4, "대", 202604, "제한경쟁", _CENTRE, "데이터 백업"))),
        Purchase(_UNIVERSITY, "440", "모델 경량화 도구 구매", (
            Asset("모델 경량화 도구", "개발자 15인", 17_500_000, 1, "식", 202604, "수의계약", _CAMPUS, "모델 경량화 시험"),)),
    ),
    funds=(_funds(4_400_000_000), _funds(2_600_000_000)),
)  # fmt: skip
_ROBOT = Project(
    "P04", "제조로봇 AI 실증 테스트베드", "AI 인프라 구축", _ROBOTICS, _PERIOD,
    "조립·용접 로봇의 AI 전환을 설비에서 검증하는 실증 환경 운영",
    lines=(
        *office(_ROBOTICS, "로봇 실증", 4, 4_100_000),
        Line(_ROBOTICS, "420", "03", "실증 셀 안전시설 설치", None, 5, "셀", (1, 1)),
        Line(_ROBOTICS, "210", "11", "실증용 재료·그리퍼 제작", 2_600_000, 15, "종", (1, 2)),
        Line(_PLATFORM, "210", "14", "로봇 비전 모델 개발 용역", 32_000_000, 4, "건", (1, 2)),
        space(_PLATFORM, "원격 실증 관제 공간 제공", 3_500_000, 2, (3, 12)),
        experts(_ROBOTICS, "실증 안전성 평가위원 수당", 6, (3, 8)),
    ),
    purchases=(
        Purchase(_ROBOTICS, "430", "로봇 실증장비 구매", (
            Asset("6축 조립로봇", "가반하중 12kg", 28_800_000, 8, "대", 202512, "제한경쟁", "대곡로봇연구원", "조립 실증", "공동장비 예약제"),
            Asset("3D 비전 센서", "정밀도 0.05mm", 16_500_000, 8, "대", 202511, "제한경쟁", "대곡로봇연구원", "부품 인식", "공동장비 예약제"),
            Asset("힘·토크 센서", "6축", 7_400_000, 8, "대", 202511, "조달구매", "대곡로봇연구원", "접촉 작업 실증", "공동장비 예약제"))),
        Purchase(_ROBOTICS, "430", "용접 실증장비 구매", (
            Asset("용접 모니터링 장치", "고속카메라·음향", 27_200_000, 4, "대", 202603, "제한경쟁", "대곡로봇연구원", "용접 품질 실증", "공동장비 예약제"),
            Asset("로봇 오프라인 시험대", "제어기 3종", 21_600_000, 4, "대", 202605, "제한경쟁", "대곡로봇연구원", "제어 연동 시험", "공동장비 예약제"))),
        Purchase(_ROBOTICS, "440", "로봇 시뮬레이터 구매", (
            Asset("로봇 시뮬레이터", "동시사용자 20인", 28_500_000, 3, "식", 202604, "제한경쟁", "대곡로봇연구원", "작업 모사·학습", "실증기업 공동 활용"),)),
    ),
    funds=(_funds(1_400_000_000), _funds(1_250_000_000)),
)  # fmt: skip
_TALENT = Project(
    "P05", "산업 AI 실무인재 양성", "AI 인력 양성", _UNIVERSITY, (202511, 202611),
    "재직자 전환교육과 청년 실무교육, 기업 연계 프로젝트 운영",
    lines=(
        Line(_UNIVERSITY, "110", "03", "교육운영 전담인력 인건비", 3_700_000, 4, "명", (2, 11)),
        Line(_UNIVERSITY, "210", "01", "교육생 모집·홍보물 제작", 1_500_000, 1, "회", (2, 4)),
        Line(_UNIVERSITY, "320", "02", "산업 AI 실무과정 위탁운영", None, 10, "과정", (1, 1)),
        Line(_UNIVERSITY, "210", "07", "실습실·숙소 임차", 2_200_000, 4, "실", (2, 11)),
        Line(_UNIVERSITY, "220", "01", "기업연계 프로젝트 지도 출장", 90_000, 4, "명", (4, 20)),
        lent(_PLATFORM, "현업 멘토 참여", 5_000_000, 2, (2, 11)),
        experts(_UNIVERSITY, "과정 개발·강의 전문가 수당", 12, (4, 16)),
    ),
    purchases=(
        Purchase(_UNIVERSITY, "430", "실습 기자재 구매", (
            Asset("실습용 워크스테이션", "GPU 16GB", 3_400_000, 30, "대", 202511, "조달구매", _CAMPUS, "모델 학습 실습"),
            Asset("소형 이동로봇 교구", "라이다 포함", 2_700_000, 20, "세트", 202512, "조달구매", _CAMPUS, "로봇 AI 실습"))),
    ),
    funds=(_funds(700_000_000), _funds(1_100_000_000)),
)  # fmt: skip
_OFFICE = Project(
    "P06", "울산 지역 AI 사업단 운영", "기타", _TP, _PERIOD,
    "직접지원 사업의 평가·관리, 사업단 운영과 성과확산",
    lines=(
        *office(_TP, "사업단", 4, 4_000_000),
        Line("I01", "210", "01", "성과공유회 개최", 6_000_000, 1, "회", (1, 3)),
        Line("I01", "210", "14", "지역 AI 수요조사 용역", 24_000_000, 1, "건", (1, 1)),
        Line(_TP, "210", "15", "사업관리 시스템 운영", None, 5, "종", (1, 1)),
        space(_CHEMICAL, "기업상담 공간 제공", 2_500_000, 1, (3, 12)),
        experts(_TP, "참여기업 선정·평가위원 수당", 9, (6, 8)),
    ),
    funds=(_funds(250_000_000), _funds(500_000_000)),
)  # fmt: skip

REGION = Region(
    name="울산",
    basics={
        "region": "울산",
        "project_title": "울산 주력산업 AI 전환 선도 프로젝트",
        "lead_institution": "울산테크노파크",
        "department": "AI산업전략과",
        "officer": "이보기",
        "phone": "052-000-2345",
        "email": "budget@ulsan.example",
        "agreement_date": dt.date(2025, 10, 14),
        "written_on": dt.date(2025, 10, 17),
        "revision": 1,
        "allotment_2025": 7_200_000_000,
        "allotment_2026": 7_200_000_000,
        "vat": "부가세포함",
    },
    tax_office=610,
    municipal_percent=25,
    trades=("화학", "오토텍", "정공", "모빌리티", "소재", "엔지니어링", "산기"),
    places=("남구", "북구", "동구", "중구", "울주군"),
    institutions=_INSTITUTIONS,
    projects=(_PROCESS, _SAFETY, _COMPUTING, _ROBOT, _TALENT, _OFFICE),
)

SLIPS: tuple[Slip, ...] = ()
