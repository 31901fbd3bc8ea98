"""Every unit project has a line in the budget.

Why it matters: A project without money is often one whose lines were forgotten or carry another code.
Bad: P04 stands in 단위사업, but no line of 소요예산 has it.
Good: Each unit project has at least one line.
Source: Form of the standard workbook: money is planned per unit project.
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

MANUAL_KO = """모든 단위사업에 예산이 있는 것이 보통입니다.

왜 중요한가: 예산이 없는 단위사업은 예산 행을 빠뜨렸거나 다른 코드로 적은 경우가 많습니다.
잘못된 예: P04가 단위사업에 있는데 소요예산에는 한 행도 없습니다.
바른 예: 모든 단위사업에 예산이 한 행 이상 있습니다.
근거: 표준 서식의 형식: 예산은 단위사업별로 세웁니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per unit project whether a line of the budget has its code."""
    return frame["used"].astype(bool)


def explain(case: Case) -> Violation:
    """Name it and ask for its lines."""
    label = f"{case['code']} {case['name']}".strip()
    return Violation(
        at=case.at("unit_projects", "code", case["row"]),
        message=Text(
            f"단위사업 {label}에 소요예산이 한 행도 없습니다.",
            f"The unit project {label} has no line in the budget.",
        ),
        fix=Text(
            "소요예산에 빠진 행을 넣거나, 없어진 사업이면 이 행을 지우세요.",
            "Add the missing lines, or delete this row if the project was dropped.",
        ),
        scope={"project": case["code"]},
    )


RULE = Rule(
    code="ORG709",
    name="project-without-budget",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="project_use",
    needs=("used",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
