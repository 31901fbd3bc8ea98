"""A small filled budget of about thirty lines, and the same with officers' mess in it."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from decimal import Decimal
from typing import Any

from workbooks import registration

Prefill = dict[str, list[dict[str, Any]]]
FORMULA_LIKE = '=HYPERLINK("http://example.kr")'


def filled() -> Prefill:
    """Return a budget of two projects over two years, with something in every table and every kind of field."""
    return {
        "basics": [
            {
                "region": "경남",
                "project_title": "경남 제조 AI 전환",
                "officer": "김담당",
                "agreement_date": dt.date(2025, 10, 15),
                "revision": 1,
                "allotment_2025": 7_000_000_000,
            }
        ],
        "institutions": [
            {
                "code": "I01",
                "name": "경상남도",
                "type": "광역지방자치단체",
                "role": "총괄",
                "closed": "해당없음",
            },
            {
                "code": "I02",
                "name": "경남테크노파크",
                "type": "지역혁신기관",
                "role": "주관",
                "founded_on": dt.date(2000, 3, 2),
            },
            {"code": "I03", "name": "예시대학교", "type": "대학·출연연", "role": "참여"},
        ],
        "unit_projects": [
            {
                "code": "P01",
                "name": "AI 솔루션 도입",
                "field": "AI 솔루션 도입·활용",
                "direct_support": "예",
                "lead_code": "I02",
                "first_month": 202510,
                "last_month": 202612,
            },
            {
                "code": "P02",
                "name": "AI 인프라",
                "field": "AI 인프라 구축",
                "direct_support": "아니오",
                "lead_code": "I03",
                "first_month": 202511,
                "last_month": 202610,
            },
        ],
        "budget_lines": [*_support(), *_infrastructure()],
        "monthly_plan": _plan(),
        "asset_plan": [
            {
                "number": 1,
                "fiscal_year": 2025,
                "project": "P02",
                "institution": "I03",
                "asset_kind": "유형자산",
                "item": "GPU 서버",
                "quantity": 10,
                "unit_price": 30_000_000,
                "national_funds": 180_000_000,
                "provincial_funds": 60_000_000,
                "private_cash": 60_000_000,
                "purchase_month": 202511,
            },
            {
                "number": 2,
                "fiscal_year": 2026,
                "project": "P02",
                "institution": "I03",
                "asset_kind": "유형자산",
                "item": "스토리지",
                "quantity": Decimal("2.5"),
                "unit_price": 40_000_001,
                "national_funds": 100_000_003,
                "purchase_month": 202603,
            },
        ],
        "in_kind_details": [
            {
                "fiscal_year": 2025,
                "project": "P01",
                "contributor_kind": "예정기업",
                "in_kind_kind": "인건비",
                "unit_price": 4_000_000,
                "quantity": 5,
                "months": 3,
                "participation": 30,
            },
            {
                "fiscal_year": 2026,
                "project": "P01",
                "contributor_kind": "수행기관",
                "contributor": "I03",
                "in_kind_kind": "공간",
                "unit_price": 1_000_001,
                "quantity": 7,
                "participation": Decimal("33.3"),
            },
        ],
        "beneficiaries": [
            {
                "number": n + 1,
                "fiscal_year": 2025 + n % 2,
                "project": "P01",
                "status": "확정",
                "name": f"예시기업{n}",
                "registration_number": registration(f"60981{n:04d}"),
                "national_funds": 30_000_000,
                "provincial_funds": 10_000_000,
                "private_cash": 3_000_000 + n,
                "private_in_kind": 7_000_000,
            }
            for n in range(5)
        ],
    }


def _support() -> list[dict[str, Any]]:
    return [
        {
            "number": n + 1,
            "fiscal_year": 2025 + n % 2,
            "project": "P01",
            "institution": "I02",
            "category": "320 민간이전",
            "subcategory": "01 민간경상보조",
            "item": f"도입 지원 {n}",
            "unit_price": 50_000_000 + n,
            "quantity": 3,
            "occurrences": 1,
            "national_funds": 90_000_000,
            "provincial_funds": 30_000_000,
            "private_cash": 9_000_000,
            "private_in_kind": 21_000_000,
        }
        for n in range(20)
    ]


def _infrastructure() -> list[dict[str, Any]]:
    categories = ("110 인건비", "210 운영비", "220 여비", "430 유형자산", "440 무형자산")
    return [
        {
            "number": n + 21,
            "fiscal_year": 2025 + n % 2,
            "project": "P02" if n else "P99",
            "institution": "I03",
            "category": categories[n % 5],
            "subcategory": "01 보수",
            "item": f"인프라 {n}",
            "unit_price": 33_333_333,
            "quantity": Decimal("1.5"),
            "occurrences": 2,
            "national_funds": 60_000_000,
            "municipal_funds": 20_000_000,
            "private_cash": 20_000_000,
        }
        for n in range(10)
    ]


def _plan() -> list[dict[str, Any]]:
    return [
        {
            "fiscal_year": year,
            "project": project,
            "source": source,
            f"m{year}10": 123_456_789,
            f"m{year}12": 1_000,
        }
        for year in (2025, 2026)
        for project in ("P01", "P02")
        for source in ("국비", "지방비", "민간현금", "민간현물")
    ]


def messy() -> Prefill:
    """Return the budget with texts for amounts, overwritten formulas and text that looks like a formula."""
    budget = deepcopy(filled())
    lines = budget["budget_lines"]
    lines[0]["national_funds"] = "90,000,000원"
    lines[1]["unit_price"] = "오천만원"
    lines[2]["cost"] = 1
    lines[3]["funding"] = "재확인"
    lines[4]["fiscal_year"] = "2025년"
    lines[5]["project"] = "p01"
    lines[6]["item"] = FORMULA_LIKE
    lines[7]["private_in_kind"] = "21000000"
    budget["monthly_plan"][0]["m202511"] = "미정"
    budget["beneficiaries"][0]["private_cash"] = None
    budget["beneficiaries"][0]["private_in_kind"] = None
    budget["in_kind_details"][0]["unit_price"] = "-"
    budget["unit_projects"][0]["first_month"] = "2025.10월"
    return budget
