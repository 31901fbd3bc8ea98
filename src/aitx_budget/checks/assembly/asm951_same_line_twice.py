"""A line is budgeted once in the assembled workbook.

Why it matters: Where two workbooks hold the same line, its money may be counted twice.
Bad: The workbooks of I02 and I03 both hold 'GPU 서버', 20,000,000 won × 100, with the same sources.
Good: Only the institution that spends the money budgets the line.
Source: Arithmetic: what is counted twice, or left out, makes every total wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """같은 예산은 취합한 예산서에 한 번만 있어야 합니다.

왜 중요한가: 같은 행이 두 예산서에 있으면 그 돈을 두 번 셈했을 수 있습니다.
잘못된 예: I02와 I03의 예산서에 모두 'GPU 서버' 20,000,000원 × 100 행이 같은 재원으로 있습니다.
바른 예: 그 돈을 쓰는 기관의 예산서에만 그 행이 있습니다.
근거: 산술: 두 번 세거나 빠뜨린 금액은 모든 합계를 틀리게 합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.SAME_LINE.value


def explain(case: Case) -> Violation:
    """Point to both rows; whether they are one is for people to say."""
    fact = observation(case)
    here, others = spot(case), ", ".join(str(cell) for cell in fact.related)
    line = quoted(fact.raw)
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{here.ko}의 {particle(line, '과', '와')} 내용과 금액이 같은 행이 {others}에도 있어, 같은 돈을 두 번 셈했을 수 있습니다.",
            f"A row with the same content and amounts as {line} in {here.en} is also at {others}; the same money may be counted twice.",
        ),
        fix=Text(
            "같은 예산이면 돈을 쓰는 기관의 예산서에만 남기고, 서로 다른 예산이면 세부항목을 구별되게 적으세요.",
            "If it is the same money, keep it only with the institution that spends it; if not, word the two lines differently.",
        ),
        value=fact.raw,
    )


RULE = Rule(
    code="ASM951",
    name="same-line-twice",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
