"""Of several workbooks of one institution the latest counts.

Why it matters: Only one version of a budget is money; the others are named so that nobody takes them for it.
Bad: Two workbooks of I02 are given, 제출차수 1 and 2.
Good: Only the one with 제출차수 2 is given.
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

MANUAL_KO = """한 기관의 예산서가 여럿이면 차수가 가장 높은 것만 셉니다.

왜 중요한가: 예산은 한 번만 세야 하므로, 쓰지 않은 제출본을 알려 드립니다.
잘못된 예: I02의 예산서가 제출차수 1과 2로 두 개 있습니다.
바른 예: 제출차수가 2인 예산서 하나만 있습니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.SUPERSEDED.value


def explain(case: Case) -> Violation:
    """Name the workbook that counts, and both revisions."""
    fact = observation(case)
    own = Text(f"제출차수 {fact.raw}", f"revision {fact.raw}") if fact.raw else _NONE
    winner = quoted(str(fact.value))
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"같은 기관의 제출본 {winner}(제출차수 {fact.expected or '없음'})을 반영했으므로 이 파일({own.ko})은 취합하지 않았습니다.",
            f"This file ({own.en}) was not taken in, because {winner} (revision {fact.expected or 'none'}) of the same institution counts.",
        ),
        fix=Text(
            "이 파일이 최신이면 기본정보의 제출차수를 올려 다시 취합하고, 아니면 그대로 두세요.",
            "If this file is the latest, raise its 제출차수 and assemble again; otherwise leave it.",
        ),
        value=fact.raw or None,
        expected=fact.expected or None,
    )


_NONE = Text("제출차수 없음", "no revision")


RULE = Rule(
    code="ASM958",
    name="superseded-version",
    severity=Severity.NOTE,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
