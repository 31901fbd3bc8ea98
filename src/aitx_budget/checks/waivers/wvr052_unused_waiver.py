"""A waiver excuses something.

Why it matters: A waiver that excuses nothing was mistyped, or what it excused was corrected; left in the file it may one day excuse what nobody meant.
Bad: A waiver for SUM302 at 소요예산!M7 while the finding stands at 소요예산!M8, or no longer at all.
Good: Every waiver in the file excuses at least one finding of its region.
Source: This program: a waiver excuses what it names and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import waiver_named, waiver_scope
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.telling import listed
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """면제에는 해당하는 지적이 있어야 합니다.

왜 중요한가: 아무 지적에도 쓰이지 않는 면제는 잘못 적었거나 이미 고쳐진 것입니다. 그대로 두면 나중에 뜻하지 않은 지적을 면제할 수 있습니다.
잘못된 예: 지적은 소요예산!M8에 있거나 이미 고쳐졌는데, 면제는 SUM302의 소요예산!M7에 대한 것입니다.
바른 예: 면제 파일의 모든 항목이 그 지역의 지적을 하나 이상 면제합니다.
근거: 이 프로그램: 면제는 적힌 대상에만 적용하고 다른 지적에는 적용하지 않습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per waiver whether it excuses something, or it cannot or needn't be said."""
    idle = (frame["covered"] == 0) & (frame["open"] == 0)
    in_force = ~frame["expired"].astype(bool) & ~frame["premature"].astype(bool)
    return ~(idle & in_force & frame["judged"].astype(bool))


def explain(case: Case) -> Violation:
    """Say that nothing fits, or that a narrower waiver excuses it, and where the rule has other findings."""
    waiver, matched = case["waiver"], case["matched"]
    named, places = waiver_named(waiver), listed(case["elsewhere"])
    if matched:
        why = Text(
            f"해당하는 지적 {matched}건은 더 좁게 지정했거나 먼저 적은 다른 면제를 이미 적용했습니다.",
            f"What it fits ({matched}) is excused already by a waiver that is narrower or stands before it.",
        )
    elif case["elsewhere"]:
        why = Text(
            f"{waiver.rule} 지적은 {places.ko}에 있습니다.",
            f"{waiver.rule} has its findings at {places.en}.",
        )
    else:
        why = Text(
            f"이 지역에는 {waiver.rule} 지적이 없습니다.",
            f"{waiver.rule} has no finding in this region.",
        )
    return Violation(
        at=None,
        message=Text(
            f"{particle(named.ko, '은', '는')} 아무 지적에도 쓰이지 않았습니다. {why.ko}",
            f"{named.en} excuses nothing. {why.en}",
        ),
        fix=Text(
            "전담기관에서 처리할 일입니다. 면제 파일의 규칙(rule), 지역(region), 셀(cell), 대상(key)을 확인해 고치고, 더는 필요 없으면 그 항목을 지우세요.",
            "For the agency: check rule, region, cell and key in the waiver file, or remove the entry if it is no longer needed.",
        ),
        value=0,
        expected=">= 1",
        scope=waiver_scope(waiver),
    )


RULE = Rule(
    code="WVR052",
    name="unused-waiver",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="waivers",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
