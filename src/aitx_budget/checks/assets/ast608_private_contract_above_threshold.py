"""Purchases above the threshold are put out to tender.

Why it matters: Public bodies may buy goods by private contract only up to an amount, or on a ground that the law names.
Bad: 구매방법 수의계약 for {more}.
Good: 구매방법 일반경쟁 or 조달구매 for the same amount.
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
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """기준 금액을 넘는 구매는 경쟁입찰이나 조달로 하는 것이 원칙입니다.

왜 중요한가: 공공기관은 일정 금액까지만, 또는 법령이 정한 사유가 있을 때만 수의계약으로 살 수 있습니다.
잘못된 예: {more}어치를 수의계약으로 삽니다.
바른 예: 같은 금액을 일반경쟁이나 조달구매로 삽니다.
"""


_PRIVATE_CONTRACT = "수의계약"
"""The purchase method without a tender."""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return the price of a purchase above the threshold."""
    return {"more": programme.assets.private_contract_threshold.value * 5 // 4}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of the plan whether a private contract is at or below the threshold."""
    threshold = programme.assets.private_contract_threshold.value
    return (frame["cost"] <= threshold) | (frame["purchase_method"] != _PRIVATE_CONTRACT)


def explain(case: Case) -> Violation:
    """Say the amount and the threshold."""
    cost, threshold = case["cost"], case.programme.assets.private_contract_threshold.value
    header = case.header("asset_plan", "purchase_method")
    return Violation(
        at=case.at("asset_plan", "purchase_method", case["row"]),
        related=(case.at("asset_plan", "cost", case["row"]),),
        message=Text(
            f"{won(cost)}어치를 {particle(_PRIVATE_CONTRACT, '으로', '로')} 구매할 계획이며, 기준 금액 {won(threshold)}을 넘습니다.{ADVISORY.ko}",
            f"Goods of {krw(cost)} are to be bought by private contract, above the threshold of {krw(threshold)}.{ADVISORY.en}",
        ),
        fix=Text(
            f"{header}을 경쟁입찰이나 조달구매로 바꾸거나, {_PRIVATE_CONTRACT} 근거를 비고에 적으세요. 적었다면 그대로 두어도 됩니다.",
            "Choose a tender or public procurement, or state the ground for the private contract in the remarks; once it is stated, nothing needs to be changed.",
        ),
        value=cost,
        expected=f"<= {threshold}",
    )


RULE = Rule(
    code="AST608",
    name="private-contract-above-threshold",
    severity=Severity.WARNING,
    authority=Authority.REPORTED,
    view="asset_plan",
    needs=("cost", "purchase_method"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("assets.private_contract_threshold",),
    cites="assets.private_contract_threshold",
)
