"""Exactly one institution leads the consortium.

Why it matters: The lead signs for the consortium and files the application; with none or two of them nobody does.
Bad: Two institutions have the role 주관.
Good: One has 주관, the government has 총괄, all others have 참여.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """주관기관은 정확히 한 곳이어야 합니다.

왜 중요한가: 주관기관이 컨소시엄을 대표해 신청하므로, 없거나 여럿이면 책임지는 곳이 없습니다.
잘못된 예: 두 기관의 역할이 모두 '주관'입니다.
바른 예: 한 곳만 '주관', 광역지방자치단체는 '총괄', 나머지는 '참여'입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per workbook whether it has as many leads as there must be."""
    return frame["leads"] == programme.consortium.lead_count.value


def explain(case: Case) -> Violation:
    """Say how many leads there are, and point to the roles."""
    wanted, rows = case.programme.consortium.lead_count.value, case["lead_rows"]
    extra = rows[wanted:] if len(rows) > wanted else ()
    cells = [case.at("institutions", "role", row) for row in rows]
    header = case.header("institutions", "role")
    found = (
        Text(
            f"{len(rows)}곳입니다",
            f"{len(rows)} institution{'s have' if len(rows) > 1 else ' has'}",
        )
        if rows
        else Text("없습니다", "No institution has")
    )
    return Violation(
        at=case.at("institutions", "role", extra[0] if extra else case["candidate_row"]),
        related=tuple(cells),
        message=Text(
            f"{particle(header, '이', '가')} '주관'인 기관이 {found.ko}. 정확히 {wanted}곳이어야 합니다.",
            f"{found.en} the role 주관 (lead); there must be exactly {wanted}.",
        ),
        fix=Text(
            f"주관기관 {wanted}곳만 '주관'으로 두고 나머지는 '참여'로 바꾸세요."
            if extra
            else f"주관기관의 {particle(header, '을', '를')} '주관'으로 고르세요.",
            f"Leave 주관 with {wanted} and change the others to 참여."
            if extra
            else "Choose 주관 as the role of the lead institution.",
        ),
        value=len(rows),
        expected=f"= {wanted}",
    )


RULE = Rule(
    code="ORG702",
    name="lead-count",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="consortium",
    needs=("leads",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.lead_count",),
    cites="consortium.lead_count",
    scopes=REGION,
)
