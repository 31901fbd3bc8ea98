"""{Local_funds} must make up at least the minimum share of the total project cost.

Why it matters: Within the matching funds the notice wants the region's own share; private money cannot stand in for it. It is an
    error over the whole budget; a fiscal year or a unit project below it is pointed out. Direct-support projects are composed by
    ratios of their own (CSH501, CSH502).
Bad: {Local_funds} of {too_little} in a total of {total}: {share}, {short} short of {minimum_local}.
Good: {Local_funds} of {enough} in the same total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import matched_by, rounded
from aitx_budget.checks.manual import manual
from aitx_budget.checks.ratios import at_least, below_minimum, held_scope, switched_on
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import share

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """{local_funds|은|는} 총사업비의 최소 {local_funds} 비율 이상이어야 합니다.

왜 중요한가: 공고는 매칭 가운데 지방자치단체가 직접 부담하는 몫을 따로 정했으므로, {private_contribution|으로|로} 대신할 수 없습니다. 전체 예산이 미달이면 오류이고, 회계연도나 단위사업별 미달은 참고로 알립니다. 직접지원 사업은 따로 정한 비율로 봅니다(CSH501, CSH502).
잘못된 예: 총사업비 {total}에 {local_funds|이|가} {too_little}이면 {share}로 {minimum_local}에 {short} 모자랍니다.
바른 예: 같은 총사업비에 {local_funds|이|가} {enough}입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a year's total in which the local funds miss their minimum, and what reaches it."""
    matching, national = programme.matching, programme.funding.national_per_year.value
    total = national + matched_by(matching.minimum.value, national)
    enough = matching.local_minimum.value.least(total)
    too_little = rounded(enough * 9 // 10)
    return {
        "total": total,
        "enough": enough,
        "too_little": too_little,
        "share": share(too_little, total),
        "short": enough - too_little,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per scope whether base x local >= part x total."""
    enough = at_least(frame["local"], frame["total"], programme.matching.local_minimum.value)
    return enough | ~switched_on(frame, programme)


def explain(case: Case) -> Violation:
    """Say how much is missing, and the smallest change that cures it."""
    local = case.source("local_funds")
    held = held_scope(
        case,
        named=local,
        raised=local,
        sources=("local_funds",),
        part=case["local"],
        threshold=case.programme.matching.local_minimum.value,
    )
    return below_minimum(held, case.programme)


RULE = Rule(
    code="MAT402",
    name="local-share-below-minimum",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="funding_scopes",
    needs=("total",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=(
        "matching.local_minimum",
        "matching.rounding_tolerance",
        "matching.total_severity",
        "matching.fiscal_year_severity",
        "matching.project_severity",
    ),
    cites="matching.local_minimum",
    scopes=REGION,
)
