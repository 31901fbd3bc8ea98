"""All amounts are in won, none in thousands of won.

Why it matters: A table in thousands makes every figure of it a thousandth; amounts are never scaled by guess.
Bad: 월별계획 holds {in_thousands} where the budget holds {budget}.
Good: Both hold {typed}.
Source: Form of the standard workbook: amounts in won.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """모든 금액은 천원이 아니라 원 단위여야 합니다.

왜 중요한가: 천원 단위로 적은 표는 모든 금액이 천분의 일이 되며, 단위를 짐작해 곱하지 않습니다.
잘못된 예: 소요예산은 {budget}인데 월별계획에는 {in_thousands|을|를} 적었습니다.
바른 예: 두 곳 모두 {typed|을|를} 적었습니다.
근거: 표준 서식의 형식: 금액은 원 단위.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a year's budget in won, as it is typed, and as it is typed in thousands."""
    budget = programme.funding.national_per_year.value
    return {"budget": budget, "typed": str(budget), "in_thousands": str(budget)[:-3]}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.UNIT_MISMATCH.value


def explain(case: Case) -> Violation:
    """Say which table, and by what it shows."""
    fact = observation(case)
    sheet = fact.at.sheet if fact.at else case.layout.tables[fact.table].sheet
    shown = Text(f"({quoted(fact.raw)})", f" ({quoted(fact.raw)})") if fact.raw else Text("", "")
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{sheet} 시트의 금액이 원 단위가 아닌 것으로 보입니다{shown.ko}. 임의로 곱하지 않고 적힌 그대로 읽었습니다.",
            f"The amounts in {sheet} do not look like won{shown.en}. They were read as they stand, not scaled.",
        ),
        fix=Text(
            "모든 금액을 원 단위로 다시 적으세요. 천원 단위로 적었으면 1,000을 곱하고, 단위 표시도 '원'으로 고치세요.",
            "Type all amounts in won: multiply those in thousands by 1,000 and correct the stated unit to 원.",
        ),
        value=fact.raw or None,
        expected=fact.expected or None,
    )


RULE = Rule(
    code="CEL209",
    name="unit-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
)
