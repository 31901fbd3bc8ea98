"""A subtotal typed into a table equals the rows it covers, and has no fiscal year.

Why it matters: The checks leave subtotal rows out of every sum, and 총괄표 leaves out rows without a fiscal year, but people read
    them; a wrong one misleads whoever signs the budget. With a fiscal year 총괄표 takes it for a line and counts its won twice.
Bad: A row 소계 states 5,000,000 won for rows that come to 4,800,000 won.
Good: The row is deleted and the summary sheet is read instead; one that is kept states 4,800,000 won.
Source: Arithmetic: a subtotal is the sum of its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """표 안에 적은 소계와 합계는 그 위 행들의 합과 같아야 하고, 회계연도를 적지 않아야 합니다.

왜 중요한가: 점검은 소계 행을 합계에 넣지 않고 총괄표도 회계연도가 빈 행을 넣지 않지만, 사람은 그 숫자를 읽으므로 틀린 소계는 결재하는 사람을 헷갈리게 합니다. 소계 행에 회계연도를 적으면 총괄표가 예산 행으로 보아 같은 금액을 두 번 셉니다.
잘못된 예: 4,800,000원인 행들의 소계를 5,000,000원으로 적었습니다.
바른 예: 소계 행을 지우고 총괄표를 봅니다. 남겨 둔 소계는 4,800,000원입니다.
근거: 산술: 소계는 그 행들의 합입니다.
"""

_MOST = 3
"""How many headers a sentence lists."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per stated amount whether it is right, or its row was told about at an earlier amount.

    Right is what is the sum of its rows and is in no sum of the workbook itself.
    """
    right = (frame["claimed"] == frame["covered"]) & ~frame["counted"]
    return right | ~frame["first"]


def explain(case: Case) -> Violation:
    """Say what is wrong with the sum; where nothing is, that it is counted twice."""
    return _twice(case) if case["claimed"] == case["covered"] else _wrong(case)


def _wrong(case: Case) -> Violation:
    """Say both amounts, and how many others of the row are wrong."""
    claimed, covered = case["claimed"], case["covered"]
    table, row, others = case["table"], case["row"], case["others"]
    header = case.header(table, case["field"])
    gap = abs(claimed - covered)
    listed = ", ".join(case.header(table, name) for name in others[:_MOST])
    more = Text(
        f" 이 행의 다른 칸({listed}{' 등' * (len(others) > _MOST)})도 맞지 않습니다.",
        f" Other cells of this row are wrong too ({listed}{' …' * (len(others) > _MOST)}).",
    )
    right = Text(
        f"남겨 두려면 {particle(header, '을', '를')} {particle(won(covered), '으로', '로')} 고치세요.",
        f"To keep it, type {krw(covered)} for {header}.",
    )
    return Violation(
        at=case.at(table, case["field"], row),
        related=(*(case.at(table, name, row) for name in others), *_year(case)),
        message=Text(
            f"이 소계 행에 적힌 {header} {won(claimed)}이 해당 행들을 더한 {won(covered)}과 {won(gap)} 다릅니다."
            f"{more.ko if others else ''}",
            f"This subtotal row states {krw(claimed)} for {header}, but its rows add up to {krw(covered)}: a difference of "
            f"{krw(gap)}.{more.en if others else ''}",
        ),
        fix=_DELETED
        if case["counted"]
        else Text(
            f"이 소계 행을 지우세요. 합계는 총괄표에 저절로 나옵니다. {right.ko}",
            f"Delete this subtotal row; the summary sheet (총괄표) adds up by itself. {right.en}",
        ),
        value=claimed,
        expected=f"= {covered}",
        difference=gap,
    )


_DELETED = Text(
    "이 소계 행을 지우세요. 회계연도가 적혀 있어 총괄표가 이 금액을 두 번 셉니다.",
    "Delete this subtotal row. It has a fiscal year, so the summary sheet (총괄표) counts its won twice.",
)
"""The cure of a subtotal that is taken for a line, right or wrong."""


def _twice(case: Case) -> Violation:
    """Say that the workbook's own sums take the row for a line, and that its year makes them."""
    table, row, claimed = case["table"], case["row"], case["claimed"]
    (year,), fields = _year(case), (case["field"], *case["others"])
    header, column = case.header(table, case["field"]), case.header(table, "fiscal_year")
    several = len(fields) > 1
    kept = Text(
        f"남겨 두려면 {column} 칸({year.a1})을 비우세요.",
        f"To keep it, empty {column} ({year.a1}).",
    )
    return Violation(
        at=year,
        related=tuple(case.at(table, name, row) for name in fields),
        message=Text(
            f"이 소계 행에 {particle(column, '이', '가')} 적혀 있어, 총괄표가 이 행의 금액({header} {won(claimed)}{' 등' * several})을 예산 행으로 "
            "보아 한 번 더 더합니다. 점검에서는 소계로 보아 더하지 않았습니다.",
            f"This subtotal row has a fiscal year ({column}), so 총괄표 takes it for a line and adds its amounts ({header} "
            f"{krw(claimed)}{' …' * several}) once more. The checks left it out.",
        ),
        fix=Text(f"{_DELETED.ko} {kept.ko}", f"{_DELETED.en} {kept.en}"),
        severity=Severity.WARNING,  # the sum is right, and the checks left it out
        value=claimed,
        expected="= 0",
        difference=claimed,
    )


def _year(case: Case) -> tuple[CellRef, ...]:
    """Return the cell of the row's fiscal year where 총괄표 counts the row for it; none of another row."""
    at = case.at(case["table"], "fiscal_year", case["row"])
    return (at,) if at and case["counted"] else ()


RULE = Rule(
    code="SUM306",
    name="wrong-subtotal",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="subtotal_claims",
    needs=("covered",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
