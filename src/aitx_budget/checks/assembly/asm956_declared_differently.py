"""An institution's workbook and the region's say the same of an institution and a unit project.

Why it matters: Two names or numbers under one code are two bodies, or one of them is wrong; the region's stands in the assembled workbook. A different treatment of value-added tax is a warning.
Bad: I03 is {region}예시대학교 in the region's workbook and {region}예시대학교병원 in its own.
Good: Code, name, registration number and type are the same in both.
Source: Form of the standard workbook: institutions' workbooks are parts of the region's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot, typed, value_text
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """기관용 예산서와 지역 예산서는 같은 기관·단위사업을 똑같이 적어야 합니다.

왜 중요한가: 한 코드에 이름이나 번호가 둘이면 서로 다른 기관이거나 하나가 틀린 것입니다. 취합한 예산서에는 지역 예산서의 것을 둡니다. 부가세처리가 다르면 경고합니다.
잘못된 예: I03이 지역 예산서에는 {region}예시대학교, 기관용 예산서에는 {region}예시대학교병원입니다.
바른 예: 코드, 이름, 사업자등록번호, 유형이 두 예산서에서 같습니다.
근거: 표준 서식의 형식: 기관용 예산서는 지역 예산서의 일부입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.DESCRIBED_OTHERWISE.value


def explain(case: Case) -> Violation:
    """Name both values and both cells."""
    fact = observation(case)
    here = spot(case)
    kind = case.layout.tables[fact.table][fact.field].kind
    own = value_text(fact.value, kind)
    dated = kind in (Kind.MONTH, Kind.DATE)
    expected = typed(int(fact.expected), kind) if dated else fact.expected
    other = expected if dated else quoted(expected)
    there = ", ".join(str(cell) for cell in fact.related)
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{particle(here.ko, '은', '는')} {own.ko}인데 지역 예산서({there})에는 {particle(other, '으로', '로')} 적혀 있습니다. 취합한 예산서에는 지역 예산서의 것을 두었습니다.",
            f"{here.en} is {own.en}, but the region's workbook ({there}) has {other}; the assembled workbook keeps the region's.",
        ),
        fix=Text(
            "어느 쪽이 맞는지 확인해 틀린 예산서를 고치고 다시 취합하세요.",
            "Find out which is right, correct the other workbook, and assemble again.",
        ),
        value=fact.raw,
        expected=expected,
        severity=Severity.WARNING if fact.table == "basics" else None,
    )


RULE = Rule(
    code="ASM956",
    name="declared-differently",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
