"""The workbook has every sheet of the standard workbook.

Why it matters: Sheets detail one another; without one of them the others cannot be checked against it.
Bad: 월별계획 was deleted because it was to follow later.
Good: The sheet stands in the workbook, even where it is still empty.
Source: Form of the standard workbook: its sheets and their titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """통합 문서에 표준 서식의 시트가 모두 있어야 합니다.

왜 중요한가: 시트들은 서로를 뒷받침하므로, 하나가 빠지면 나머지와 맞추어 볼 수 없습니다.
잘못된 예: 나중에 내려고 월별계획 시트를 지웠습니다.
바른 예: 아직 비어 있더라도 시트가 통합 문서에 있습니다.
근거: 표준 서식의 형식: 시트의 구성과 이름.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.MISSING_SHEET.value


def explain(case: Case) -> Violation:
    """Name the sheet, and how to put it back."""
    layout = case.layout.tables[observation(case).table]
    return Violation(
        at=None,
        message=Text(
            f"'{layout.sheet}' 시트가 없습니다. 이 시트와 맞추어 보는 점검은 하지 못했습니다.",
            f"The sheet '{layout.sheet}' is missing; what is checked against it could not be.",
        ),
        fix=Text(
            f"표준 서식에서 '{layout.sheet}' 시트를 복사해 넣고 내용을 적으세요. 적을 것이 없으면 빈 채로 두세요.",
            f"Copy the sheet '{layout.sheet}' from the standard workbook and fill it in; leave it empty if there is nothing to say.",
        ),
        value=layout.sheet,
    )


RULE = Rule(
    code="STR101",
    name="missing-sheet",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
