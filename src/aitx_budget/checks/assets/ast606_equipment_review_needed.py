"""Costly equipment has its installation plan, and where it is very costly its review.

Why it matters: Elsewhere in public funding, equipment above these prices needs a plan or a board's review; to have them ready
    avoids a delay. Whether they apply here is for the agency to say.
Bad: Equipment of {costly} a piece, and nobody has asked whether a review board must see it.
Good: Equipment of {cheap} a piece.
Source: Secondary sources on equipment of {installation_plan} and above, and of {review_board} and above (R&D rules that may not
    apply). Advice, not a rule of the notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """비싼 장비는 설치·활용 계획을 갖추고, 더 비싼 장비는 도입심의 대상인지 확인합니다.

왜 중요한가: 다른 공공 지원사업에서는 이 금액을 넘는 장비에 계획이나 심의를 요구하므로, 미리 준비하면 늦어지지 않습니다. 이 사업에 적용되는지는 전담기관이 정합니다.
잘못된 예: 단가 {costly}인 장비인데 도입심의 대상인지 확인하지 않았습니다.
바른 예: 단가 {cheap}인 장비입니다.
근거: 2차 자료: {installation_plan} 이상과 {review_board} 이상 장비 도입 기준(연구개발 규정으로, 적용되지 않을 수 있음). 공고의 규정이 아닌 권고입니다.
"""


_PLANNED = ("place", "shared_use")
"""What an installation plan begins with."""

_TANGIBLE = "유형자산"
"""The kind of asset that is equipment."""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a price above what is reviewed, and one below what needs a plan."""
    assets = programme.assets
    return {
        "costly": assets.review_board_threshold.value * 6 // 5,
        "cheap": assets.installation_plan_threshold.value * 5 // 6,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per row of the plan whether tangible assets are below both thresholds of unit price."""
    assets = programme.assets
    least = min(assets.installation_plan_threshold.value, assets.review_board_threshold.value)
    return (frame["unit_price"] < least) | (frame["asset_kind"] != _TANGIBLE)


def explain(case: Case) -> Violation:
    """Say which threshold is reached and what to have ready."""
    assets, price = case.programme.assets, case["unit_price"]
    board = price >= assets.review_board_threshold.value
    reached = assets.review_board_threshold if board else assets.installation_plan_threshold
    header = case.header("asset_plan", "unit_price")
    return Violation(
        at=case.at("asset_plan", "unit_price", case["row"]),
        message=Text(
            f"장비 {header}가 {won(price)}으로 {won(reached.value)} 이상입니다. "
            + (
                "도입심의 대상인지 확인이 필요합니다."
                if board
                else "설치·활용 계획이 필요할 수 있습니다."
            )
            + ADVISORY.ko,
            f"The equipment's unit price is {krw(price)}, at or above {krw(reached.value)}. "
            + (
                "It may have to go before a review board."
                if board
                else "It may need an installation plan."
            )
            + ADVISORY.en,
        ),
        fix=_fix(case, board=board),
        value=price,
        expected=f"< {reached.value}",
    )


def _fix(case: Case, *, board: bool) -> Text:
    """Ask the agency what is needed, and for what of the plan is still blank."""
    what = Text("도입심의", "a review") if board else Text("설치·활용 계획", "an installation plan")
    blank = [name for name in _PLANNED if case[f"blank.{name}"]]
    if not blank:
        return Text(
            f"{particle(what.ko, '이', '가')} 필요한지 전담기관에 확인하세요. 확인했다면 고치지 않아도 됩니다.",
            f"Ask the agency whether {what.en} is needed. Once that is settled, nothing needs to be changed.",
        )
    headers = [case.header("asset_plan", name) for name in blank]
    listed = particle(headers[0], "과", "와") + " " + headers[1] if len(headers) > 1 else headers[0]
    return Text(
        f"{particle(what.ko, '이', '가')} 필요한지 전담기관에 확인하고, 비어 있는 {particle(listed, '을', '를')} 적으세요.",
        f"Ask the agency whether {what.en} is needed, and fill in {' and '.join(headers)}.",
    )


RULE = Rule(
    code="AST606",
    name="equipment-review-needed",
    severity=Severity.WARNING,
    authority=Authority.REPORTED,
    view="asset_plan",
    needs=("unit_price", "asset_kind"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=("assets.installation_plan_threshold", "assets.review_board_threshold"),
)
