"""No amount, price or quantity is below zero.

Why it matters: A budget adds up what will be spent; a negative line hides a cut, and shifts every ratio.
Bad: A line of 소요예산 holds -5000000 in {national_header} to balance another.
Good: The other line itself was lowered by 5,000,000 won.
Source: Form of the standard workbook: amounts are zero or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import amount_text, named
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.structure import THOUSANDTHS, Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """금액·단가·수량은 음수일 수 없습니다.

왜 중요한가: 예산은 쓸 금액을 더한 것이므로, 음수 행은 감액을 감추고 모든 비율을 바꿉니다.
잘못된 예: 다른 행과 맞추려고 {national_funds}에 -5000000을 적었습니다.
바른 예: 그 행의 금액을 5,000,000원 줄였습니다.
근거: 표준 서식의 형식: 금액은 0 이상.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per cell whether its number is zero or more."""
    return frame["value"] >= 0


def explain(case: Case) -> Violation:
    """Say the number, and where a cut belongs."""
    table, field = case["table"], case["field"]
    at = case.at(table, field, case["row"])
    place, kind = named(case, table, field, at), case.layout.tables[table][field].kind
    number = amount_text(case["value"], kind)
    positive = amount_text(-case["value"], kind)
    return Violation(
        at=at,
        message=Text(
            f"{place.ko}에 음수 {particle(number.ko, '이', '가')} 있습니다. 0 이상이어야 합니다.",
            f"{place.en} holds {number.en}, which is below zero.",
        ),
        fix=Text(
            f"부호를 잘못 적었으면 {particle(positive.ko, '으로', '로')} 고치고, 줄이려는 뜻이면 줄일 행의 금액에서 직접 빼세요.",
            f"Correct it to {positive.en} if only the sign is wrong; to cut something, lower the line that is to be cut.",
        ),
        value=case["value"] if kind in (Kind.WON, Kind.COUNT) else case["value"] / THOUSANDTHS,
        expected=">= 0",
    )


RULE = Rule(
    code="CEL203",
    name="negative-amount",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="amount_cells",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
