"""No cell holds a resident registration number.

Why it matters: It is personal data that a budget does not need; who receives the file must not hold it.
Bad: 비고 holds a staff member's resident number.
Good: The person is named by role, or by the institution alone.
Source: Common practice: personal data is not collected with budgets. Advisory, not a rule of the notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """주민등록번호를 적지 않아야 합니다.

왜 중요한가: 예산에 필요하지 않은 개인정보이며, 파일을 받는 쪽이 가지고 있어서는 안 됩니다.
잘못된 예: 비고에 담당 직원의 주민등록번호를 적었습니다.
바른 예: 직위나 기관 이름만 적었습니다.
근거: 실무 관행: 예산서로 개인정보를 수집하지 않습니다. 공고가 정한 기준이 아니라 참고용 확인입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.PERSONAL_NUMBER.value


def explain(case: Case) -> Violation:
    """Point to the cell; the number itself is masked."""
    fact = observation(case)
    place = spot(case) if fact.at else Text("시트 이름", "A sheet's name")
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}에 주민등록번호로 보이는 번호가 있습니다: {quoted(fact.raw)}(가림 처리함). 공고가 정한 기준이 아니라 개인정보 보호를 위한 참고용 확인입니다.",
            f"{place.en} holds what looks like a resident registration number: {quoted(fact.raw)} (masked). This is advice to protect personal data, not a rule of the notice.",
        ),
        fix=Text(
            "그 자리에서 번호를 지우고 저장해 다시 제출하세요.",
            "Delete the number from there, save and submit the file again.",
        ),
        value=fact.raw,
    )


RULE = Rule(
    code="CEL210",
    name="personal-number",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
