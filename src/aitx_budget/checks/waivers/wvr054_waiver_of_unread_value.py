"""A waiver does not excuse what keeps other checks from being made.

Why it matters: Where a value cannot be read, the checks that need it were not made; with the finding excused, the workbook would look fit although nobody knows.
Bad: A waiver for CEL202 at 소요예산!H7, where 단가 says '협의 중', so that no sum was checked.
Good: The cell holds a number, and a waiver excuses what a check then says of it.
Source: This program: what was not checked never passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import waiver_named, waiver_scope
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """다른 점검을 막고 있는 지적은 면제하지 않습니다.

왜 중요한가: 값을 읽지 못하면 그 값이 필요한 점검을 하지 못합니다. 그런 지적을 면제하면 아무도 확인하지 못한 예산서가 적합해 보이게 됩니다.
잘못된 예: 단가가 '협의 중'이어서 합계를 점검하지 못했는데, 소요예산!H7의 CEL202를 면제했습니다.
바른 예: 셀에 숫자를 적고, 그다음 점검에서 나온 지적을 면제합니다.
근거: 이 프로그램: 점검하지 않은 것은 통과로 여기지 않습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per waiver in force whether it excuses all that it describes."""
    in_force = ~frame["expired"].astype(bool) & ~frame["premature"].astype(bool)
    return ~(in_force & (frame["open"] > 0))


def explain(case: Case) -> Violation:
    """Say how many findings count although the waiver describes them."""
    named, still = waiver_named(case["waiver"]), case["open"]
    return Violation(
        at=None,
        message=Text(
            f"{particle(named.ko, '을', '를')} 지적 {still}건에는 적용하지 않았습니다. 그 지적 때문에 하지 못한 점검이 있기 때문입니다.",
            f"{named.en} was not applied to {still} of the findings it describes, because they keep other checks from being made.",
        ),
        fix=Text(
            "그 지적의 셀이나 시트를 먼저 고쳐 점검을 받고, 면제 파일의 항목은 지우세요.",
            "Correct the cells or sheets of those findings so that they can be checked, and remove the entry from the waiver file.",
        ),
        value=still,
        expected="= 0",
        scope=waiver_scope(case["waiver"]),
    )


RULE = Rule(
    code="WVR054",
    name="waiver-of-unread-value",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="waivers",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
