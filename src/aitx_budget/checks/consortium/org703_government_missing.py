"""The consortium includes the government that applies.

Why it matters: The government applies and carries {local_funds}; without it there is no consortium under the notice.
Bad: 수행기관 lists a technopark and a university only.
Good: {region_full_name} stands in 수행기관 with 기관유형 {government} and 역할 총괄.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """컨소시엄에 {government|이|가} 있어야 합니다.

왜 중요한가: {government|이|가} 신청하고 {local_funds|을|를} 부담하므로, 없으면 공고가 말하는 컨소시엄이 아닙니다.
잘못된 예: 수행기관에 테크노파크와 대학만 있습니다.
바른 예: {region_full_name|이|가} 기관유형 '{government}', 역할 '총괄'로 적혀 있습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per workbook whether there is at least one."""
    return frame["governments"] > 0


def explain(case: Case) -> Violation:
    """Name the types that count, and point to the type of an institution."""
    types = " · ".join(f"'{each}'" for each in case.programme.consortium.government_types.value)
    header = case.header("institutions", "type")
    return Violation(
        at=case.at("institutions", "type", case["general_row"]),
        message=Text(
            f"수행기관에 광역지방자치단체({header} {types})가 없습니다. 한 곳 이상 있어야 합니다.",
            f"수행기관 lists no metropolitan or provincial government (type {types}); there must be at least one.",
        ),
        fix=Text(
            f"광역지방자치단체를 '총괄' 역할로 한 행 적고 {particle(header, '을', '를')} 알맞게 고르세요. 이미 적은 기관이면 {header}만 고치세요.",
            f"Add the government with the role 총괄 (head), and choose its {header} (type); if it is listed already, correct only its type.",
        ),
        value=0,
        expected=">= 1",
    )


RULE = Rule(
    code="ORG703",
    name="government-missing",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="consortium",
    needs=("governments",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.government_types",),
    cites="consortium.government_types",
    scopes=REGION,
)
