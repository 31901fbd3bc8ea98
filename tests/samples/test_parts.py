"""Sharing out, inventing numbers, and making mistakes on purpose."""

from __future__ import annotations

import pytest

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import NAMES, SLIPS, region_budget
from aitx_budget.samples.apportion import fund, spread
from aitx_budget.samples.build import build
from aitx_budget.samples.firms import registration_number
from aitx_budget.samples.regions import daegu, gyeongnam, jeju, jeonnam, ulsan
from aitx_budget.samples.slips import Put, Shift, Slip, Subtotal, make

REGIONS = {module.REGION.name: module.REGION for module in (gyeongnam, daegu, ulsan, jeonnam, jeju)}


def test_spread_makes_the_whole_in_thousands():
    """Parts add up to the won, and all but the last are whole thousands."""
    parts = spread(1_000_001, [1, 1, 1])
    assert parts == [333_000, 333_000, 334_001]


def test_fund_keeps_rows_and_columns():
    """Every row adds up to its cost and every column to its target."""
    rows = fund([1_000_000, 2_000_000, 500_000], {"a": 2_000_000, "b": 1_500_000})
    assert [sum(row.values()) for row in rows] == [1_000_000, 2_000_000, 500_000]
    assert sum(row["a"] for row in rows) == 2_000_000


def test_fund_refuses_what_does_not_add_up():
    """Funds that differ from the costs, and sources that cannot be shared out, are mistakes of the plan."""
    with pytest.raises(ValueError, match="funds of"):
        fund([1_000], {"a": 999})
    with pytest.raises(ValueError, match="cannot be shared out"):
        fund([1_000_000], {"a": 2_000_000, "b": -1_000_000})


def test_known_registration_number():
    """The check digit is that of a published valid number."""
    assert registration_number(123, 45, 6789) == "123-45-67891"
    assert registration_number(124, 81, 99) == "124-81-00998"


def test_no_such_region():
    """A name without a sample is refused by name."""
    with pytest.raises(UsageError, match="부산"):
        region_budget("부산")


@pytest.mark.parametrize("name", NAMES)
def test_every_change_changes_something(name):
    """No slip is made in vain: each of its changes leaves the tables different."""
    region = REGIONS[name]
    before = build(region, default_programme())
    for slip in SLIPS[name]:
        for change in slip.changes:
            pristine = build(region, default_programme())
            change.apply(pristine)
            assert pristine != before


def test_a_slip_that_misses_is_an_error():
    """A slip whose record does not exist, or is not the only one, is refused."""
    tables = build(ulsan.REGION, default_programme())
    nowhere = Put("budget_lines", {"item": "없는 항목"}, {"unit_price": 1})
    everywhere = Shift("budget_lines", {"fiscal_year": 2025}, {"national_funds": 1})
    for change in (nowhere, everywhere):
        with pytest.raises(ValueError, match="fit"):
            make(tables, [Slip(("SUM302",), Text("가", "a"), (change,))])


def test_a_subtotal_row_sums_what_stands_above_it():
    """The typed row carries the sums of the rows above, off by what was asked."""
    tables = build(ulsan.REGION, default_programme())
    first = tables["budget_lines"][0]["national_funds"]
    Subtotal("budget_lines", {"number": 1}, "소계", {"national_funds": -5}).apply(tables)
    assert tables["budget_lines"][1]["item"] == "소계"
    assert tables["budget_lines"][1]["national_funds"] == first - 5
