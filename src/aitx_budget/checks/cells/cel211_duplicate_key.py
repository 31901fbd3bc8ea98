"""A code is declared once.

Why it matters: Budget lines refer to institutions and projects by code; a code that stands for two belongs to neither.
Bad: Two institutions both have the code I02.
Good: Each has a code of its own, I02 and I03.
Source: Form of the standard workbook: codes are unique within their sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """코드는 한 번만 등록해야 합니다.

왜 중요한가: 예산은 기관과 단위사업을 코드로 가리키므로, 둘이 같은 코드를 쓰면 어느 쪽인지 알 수 없습니다.
잘못된 예: 두 기관의 기관코드가 모두 I02입니다.
바른 예: I02와 I03처럼 서로 다른 코드를 붙였습니다.
근거: 표준 서식의 형식: 코드는 시트 안에서 하나뿐.
"""


_RENAME = Text(
    "다른 코드로 바꾸고, 이 코드를 쓰는 예산 행도 어느 쪽인지 확인해 고치세요. 같은 내용을 두 번 적었으면 한 행을 지우세요.",
    "Give it another code and correct the lines that mean it; if it is the same entry twice, delete one.",
)


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per code whether it stands there first."""
    return frame["row"] == frame["first_row"]


def explain(case: Case) -> Violation:
    """Name both cells."""
    table, field = case["table"], case["field"]
    at, first = case.at(table, field, case["row"]), case.at(table, field, case["first_row"])
    place = named(case, table, field, at)
    earlier = first.a1 if first else ""
    return Violation(
        at=at,
        related=(first,),
        message=Text(
            f"{place.ko}의 코드 {particle(quoted(case['value']), '은', '는')} {earlier}에 이미 등록된 코드입니다.",
            f"The code {quoted(case['value'])} in {place.en} is already declared in {earlier}.",
        ),
        fix=_delete(case, earlier) if _same_name(case) else _RENAME,
        value=case["value"],
    )


def _same_name(case: Case) -> bool:
    """Tell whether both rows name the same institution or project, too."""
    table = case.submission.tables[case["table"]] if case.submission else None
    if table is None or "name" not in table.columns:
        return False
    names = dict(zip(table.rows, table.values["name"], strict=True))
    name = names[case["row"]]
    return bool(name) and name == names[case["first_row"]]


def _delete(case: Case, earlier: str) -> Text:
    sheet = case.layout.tables[case["table"]].sheet
    return Text(
        f"같은 {particle(sheet, '을', '를')} 두 번 적었습니다. {earlier}의 행과 견주어 한 행을 지우세요.",
        f"This is the same entry twice: compare it with the row of {earlier} and delete one of them.",
    )


RULE = Rule(
    code="CEL211",
    name="duplicate-key",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="key_cells",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
