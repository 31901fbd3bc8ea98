"""No institution declares a ground for exclusion.

Why it matters: One excluded member bars the whole consortium, and an agreement is cancelled where it shows later.
Bad: A participating company declares 세금체납 해당.
Good: Every institution declares 해당없음; a company under {exempt_years} years at the closing date is not excluded for capital erosion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """지원제외 요건에 해당하는 기관이 없어야 합니다.

왜 중요한가: 한 기관이라도 해당하면 컨소시엄 전체가 지원에서 제외되고, 협약한 뒤에 확인되면 협약이 해약됩니다.
잘못된 예: 참여기업이 세금체납에 '해당'을 골랐습니다.
바른 예: 모든 기관이 '해당없음'입니다. 접수 마감일 기준 창업 {exempt_years}년 미만 기업은 완전자본잠식이어도 제외되지 않습니다.
"""

DECLARED = "해당"


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per declaration whether it is anything but 해당, or does not count for so young a company."""
    return (frame["value"] != DECLARED) | frame["exempt"].astype(bool)


def explain(case: Case) -> Violation:
    """Name the institution and the ground; say whom the exemption is for."""
    rules, field = case.programme.consortium, case["field"]
    ground, who = case.header("institutions", field), case["name"] or case["institution"]
    years, closing = rules.erosion_exempt_years.value, rules.closing_date.value
    founded, known = case.header("institutions", "founded_on"), case["founded_on"]
    young = (
        Text(
            f" 접수 마감일({closing.isoformat()}) 기준 창업 {years}년 미만 기업이면 '{founded}'을 적으세요. 제외되지 않습니다.",
            f" A company under {years} years at the closing date ({closing.isoformat()}) is exempt: enter its founding date in '{founded}'.",
        )
        if field == "capital_erosion" and not known
        else Text("", "")
    )
    return Violation(
        at=case.at("institutions", field, case["row"]),
        message=Text(
            f"{particle(who, '이', '가')} 지원제외 요건인 '{ground}'에 해당한다고 적혀 있습니다. 한 기관이라도 해당하면 컨소시엄 전체가 제외됩니다.",
            f"{who} declares '{ground}', a ground for exclusion; one such member bars the whole consortium.",
        ),
        fix=Text(
            f"사실이면 이 기관을 컨소시엄에서 빼고, 잘못 골랐으면 '해당없음'으로 고치세요.{young.ko}",
            f"If this is true, take the institution out of the consortium; if it was chosen by mistake, choose 해당없음 (does not apply).{young.en}",
        ),
        value=case["value"],
        expected="해당없음",
        scope={"institution": case["institution"]},
    )


RULE = Rule(
    code="ORG705",
    name="excluded-institution",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="declarations",
    needs=("value", "exempt"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.erosion_exempt_years", "consortium.closing_date"),
    cites="consortium.erosion_exempt_years",
)
