"""One line of each table as it is filled in, shown in 작성안내 and in prompts, and counted nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.model.month import dashed
from aitx_budget.programme.examples import examples
from aitx_budget.programme.schema import Category, Programme

_PRICE = 100_000_000
_SHARES = {
    "national_funds": 60,
    "provincial_funds": 10,
    "municipal_funds": 10,
    "private_cash": 20,
}
"""Percent of the example's price that each source pays, all in cash."""
_FIRM_SHARES = {**_SHARES, "private_cash": 6, "private_in_kind": 14}

Example = Mapping[str, int | str]


def example_of(programme: Programme, table: TableLayout) -> Example:
    """Return field -> what is entered; fields that the example leaves blank are missing."""
    entered = _EXAMPLES[table.name](programme)
    return {name: value for name, value in entered.items() if name in table.by_name}


def shown(table: TableLayout, name: str, value: int | str) -> str:
    """Return a value as its cell shows it."""
    won = table[name].kind is Kind.WON and isinstance(value, int)
    return f"{value:,}" if won else str(value)


def _amounts(shares: Mapping[str, int]) -> Example:
    return {name: _PRICE * share // 100 for name, share in shares.items()}


def _asset_category(programme: Programme) -> Category:
    """Return the first category that pays for assets, or the first of all."""
    assets = [each for each in programme.categories if each.asset_kind]
    return (assets or list(programme.categories))[0]


def _keys(programme: Programme) -> Example:
    return {
        "number": 1,
        "fiscal_year": programme.fiscal_years[0],
        "project": "P01",
        "institution": "I02",
    }


def _basics(programme: Programme) -> Example:
    region, day = examples(programme).regions[0], examples(programme).day
    return {
        "region": region,
        "project_title": f"{region} {programme.title.ko}",
        "officer": "홍길동",
        "agreement_date": f"{day:%Y-%m-%d}",
        "revision": 1,
    }


def _institutions(programme: Programme) -> Example:
    specialists = programme.consortium.specialist_types.value
    return {
        "code": "I02",
        "name": "예시연구원",
        "type": specialists[0],
        "role": "주관",
        "closed": "해당없음",
        "tax_arrears": "해당없음",
        "capital_erosion": "해당없음",
        "duplicate_funding": "해당없음",
    }


def _unit_projects(programme: Programme) -> Example:
    months = examples(programme)
    return {
        "code": "P01",
        "name": "공동장비 구축",
        "field": programme.fields.value[0],
        "direct_support": "아니오",
        "lead_code": "I02",
        "first_month": dashed(months.first_month),
        "last_month": dashed(months.last_month),
    }


def _budget_lines(programme: Programme) -> Example:
    category = _asset_category(programme)
    return {
        **_keys(programme),
        "category": category.label,
        "subcategory": category.subcategory_labels[0],
        "item": "공동활용 장비 구입",
        "unit_price": _PRICE,
        "quantity": 1,
        "unit": "대",
        "occurrences": 1,
        **_amounts(_SHARES),
    }


def _monthly_plan(programme: Programme) -> Example:
    month = examples(programme).after_first(2)
    return {
        **_keys(programme),
        "source": programme.sources.national_funds.ko,
        f"m{month}": _PRICE * _SHARES["national_funds"] // 100,
    }


def _asset_plan(programme: Programme) -> Example:
    return {
        **_keys(programme),
        "asset_kind": _asset_category(programme).asset_kind,
        "item": "공동활용 장비",
        "specification": "기본형, 설치 포함",
        "quantity": 1,
        "unit": "대",
        "unit_price": _PRICE,
        **_amounts(_SHARES),
        "purchase_month": dashed(examples(programme).after_first(2)),
        "purchase_method": "일반경쟁",
        "place": "공동활용센터 2층",
        "purpose": "시험·분석",
        "owner_code": "I02",
        "quoted": "예",
    }


def _in_kind_details(programme: Programme) -> Example:
    return {
        **_keys(programme),
        "contributor_kind": "수행기관",
        "contributor": "I02",
        "in_kind_kind": "인건비",
        "detail": "책임연구원 참여",
        "unit_price": 5_000_000,
        "quantity": 1,
        "months": 6,
        "participation": 30,
        "evidence": "참여확인서",
    }


def _beneficiaries(programme: Programme) -> Example:
    return {
        **_keys(programme),
        "project": "P02",
        "status": "예정",
        "firms": 5,
        "support": "시제품 제작 지원",
        **_amounts(_FIRM_SHARES),
    }


_EXAMPLES = {
    "basics": _basics,
    "institutions": _institutions,
    "unit_projects": _unit_projects,
    "budget_lines": _budget_lines,
    "monthly_plan": _monthly_plan,
    "asset_plan": _asset_plan,
    "in_kind_details": _in_kind_details,
    "beneficiaries": _beneficiaries,
}
