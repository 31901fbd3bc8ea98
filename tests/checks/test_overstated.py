"""A firm's share that breaks because 참여기업 holds more than the budget is led back to that amount."""

from __future__ import annotations

import pytest

from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

_LEAD = "기업현물이 100,000,000원 많지 않은지부터 보세요(참여기업!N7). 2025 회계연도 단위사업 P01의 기업현물 합계가 소요예산보다 그만큼 많습니다."


def cures(typed):
    """Return rule -> the cures of its findings, of the example with amounts typed over (header, record) -> won."""
    book, programme = Workbook(), default_programme()
    for (header, record), value in typed.items():
        book.put("참여기업", header, record, value)
    (result,) = run([understand(book.raw(), "gyeongnam.xlsx", programme)], programme)
    found = {}
    for each in result.findings:
        found.setdefault(each.code, []).append(each.fix)
    return found


@pytest.mark.parametrize(("meant", "led"), [(7_000_000, True), (7_000_001, False)])
def test_an_amount_above_the_budget_leads_only_where_it_settles_the_cap(meant, led):
    """Lowered to what the budget has, the firm is just at its cap, or one won above it and has a fault of its own."""
    found = cures(
        {
            ("기업현금", 1): 3_000_000,
            ("기업현금", 2): 5_000_000,
            ("기업현물", 1): meant + 100_000_000,
            ("기업현물", 2): 12_000_000 - meant,
        }
    )
    (cure,) = found["CSH504"]
    assert cure.ko.startswith(_LEAD) == led
    assert cure.en.startswith("First see whether private in-kind (참여기업!N7)") == led
    assert "SUM305" in found


def test_a_share_above_its_target_is_led_back_too():
    """The note on the firm's share names the same cell first."""
    found = cures({("기업현물", 1): 106_000_000})
    assert [each.ko.startswith(_LEAD) for each in found["CSH503"]] == [True]


@pytest.mark.parametrize(
    "typed",
    [
        {("기업현물", 1): 9_400_000, ("기업현물", 2): 2_600_000},  # the sums agree
        {("기업현물", 1): 9_400_000, ("기업현물", 3): 598_000_000},  # more than the row holds
        {("기업현물", 1): 9_400_000, ("기업현물", 2): "모름"},  # a sum that is not known
    ],
)
def test_nothing_is_led_where_the_sums_do_not_show_it(typed):
    """Without a difference that the row itself explains, the cap's own cure is all that is said."""
    assert [each.ko.startswith("기업현물 ") for each in cures(typed)["CSH504"]] == [True]
