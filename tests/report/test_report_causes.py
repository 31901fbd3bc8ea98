"""What to do first leads to the cause: budgets with one fault and all that follows from it."""

from __future__ import annotations

from dataclasses import replace

from made_results import LATE, SHORT, workbook

from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Skip
from aitx_budget.model.telling import first_cure, told, vacancy
from aitx_budget.model.verdict import first_step
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook


def checked(book):
    """Return what is said of a workbook."""
    programme = default_programme()
    (result,) = run([understand(book.raw(), "gyeongnam.xlsx", programme)], programme)
    return result


def test_a_line_whose_sources_do_not_add_up_leads_its_consequences():
    """One amount too low breaks ratios, plan and firms too: what to do first is the line itself."""
    book = Workbook()
    book.put("소요예산", "시도비", 2, 20_000_000)
    result = checked(book)
    followed = {each.code for each in result.findings}
    assert {"SUM302", "SUM303", "SUM305", "CSH501", "CSH502"} <= followed
    first = first_cure(result)
    assert (first.code, first.sheet, first.cell) == ("SUM302", "소요예산", "N8")
    assert told(result)[0] == first
    assert "1번(소요예산!N8)" in first_step(result).ko
    assert result.findings[0].code != "SUM302"


def test_what_follows_from_a_line_sends_to_it_first():
    """Where a line of the same year and project is off by the same amount, its consequences say so; others don't."""
    book = Workbook()
    book.put("소요예산", "시도비", 2, 20_000_000)
    result = checked(book)
    cures = {each.code: each.fix for each in result.findings if each.code in {"SUM303", "SUM305"}}
    assert len(cures) == 2
    for cure in cures.values():
        assert cure.ko.startswith("소요예산 8행의 재원 합계부터 고치세요.")
        assert "row 8" in cure.en
    book.put("월별계획", "2026.12", 1, 1)
    book.put("월별계획", "2026.12", 5, 100_000_000)
    said = [each for each in checked(book).findings if each.code == "SUM303"]
    sent = {(each.scope["project"], each.scope["source"]): "8행" in each.fix.ko for each in said}
    assert sent == {
        ("P01", "national_funds"): False,  # off by another amount
        ("P01", "local_funds"): True,
        ("P02", "national_funds"): False,  # the same amount, elsewhere
    }


def test_a_line_that_is_told_by_its_cost_alone_sends_nobody_to_its_sources():
    """Where the sources come to the cost that was typed over the formula, it is the cost that is wrong."""
    book = Workbook()
    book.put("소요예산", "시도비", 2, 20_000_000)
    book.put("소요예산", "산출금액", 2, 900_000_000)
    found = checked(book).findings
    assert {"SUM301", "SUM303"} <= {each.code for each in found}
    assert not any("8행" in each.fix.ko for each in found if each.code in {"SUM303", "SUM305"})


def test_an_empty_sheet_is_what_to_do_first():
    """Where a sheet holds no amount at all, that is said, and not one of the many rows that lack a counterpart."""
    book = Workbook()
    for sheet in ("월별계획", "현물내역"):
        book.replace(sheet, ())
    result = checked(book)
    found = [each for each in result.findings if each.code in {"SUM303", "SUM304"}]
    said = first_step(result)
    assert len(found) > 10
    assert said.ko.startswith("먼저 할 일: 월별계획, 현물내역 시트에 금액이 하나도 없습니다.")
    assert f"오류 {len(found)}건" in said.ko
    assert f"{len(found)} errors come of it" in said.en


def test_a_cell_that_more_checks_wait_for_comes_before_an_empty_sheet():
    """An empty sheet leads as many errors as follow from it; a cell that more checks wait for leads those."""
    found = [replace(SHORT, code="SUM303", vacant="소요예산", cell=f"M{row}") for row in (7, 8)]
    typed = replace(SHORT, code="CEL202", cell="N9", position=(0, 9, 14))
    waits = [Skip("MAT401", "a-name", {}, ("소요예산!N9",))] * 3
    assert vacancy(workbook(*found, typed, skipped=waits[:2])) == (("소요예산",), 2)
    assert vacancy(workbook(*found, typed, skipped=waits)) is None
    assert "소요예산!N9" in first_step(workbook(*found, typed, skipped=waits)).ko
    assert vacancy(workbook(replace(LATE, vacant="소요예산"))) is None


def test_a_sheet_with_a_single_amount_is_not_empty():
    """One amount, or one that cannot be read, is a sheet begun; its rows are told one by one."""
    for value in (None, 1, "백만"):
        book = Workbook()
        months = [each.header for each in book.table("월별계획").inputs if each.kind is Kind.WON]
        for record in range(1, book.count("월별계획") + 1):
            for month in months:
                book.put("월별계획", month, record, None)
        book.put("월별계획", months[0], 1, value)
        assert (vacancy(checked(book)) is None) == (value is not None)


def test_an_assembled_workbook_asks_for_what_did_not_come():
    """The institutions of which nothing came in are named, then where to begin if nothing is missing."""
    result = replace(workbook(SHORT), awaited=("I03 경남예시대학교",))
    said = first_step(result)
    assert said.ko.startswith("먼저 할 일: 제출본이 없는 기관이 있습니다(I03 경남예시대학교).")
    assert "1번(소요예산!M7)부터" in said.ko
    assert "I03" in said.en
    assert "I03" not in first_step(replace(result, findings=())).ko
