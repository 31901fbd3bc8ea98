"""An institution's workbook holds its own rows alone.

Why it matters: A row under another institution's code would be counted again from that institution's own workbook; it is not taken in.
Bad: The workbook of I03 has a line with 기관코드 I02.
Good: Every line of I03's workbook has 기관코드 I03.
Source: Form of the standard workbook: institutions' workbooks are parts of the region's.
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

MANUAL_KO = """기관용 예산서에는 그 기관의 행만 있어야 합니다.

왜 중요한가: 다른 기관의 코드를 적은 행은 그 기관의 예산서와 겹쳐 두 번 셈하게 되므로 취합하지 않습니다.
잘못된 예: I03 기관의 예산서에 기관코드가 I02인 행이 있습니다.
바른 예: I03 기관의 예산서에는 모든 행의 기관코드가 I03입니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.FOREIGN_ROW.value


def explain(case: Case) -> Violation:
    """Name the code that stands there and the workbook's own."""
    fact = observation(case)
    here, code, own = spot(case), quoted(fact.raw), quoted(fact.expected)
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{here.ko}의 {particle(code, '은', '는')} 이 예산서를 낸 기관({fact.expected})의 코드가 아니어서 이 행을 취합하지 않았습니다.",
            f"{code} in {here.en} is not the code of the institution that this workbook belongs to ({fact.expected}), so the row was not taken in.",
        ),
        fix=Text(
            f"이 기관의 예산이면 {particle(own, '으로', '로')} 고치고, {fact.raw} 기관의 예산이면 그 기관의 예산서로 옮기세요.",
            f"If it is this institution's money, change the code to {own}; otherwise move the row to the workbook of {fact.raw}.",
        ),
        value=fact.raw,
        expected=fact.expected,
    )


RULE = Rule(
    code="ASM952",
    name="row-of-another-institution",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
