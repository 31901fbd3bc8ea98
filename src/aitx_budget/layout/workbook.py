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
from aitx_budget.model.kept import kept
from aitx_budget.programme.schema import Programme

LAYOUT_VERSIONS = ("1", "2")
"""Every version that was released, in order; workbooks of all of them are read."""
LAYOUT_VERSION = LAYOUT_VERSIONS[-1]
"""What is written."""
TEMPLATE_ID = "aitx-budget-standard"

GUIDE_SHEET = "작성안내"
SUMMARY_SHEET = "총괄표"
LISTS_SHEET = "코드표"
IDENTITY_SHEET = "_aitx"
REPORT_SHEET = "검증결과"
"""Titles of the sheets that hold no table; the last is the annotator's, and no template has it."""

ASSEMBLY_SHEET = "취합현황"
STRAYS_SHEET = "옮긴내용"
APPENDIX_SHEETS = (ASSEMBLY_SHEET, STRAYS_SHEET)
"""Titles of the sheets that say how a workbook was put together, and what its tables had no cell for."""

REPORT_NAME = "_aitx_report"
"""A hidden defined name: the annotator's sheet is known by it, whatever it is called."""

IDENTITY_KEYS = ("template", "programme", "scope", "region", "layout")
"""What a workbook says of itself: label and value rows of the identity sheet, and properties."""

PLAN_SOURCES = ("national_funds", "local_funds", "private_cash", "private_in_kind")
"""The sources as 월별계획 names them: local funds are one there."""

_AKIN_SOURCES = (
    ("provincial_funds", "local_funds"),
    ("municipal_funds", "local_funds"),
    ("private_contribution", "private_cash"),
    ("private_contribution", "private_in_kind"),
)
"""The sources that 월별계획 doesn't name, each with one that it is part of or that is part of it."""

LIST_NAMES = {
    "region": "목록_광역지방자치단체",
    "vat": "목록_부가세처리",
    "institution_type": "목록_기관유형",
    "role": "목록_역할",
    "declaration": "목록_자체확인",
    "field": "목록_분야",
    "yes_no": "목록_예아니오",
    "fiscal_year": "목록_회계연도",
    "category": "목록_비목",
    "subcategory": "목록_세목",
    "plan_source": "목록_재원",
    "asset_kind": "목록_자산구분",
    "purchase_method": "목록_구매방법",
    "contributor_kind": "목록_출연구분",
    "in_kind_kind": "목록_현물구분",
    "status": "목록_선정상태",
}
"""The defined name of each list on 코드표."""

MONTH_LIST = "목록_월"
SUBCATEGORY_LIST = "세목_"
"""Defined names of the months, and the beginning of those of a category's subcategories."""

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


def identity_property(key: str) -> str:
    """Return the custom document property that holds `key` of `IDENTITY_KEYS`."""
    return f"aitx_{key}"


@kept
def workbook_layout(programme: Programme, version: str = LAYOUT_VERSION) -> WorkbookLayout:
    """Return the layout of `programme`'s standard workbook, as one of `LAYOUT_VERSIONS` has it."""
    tables = [build(programme).as_of(int(version)) for build in _TABLES]
    kinds = dict.fromkeys(each.asset_kind for each in programme.categories if each.asset_kind)
    types = (
        *programme.consortium.government_types.value,
        *programme.consortium.specialist_types.value,
        "기타",
    )
    return WorkbookLayout(
        version=version,
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
        akin={
            "plan_source": tuple(
                (getattr(programme.sources, other).ko, getattr(programme.sources, name).ko)
                for other, name in _AKIN_SOURCES
            )
        },
        institution_tables=_INSTITUTION_TABLES,
    )
