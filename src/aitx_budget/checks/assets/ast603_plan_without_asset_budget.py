"""Every purchase plan has its asset budget.

Why it matters: What is planned without a budget cannot be bought; often the row names another institution, project or year than
    the budget does.
Bad: 자산구매계획 lists a server of I02 in P02, and the budget has no asset line of I02 in P02.
Good: The budget has a line of {asset} for the same institution, project and fiscal year.
Source: Arithmetic: the purchase plan is what the asset budget consists of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.largest import largest_in_row
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.tables import CASH
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """자산구매계획에는 그 자산을 살 예산이 있어야 합니다.

왜 중요한가: 예산이 없는 구매계획은 집행할 수 없습니다. 기관코드, 사업코드, 회계연도를 소요예산과 다르게 적은 경우가 많습니다.
잘못된 예: 자산구매계획에 P02의 I02가 사는 서버가 있는데 소요예산에는 P02에 I02의 자산 예산이 없습니다.
바른 예: 같은 기관·단위사업·회계연도로 {asset} 예산이 있습니다.
근거: 산술: 자산구매계획은 자산 예산의 내역입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per institution, project and fiscal year whether a plan has an asset budget."""
    return (frame["plan_row"] == 0) | (frame["budget"] != 0)


def explain(case: Case) -> Violation:
    """Say which plan has no budget."""
    plan, where = case["plan"], about(case.row)
    sheet = case.layout.tables["asset_plan"].sheet
    kinds = ", ".join(each.label for each in case.programme.categories if each.asset_kind)
    return Violation(
        at=largest_in_row(case, "asset_plan", CASH, case["plan_row"]),
        related=tuple(
            case.at("asset_plan", name, case["plan_row"])
            for name in ("fiscal_year", "project", "institution")
        ),
        message=Text(
            f"{sheet}에 {where.ko}의 구매계획{f' {won(plan)}' if plan else ''}이 있는데 소요예산에는 해당하는 자산 예산이 없습니다.",
            f"{opened(where.en)}: the purchase plan holds {krw(plan) if plan else 'a row'}, but the budget has no asset line for it.",
        ),
        fix=led(
            case,
            of_sides(case, CASH, -plan),
            Text(
                f"회계연도·사업코드·기관코드가 소요예산과 같은지 확인하세요. 예산이 빠졌다면 소요예산에 자산 예산({kinds})"
                + (f" {won(plan)}을 넣으세요." if plan else "을 넣으세요."),
                "Check that fiscal year, project and institution match the budget. If the line was left out, add an asset line"
                + (
                    f" ({kinds}) of {krw(plan)} to the budget."
                    if plan
                    else f" ({kinds}) to the budget."
                ),
            ),
        ),
        value=plan,
        expected="= 0",
        difference=plan,
        scope=scope_of(case.row, "fiscal_year", "project", "institution"),
    )


RULE = Rule(
    code="AST603",
    name="plan-without-asset-budget",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="asset_keys",
    needs=("budget", "plan"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
