"""Values are typed as numbers, months and codes, without decoration.

Why it matters: A decorated value is read where its meaning is certain, but a spreadsheet program itself does not add up text; this note says what was understood.
Bad: 국비 holds the text 1,000,000원.
Good: 국비 holds the number 1000000.
Source: Form of the standard workbook: values without units or signs of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted, spot, typed, value_text
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """값은 꾸밈 없이 숫자·월·코드 그대로 적는 것이 좋습니다.

왜 중요한가: 뜻이 확실하면 꾸민 값도 읽지만, 엑셀은 문자로 적은 숫자를 더하지 않습니다. 어떻게 읽었는지 알려 드립니다.
잘못된 예: 국비에 '1,000,000원'이라는 문자를 적었습니다.
바른 예: 국비에 숫자 1000000을 적었습니다.
근거: 표준 서식의 형식: 단위나 기호 없는 값.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.NORMALISED.value


def explain(case: Case) -> Violation:
    """Say what was read as what."""
    fact, place = observation(case), spot(case)
    kind = case.layout.tables[fact.table][fact.field].kind
    read = value_text(fact.value, kind)
    return Violation(
        at=fact.at,
        message=Text(
            f"{place.ko}의 {particle(quoted(fact.raw), '을', '를')} {particle(read.ko, '으로', '로')} 읽었습니다.",
            f"{quoted(fact.raw)} in {place.en} was read as {read.en}.",
        ),
        fix=Text(
            f"맞으면 고치지 않아도 됩니다. 다르면 {read.ko} 대신 맞는 값을 적으세요.",
            f"Nothing need be changed if that is right; otherwise type the right value in place of {read.en}.",
        ),
        value=fact.raw,
        expected=typed(fact.value, kind),
    )


RULE = Rule(
    code="CEL208",
    name="normalised-value",
    severity=Severity.NOTE,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
