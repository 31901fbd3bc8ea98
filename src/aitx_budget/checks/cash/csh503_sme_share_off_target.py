"""An SME contributes the notice's share of the cost of its support.

Why it matters: The notice composes direct support of {national_funds}, {local_funds} and the SME's own contribution.
    {composed}
Bad: Support of {support}, of which the SME contributes {too_little}: {share}.
Good: The SME contributes {enough}: {sme_share}.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.overstated import overstated
from aitx_budget.checks.phrases import scope_of, sme_named
from aitx_budget.checks.ratios import Held, above_maximum, at_least, at_most, below_minimum
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """중소기업 부담금은 지원 사업비에서 공고가 정한 비율이어야 합니다.

왜 중요한가: 공고는 직접지원을 {national_funds}, {local_funds}, 중소기업 부담금으로 구성하도록 정했습니다. {composed}
잘못된 예: 사업비 {support} 가운데 중소기업이 {too_little}을 부담하면 {share}입니다.
바른 예: 중소기업이 {enough}을 부담하면 {sme_share}입니다.
"""


_SUPPORT = 50_000_000
"""Won that one firm's support costs in the example."""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return what a firm contributes to its support, and what is too little; and how the shares go together."""
    direct = programme.direct_support
    enough = direct.sme_share.value.least(_SUPPORT)
    too_little = enough * 9 // 10
    return {
        "support": _SUPPORT,
        "enough": enough,
        "too_little": too_little,
        "share": Ratio(too_little, _SUPPORT),
        "composed": _composed(programme),
    }


def _composed(programme: Programme) -> Text:
    """Say what a share off its target means, as far as the other two shares leave it open."""
    direct, sources = programme.direct_support, programme.sources
    shares = (direct.national_maximum.value, direct.local_minimum.value, direct.sme_share.value)
    national, local, firm = (each.percent().removesuffix("%") for each in shares)
    if direct.sme_share_below_severity.value is Severity.ERROR:
        return Text(f"{firm}%에 못 미치면 오류입니다.", f"Less than {firm}% is an error.")
    if sum(Fraction(*each) for each in shares) != 1:
        return Text(
            f"다른 재원의 비율에 따라 중소기업 부담 비율도 {firm}%와 달라질 수 있으므로, 비율이 다르다고 오류로 보지는 않습니다.",
            f"Since the SME's share differs from {firm}% with those of the other sources, a share off its target is not an error.",
        )
    return Text(
        f"{sources.national_funds.ko} {national}, {sources.local_funds.ko} {local} 이상, 중소기업 {particle(firm, '은', '는')} "
        f"{particle(sources.local_funds.ko, '이', '가')} 정확히 {local}일 때만 100이 되므로, 비율이 다르다고 오류로 보지는 않습니다.",
        f'Since {sources.national_funds.en} {national}, {sources.local_funds.en} "{local} or more" and SME {firm} make 100 only '
        f"with {sources.local_funds.en} at exactly {local}, a share off its target is not an error.",
    )


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
        lead=None if below else _too_high(case),
    )
    return (below_minimum if below else above_maximum)(held, case.programme)


def _too_high(case: Case) -> Text | None:
    """Return what to look at first where the SMEs' rows contribute more than the budget, by what is above the target."""
    share = case.programme.direct_support.sme_share.value
    tolerance = case.programme.matching.rounding_tolerance.value
    part, whole = case["contribution"], case["total"]

    def settles(over: int) -> bool:
        least, most = share.least(whole - over), share.most(whole - over)
        return bool(least <= part - over <= most + tolerance)

    return overstated(case, ("private_in_kind", "private_cash"), settles)


RULE = Rule(
    code="CSH503",
    name="sme-share-off-target",
    severity=Severity.WARNING,
    authority=Authority.NOTICE,
    view="sme_shares",
    needs=("contribution", "total"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
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
