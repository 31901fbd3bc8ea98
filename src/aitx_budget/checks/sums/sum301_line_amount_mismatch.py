"""An amount typed over a formula equals what its row gives.

Why it matters: A computed amount that was typed over no longer follows its unit price and quantity, so that two figures of one line
    contradict each other.
Bad: 단가 1,000,000 won x 수량 3 x 횟수 1 with 3,100,000 typed as 산출금액.
Good: The formula stands, and shows 3,000,000 won.
Source: Arithmetic: an amount is its unit price times its quantity times its occurrences; totals add up their row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.inputs import basis, inputs
from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """수식 대신 적은 금액은 그 행에서 계산한 금액과 같아야 합니다.

왜 중요한가: 수식 위에 숫자를 덮어쓰면 단가나 수량을 고쳐도 금액이 따라 바뀌지 않아, 한 행의 숫자가 서로 맞지 않게 됩니다.
잘못된 예: 단가 1,000,000원 × 수량 3 × 횟수 1인데 산출금액에 3,100,000을 적었습니다.
바른 예: 수식을 그대로 두어 3,000,000원이 표시됩니다.
근거: 산술: 금액은 단가×수량×횟수이고, 합계는 그 행의 금액을 더한 값입니다.
"""


_LISTED = 5
"""How many inputs of a formula are named; of more it is said that they are the row's."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per typed amount whether it equals the recomputed one."""
    return frame["typed"] == frame["computed"]


def explain(case: Case) -> Violation:
    """Say both amounts, and how the formula comes back."""
    table, name = case["table"], case["field"]
    header, typed, computed = case.header(table, name), case["typed"], case["computed"]
    parts = inputs(case.layout.tables[table], name)
    few = len(parts) <= _LISTED
    listed = (
        basis(case.layout.tables[table], name)
        if few
        else Text("이 행의 금액", "this row's amounts")
    )
    gap = abs(typed - computed)
    return Violation(
        at=case.at(table, name, case["row"]),
        related=tuple(case.at(table, part, case["row"]) for part in parts),
        message=Text(
            f"{header} 칸에 수식 대신 적힌 {won(typed)}이 이 행에서 계산한 {won(computed)}과 {won(gap)} 다릅니다.",
            f"The {krw(typed)} typed over the formula of {header} differs by {krw(gap)} from the {krw(computed)} that "
            "this row gives.",
        ),
        fix=Text(
            f"같은 열의 다른 행에서 이 칸으로 수식을 복사해 되돌리세요. {won(typed)}이 맞다면 {particle(listed.ko, '을', '를')} 고치세요.",
            f"Copy the formula back from another row of the column. If {krw(typed)} is right, correct {listed.en}.",
        ),
        value=typed,
        expected=f"= {computed}",
        difference=gap,
    )


RULE = Rule(
    code="SUM301",
    name="line-amount-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="typed_amounts",
    needs=("computed",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
