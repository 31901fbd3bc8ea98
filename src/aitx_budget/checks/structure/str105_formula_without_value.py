"""A formula in an input cell carries its calculated value.

Why it matters: The checks read values and calculate no formulas of the officer's own; without a saved value the cell says nothing.
Bad: A program wrote =12*3500000 into 단가 and saved without calculating.
Good: The workbook was opened and saved in Excel or 한셀, so the cell carries 42000000.
Source: Form of the standard workbook: inputs are read as they were saved.
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

MANUAL_KO = """입력 칸의 수식에는 계산된 값이 저장되어 있어야 합니다.

왜 중요한가: 점검은 저장된 값을 읽으며 직접 적은 수식을 계산하지 않으므로, 값이 없으면 아무것도 읽을 수 없습니다.
잘못된 예: 다른 프로그램이 단가에 =12*3500000을 넣고 계산하지 않은 채 저장했습니다.
바른 예: 엑셀이나 한셀에서 열어 저장해 42000000이라는 값이 함께 남았습니다.
근거: 표준 서식의 형식: 입력은 저장된 값을 읽습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.FORMULA_WITHOUT_VALUE.value


def explain(case: Case) -> Violation:
    """Quote the formula and say how it gets its value."""
    fact, place = observation(case), spot(case)
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 수식 {quoted(fact.raw)}에 계산된 값이 없어 읽지 못했습니다.",
            f"The formula {quoted(fact.raw)} in {place.en} carries no calculated value, so it was not read.",
        ),
        fix=Text(
            "파일을 엑셀에서 열어 저장한 뒤 다시 제출하거나, 수식 대신 계산한 값을 숫자로 적으세요.",
            "Open the file in Excel, save it and submit it again, or type the calculated number instead.",
        ),
        value=fact.raw,
    )


RULE = Rule(
    code="STR105",
    name="formula-without-value",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
