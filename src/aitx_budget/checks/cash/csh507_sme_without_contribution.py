"""Every SME contributes to its support.

Why it matters: Direct support is shared by the SME; without any contribution there is nothing that its in-kind could be a share of.
Bad: An SME's row has {public} of public funds, and neither cash nor in-kind of the firm.
Good: The firm contributes {contribution}, at least {cash} of it in cash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.example_amounts import matched_by
from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import scope_of, sme_named
from aitx_budget.checks.ratios import to_raise
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """참여기업은 모두 부담금을 내야 합니다.

왜 중요한가: 직접지원은 기업이 함께 부담하는 사업이며, 부담금이 없으면 현물 비율도 따질 수 없습니다.
잘못된 예: 참여기업 행에 {national_funds|과|와} {local_funds} {public}만 있고 기업현금과 기업현물이 없습니다.
바른 예: 기업이 {contribution}을 부담하고 그 가운데 {cash} 이상이 현금입니다.
"""


_PUBLIC = 40_000_000
"""Won of public funds that one firm gets in the example."""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return what a firm contributes to its public funds, and how much of it in cash."""
    direct = programme.direct_support
    contribution = matched_by(direct.sme_share.value, _PUBLIC)
    cash = contribution - direct.in_kind_maximum.value.most(contribution)
    return {"public": _PUBLIC, "contribution": contribution, "cash": cash}


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of 참여기업 whether there is a contribution."""
    return frame["contribution"] != 0


def explain(case: Case) -> Violation:
    """Say what is missing, with the amounts that the notice's shares come to."""
    share, named = case.programme.direct_support.sme_share.value, sme_named(case)
    cash, kind = (
        case.header("beneficiaries", name) for name in ("private_cash", "private_in_kind")
    )
    return Violation(
        at=case.at("beneficiaries", "private_cash", case["row"]),
        related=(case.at("beneficiaries", "private_in_kind", case["row"]),),
        message=Text(
            f"{named.ko}의 {cash}과 {kind}이 모두 0원입니다. 참여기업은 사업비의 {share.percent()}를 부담해야 합니다.",
            f"No contribution from {named.en}, neither cash nor in-kind. An SME must bear {share.percent()} of the cost.",
        ),
        fix=_amounts(case, cash, kind),
        value=0,
        expected="> 0",
        scope=scope_of(case.row, "fiscal_year", "project"),
    )


def _amounts(case: Case, cash: str, kind: str) -> Text:
    """Say what to enter: the notice's shares, where the row has public funds that they can be shares of."""
    support, total = case.programme.direct_support, case["total"]
    share, cap = support.sme_share.value, support.in_kind_maximum.value
    if total == 0 or share.numerator == share.denominator:
        public = f"{case.source('national_funds').ko}·{case.source('local_funds').ko}"
        return Text(
            f"{cash}과 {kind}을 입력하세요. 비어 있다면 {public}도 함께 입력하세요.",
            f"Enter {cash} (cash) and {kind} (in-kind), and the public funds if they are blank.",
        )
    wanted = to_raise(0, total, share)
    least = wanted - cap.most(wanted)
    return Text(
        f"{cash}과 {kind}을 입력하세요. 이 행의 지원금을 기준으로 모두 {won(wanted)}이며, 그 가운데 {cash}은 {won(least)} "
        "이상이어야 합니다.",
        f"Enter {cash} (cash) and {kind} (in-kind): with this row's public funds, {krw(wanted)} in all, at least "
        f"{krw(least)} of it in cash.",
    )


RULE = Rule(
    code="CSH507",
    name="sme-without-contribution",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="sme_shares",
    needs=("contribution", "total"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("direct_support.sme_share", "direct_support.in_kind_maximum"),
    cites="direct_support.sme_share",
    scopes=REGION,
)
