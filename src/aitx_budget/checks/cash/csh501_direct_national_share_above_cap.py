"""{National_funds} must be at most the notice's share of a direct-support project's cost.

Why it matters: Where equipment or solutions go directly to SMEs, the notice composes the cost of {national_funds}, {local_funds} and
    the SMEs' own contribution; {national_funds} above their share cannot be agreed.
Bad: P01 costs {cost}, {too_much} of it in {national_funds}: {share}, {excess} too much.
Good: {most} of it in {national_funds}, or less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import COST, MISS
from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import lead, of_ratio
from aitx_budget.checks.phrases import about
from aitx_budget.checks.ratios import Held, above_maximum, at_most, recosted
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """직접지원 단위사업의 {national_funds|은|는} 사업비의 {national_funds} 한도 비율 이하여야 합니다.

왜 중요한가: 중소기업에 설비·솔루션을 직접 지원하는 사업은 {national_funds}, {local_funds}, 중소기업 부담금의 구성을 공고가 정하므로, {national_funds|이|가} 그 비율을 넘으면 협약할 수 없습니다.
잘못된 예: P01의 사업비 {cost} 가운데 {national_funds|이|가} {too_much}이면 {share}로 {excess} 많습니다.
바른 예: {national_funds|이|가} {most} 이하입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a project's cost, the most that may be national, and what is too much."""
    most = programme.direct_support.national_maximum.value.most(COST)
    too_much = most + MISS
    return {
        "cost": COST,
        "most": most,
        "too_much": too_much,
        "share": Ratio(too_much, COST),
        "excess": MISS,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per unit project whether base x national <= part x cost, where it is direct support."""
    capped = at_most(
        frame["national"], frame["total"], programme.direct_support.national_maximum.value
    )
    return capped | ~frame["direct"]


def explain(case: Case) -> Violation:
    """Say how much is too much, and the smallest change that cures it."""
    scope = {"project": case["project"]}
    opening = about(scope)
    most = case.programme.direct_support.national_maximum.value
    rest = case["total"] - case["national"]
    others = ("local_funds", "private_cash", "private_in_kind")
    origin = of_ratio(case, Ratio(rest, case["total"]), most.complement, others, scope)
    held = Held(
        part=case["national"],
        whole=case["total"],
        threshold=most,
        opening=Text(f"직접지원 {opening.ko}의", f"in direct-support {opening.en},"),
        named=case.source("national_funds"),
        of=Text("사업비", "the project's cost"),
        raised=Text(
            f"{case.source('local_funds').ko}·{case.source('private_contribution').ko}",
            f"{case.source('local_funds').en} or {case.source('private_contribution').en}",
        ),
        cut=case.source("national_funds"),
        cuttable=case["national"],
        cells=largest_cells(case, "budget_lines", ("national_funds",), scope),
        scope=scope,
        along=recosted(case),
        origin=origin.row if origin else 0,
        lead=lead(case, origin),
    )
    return above_maximum(held, case.programme)


RULE = Rule(
    code="CSH501",
    name="direct-national-share-above-cap",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="project_funding",
    needs=("total", "direct"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("direct_support.national_maximum", "matching.rounding_tolerance"),
    cites="direct_support.national_maximum",
    scopes=REGION,
)
