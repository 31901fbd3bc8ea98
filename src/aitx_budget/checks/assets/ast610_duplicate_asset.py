"""The same asset is planned once.

Why it matters: The same item, specification and price twice is often one purchase entered by two institutions, or copied by mistake.
Bad: I02 and I03 both list GPU 서버, 8-GPU, at 20,000,000 won.
Good: One row with the quantity of both, or rows that differ in what they are.
Source: Common practice. Advice, not a rule of the notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """같은 자산은 한 번만 계획합니다.

왜 중요한가: 품명·규격·단가가 같은 행이 두 번 있으면, 하나의 구매를 두 기관이 각각 적었거나 잘못 복사한 경우가 많습니다.
잘못된 예: I02와 I03이 모두 GPU 서버, 8-GPU, 20,000,000원을 적었습니다.
바른 예: 수량을 더해 한 행으로 적거나, 다른 물건이면 규격을 다르게 적습니다.
근거: 실무 관행. 공고의 규정이 아닌 권고입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of the plan whether no earlier row has its item, specification and unit price."""
    return frame["first_row"] == frame["row"]


def explain(case: Case) -> Violation:
    """Say which row came first."""
    item, price, first = case["item"], case["unit_price"], case["first_row"]
    specification = case["specification"]
    what = f"{item}({specification})" if specification else item
    return Violation(
        at=case.at("asset_plan", "item", case["row"]),
        related=(case.at("asset_plan", "item", first),),
        message=Text(
            f"{first}행과 품명·규격·단가가 같은 {particle(what, '이', '가')} 다시 나옵니다(단가 {won(price)}).{ADVISORY.ko}",
            f"{what} at {krw(price)} is already in row {first}: the same item, specification and price.{ADVISORY.en}",
        ),
        fix=Text(
            "같은 물건을 두 번 적었다면 한 행을 지우고, 따로 사는 것이라면 규격이나 비고에 차이를 적으세요.",
            "If this is the same purchase, delete one of the rows; if not, state the difference in the specification or the remarks.",
        ),
        value=what,
    )


RULE = Rule(
    code="AST610",
    name="duplicate-asset",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="asset_twins",
    needs=("item", "specification", "unit_price"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
