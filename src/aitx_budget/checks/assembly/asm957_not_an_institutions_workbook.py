"""What is assembled are institutions' workbooks of the region's own programme and region.

Why it matters: A workbook of another region, programme or kind has no place in the region's budget and is not taken in.
Bad: The workbook of an institution of {other_region} is given with the region's workbook of {region}.
Good: All workbooks are of one region and were made from the same programme's templates.
Source: Form of the standard workbook: institutions' workbooks are parts of the region's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """취합하는 파일은 같은 사업, 같은 지역의 기관용 예산서여야 합니다.

왜 중요한가: 다른 지역이나 다른 사업, 다른 종류의 예산서는 이 지역의 예산이 아니므로 취합하지 않습니다.
잘못된 예: {region}의 지역 예산서에 {other_region} 기관의 예산서를 취합하려 했습니다.
바른 예: 모두 같은 지역의 예산서이고 같은 사업의 서식으로 만들었습니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.OTHER_WORKBOOK.value


def explain(case: Case) -> Violation:
    """Say in what it differs."""
    fact = observation(case)
    mine, wanted = quoted(fact.raw), quoted(fact.expected)
    said = {
        "scope": Text(
            "기관용이 아니라 지역용 예산서입니다.",
            "This is a region's workbook, not an institution's.",
        ),
        "programme": Text(
            f"다른 사업({fact.raw})의 서식으로 만든 예산서입니다.",
            f"It was made for another programme ({fact.raw}).",
        ),
        "region": Text(
            f"이 예산서의 지역은 {mine}인데 지역 예산서는 {wanted}입니다.",
            f"This workbook is for {mine}, but the region's workbook is for {wanted}.",
        ),
    }[fact.value]
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{said.ko} 이 파일은 취합하지 않았습니다.", f"{said.en} The file was not taken in."
        ),
        fix=Text(
            "이 지역의 기관용 예산서를 지정하세요. 지역을 잘못 고른 것이면 기본정보에서 고치세요.",
            "Name an institution's workbook of this region; if the region was chosen wrongly, correct it in 기본정보.",
        ),
        value=fact.raw,
        expected=fact.expected,
    )


RULE = Rule(
    code="ASM957",
    name="not-an-institutions-workbook",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
