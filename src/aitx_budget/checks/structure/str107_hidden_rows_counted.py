"""Amounts stand where they can be seen.

Why it matters: Hidden rows, columns and sheets count in every sum, although nobody sees them when the budget is reviewed.
Bad: A filter hides three lines of 소요예산 that hold 120,000,000 won.
Good: All lines are shown; lines that are not wanted are deleted, not hidden.
Source: Form of the standard workbook: what is hidden is read and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """금액은 보이는 곳에 있어야 합니다.

왜 중요한가: 숨긴 행·열·시트의 금액도 합계에 들어가는데, 검토할 때는 보이지 않습니다.
잘못된 예: 필터 때문에 소요예산의 120,000,000원어치 세 행이 보이지 않습니다.
바른 예: 모든 행이 보이며, 필요 없는 행은 숨기지 않고 지웠습니다.
근거: 표준 서식의 형식: 숨긴 내용도 읽어 합계에 넣습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.HIDDEN_AMOUNTS.value


def explain(case: Case) -> Violation:
    """Say how many amounts are hidden and where they begin."""
    fact = observation(case)
    sheet = fact.at.sheet if fact.at else ""
    first = fact.at.a1 if fact.at else ""
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{sheet} 시트의 숨긴 행·열(또는 숨긴 시트)에 금액 칸이 {fact.value}개 있습니다({first}부터). 보이지 않아도 모든 합계에 들어갑니다.",
            f"Hidden rows or columns of {sheet} (or the sheet itself) hold {fact.value} amounts, from {first} on; they count in every sum although they cannot be seen.",
        ),
        fix=Text(
            "필터와 숨기기를 풀어 내용을 확인하고, 필요 없는 행은 숨기지 말고 지우세요.",
            "Show everything and look at it; delete rows that are not wanted instead of hiding them.",
        ),
        value=fact.value,
    )


RULE = Rule(
    code="STR107",
    name="hidden-rows-counted",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
