"""Which texts are numbers to the checks and nothing to the workbook's own formulas."""

from __future__ import annotations

import pytest

from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook


@pytest.mark.parametrize(
    ("sheet", "header", "text", "unadded"),
    [
        ("소요예산", "국비", "2,400,000천원", True),
        ("소요예산", "국비", "2400000000", True),  # no sum takes a text, however plain
        ("월별계획", "2025.10", "1000000000원", True),
        ("소요예산", "수량", "100개", True),
        ("소요예산", "수량", "100", False),  # a product takes a plain one for its number
        ("소요예산", "비목", "320", False),
        ("현물내역", "참여율", "50%", False),
    ],
)
def test_a_text_that_no_formula_adds_up_is_marked(sheet, header, text, unadded):
    """Sums leave out every text and products fail on a decorated one; codes and plain factors are counted."""
    book = Workbook()
    book.put(sheet, header, 1, text)
    programme = default_programme()
    (result,) = run([understand(book.raw(), "gyeongnam.xlsx", programme)], programme)
    found = [each for each in result.findings if each.code == "CEL208"]
    assert len(found) == 1
    assert [each.unadded for each in found] == [unadded]
