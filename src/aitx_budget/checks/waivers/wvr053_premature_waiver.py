"""A waiver excuses from its date on and not before.

Why it matters: A check made for an earlier day must give what was known on that day; a date ahead is often a slip.
Bad: A waiver with date {march}-02, held against a workbook on {february}-20.
Good: The day of the check is the waiver's date or later.
Source: The waiver file: its date is the first day it is in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import waiver_named, waiver_scope
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """면제는 승인일부터 효력이 있습니다.

왜 중요한가: 지난 날짜를 기준으로 한 점검에서는 그날의 결과가 나와야 하고, 앞날의 승인일은 잘못 적은 것일 때가 많습니다.
잘못된 예: 승인일(date)이 {march}-02인 면제를 {february}-20에 적용했습니다.
바른 예: 점검일이 면제의 승인일이거나 그 뒤입니다.
근거: 면제 파일: 승인일은 면제가 효력을 갖는 첫날입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per waiver whether its first day has come."""
    return ~frame["premature"].astype(bool)


def explain(case: Case) -> Violation:
    """Say when it begins and how many findings count until then."""
    named, date, still = waiver_named(case["waiver"]), case["waiver"].date, case["open"]
    return Violation(
        at=None,
        message=Text(
            f"{named.ko}의 승인일은 {date}이어서 아직 적용하지 않았습니다(점검일 {case['as_of']}). "
            + (
                f"해당하는 지적 {still}건을 그대로 셌습니다."
                if still
                else "지금은 해당하는 지적이 없습니다."
            ),
            f"{named.en} is dated {date} and was not applied yet (day of the check {case['as_of']}). "
            + (f"Findings that still count: {still}." if still else "No finding fits it now."),
        ),
        fix=Text(
            "전담기관에서 처리할 일입니다. 면제 파일의 승인일(date)이 맞는지 확인하고, 점검일을 따로 정했다면 그 날짜가 맞는지도 확인하세요.",
            "For the agency: check that date is right in the waiver file and, if the day of the check was set, that it is right too.",
        ),
        value=date.isoformat(),
        expected=f"<= {case['as_of']}",
        scope=waiver_scope(case["waiver"]),
    )


RULE = Rule(
    code="WVR053",
    name="premature-waiver",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="waivers",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
