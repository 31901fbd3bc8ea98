"""The standard workbook of a programme, put together from its tables and lists."""

from __future__ import annotations

from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.tables import (
    asset_plan,
    basics,
    beneficiaries,
    budget_lines,
    in_kind_details,
    institutions,
    monthly_plan,
    unit_projects,
)
from aitx_budget.programme.schema import Programme

LAYOUT_VERSION = "1"
TEMPLATE_ID = "aitx-budget-standard"

GUIDE_SHEET = "작성안내"
SUMMARY_SHEET = "총괄표"
LISTS_SHEET = "코드표"
IDENTITY_SHEET = "_aitx"
REPORT_SHEET = "검증결과"
"""Titles of the sheets that hold no table; the last is the annotator's, and no template has it."""

PLAN_SOURCES = ("national_funds", "local_funds", "private_cash", "private_in_kind")
"""The sources as 월별계획 names them: local funds are one there."""

_TABLES = (
    basics,
    institutions,
    unit_projects,
    budget_lines,
    monthly_plan,
    asset_plan,
    in_kind_details,
    beneficiaries,
)
_INSTITUTION_TABLES = (
    "basics",
    "institutions",
    "unit_projects",
    "budget_lines",
    "asset_plan",
    "in_kind_details",
)


def workbook_layout(programme: Programme) -> WorkbookLayout:
    """Return the layout of `programme`'s standard workbook."""
    tables = [build(programme) for build in _TABLES]
    kinds = dict.fromkeys(each.asset_kind for each in programme.categories if each.asset_kind)
    types = (
        *programme.consortium.government_types.value,
        *programme.consortium.specialist_types.value,
        "기타",
    )
    return WorkbookLayout(
        version=LAYOUT_VERSION,
        template_id=TEMPLATE_ID,
        tables={table.name: table for table in tables},
        lists={
            "region": tuple(region.name for region in programme.regions),
            "vat": ("면세", "공급가액", "부가세포함"),
            "institution_type": types,
            "role": ("총괄", "주관", "참여"),
            "declaration": ("해당없음", "해당"),
            "field": programme.fields.value,
            "yes_no": ("예", "아니오"),
            "fiscal_year": tuple(str(year) for year in programme.fiscal_years),
            "category": tuple(each.label for each in programme.categories),
            "subcategory": tuple(
                dict.fromkeys(
                    label for each in programme.categories for label in each.subcategory_labels
                )
            ),
            "plan_source": tuple(getattr(programme.sources, name).ko for name in PLAN_SOURCES),
            "asset_kind": tuple(kinds),
            "purchase_method": ("일반경쟁", "제한경쟁", "수의계약", "조달구매", "기타"),
            "contributor_kind": ("수행기관", "참여기업", "예정기업"),
            "in_kind_kind": ("인건비", "장비", "재료", "공간", "소프트웨어", "기타"),
            "status": ("확정", "예정"),
        },
        dependent={
            "subcategory": {each.label: each.subcategory_labels for each in programme.categories}
        },
        institution_tables=_INSTITUTION_TABLES,
    )
