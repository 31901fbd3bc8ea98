"""The budget holds amounts, so that its ratios can be evaluated.

Why it matters: Shares of nothing cannot be checked; an empty budget must not be taken for one in order.
Bad: No line of the budget has an amount in any source.
Good: Every line has its amounts by source.
Source: Arithmetic: a share of a total project cost of 0 won has no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """소요예산에 금액이 있어야 비율을 확인할 수 있습니다.

왜 중요한가: 금액이 없으면 비율을 계산할 수 없으며, 빈 예산을 적합하다고 볼 수는 없습니다.
잘못된 예: 소요예산의 모든 행에 재원별 금액이 비어 있습니다.
바른 예: 모든 행에 재원별 금액이 적혀 있습니다.
근거: 산술: 총사업비가 0원이면 비율을 계산할 수 없습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per workbook whether the total project cost is not 0."""
    return frame["total"] != 0


def explain(case: Case) -> Violation:
    """Point to where the first amount belongs."""
    sheet = case.layout.tables["budget_lines"].sheet
    headers = ", ".join(case.header("budget_lines", name) for name in SOURCES)
    return Violation(
        at=case.at("budget_lines", "national_funds", case["row"]),
        message=Text(
            f"{sheet}의 총사업비가 0원이어서 매칭비율 등 어떤 비율도 확인할 수 없습니다.",
            "The total project cost is 0 won, so no ratio can be evaluated.",
        ),
        fix=Text(
            f"{sheet}의 행마다 재원별 금액({headers})을 입력하세요.",
            "Enter the amounts by source in every line of the budget.",
        ),
        value=0,
        expected="> 0",
    )


RULE = Rule(
    code="MAT405",
    name="nothing-to-evaluate",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="workbook_funding",
    needs=("total",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
