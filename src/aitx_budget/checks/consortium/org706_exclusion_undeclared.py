"""Every institution declares whether a ground for exclusion applies to it.

Why it matters: The grounds bar the whole consortium, so each member confirms them for itself before the application.
Bad: 세금체납 of a participating company is left empty.
Good: It holds 해당없음.
Source: Notice, exclusions: each institution checks the grounds for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """모든 기관은 지원제외 요건에 해당하는지 적어야 합니다.

왜 중요한가: 한 기관의 제외 사유로 컨소시엄 전체가 제외되므로, 기관마다 신청 전에 스스로 확인합니다.
잘못된 예: 한 참여기관의 '세금체납' 칸이 비어 있습니다.
바른 예: '해당없음'을 골랐습니다.
근거: 공고 지원제외: 기관마다 스스로 확인한 뒤 신청합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per declaration whether it was made, or does not count for so young a company."""
    return ~frame["blank"].astype(bool) | frame["exempt"].astype(bool)


def explain(case: Case) -> Violation:
    """Name the institution and the ground."""
    ground, who = case.header("institutions", case["field"]), case["name"] or case["institution"]
    return Violation(
        at=case.at("institutions", case["field"], case["row"]),
        message=Text(
            f"{who}의 지원제외 요건 '{ground}' 해당 여부가 비어 있습니다.",
            f"{who} does not say whether the ground for exclusion '{ground}' applies.",
        ),
        fix=Text(
            "기관에 확인해 '해당없음' 또는 '해당'을 고르세요.",
            "Ask the institution and choose 해당없음 (does not apply) or 해당 (applies).",
        ),
        scope={"institution": case["institution"]},
    )


RULE = Rule(
    code="ORG706",
    name="exclusion-undeclared",
    severity=Severity.WARNING,
    authority=Authority.NOTICE,
    view="declarations",
    needs=("value", "exempt"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.erosion_exempt_years", "consortium.closing_date"),
)
