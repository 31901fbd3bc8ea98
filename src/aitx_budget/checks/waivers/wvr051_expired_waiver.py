"""A waiver excuses until its last day and no longer.

Why it matters: A waiver is an exception for a time; findings that it once excused count again, and nobody should wonder why.
Bad: A waiver with expiry {december_before}-31, held against a workbook on {year}-01-02.
Good: The waiver was approved anew with a later expiry, or its entry was removed from the file.
Source: The waiver file: its expiry is the last day it is in force.
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

MANUAL_KO = """면제는 만료일까지만 효력이 있습니다.

왜 중요한가: 면제는 기간을 정해 둔 예외입니다. 기간이 지나면 면제했던 지적을 다시 세며, 그 까닭을 알 수 있어야 합니다.
잘못된 예: 만료일(expiry)이 {december_before}-31인 면제를 {year}-01-02에 적용했습니다.
바른 예: 다시 승인받아 만료일을 늦추었거나, 면제 파일에서 그 항목을 지웠습니다.
근거: 면제 파일: 만료일은 면제가 효력을 갖는 마지막 날입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per waiver whether its last day has not passed."""
    return ~frame["expired"].astype(bool)


def explain(case: Case) -> Violation:
    """Say when it ended and how many findings count again."""
    named, expiry, again = waiver_named(case["waiver"]), case["waiver"].expiry, case["open"]
    return Violation(
        at=None,
        message=Text(
            f"{particle(named.ko, '은', '는')} {expiry}에 만료되어 적용하지 않았습니다(점검일 {case['as_of']}). "
            + (
                f"해당하는 지적 {again}건을 다시 셌습니다."
                if again
                else "지금은 해당하는 지적이 없습니다."
            ),
            f"{named.en} expired on {expiry} and was not applied (day of the check {case['as_of']}). "
            + (f"Findings that count again: {again}." if again else "No finding fits it now."),
        ),
        fix=Text(
            "전담기관에서 처리할 일입니다. 면제가 더 필요하면 다시 승인받아 면제 파일의 승인일(date)과 만료일(expiry)을 고치고, 필요 없으면 그 항목을 지우세요.",
            "For the agency: if it is still needed, have it approved again and correct date and expiry in the waiver file; otherwise remove the entry.",
        ),
        value=expiry.isoformat(),
        expected=f">= {case['as_of']}",
        scope=waiver_scope(case["waiver"]),
    )


RULE = Rule(
    code="WVR051",
    name="expired-waiver",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="waivers",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
