"""A firm stands once in a unit project and fiscal year.

Why it matters: The same firm twice in one project and year is often a copied row, and counts its support twice.
Bad: 가람정밀 has two rows for P01 in {year_before}.
Good: One row with the support of both, or another project or year.
Source: Form of the standard workbook: one row a firm, project and fiscal year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """한 기업은 같은 단위사업·회계연도에 한 번만 있는 것이 보통입니다.

왜 중요한가: 같은 기업이 두 번 있으면 행을 복사한 경우가 많고, 지원금이 두 번 계산됩니다.
잘못된 예: 가람정밀이 {year_before}년 P01에 두 행 있습니다.
바른 예: 한 행에 합쳐 적었거나, 사업이나 연도가 다릅니다.
근거: 표준 서식의 형식: 기업·단위사업·회계연도마다 한 행.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per firm whether this is its first row in the project and year."""
    return frame["row"] == frame["first_row"]


def explain(case: Case) -> Violation:
    """Name the firm and both rows."""
    at = case.at("beneficiaries", "registration_number", case["row"])
    first = case.at("beneficiaries", "registration_number", case["first_row"])
    year, project = int(case["fiscal_year"]), case["project"]
    earlier = first.a1 if first else ""
    return Violation(
        at=at,
        related=(first,),
        message=Text(
            f"{case['name']}({case['number']})의 행이 {year} 회계연도 단위사업 {project}에 둘 이상 있습니다(앞의 칸: {earlier}).",
            f"{case['name']} ({case['number']}) is listed more than once in unit project {project}, fiscal year {year} (first in {earlier}).",
        ),
        fix=Text(
            "같은 지원이면 한 행을 지우고, 다른 지원이면 한 행에 합쳐 적으세요.",
            "If it is the same support, delete one row; if not, combine both in one row.",
        ),
        value=case["number"],
        scope={"project": project, "fiscal_year": year},
    )


RULE = Rule(
    code="ORG710",
    name="sme-twice",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="repeated_firms",
    needs=("number",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
