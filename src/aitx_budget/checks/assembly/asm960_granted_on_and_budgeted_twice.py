"""Money that one institution grants on to another is budgeted by one of them.

Why it matters: Where the giver budgets a transfer and the receiver what it spends it on, the same money is in the total twice, and the matching ratio with it.
Bad: I02 budgets 'I03 재교부' 300,000,000 won, and I03 budgets the same 300,000,000 won line by line, in one unit project and fiscal year.
Good: I03 budgets what it spends; I02 has no line for it.
Source: Arithmetic: what is counted twice, or left out, makes every total wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """다른 수행기관에 다시 교부하는 돈은 한 기관의 예산에만 있어야 합니다.

왜 중요한가: 주는 기관은 교부액을, 받는 기관은 그 돈으로 쓸 내역을 적으면 같은 돈이 총사업비에 두 번 들어가고 매칭비율도 틀어집니다.
잘못된 예: 같은 단위사업·회계연도에 I02가 'I03 재교부' 300,000,000원을, I03이 그 300,000,000원의 집행 내역을 각각 적었습니다.
바른 예: I03이 쓸 내역만 적고, I02에는 그 행이 없습니다.
근거: 산술: 두 번 세거나 빠뜨린 금액은 모든 합계를 틀리게 합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.REGRANT_IN_DOUBT.value


def explain(case: Case) -> Violation:
    """Point to the line and to the receiver's lines; whether it is the same money is for people to say."""
    fact = observation(case)
    here, line = spot(case), quoted(fact.raw)
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{here.ko}의 {line}({won(fact.value)})은 {fact.expected} 기관에 다시 교부하는 돈으로 보이는데, 같은 단위사업·회계연도에 {fact.expected} 기관의 예산도 있어 두 번 셈했을 수 있습니다.",
            f"{line} in {here.en} ({krw(fact.value)}) seems to be granted on to {fact.expected}, which has lines of its own in the same unit project and fiscal year; the money may be counted twice.",
        ),
        fix=Text(
            f"{fact.expected} 기관의 예산에 이 돈이 들어 있으면 이 행을 지우고, 들어 있지 않으면 그대로 두세요.",
            f"If the lines of {fact.expected} include this money, delete this line; if not, leave it.",
        ),
        value=fact.value,
        scope={"institution": fact.expected},
    )


RULE = Rule(
    code="ASM960",
    name="granted-on-and-budgeted-twice",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
