"""A check must run to its end.

Why it matters: A check that breaks off says nothing, and silence must not be taken for a pass.
Bad: A rule met a workbook it was not made for and raised.
Good: Every rule that applies was evaluated, or listed as skipped with its reason.
Source: This program: a fault in it is never hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """점검은 끝까지 실행되어야 합니다.

왜 중요한가: 도중에 멈춘 점검은 아무것도 말해 주지 않으며, 이를 통과로 여겨서는 안 됩니다.
잘못된 예: 예상하지 못한 통합 문서를 만나 점검 하나가 멈추었습니다.
바른 예: 해당하는 점검이 모두 실행되었거나, 실행하지 못한 까닭이 적혀 있습니다.
근거: 이 프로그램: 프로그램의 잘못은 숨기지 않습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Every row of the frame of crashes is one."""
    return frame["reason"] == ""


def explain(case: Case) -> Violation:
    """Name the rule that broke off and what it raised."""
    return Violation(
        at=None,
        message=Text(
            f"점검 {particle(case['code'], '이', '가')} 도중에 멈추어 결과를 알 수 없습니다. 다른 점검은 모두 실행했습니다. (원인: {case['reason']})",
            f"Check {case['code']} broke off, so its result is not known. All other checks ran. (Cause: {case['reason']})",
        ),
        fix=Text(
            "통합 문서는 고치지 않아도 됩니다. 이 파일과 이 문장을 프로그램 담당자에게 보내 주세요.",
            "Nothing in the workbook needs to be changed. Please send this file and this message to the program's maintainers.",
        ),
        value=case["name"],
    )


RULE = Rule(
    code="INT999",
    name="check-crashed",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="crashes",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
