"""The plan's tangible and intangible assets are those of the budget's categories.

Why it matters: {asset} and {other_asset} are bought, registered and settled differently; the plan must say the same as the budget.
Bad: The budget holds 30,000,000 won of {other_asset}, and the plan lists the same amount as {asset_kind}.
Good: The plan lists it as {other_asset_kind}.
Source: Form of the workbook: the kind of asset in the plan is the category that pays for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import about, scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산구매계획의 유형·무형 구분은 소요예산의 비목과 같아야 합니다.

왜 중요한가: {asset|과|와} {other_asset|은|는} 구매, 등록, 정산 방법이 다르므로 구매계획과 예산이 같은 구분이어야 합니다.
잘못된 예: 소요예산에는 {other_asset} 30,000,000원인데 자산구매계획에는 같은 금액이 {asset_kind|으로|로} 적혀 있습니다.
바른 예: 자산구매계획에도 {other_asset_kind|으로|로} 적혀 있습니다.
근거: 표준 서식의 형식: 자산구분은 그 자산을 사는 비목을 따릅니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per institution, project and fiscal year of equal totals whether the kinds agree too."""
    return frame["excess"] <= 0


def explain(case: Case) -> Violation:
    """Say which kind has how much too much, and which row most likely is the other kind."""
    over, under, excess, where = case["over"], case["under"], case["excess"], about(case.row)
    sheet, header = case.layout.tables["asset_plan"].sheet, case.header("asset_plan", "asset_kind")
    to = particle(under, "으로", "로")
    return Violation(
        at=case.at("asset_plan", "asset_kind", case["plan_row"]),
        message=Text(
            f"{where.ko}의 {sheet}에서 {particle(over, '이', '가')} 소요예산보다 {won(excess)} 많고 {particle(under, '은', '는')} 그만큼 적습니다.",
            f"{opened(where.en)}: the purchase plan has {krw(excess)} more of {over} than the budget, and that much less of {under}.",
        ),
        fix=Text(
            f"이 행의 {header}을 {to} 바꾸세요. {over}이 맞다면 소요예산의 비목을 고치세요."
            if case["single"]
            else f"{over} 행 가운데 {won(excess)}어치의 {header}을 {to} 바꾸거나, 소요예산의 비목을 고치세요.",
            f"Choose {under} in this row. If {over} is right, correct the category in the budget."
            if case["single"]
            else f"Choose {under} for {krw(excess)} of the rows of {over}, or correct the budget's category.",
        ),
        value=over,
        expected=under,
        difference=excess,
        scope=scope_of(case.row, "fiscal_year", "project", "institution"),
    )


RULE = Rule(
    code="AST609",
    name="asset-kind-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="asset_kinds",
    needs=("over",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
