"""Cells do not look into other files.

Why it matters: A link shows the value it last had on the officer's computer; elsewhere it cannot be followed, and it may change unseen.
Bad: 단가 holds ='[견적.xlsx]Sheet1'!B3.
Good: The amount itself is typed.
Source: Form of the standard workbook: amounts stand in the workbook itself.
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

MANUAL_KO = """다른 파일을 참조하는 칸이 없어야 합니다.

왜 중요한가: 연결된 값은 작성자의 컴퓨터에서 마지막으로 본 값이며, 다른 곳에서는 확인할 수 없고 모르는 사이에 바뀔 수 있습니다.
잘못된 예: 단가에 ='[견적.xlsx]Sheet1'!B3이 들어 있습니다.
바른 예: 금액을 직접 적었습니다.
근거: 표준 서식의 형식: 금액은 통합 문서 안에 있어야 합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.EXTERNAL_LINK.value


def explain(case: Case) -> Violation:
    """Quote the link."""
    fact, place = observation(case), spot(case)
    return Violation(
        at=fact.at,
        message=Text(
            f"{particle(place.ko, '이', '가')} 다른 파일을 참조합니다: {quoted(fact.raw)}. 저장되어 있던 값으로 점검했습니다.",
            f"{place.en} refers to another file: {quoted(fact.raw)}. The value saved with it was used.",
        ),
        fix=Text(
            "연결 대신 값을 직접 적으세요. 칸을 복사해 같은 자리에 [선택하여 붙여넣기 > 값]을 하면 됩니다.",
            "Type the value itself: copy the cell and paste it in place as values.",
        ),
        value=fact.raw,
    )


RULE = Rule(
    code="STR108",
    name="external-link",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
