"""{Local_funds} and {private_contribution} must make up at least the minimum share of the total project cost.

Why it matters: The notice grants {national_funds} against matching funds; a budget below the minimum cannot be agreed. It is an
    error over the whole budget; a fiscal year or a unit project below it is pointed out. Direct-support projects are composed by
    ratios of their own (CSH501, CSH502).
Bad: {National_funds} {national}, {local_funds} {local}, {private_contribution} {too_little}: {share}, {short} short of {minimum_match}.
Good: {National_funds} {national}, {local_funds} {local}, {private_contribution} {enough}: {minimum_match}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import matched_by, rounded
from aitx_budget.checks.manual import manual
from aitx_budget.checks.ratios import at_least, below_minimum, held_scope, switched_on
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import share
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """{local_funds|과|와} {private_contribution}의 합이 총사업비의 최소 매칭비율 이상이어야 합니다.

왜 중요한가: {national_funds|은|는} 매칭을 조건으로 지원하므로, 최소 비율에 못 미치는 예산으로는 협약할 수 없습니다. 전체 예산이 미달이면 오류이고, 회계연도나 단위사업별 미달은 참고로 알립니다. 직접지원 사업은 따로 정한 비율로 봅니다(CSH501, CSH502).
잘못된 예: {national_funds} {national}, {local_funds} {local}, {private_contribution} {too_little}이면 {share}로 {minimum_match}에 {short} 모자랍니다.
바른 예: {national_funds} {national}, {local_funds} {local}, {private_contribution} {enough}이면 {minimum_match}를 채웁니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a budget at the national scale that misses the minimum, and the private contribution that reaches it."""
    minimum, national = programme.matching.minimum.value, programme.funding.national_total.value
    match = matched_by(minimum, national)
    local = match * 3 // 4
    enough = match - local
    too_little = rounded(enough - 1)
    total = national + local + too_little
    return {
        "national": national,
        "local": local,
        "enough": enough,
        "too_little": too_little,
        "share": share(local + too_little, total),
        "short": minimum.least(total) - local - too_little,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per scope whether base x (local + private) >= part x total."""
    matched = at_least(
        frame["local"] + frame["private"], frame["total"], programme.matching.minimum.value
    )
    return matched | ~switched_on(frame, programme)


def explain(case: Case) -> Violation:
    """Say how much is missing, and the smallest change that cures it."""
    local, private = case.source("local_funds"), case.source("private_contribution")
    held = held_scope(
        case,
        named=Text(f"{local.ko}·{private.ko} 합계", f"{local.en} and {private.en}"),
        raised=Text(f"{local.ko}·{private.ko}", f"{local.en} or {private.en}"),
        sources=("local_funds", "private_cash", "private_in_kind"),
        part=case["local"] + case["private"],
        threshold=case.programme.matching.minimum.value,
    )
    return below_minimum(held, case.programme)


RULE = Rule(
    code="MAT401",
    name="matching-below-minimum",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="funding_scopes",
    needs=("total",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=(
        "matching.minimum",
        "matching.rounding_tolerance",
        "matching.total_severity",
        "matching.fiscal_year_severity",
        "matching.project_severity",
    ),
    cites="matching.minimum",
    scopes=REGION,
)
