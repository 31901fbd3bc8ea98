"""An SME contributes the notice's share of the cost of its support.

Why it matters: The notice composes direct support of national funds, local funds and the SME's own contribution. Since national
    60, local "20 or more" and SME 20 make 100 only where local is exactly 20, a share off its target is not an error.
Bad: Support of 50,000,000 won, of which the SME contributes 9,000,000 won: 18 %.
Good: The SME contributes 10,000,000 won: 20 %.
Source: Notice 1. Overview > Scale: direct support has 20% from the SME, in cash and in kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import scope_of, sme_named
from aitx_budget.checks.ratios import Held, above_maximum, at_least, at_most, below_minimum
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """중소기업 부담금은 지원 사업비에서 공고가 정한 비율이어야 합니다.

왜 중요한가: 공고는 직접지원을 국비, 지방비, 중소기업 부담금으로 구성하도록 정했습니다. 국비 60, 지방비 20 이상, 중소기업 20은 지방비가 정확히 20일 때만 100이 되므로, 비율이 다르다고 오류로 보지는 않습니다.
잘못된 예: 사업비 50,000,000원 가운데 중소기업이 9,000,000원을 부담하면 18%입니다.
바른 예: 중소기업이 10,000,000원을 부담하면 20%입니다.
근거: 공고 1. 사업개요 > 사업규모: 직접 지원하는 사업은 중소기업 20%(현금+현물).
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of 참여기업 whether the contribution is at its target, as far as the programme asks for it.

    A row without any contribution is another rule's; above the target, won within the rounding tolerance are let go.
    """
    support = programme.direct_support
    share, asked = support.sme_share.value, support.sme_share_rule.value
    part, whole = frame["contribution"], frame["total"]
    enough = at_least(part, whole, share) | (asked == "any")
    rounded = part - programme.matching.rounding_tolerance.value
    not_above = at_most(part, whole, share) | at_most(rounded, whole, share) | (asked != "eq")
    return (enough & not_above) | (part == 0)


def explain(case: Case) -> Violation:
    """Say by how much the contribution is off, and the smallest change that cures it."""
    support, part, whole = case.programme.direct_support, case["contribution"], case["total"]
    share, named = support.sme_share.value, sme_named(case)
    below = part < share.least(whole)
    severity = support.sme_share_below_severity if below else support.sme_share_above_severity
    contribution = Text("기업부담금", "the contribution")
    public = Text(
        f"{case.source('national_funds').ko}·{case.source('local_funds').ko}",
        f"{case.source('national_funds').en} or {case.source('local_funds').en}",
    )
    held = Held(
        part=part,
        whole=whole,
        threshold=share,
        opening=Text(f"{named.ko}의", f"for {named.en},"),
        named=contribution,
        of=Text("사업비", "the cost of its support"),
        raised=contribution if below else public,
        cut=public if below else contribution,
        cuttable=whole - part if below else part,
        cells=(
            case.at("beneficiaries", "private_cash", case["row"]),
            case.at("beneficiaries", "private_in_kind", case["row"]),
        ),
        severity=severity.value,
        bound=Text("기준", "target"),
        scope=scope_of(case.row, "fiscal_year", "project"),
    )
    return (below_minimum if below else above_maximum)(held, case.programme)


RULE = Rule(
    code="CSH503",
    name="sme-share-off-target",
    severity=Severity.WARNING,
    authority=Authority.NOTICE,
    view="sme_shares",
    needs=("contribution", "total"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=(
        "direct_support.sme_share",
        "direct_support.sme_share_rule",
        "direct_support.sme_share_below_severity",
        "direct_support.sme_share_above_severity",
        "matching.rounding_tolerance",
    ),
    cites="direct_support.sme_share",
    scopes=REGION,
)
