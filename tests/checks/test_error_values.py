"""Error values in formula cells, which officers cannot retype."""

from __future__ import annotations

from aitx_budget.checks.registry import rules
from aitx_budget.checks.runner import run
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import Finding
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook


def errors_of(book: Workbook) -> list[Finding]:
    """Run STR106 alone."""
    programme = default_programme()
    only = [rule for rule in rules() if rule.code == "STR106"]
    return list(
        run([understand(book.raw(), "a.xlsx", programme)], programme, rules=only)[0].findings
    )


def test_error_pasted_over_a_formula_asks_for_the_inputs_first() -> None:
    """Of a formula cell that holds an error as a value, the row's inputs are to be corrected and then the formula copied."""
    book = Workbook().put("소요예산", "산출금액", 1, RawCell(CellType.ERROR, "#VALUE!"))
    [finding] = errors_of(book)
    assert finding.cell == "L7"
    assert "먼저 이 행의 단가·수량·횟수를 바로잡은 다음" in finding.fix.ko
    assert "수식(=ROUND(H7*I7*K7,0))을 복사하세요" in finding.fix.ko


def test_many_inputs_are_not_listed() -> None:
    """A monthly total's inputs are too many to name one by one."""
    book = Workbook().put("월별계획", "합계", 1, RawCell(CellType.ERROR, "#VALUE!"))
    [finding] = errors_of(book)
    assert "먼저 이 행의 입력 칸을 바로잡은 다음" in finding.fix.ko


def test_formula_that_only_shows_an_error_is_left_alone() -> None:
    """An untouched formula that cannot be calculated for a text in its row gives no finding of its own."""
    failed = RawCell(CellType.ERROR, "#VALUE!", "ROUND(H7*I7*K7,0)")
    book = Workbook().put("소요예산", "단가", 1, "미정").put("소요예산", "산출금액", 1, failed)
    assert errors_of(book) == []
