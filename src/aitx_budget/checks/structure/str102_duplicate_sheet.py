"""Each table stands in one sheet.

Why it matters: Where two sheets hold the same table nobody can tell which one counts, so neither is read.
Bad: 소요예산 and its copy 소요예산 (2) stand side by side.
Good: Only the sheet that is to be submitted is left in the workbook.
Source: Form of the standard workbook: one sheet a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """한 표는 한 시트에만 있어야 합니다.

왜 중요한가: 같은 표가 두 시트에 있으면 어느 쪽이 제출할 내용인지 알 수 없어 둘 다 읽지 않습니다.
잘못된 예: '소요예산'과 그 복사본 '소요예산 (2)'가 함께 있습니다.
바른 예: 제출할 시트 하나만 남겼습니다.
근거: 표준 서식의 형식: 표마다 시트 하나.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return frame["seen"] != Seen.DUPLICATE_SHEET.value


def explain(case: Case) -> Violation:
    """Name all sheets that claim the table."""
    fact = observation(case)
    titles = [each.sheet for each in (fact.at, *fact.related) if each]
    named = ", ".join(f"'{title}'" for title in dict.fromkeys(titles))
    table = case.layout.tables[fact.table].sheet
    own = f"'{table}'"
    return Violation(
        at=fact.at,
        related=fact.related,
        message=Text(
            f"{particle(named, '이', '가')} 모두 '{table}' 표입니다. 어느 것을 제출하는지 알 수 없어 어느 것도 읽지 않았습니다.",
            f"{named} all hold the table '{table}'. Which of them counts cannot be told, so none was read.",
        ),
        fix=Text(
            f"제출할 시트 하나만 남기고 나머지는 지우세요. 남은 시트의 이름은 {particle(own, '이어야', '여야')} 합니다.",
            f"Keep the one sheet that is to be submitted, named '{table}', and delete the others.",
        ),
        value=", ".join(dict.fromkeys(titles)),
    )


RULE = Rule(
    code="STR102",
    name="duplicate-sheet",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
