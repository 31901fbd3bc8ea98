"""What to do first leads to the cause: budgets with one fault and all that follows from it."""

from __future__ import annotations

from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.model.telling import first_cure, told
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
    assert (first.code, first.sheet, first.cell) == ("SUM302", "소요예산", "M8")
    assert told(result)[0] == first
    assert "1번(소요예산!M8)" in first_step(result).ko
    assert result.findings[0].code != "SUM302"
