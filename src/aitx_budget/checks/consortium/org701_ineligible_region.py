"""The applicant is one of the metropolitan and provincial governments that may apply.

Why it matters: The programme is open to them alone; a budget of another region cannot be agreed.
Bad: 광역지방자치단체 holds {stranger}.
Good: 광역지방자치단체 holds {region}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """신청할 수 있는 광역지방자치단체여야 합니다.

왜 중요한가: 이 사업은 정해진 광역지방자치단체만 신청할 수 있어, 다른 지역의 예산으로는 협약할 수 없습니다.
잘못된 예: 광역지방자치단체에 '{stranger|'을|'를} 적었습니다.
바른 예: 광역지방자치단체에 '{region|'을|'를} 골랐습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per workbook whether its region may apply; a blank is a finding of its own."""
    return frame["region"].isin([*programme.region_names, ""])


def explain(case: Case) -> Violation:
    """Name the region and those that may apply; one that came later leads back to those it succeeded."""
    programme, region = case.programme, case["region"]
    names = [each.name for each in programme.regions]
    former = [
        each.name for each in programme.regions if each.successor and each.successor.name == region
    ]
    listed = ", ".join(former or names)
    return Violation(
        at=case.at("basics", "region"),
        message=Text(
            f"{particle(quoted(region), '은', '는')} 이 사업을 신청할 수 있는 {len(names)}개 광역지방자치단체에 들지 않습니다.",
            f"{quoted(region)} is not one of the {len(names)} regional governments that may apply to this programme.",
        ),
        fix=Text(
            f"{listed} 가운데 협약 당시의 지역을 고르세요."
            if former
            else f"{listed} 가운데 고르세요.",
            f"Choose the region as it was at the time of the agreement: {listed}."
            if former
            else f"Choose from the list: {listed}.",
        ),
        value=region,
    )


RULE = Rule(
    code="ORG701",
    name="ineligible-region",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="basics",
    needs=("region",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    cites="regions",
)
