"""Rows of an institution are planned for unit projects that the region's workbook declares.

Why it matters: A row of an unknown unit project is in no sum by project, and the region's checks of it cannot be made.
Bad: A line has 사업코드 P9, which the region's 단위사업 does not have.
Good: The line has a code of the region's 단위사업.
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

MANUAL_KO = """기관의 행은 지역 예산서에 있는 단위사업에 세워야 합니다.

왜 중요한가: 지역에 없는 단위사업의 행은 사업별 합계에서 빠지고, 그 사업의 기준을 점검할 수 없습니다.
잘못된 예: 사업코드가 P9인 행이 있는데 지역 예산서의 단위사업에는 P9가 없습니다.
바른 예: 지역 예산서의 단위사업에 있는 코드를 썼습니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.UNKNOWN_PROJECT.value


def explain(case: Case) -> Violation:
    """Name the code and how many rows have it."""
    fact = observation(case)
    here, code = spot(case), quoted(fact.raw)
    return Violation(
        at=fact.at,
        related=fact.related[:_RELATED],
        message=Text(
            f"{here.ko}의 {particle(code, '은', '는')} 지역 예산서의 단위사업에 없는 코드입니다. 이 코드를 쓴 행은 모두 {fact.value}개입니다.",
            f"{code} in {here.en} is not a unit project of the region's workbook. Rows with this code: {fact.value}.",
        ),
        fix=Text(
            "지역 예산서의 사업코드로 고치거나, 새 단위사업이면 지역 예산서에 먼저 등록하세요.",
            "Change it to a project code of the region's workbook, or declare a new unit project there first.",
        ),
        value=fact.raw,
    )


_RELATED = 20
"""How many other cells with the same code are pointed to."""


RULE = Rule(
    code="ASM955",
    name="project-unknown-to-region",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
