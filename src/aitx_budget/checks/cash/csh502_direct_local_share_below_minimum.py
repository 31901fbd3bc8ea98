"""{Local_funds} must be at least the notice's share of a direct-support project's cost.

Why it matters: Where equipment or solutions go directly to SMEs, the region bears a share of its own, in cash; the SMEs' money
    cannot stand in for it.
Bad: P01 costs {cost}, {too_little} of it in {local_funds}: {share}, {short} short.
Good: {least} of it in {local_funds}, or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import COST, MISS
from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import lead, of_ratio
from aitx_budget.checks.phrases import about
from aitx_budget.checks.ratios import Held, at_least, below_minimum, recosted
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """직접지원 단위사업의 {local_funds|은|는} 사업비의 최소 {local_funds} 비율 이상이어야 합니다.

왜 중요한가: 중소기업에 설비·솔루션을 직접 지원하는 사업에서는 지방자치단체도 정해진 몫을 현금으로 부담해야 하며, 중소기업 부담금으로 대신할 수 없습니다.
잘못된 예: P01의 사업비 {cost} 가운데 {local_funds|이|가} {too_little}이면 {share}로 {short} 모자랍니다.
바른 예: {local_funds|이|가} {least} 이상입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a project's cost, the least that must be local, and what is too little."""
    least = programme.direct_support.local_minimum.value.least(COST)
    too_little = max(least - MISS, 0)
    return {
        "cost": COST,
        "least": least,
        "too_little": too_little,
        "share": Ratio(too_little, COST),
        "short": least - too_little,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per unit project whether base x local >= part x cost, where it is direct support."""
    enough = at_least(frame["local"], frame["total"], programme.direct_support.local_minimum.value)
    return enough | ~frame["direct"]


def explain(case: Case) -> Violation:
    """Say how much is missing, and the smallest change that cures it."""
    scope, local = {"project": case["project"]}, case.source("local_funds")
    opening = about(scope)
    cells = largest_cells(case, "budget_lines", ("provincial_funds", "municipal_funds"), scope)
    least = case.programme.direct_support.local_minimum.value
    origin = of_ratio(case, Ratio(case["local"], case["total"]), least, ("local_funds",), scope)
    held = Held(
        part=case["local"],
        whole=case["total"],
        threshold=least,
        opening=Text(f"직접지원 {opening.ko}의", f"in direct-support {opening.en},"),
        named=local,
        of=Text("사업비", "the project's cost"),
        raised=local,
        cut=case.source("national_funds"),
        cuttable=case["national"],
        cells=cells or (case.at("budget_lines", "provincial_funds", case["row"]),),
        scope=scope,
        along=recosted(case),
        origin=origin.row if origin else 0,
        lead=lead(case, origin),
    )
    return below_minimum(held, case.programme)


RULE = Rule(
    code="CSH502",
    name="direct-local-share-below-minimum",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="project_funding",
    needs=("total", "direct"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("direct_support.local_minimum", "matching.rounding_tolerance"),
    cites="direct_support.local_minimum",
    scopes=REGION,
)
