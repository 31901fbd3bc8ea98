"""A region's tables, cut from its budget lines: consistent because nothing is entered twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aitx_budget.programme.schema import Programme
from aitx_budget.samples.apportion import fund, spread
from aitx_budget.samples.entries import SOURCES, Entry, entries, order
from aitx_budget.samples.firms import institution_number
from aitx_budget.samples.plan import Asset, Project, Region

Record = dict[str, Any]
Tables = dict[str, list[Record]]

_CASH = SOURCES[:-1]
_PLAN_SOURCES = {
    "국비": ("national_funds",),
    "지방비": ("provincial_funds", "municipal_funds"),
    "민간현금": ("private_cash",),
    "민간현물": ("private_in_kind",),
}
_EVIDENCE = {
    "인건비": "급여명세서, 참여확인서",
    "장비": "감가상각 명세, 사용대장",
    "재료": "재고수불부, 단가 근거",
    "공간": "임대차 시세 확인서",
    "소프트웨어": "라이선스 계약서",
    "기타": "산정 근거서",
}


def build(region: Region, programme: Programme) -> Tables:
    """Return every table of `region`: table name -> records by field name."""
    first, second = programme.fiscal_years
    lines = entries(region, (first, second))
    return {
        "basics": [dict(region.basics)],
        "institutions": _institutions(region),
        "unit_projects": [_unit_project(project) for project in region.projects],
        "budget_lines": _numbered([_budget_line(line, programme) for line in lines]),
        "monthly_plan": _monthly_plan(lines),
        "asset_plan": _numbered([row for line in lines for row in _asset_rows(line, programme)]),
        "in_kind_details": _numbered([row for line in lines for row in _in_kind_rows(line)]),
        "beneficiaries": _numbered([row for line in lines for row in _grant_rows(line)]),
    }


def _numbered(records: list[Record]) -> list[Record]:
    return [{"number": number, **record} for number, record in enumerate(records, 1)]


def _nonzero(amounts: Mapping[str, int]) -> Record:
    """Leave blank what is nothing, as officers do."""
    return {source: amount for source, amount in amounts.items() if amount}


def _institutions(region: Region) -> list[Record]:
    none = dict.fromkeys(
        ("closed", "tax_arrears", "capital_erosion", "duplicate_funding"), "해당없음"
    )
    return [
        {
            "code": each.code,
            "name": each.name,
            "registration_number": institution_number(region, position),
            "type": each.type,
            "role": each.role,
            **none,
            **({"founded_on": each.founded} if each.founded else {}),
        }
        for position, each in enumerate(region.institutions)
    ]


def _unit_project(project: Project) -> Record:
    return {
        "code": project.code,
        "name": project.name,
        "field": project.field,
        "direct_support": "예" if project.schemes else "아니오",
        "lead_code": project.lead,
        "first_month": project.months[0],
        "last_month": project.months[1],
        "description": project.description,
    }


def _budget_line(line: Entry, programme: Programme) -> Record:
    category = next(each for each in programme.categories if each.code == line.category)
    return {
        "fiscal_year": line.year,
        "project": line.project,
        "institution": line.institution,
        "category": category.label,
        "subcategory": f"{line.subcategory} {category.subcategories[line.subcategory]}",
        "item": line.item,
        "unit_price": line.price,
        "quantity": line.quantity,
        "unit": line.unit,
        "occurrences": line.times,
        **_nonzero(line.amounts),
    }


def _monthly_plan(lines: list[Entry]) -> list[Record]:
    rows = []
    for (year, project), group in order(lines):
        for source, parts in _PLAN_SOURCES.items():
            months: dict[int, int] = {}
            for line in group:
                amount = sum(line.amounts[part] for part in parts)
                portions = spread(amount, [weight for _, weight in line.spending])
                for (month, _), portion in zip(line.spending, portions, strict=True):
                    months[month] = months.get(month, 0) + portion
            planned = {f"m{month}": months[month] for month in sorted(months) if months[month]}
            if planned:
                rows.append({"fiscal_year": year, "project": project, "source": source, **planned})
    return rows


def _asset_rows(line: Entry, programme: Programme) -> list[Record]:
    category = next(each for each in programme.categories if each.code == line.category)
    cash = {source: line.amounts[source] for source in _CASH}
    funded = fund([asset.cost for asset in line.assets], cash) if line.assets else []
    return [
        _asset_row(line, category.asset_kind, asset, amounts)
        for asset, amounts in zip(line.assets, funded, strict=True)
    ]


def _asset_row(line: Entry, kind: str, asset: Asset, amounts: Mapping[str, int]) -> Record:
    return {
        "fiscal_year": line.year,
        "project": line.project,
        "institution": line.institution,
        "asset_kind": kind,
        "item": asset.item,
        "specification": asset.specification,
        "quantity": asset.quantity,
        "unit": asset.unit,
        "unit_price": asset.price,
        **_nonzero(amounts),
        "purchase_month": asset.month,
        "purchase_method": asset.method,
        "place": asset.place,
        "purpose": asset.purpose,
        "shared_use": asset.shared_use,
        "owner_code": line.institution,
        "quoted": "예",
    }


def _in_kind_rows(line: Entry) -> list[Record]:
    return [
        {
            "fiscal_year": line.year,
            "project": line.project,
            "contributor_kind": each.kind,
            "contributor": each.contributor or None,
            "in_kind_kind": each.in_kind.kind,
            "detail": each.in_kind.detail,
            "unit_price": each.in_kind.price,
            "quantity": each.in_kind.quantity * each.firms,
            "months": each.in_kind.months,
            "participation": each.in_kind.participation,
            "evidence": _EVIDENCE[each.in_kind.kind],
        }
        for each in line.contributions
    ]


def _grant_rows(line: Entry) -> list[Record]:
    return [
        {
            "fiscal_year": line.year,
            "project": line.project,
            "status": "확정" if grant.chosen else "예정",
            "firms": grant.firms,
            "name": grant.chosen.name if grant.chosen else None,
            "registration_number": grant.chosen.registration_number if grant.chosen else None,
            "location": grant.chosen.location if grant.chosen else None,
            "support": grant.support,
            **_nonzero(grant.amounts),
        }
        for grant in line.grants
    ]
