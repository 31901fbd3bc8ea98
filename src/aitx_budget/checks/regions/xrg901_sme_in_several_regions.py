"""A firm takes part in one region.

Why it matters: The same firm in two regions may be paid twice for one thing, which the examiners of one region alone cannot see.
Bad: 가람정밀 (123-45-67891) stands in 참여기업 of {region} and of {other_region}.
Good: The firm stands in one of them, or both regions have said that these are two different supports.
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

MANUAL_KO = """한 기업은 한 지역에만 참여하는 것이 보통입니다.

왜 중요한가: 같은 기업이 두 지역에서 같은 지원을 두 번 받을 수 있는데, 한 지역의 예산서만 보아서는 알 수 없습니다.
잘못된 예: 가람정밀(123-45-67891)이 {region|과|와} {other_region}의 참여기업에 모두 있습니다.
바른 예: 한 지역에만 있거나, 서로 다른 지원임을 두 지역이 확인했습니다.
근거: 실무 관행. 공고의 규정이 아닌 권고입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per firm of a workbook whether no other workbook has its number."""
    return frame["regions"].map(len) == 0


def explain(case: Case) -> Violation:
    """Name the firm, and every other region with the cell where it stands."""
    number, places = case["key"], elsewhere(case)
    name = case["name"] or number
    named = f"{name}({number})" if case["name"] else number
    return Violation(
        at=case.at("beneficiaries", "registration_number", case["row"]),
        related=case["cells"],
        message=Text(
            f"참여기업 {particle(named, '이', '가')} 다른 지역에도 있습니다: {places.ko}.{ADVISORY.ko}",
            f"SME {name} ({number}) takes part in other regions too: {places.en}.{ADVISORY.en}",
        ),
        fix=Text(
            "두 지역에 같은 지원인지 확인하고, 같은 지원이면 한 지역에서 빼게 하세요. 서로 다른 지원이면 그대로 두어도 됩니다.",
            "Ask the regions whether this is the same support. If so, have one of them remove the firm; if the supports differ, both may stay.",
        ),
        value=number,
    )


RULE = Rule(
    code="XRG901",
    name="sme-in-several-regions",
    severity=Severity.WARNING,
    authority=Authority.PRACTICE,
    view="shared_firms",
    needs=("key",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
    together=True,
)
