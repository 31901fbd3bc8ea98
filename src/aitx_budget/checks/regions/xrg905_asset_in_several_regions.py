"""An asset is planned in one region.

Why it matters: The same item of the same specification in several regions may be bought together for less, or shared; sometimes
    it is a row that was copied from another region's workbook.
Bad: GPU 서버 (8-GPU, 80GB) stands in 자산구매계획 of {region} and of {other_region}.
Good: One region buys it and shares it, or both have said why each needs its own.
Source: Common practice. Advice, not a rule of the notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY, elsewhere
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """품명과 규격이 같은 자산은 한 지역에만 있는 것이 보통입니다.

왜 중요한가: 같은 자산을 여러 지역이 따로 사면 함께 사거나 나누어 쓰는 것보다 비싸고, 다른 지역의 예산서에서 복사한 행일 수도 있습니다.
잘못된 예: GPU 서버(8-GPU, 80GB)가 {region|과|와} {other_region}의 자산구매계획에 모두 있습니다.
바른 예: 한 지역이 사서 함께 쓰거나, 각각 필요한 까닭을 두 지역이 확인했습니다.
근거: 실무 관행. 공고의 규정이 아닌 권고입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per asset of a workbook whether no other workbook has its item and specification."""
    return frame["regions"].map(len) == 0


def explain(case: Case) -> Violation:
    """Name the asset, and every other region with the cell where it stands."""
    places, what = elsewhere(case), f"{case['name']}({case['detail']})"
    return Violation(
        at=case.at("asset_plan", "item", case["row"]),
        related=case["cells"],
        message=Text(
            f"품명과 규격이 같은 {particle(what, '이', '가')} 다른 지역에도 있습니다: {places.ko}.{ADVISORY.ko}",
            f"{case['name']} ({case['detail']}) is planned in other regions too: {places.en}.{ADVISORY.en}",
        ),
        fix=Text(
            "함께 사거나 나누어 쓸 수 있는지, 복사한 행이 아닌지 두 지역에 확인하세요. 각각 필요하면 그대로 두어도 됩니다.",
            "Ask the regions whether they can buy or share it, and whether the row was copied by mistake. If each needs its own, both may stay.",
        ),
        value=what,
    )


RULE = Rule(
    code="XRG905",
    name="asset-in-several-regions",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="shared_assets",
    needs=("key",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
    together=True,
)
