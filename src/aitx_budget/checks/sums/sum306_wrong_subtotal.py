"""A subtotal typed into a table equals the rows it covers.

Why it matters: Subtotal rows are left out of every sum, but people read them; a wrong one misleads whoever signs the budget.
Bad: A row 소계 states 5,000,000 won for rows that come to 4,800,000 won.
Good: It states 4,800,000 won, or is left to the summary sheet.
Source: Arithmetic: a subtotal is the sum of its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """표 안에 적은 소계와 합계는 그 위 행들의 합과 같아야 합니다.

왜 중요한가: 소계 행은 어떤 합계에도 넣지 않지만 사람은 그 숫자를 읽으므로, 틀린 소계는 결재하는 사람을 헷갈리게 합니다.
잘못된 예: 4,800,000원인 행들의 소계를 5,000,000원으로 적었습니다.
바른 예: 소계를 4,800,000원으로 적거나, 소계 행을 지우고 총괄표를 봅니다.
근거: 산술: 소계는 그 행들의 합입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per stated amount whether it is the sum of its rows."""
    return frame["claimed"] == frame["covered"]


def explain(case: Case) -> Violation:
    """Say both amounts."""
    claimed, covered = case["claimed"], case["covered"]
    header = case.header(case["table"], case["field"])
    gap = abs(claimed - covered)
    return Violation(
        at=case.at(case["table"], case["field"], case["row"]),
        message=Text(
            f"이 행에 적힌 {header} 합계 {won(claimed)}이 해당 행들을 더한 {won(covered)}과 {won(gap)} 다릅니다.",
            f"The {krw(claimed)} stated in this row for {header} differ by {krw(gap)} from the {krw(covered)} that its rows "
            "come to.",
        ),
        fix=Text(
            f"{particle(won(covered), '으로', '로')} 고치거나 이 소계 행을 지우세요. 합계는 총괄표에 저절로 나옵니다.",
            f"Type {krw(covered)}, or delete this subtotal row; the summary sheet adds up by itself.",
        ),
        value=claimed,
        expected=f"= {covered}",
    )


RULE = Rule(
    code="SUM306",
    name="wrong-subtotal",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="subtotal_claims",
    needs=("covered",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
