"""One business registration number belongs to one name, in all sheets.

Why it matters: Two names with one number are one firm under two names, or a wrong number; sums per firm cannot be trusted until it is clear.
Bad: 123-45-67891 is 가람정밀 in one row of 참여기업 and 나래기공 in another.
Good: Each name has its own number; 가람정밀 and (주)가람정밀 are one name.
Source: Arithmetic: a registration number is given to one business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """한 사업자등록번호에는 모든 시트에서 한 이름만 있어야 합니다.

왜 중요한가: 이름이 둘이면 같은 기업을 다르게 적었거나 번호가 틀린 것이므로, 기업별 합계를 믿을 수 없습니다.
잘못된 예: 123-45-67891이 참여기업의 한 행에는 가람정밀, 다른 행에는 나래기공으로 적혀 있습니다.
바른 예: 이름마다 번호가 다릅니다. '가람정밀'과 '(주)가람정밀'은 같은 이름으로 봅니다.
근거: 산술: 사업자등록번호는 사업자마다 하나입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per number whether its name is that of the first place it stands in."""
    return frame["same"].astype(bool)


def explain(case: Case) -> Violation:
    """Name both, and both cells."""
    at = case.at(case["table"], "name", case["row"])
    first = case.at(case["first_table"], "name", case["first_row"])
    here, there = (
        named(case, case["table"], "name", at),
        named(case, case["first_table"], "name", first),
    )
    name, earlier = quoted(case["name"]), quoted(case["first_name"])
    return Violation(
        at=at,
        related=(first, case.at(case["table"], "registration_number", case["row"])),
        message=Text(
            f"사업자등록번호 {case['number']}의 이름이 {there.ko}에는 {earlier}, {here.ko}에는 {particle(name, '으로', '로')} 서로 다릅니다.",
            f"The registration number {case['number']} belongs to {earlier} in {there.en} but to {name} in {here.en}.",
        ),
        fix=Text(
            "사업자등록증을 보고 이름이나 번호 가운데 틀린 것을 고치세요.",
            "Look at the registration certificate and correct the name or the number, whichever is wrong.",
        ),
        value=case["name"],
        expected=case["first_name"],
    )


RULE = Rule(
    code="ORG707",
    name="one-number-two-names",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="named_numbers",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
