"""Every required cell is filled.

Why it matters: A line without its year, project or price cannot be placed or computed, and drops out of every check that needs it.
Bad: A line of 소요예산 has amounts but no 사업코드.
Good: All required cells of a line that is used are filled; lines that are not used are left empty.
Source: Form of the standard workbook: required cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.structure import Field, TableLayout
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """필수 칸은 모두 채워야 합니다.

왜 중요한가: 회계연도·사업코드·단가가 없는 행은 어디에 속하는지, 얼마인지 알 수 없어 점검에서 빠집니다.
잘못된 예: 소요예산의 한 행에 금액은 있는데 사업코드가 없습니다.
바른 예: 쓰는 행은 필수 칸을 모두 채우고, 쓰지 않는 행은 비워 두었습니다.
근거: 표준 서식의 형식: 필수 입력 칸.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per cell whether it is filled, or need not be."""
    return ~(frame["due"].astype(bool) & frame["blank"].astype(bool))


def explain(case: Case) -> Violation:
    """Name the cell and what belongs into it."""
    table, field = case["table"], case["field"]
    layout, at = case.layout.tables[table], case.at(table, field, case["row"])
    place = named(case, table, field, at)
    reason = _reason(case)
    return Violation(
        at=at,
        message=Text(
            f"필수 칸 {particle(place.ko, '이', '가')} 비어 있습니다.{reason.ko}",
            f"The required cell {place.en} is empty.{reason.en}",
        ),
        fix=_fix(layout, layout[field]),
    )


def _fix(layout: TableLayout, field: Field) -> Text:
    """Ask for the value, with what the template says of it, or for an end of the line."""
    asked = Text(f"'{field.header}' 칸을 채우세요.", f"Fill in '{field.header}'.")
    unused = Text(
        " 쓰지 않는 행이면 행 전체를 지우세요.", " Clear the whole line if it is not used."
    )
    return Text(
        asked.ko
        + (f" {field.help.ko}" if field.help.ko else "")
        + (unused.ko if not layout.form else ""),
        asked.en
        + (f" {field.help.en}" if field.help.en else "")
        + (unused.en if not layout.form else ""),
    )


def _reason(case: Case) -> Text:
    """Say why the cell must be filled in this line, where it need not be in every line."""
    layout = case.layout.tables[case["table"]]
    field = layout[case["field"]]
    if field.required_when:
        other, value = field.required_when
        header = layout[other].header
        return Text(
            f" {particle(header, '이', '가')} '{value}'이면 반드시 적어야 합니다.",
            f" It is required where {header} is '{value}'.",
        )
    if field.required_unless:
        other, value = field.required_unless
        header = layout[other].header
        return Text(
            f" {particle(header, '이', '가')} '{value}'이 아니면 반드시 적어야 합니다.",
            f" It is required unless {header} is '{value}'.",
        )
    return Text("", "")


RULE = Rule(
    code="CEL201",
    name="missing-value",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="required_cells",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
