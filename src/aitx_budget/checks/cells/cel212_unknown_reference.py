"""A code that is used is declared in its own sheet.

Why it matters: A line whose project or institution is not declared belongs to nobody, and drops out of the sums by project.
Bad: A line of 소요예산 has 사업코드 P3 while 단위사업 declares P03.
Good: The line has P03.
Source: Form of the standard workbook: codes are declared where their sheet says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.suggestions import code_meant
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """쓰는 코드는 해당 시트에 등록되어 있어야 합니다.

왜 중요한가: 등록되지 않은 단위사업이나 기관의 행은 누구의 것인지 알 수 없어 사업별 합계에서 빠집니다.
잘못된 예: 단위사업에는 P03이 등록되어 있는데 소요예산에 P3이라고 적었습니다.
바른 예: 소요예산에 P03을 적었습니다.
근거: 표준 서식의 형식: 코드는 정해진 시트에 먼저 등록합니다.
"""

_NEW = {
    "institutions": Text("새 기관", "a new institution"),
    "unit_projects": Text("새 단위사업", "a new unit project"),
    "beneficiaries": Text("새 참여기업", "a new firm"),
}
"""What a code declares, by the table that declares it."""

_RELATED = 20
"""How many other cells with the same code are pointed to."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per code whether it is declared, or was told about at its first place."""
    return frame["known"].astype(bool) | ~frame["first"].astype(bool)


def explain(case: Case) -> Violation:
    """Name every cell with the code, and the declared code most like it."""
    table, field = case["table"], case["field"]
    at = case.at(table, field, case["row"])
    place, code = named(case, table, field, at), case["value"]
    sheet, header = case.layout.tables[case["refers"].split(".")[0]].sheet, _declaring_header(case)
    near = _nearest(case)
    others = tuple(case.at(name, column, row) for name, column, row in case["others"])
    many = Text(
        f" 같은 코드가 다른 {len(others)}곳에도 있습니다.",
        f" Other cells with the same code: {len(others)}.",
    )
    firm = case["refers"].startswith("beneficiaries.")
    return Violation(
        at=at,
        related=others[:_RELATED],
        message=Text(
            f"{place.ko}의 {particle(quoted(code), '은', '는')} {sheet} 시트의 '{header}'에 없습니다.{many.ko if others else ''}",
            f"{quoted(code)} in {place.en} is not declared under '{header}' in {sheet}.{many.en if others else ''}",
        ),
        fix=_fix(case, near, len(others)),
        value=code,
        expected=near or None,
        severity=Severity.WARNING if firm else None,
    )


def _fix(case: Case, near: str, others: int) -> Text:
    """Say which code to type, or where a new one is declared first."""
    table = case["refers"].split(".")[0]
    sheet, new = case.layout.tables[table].sheet, _NEW[table]
    places = Text(
        f"이 칸과 다른 {others}곳을" if others else "이 칸을",
        "these cells" if others else "this cell",
    )
    if not near:
        header = particle(_declaring_header(case), "으로", "로")
        return Text(
            f"{sheet} 시트에 있는 {header} 고치거나, {particle(new.ko, '이면', '면')} {sheet} 시트에 먼저 등록하세요.",
            f"Change {places.en} to what {sheet} declares; if it is {new.en}, declare it in {sheet} first.",
        )
    suggested = f"'{near}'"
    return Text(
        f"{particle(suggested, '을', '를')} 뜻한 것이면 {places.ko} {particle(suggested, '으로', '로')} 고치고, "
        f"{particle(new.ko, '이면', '면')} {sheet} 시트에 먼저 등록하세요.",
        f"If {suggested} was meant, change {places.en} to {suggested}; if it is {new.en}, declare it in {sheet} first.",
    )


def _declaring_header(case: Case) -> str:
    """Return the header of the column that declares such codes."""
    table, name = case["refers"].split(".")
    return case.header(table, name)


def _nearest(case: Case) -> str:
    """Return the declared code most like the one used; empty where none is like it."""
    table, name = case["refers"].split(".")
    found = case.submission.tables.get(table) if case.submission else None
    codes = [str(each) for each in found.values.get(name, ()) if each] if found else []
    return code_meant(case["value"], codes)


RULE = Rule(
    code="CEL212",
    name="unknown-reference",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="references",
    needs=("known",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
