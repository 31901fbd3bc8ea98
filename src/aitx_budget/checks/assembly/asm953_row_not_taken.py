"""Every row of an institution's workbook can be taken in.

Why it matters: A row that cannot be read is not taken in, so its money is missing in the region's workbook until it is put right.
Bad: The amount {national_header} of a line reads '협의 중'.
Good: Every cell of a line can be read, and the line says whose it is.
Source: Arithmetic: what is counted twice, or left out, makes every total wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """기관용 예산서의 모든 행은 취합할 수 있어야 합니다.

왜 중요한가: 읽을 수 없는 행은 취합하지 않으므로, 고칠 때까지 그 금액이 지역 예산서에서 빠집니다.
잘못된 예: {national_funds} 칸에 '협의 중'이라고 적은 행이 있습니다.
바른 예: 모든 칸을 읽을 수 있고, 어느 기관의 행인지 적혀 있습니다.
근거: 산술: 두 번 세거나 빠뜨린 금액은 모든 합계를 틀리게 합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.REFUSED_ROW.value


def explain(case: Case) -> Violation:
    """Say which cell keeps the row, or the whole table, out."""
    fact = observation(case)
    why = _why(case)
    whole = fact.value not in ("", "blank")
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{why.ko} {'이 시트의 행을 모두' if whole else '이 행을'} 취합하지 않았습니다.",
            f"{why.en} so {'no row of this sheet was' if whole else 'this row was not'} taken in.",
        ),
        fix=Text(
            "이 예산서를 validate 명령으로 점검해 고친 뒤 다시 취합하세요.",
            "Check this workbook with `validate`, correct it, and assemble again.",
        ),
        value=fact.raw or None,
    )


def _why(case: Case) -> Text:
    """Return the reason, as the beginning of a sentence."""
    fact = observation(case)
    here, sheet = spot(case), case.layout.tables[fact.table].sheet
    if fact.value == "unit":
        return Text(
            f"{sheet} 시트의 금액이 천원 단위로 보여",
            f"The amounts of {sheet} look like thousands of won,",
        )
    if fact.value == "blank":
        return Text(
            f"{particle(here.ko, '이', '가')} 비어 있어 어느 기관의 행인지 알 수 없으므로",
            f"{here.en} is empty, so it is not clear whose row this is,",
        )
    if fact.value:
        lost = f"'{fact.value}'"
        return Text(
            f"{sheet} 시트에서 {lost} 열을 찾을 수 없어",
            f"The column {lost} of {sheet} was not found,",
        )
    raw = quoted(fact.raw)
    return Text(
        f"{here.ko}의 {particle(raw, '을', '를')} 읽을 수 없어",
        f"{raw} in {here.en} cannot be read,",
    )


RULE = Rule(
    code="ASM953",
    name="row-not-taken",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
