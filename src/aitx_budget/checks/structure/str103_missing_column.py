"""Every header stands once in its table.

Why it matters: Columns are found by their headers; where one is lost or stands twice, its figures cannot be told.
Bad: The header {national_header} was overwritten, or a second column {national_header} was inserted.
Good: Every header of the standard workbook stands once, in whatever order.
Source: Form of the standard workbook: its columns and their headers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import observation, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """표의 머리글은 저마다 한 번씩 있어야 합니다.

왜 중요한가: 열은 머리글로 찾으므로, 머리글이 없거나 두 번 있으면 그 금액을 읽을 수 없습니다.
잘못된 예: 머리글 '{national_funds|'을|'를} 다른 말로 덮어썼거나 '{national_funds}' 열을 하나 더 넣었습니다.
바른 예: 순서가 바뀌었더라도 표준 서식의 머리글이 모두 한 번씩 있습니다.
근거: 표준 서식의 형식: 열의 구성과 머리글.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per observation whether it is of another kind."""
    return ~frame["seen"].isin([Seen.MISSING_COLUMN.value, Seen.DOUBLED_COLUMN.value])


def explain(case: Case) -> Violation:
    """Name the header, and the cell it belongs into."""
    fact = observation(case)
    header = case.header(fact.table, fact.field)
    name = f"'{header}'"
    what = (
        Text("항목", "entry") if case.layout.tables[fact.table].form else Text("머리글", "header")
    )
    sheet = fact.at.sheet if fact.at else case.layout.tables[fact.table].sheet
    if fact.seen is Seen.DOUBLED_COLUMN:
        cells = ", ".join(each.a1 for each in (fact.at, *fact.related) if each)
        message = Text(
            f"{sheet} 시트에 {what.ko} {particle(name, '이', '가')} 여러 번({cells}) 있어 어느 것을 읽어야 하는지 알 수 없습니다.",
            f"The {what.en} '{header}' stands more than once in {sheet} ({cells}), so which of them counts cannot be told.",
        )
        fix = Text(
            f"'{header}' 가운데 하나만 남기고, 따로 넣은 것은 지우거나 다른 이름을 붙이세요.",
            f"Keep one '{header}'; delete what was added or give it another name.",
        )
    else:
        found = Text(
            f" 그 자리에는 {particle(quoted(fact.raw), '이라고', '라고')} 적혀 있습니다.",
            f" {quoted(fact.raw)} stands in its place.",
        )
        place = fact.at.a1 if fact.at else ""
        message = Text(
            f"{sheet} 시트에 {what.ko} {particle(name, '이', '가')} 없어 그 값을 읽지 못했습니다.{found.ko if fact.raw else ''}",
            f"The {what.en} '{header}' is missing in {sheet}, so its values were not read.{found.en if fact.raw else ''}",
        )
        fix = (
            Text(
                f"{place} 칸에 {particle(name, '이라고', '라고')} 적고 그 오른쪽 칸에 값을 적으세요.",
                f"Type '{header}' into {place} and its value right of it.",
            )
            if case.layout.tables[fact.table].form
            else Text(
                f"그 열의 머리글 칸({place})에 {particle(name, '이라고', '라고')} 적으세요. 열을 지웠으면 표준 서식에서 다시 가져오세요.",
                f"Type '{header}' into the header cell of that column ({place}); bring the column back from the standard workbook if it was deleted.",
            )
        )
    return Violation(
        at=fact.at,
        related=fact.related,
        message=message,
        fix=fix,
        value=fact.raw or None,
        expected=header,
    )


RULE = Rule(
    code="STR103",
    name="missing-column",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="observations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
