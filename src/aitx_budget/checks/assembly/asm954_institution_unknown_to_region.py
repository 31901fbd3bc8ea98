"""An institution's workbook is of an institution that the region's workbook declares.

Why it matters: A workbook that nobody in the consortium can be found for is not taken in as a whole.
Bad: The workbook's 제출기관코드 (or, where it says none, the institution it declares) is I09, which the region's 수행기관 does not have.
Good: The workbook uses the 기관코드 that the region gave the institution.
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

MANUAL_KO = """기관용 예산서는 지역 예산서의 수행기관에 있는 기관의 것이어야 합니다.

왜 중요한가: 어느 기관의 예산서인지 알 수 없으면 한 행도 취합하지 않습니다.
잘못된 예: 기관용 예산서의 제출기관코드(적지 않았으면 수행기관의 기관코드)는 I09인데 지역 예산서의 수행기관에는 I09가 없습니다.
바른 예: 지역이 정해 준 기관코드를 그대로 썼습니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.UNKNOWN_OWNER.value


def explain(case: Case) -> Violation:
    """Name the code, and the one the region has for the same registration number."""
    fact = observation(case)
    code, known = quoted(fact.raw), quoted(fact.expected)
    message = Text(
        f"기관코드 {particle(code, '이', '가')} 지역 예산서의 수행기관에 없어 이 예산서를 취합하지 않았습니다.",
        f"The region's 수행기관 has no institution {code}, so this workbook was not taken in.",
    )
    if not fact.raw:
        message = Text(
            "어느 기관의 예산서인지 알 수 없어 이 예산서를 취합하지 않았습니다.",
            "It is not clear which institution this workbook belongs to, so it was not taken in.",
        )
    fix = Text(
        "수행기관 시트와 모든 행에 지역 예산서와 같은 기관코드를 적으세요. 새 기관이면 지역 예산서의 수행기관에 먼저 등록하세요.",
        "Use the code of the region's workbook in 수행기관 and in every row; declare a new institution in the region's workbook first.",
    )
    if fact.field == "submitter":
        fix = Text(
            "기본정보의 제출기관코드에 지역 예산서의 수행기관에 있는 우리 기관의 코드를 적으세요. 새 기관이면 지역 예산서의 수행기관에 먼저 등록하세요.",
            "Put the code that the region's 수행기관 has for this institution under 제출기관코드 of 기본정보; declare a new institution in the region's workbook first.",
        )
    if fact.expected:
        fix = Text(
            f"지역 예산서에는 같은 사업자등록번호의 기관이 {particle(known, '으로', '로')} 있습니다. 기관코드를 {particle(known, '으로', '로')} 고치세요.",
            f"The region's workbook has the same registration number under {known}; change the code to {known}.",
        )
    return Violation(
        at=fact.at,
        related=fact.related,
        message=message,
        fix=fix,
        value=fact.raw or None,
        expected=fact.expected or None,
    )


RULE = Rule(
    code="ASM954",
    name="institution-unknown-to-region",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
