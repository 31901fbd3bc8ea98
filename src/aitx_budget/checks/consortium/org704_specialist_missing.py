"""The consortium includes a body with the expertise that the notice asks for.

Why it matters: The notice asks for a consortium with bodies that have the expertise: {specialists}.
Bad: 수행기관 lists the government and institutions of type 기타 only.
Good: A technopark stands in 수행기관 with 기관유형 {specialist}.
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

MANUAL_KO = """컨소시엄에 전문성을 보유한 기관이 한 곳 이상 있어야 합니다.

왜 중요한가: 공고는 {specialists}처럼 전문성을 보유한 기관과의 컨소시엄을 요구합니다.
잘못된 예: 수행기관에 {government|과|와} '기타' 기관만 있습니다.
바른 예: 테크노파크가 기관유형 '{specialist|'으로|'로} 적혀 있습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per workbook whether there is at least one."""
    return frame["specialists"] > 0


def explain(case: Case) -> Violation:
    """Name the types that count, and point to the type of an institution."""
    types = " · ".join(f"'{each}'" for each in case.programme.consortium.specialist_types.value)
    header = case.header("institutions", "type")
    return Violation(
        at=case.at("institutions", "type", case["other_row"]),
        message=Text(
            f"수행기관에 전문기관({header} {types})이 없습니다. 한 곳 이상 있어야 합니다.",
            f"수행기관 lists no specialist body (type {types}); there must be at least one.",
        ),
        fix=Text(
            f"전문기관을 한 곳 이상 적고 {particle(header, '을', '를')} 알맞게 고르세요. 이미 적은 기관이면 {header}만 고치세요.",
            f"Add at least one such body, and choose its {header} (type); if it is listed already, correct only its type.",
        ),
        value=0,
        expected=">= 1",
    )


RULE = Rule(
    code="ORG704",
    name="specialist-missing",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="consortium",
    needs=("specialists",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.specialist_types",),
    cites="consortium.specialist_types",
    scopes=REGION,
)
