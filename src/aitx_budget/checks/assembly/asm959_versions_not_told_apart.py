"""Two workbooks of one institution differ in 제출차수.

Why it matters: With the same number on both nothing says which one counts, so neither is taken in.
Bad: Two workbooks of I02 differ in their lines and both have 제출차수 1.
Good: The newer one has 제출차수 2.
Source: Form of the standard workbook: institutions' workbooks are parts of the region's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """한 기관의 두 제출본은 제출차수로 구별되어야 합니다.

왜 중요한가: 차수가 같은데 내용이 다르면 어느 것을 세야 할지 알 수 없어 어느 것도 취합하지 않습니다.
잘못된 예: 내용이 다른 I02의 예산서 두 개가 모두 제출차수 1입니다.
바른 예: 나중에 낸 예산서의 제출차수가 2입니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.UNSETTLED_VERSION.value


def explain(case: Case) -> Violation:
    """Name the others."""
    fact = observation(case)
    others = quoted(str(fact.value))
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"같은 기관의 다른 제출본 {particle(others, '과', '와')} 내용이 다른데 제출차수로 구별되지 않아 어느 것도 취합하지 않았습니다.",
            f"It differs from {others} of the same institution, and 제출차수 does not tell them apart; none of them was taken in.",
        ),
        fix=Text(
            "최신 제출본의 기본정보에 더 높은 제출차수를 적거나, 최신 제출본만 지정해 다시 취합하세요.",
            "Give the latest a higher 제출차수, or name only the latest, and assemble again.",
        ),
        value=fact.raw or None,
    )


RULE = Rule(
    code="ASM959",
    name="versions-not-told-apart",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
