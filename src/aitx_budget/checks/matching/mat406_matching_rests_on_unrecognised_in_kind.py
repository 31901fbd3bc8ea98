"""The minimum match holds with the in-kind contribution that is recognised.

Why it matters: In-kind above the cap is not recognised; if the match rests on it, settlement may find the budget short.
Bad: The match is {above}, but {below} once in-kind above {in_kind_cap} of the SMEs' contribution is left out.
Good: The match is {minimum_match} or more with recognised in-kind alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.ratios import Held, at_least, below_minimum, recosted
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio, krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """인정되는 현물만으로도 최소 매칭비율을 채워야 합니다.

왜 중요한가: 한도를 넘는 현물은 인정되지 않으므로, 매칭비율이 그 현물에 기대고 있으면 정산할 때 모자랄 수 있습니다.
잘못된 예: 매칭비율이 {above}이지만, 중소기업 부담금의 {in_kind_cap}를 넘는 현물을 빼면 {below}입니다.
바른 예: 인정되는 현물만으로도 매칭비율이 {minimum_match} 이상입니다.
"""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a match just above the minimum, and one just below it."""
    part, base = programme.matching.minimum.value
    fine = 10**3
    return {
        "above": Ratio(fine * part + base, fine * base),
        "below": Ratio(max(fine * part - 8 * base, 0), fine * base),
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per workbook whether the match still holds without unrecognised in-kind, where it holds with it."""
    minimum, matched = programme.matching.minimum.value, frame["local"] + frame["private"]
    with_it = at_least(matched, frame["total"], minimum)
    without = at_least(matched - frame["excess"], frame["total"] - frame["excess"], minimum)
    return without | ~with_it


def explain(case: Case) -> Violation:
    """Say how much is not recognised and how short the match is without it."""
    programme, excess = case.programme, case["excess"]
    local, private = case.source("local_funds"), case.source("private_contribution")
    kind, cash = case.source("private_in_kind"), case.source("private_cash")
    held = Held(
        part=case["local"] + case["private"] - excess,
        whole=case["total"] - excess,
        threshold=programme.matching.minimum.value,
        opening=Text(
            f"인정 한도를 넘는 {kind.ko} {won(excess)}을 빼면",
            f"without {krw(excess)} of {kind.en} above the cap,",
        ),
        named=Text(f"{local.ko}·{private.ko} 합계", f"{local.en} and {private.en}"),
        of=Text("총사업비", "the total project cost"),
        raised=local,
        cut=case.source("national_funds"),
        cuttable=case["national"],
        cells=largest_cells(
            case, "budget_lines", ("private_in_kind",), {"project": case["project"]}
        ),
        severity=Severity.WARNING,
        along=recosted(case),
    )
    told = below_minimum(held, programme)
    fix = Text(
        f"{kind.ko} {won(excess)}을 {particle(cash.ko, '으로', '로')} 바꾸세요. 바꾸지 않는다면 {told.fix.ko}",
        f"Replace {krw(excess)} of {kind.en} with {cash.en}. Otherwise {told.fix.en[:1].lower()}{told.fix.en[1:]}",
    )
    return replace(told, fix=fix)


RULE = Rule(
    code="MAT406",
    name="matching-rests-on-unrecognised-in-kind",
    severity=Severity.WARNING,
    authority=Authority.NOTICE,
    view="recognised_funding",
    needs=("recognised",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=(
        "matching.minimum",
        "matching.rounding_tolerance",
        "direct_support.in_kind_maximum",
        "direct_support.in_kind_elsewhere",
    ),
    cites="direct_support.in_kind_maximum",
    scopes=REGION,
)
