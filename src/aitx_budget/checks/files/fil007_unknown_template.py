"""A submitted file is the programme's standard workbook, in a version that this release reads.

Why it matters: Figures are only understood where the sheets and columns are known; nothing is guessed from a workbook of another form.
Bad: A workbook of the office's own making, or one made for another programme.
Good: The standard workbook that was handed out, filled in.
Source: This program: budgets are submitted on the standard workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Refused
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일은 이 사업의 표준 서식이어야 합니다.

왜 중요한가: 시트와 열을 알 수 있어야 금액을 확실히 읽으며, 다른 양식의 금액을 짐작하지 않습니다.
잘못된 예: 기관이 따로 만든 양식이나 다른 사업의 양식에 작성했습니다.
바른 예: 배포된 표준 서식에 그대로 작성했습니다.
근거: 이 프로그램: 예산은 표준 서식으로 제출합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.UNKNOWN.value


def explain(case: Case) -> Violation:
    """Name what was met where that is known."""
    found = f"({case['detail']})" if case["detail"] else ""
    korean = found.replace("(layout ", "(서식 버전 ")
    return Violation(
        at=None,
        message=Text(
            f"이 사업의 표준 서식이 아니거나 이 프로그램이 모르는 버전의 서식{korean}이어서 점검할 수 없으니, 배포된 표준 서식에 작성해 다시 제출하세요.",
            f"This is not the programme's standard workbook, or a version of it that this release does not know{' ' + found if found else ''}, and cannot be checked: fill in the standard workbook and submit that.",
        ),
        fix=Text(
            "배포된 표준 서식에 내용을 옮겨 적은 뒤 다시 제출하세요. 최신 서식이면 이 프로그램을 새 버전으로 바꾸어 점검하세요.",
            "Fill in the standard workbook that was handed out and submit that; if the workbook is newer than this program, check it with the program's latest release.",
        ),
        value=case["detail"] or None,
    )


RULE = Rule(
    code="FIL007",
    name="unknown-template",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
