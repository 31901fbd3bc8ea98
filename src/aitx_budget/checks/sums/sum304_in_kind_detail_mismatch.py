"""The in-kind details add up to the budget's in-kind amounts, per fiscal year and unit project.

Why it matters: In-kind is recognised only for what is shown to be contributed; an amount without its detail has nothing behind it.
Bad: P02 has 200,000,000 won of in-kind of {year} in the budget and details of 190,000,000 won.
Good: Both come to 200,000,000 won.
Source: Arithmetic: the in-kind details are what the budget's in-kind consists of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, adjust, scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.vacancy import vacant_sheet
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """현물내역의 합은 회계연도·단위사업별로 소요예산의 {private_in_kind|과|와} 같아야 합니다.

왜 중요한가: 현물은 무엇을 출연하는지 확인된 만큼만 인정되므로, 내역이 없는 현물은 근거가 없습니다.
잘못된 예: P02의 {year}년 {private_in_kind|이|가} 소요예산에는 200,000,000원, 현물내역에는 190,000,000원입니다.
바른 예: 두 곳 모두 200,000,000원입니다.
근거: 산술: 현물내역은 소요예산 {private_in_kind}의 내역입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per fiscal year and project whether details and budget are equal."""
    return frame["detail"] == frame["budget"]


def explain(case: Case) -> Violation:
    """Say both amounts and by how much one of them must change."""
    budget, detail, where = case["budget"], case["detail"], about(case.row)
    kind, scope = case.source("private_in_kind"), scope_of(case.row, "fiscal_year", "project")
    sheet, budget_sheet = (
        case.layout.tables[name].sheet for name in ("in_kind_details", "budget_lines")
    )
    lines = largest_cells(case, "budget_lines", ("private_in_kind",), scope)
    total = Text(f"{sheet}의 {case.header('in_kind_details', 'cost')} 합계", "the in-kind details")
    gap, change = abs(budget - detail), adjust(total, detail, budget)
    added = budget - detail if not case["detail_row"] else 0
    plain = Text(
        f"{sheet}에 {where.ko}의 현물 {won(added)}을 누가 무엇으로 내는지 적으세요."
        if added
        else f"{change.ko} {sheet}이 맞다면 {budget_sheet}의 {particle(kind.ko, '을', '를')} 고치세요.",
        f"In {sheet}, list who contributes the {krw(added)} in kind ({where.en}), and what it is."
        if added
        else f"{change.en} If they are right, correct the budget.",
    )
    missing = None if added else _without_detail(case, scope)
    return Violation(
        at=case.at("in_kind_details", "unit_price", case["detail_row"]) or next(iter(lines), None),
        related=lines,
        message=Text(
            f"{where.ko}의 {particle(kind.ko, '이', '가')} {budget_sheet}에는 {won(budget)}, {sheet}에는 "
            f"{won(detail)}으로 {won(gap)} 차이가 납니다.",
            f"{where.en[0].upper()}{where.en[1:]}: {kind.en} of {krw(budget)} in the budget and {krw(detail)} in the "
            f"in-kind details, a difference of {krw(gap)}.",
        ),
        fix=led(
            case,
            of_sides(case, ("private_in_kind",), budget - detail),
            _added_for(case, missing, plain) if missing else plain,
        ),
        value=detail,
        expected=f"= {budget}",
        difference=gap,
        scope=scope,
        vacant=vacant_sheet(case, "in_kind_details", "budget_lines"),
    )


def _without_detail(case: Case, scope: Mapping[str, Any]) -> tuple[int, str] | None:
    """Return row and institution of the one budget line that is all the details lack; None where none or several are."""
    lines = case.submission.tables["budget_lines"] if case.submission else None
    if lines is None:
        return None
    keys = (*scope, "private_in_kind", "institution")
    if any(name not in lines.values for name in keys):
        return None
    wanted = (*scope.values(), case["budget"] - case["detail"])
    columns = zip(lines.rows, *(lines.values[name] for name in keys), strict=True)
    found = [(row, own or "") for row, *values, own in columns if tuple(values) == wanted]
    return found[0] if len(found) == 1 else None


def _added_for(case: Case, line: tuple[int, str], fix: Text) -> Text:
    """Ask for the detail of one budget line before any other cure: all other in-kind of its key has one."""
    row, institution = line
    sheet, budget_sheet = (
        case.layout.tables[name].sheet for name in ("in_kind_details", "budget_lines")
    )
    kind, gap = case.source("private_in_kind"), case["budget"] - case["detail"]
    whose = f"({institution})" if institution else ""
    return Text(
        f"{budget_sheet} {row}행{whose}의 {kind.ko} {won(gap)}에 해당하는 {sheet} 행이 빠지지 않았는지부터 보고, 빠졌으면 행을 추가해 누가 무엇으로 "
        f"내는지 적으세요. 이미 있으면, {fix.ko}",
        f"First see whether {sheet} lacks the row for the {kind.en} of {krw(gap)} in row {row} of {budget_sheet} {whose}; if so, add it "
        f"with who contributes it and what it is. If it is there: {fix.en}",
    )


RULE = Rule(
    code="SUM304",
    name="in-kind-detail-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="in_kind_balance",
    needs=("budget", "detail"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
