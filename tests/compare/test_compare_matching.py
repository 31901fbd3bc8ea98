"""Lines are matched by what they say: order is nothing, and every edit is found, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_edits import Edit, Officer, content
from sample_records import LAYOUT, compared, sample, shuffled

from aitx_budget.compare.assignment import assign


def reported(comparison, before, after) -> Counter:
    """Return the edits that a comparison reports, in the terms of the officer who made them."""
    found = Counter()
    for change in comparison.changes:
        name = change.table.name
        if change.table.form:
            (cell,) = change.cells
            sides = [((cell.field.name, value),) for value in (cell.before, cell.after)]
        else:
            sides = [
                content(name, None if at is None else records[name][at])
                for at, records in zip(change.positions, (before, after), strict=True)
            ]
        found[Edit(name, change.change.value, *sides)] += 1
    return found


@pytest.mark.parametrize("region", ["경남", "대구", "전남", "제주"])
def test_a_shuffled_workbook_is_no_change(region):
    """Sorting the rows of every sheet changes nothing, whatever else is odd about the workbook."""
    before = sample(region)
    after = shuffled(before, random.Random(5))  # noqa: S311 - an order, not a secret
    if region == "전남":  # a typed subtotal adds up the rows above it, so that it cannot be sorted
        after["budget_lines"] = before["budget_lines"]
    comparison = compared(before, after)
    assert comparison.changes == ()
    assert comparison.unchanged


@pytest.mark.parametrize("seed", range(25))
def test_thirty_random_edits_are_listed_exactly(seed):
    """Whatever thirty edits of all kinds were made, in a workbook sorted anew, those are listed and no other."""
    chance = random.Random(seed)  # noqa: S311 - edits, not secrets
    before, after = sample(), sample()
    edits = Officer(after, chance).edit(30)
    after = shuffled(after, chance)
    assert len(edits) == 30
    assert reported(compared(before, after), before, after) == Counter(edits)


def test_every_changed_cell_is_named_with_both_places():
    """A change carries the old and the new value and where each stands, whatever row the line is in now."""
    before, after = sample(), sample()
    line = after["budget_lines"].pop(4)
    line |= {"quantity": 3, "remarks": "조정"}
    after["budget_lines"].insert(0, line)
    (change,) = compared(before, after).changes
    cells = {each.field.name: each for each in change.cells}
    assert set(cells) == {"quantity", "remarks"}
    quantity = cells["quantity"]
    assert (quantity.before, quantity.after) == (before["budget_lines"][4]["quantity"] * 1000, 3000)
    assert (str(quantity.before_cell), str(quantity.after_cell)) == ("소요예산!I11", "소요예산!I7")
    assert (cells["remarks"].before, cells["remarks"].after) == (None, "조정")


def test_identical_lines_are_counted():
    """Of three equal lines one is taken away: one line was removed, and none changed."""
    before, after = sample(), sample()
    twin = dict(before["budget_lines"][9])
    before["budget_lines"] += [dict(twin), dict(twin)]
    after["budget_lines"] += [dict(twin)]
    (change,) = compared(before, after).changes
    assert change.change == "removed"


def test_a_blank_amount_is_a_zero():
    """Typing 0 where an amount was blank changes nothing; in any other figure it does."""
    before, after = sample(), sample()
    line = next(each for each in after["budget_lines"] if "private_in_kind" not in each)
    line["private_in_kind"] = 0
    assert compared(before, after).unchanged


def test_a_firm_with_another_number_and_name_is_another_firm():
    """A firm in the place of another, on the same terms, was not changed: one left and one came."""
    before, after = sample(), sample()
    firm = next(each for each in after["beneficiaries"] if each["status"] == "확정")
    firm |= {"name": "가나다라정밀", "registration_number": "123-45-67891"}
    assert Counter(each.change.value for each in compared(before, after).changes) == {
        "added": 1,
        "removed": 1,
    }


def test_the_line_that_changed_least_is_the_line():
    """Of two lines of one name, one removed and one moved into its place: the figures say which is which."""
    before, after = sample(), sample()
    first = dict(before["budget_lines"][3], item="장비 임차", fiscal_year=2025)
    second = first | {
        "fiscal_year": 2026,
        "unit_price": 7_777_000,
        "quantity": 9,
        "national_funds": 5,
    }
    before["budget_lines"] += [first, second]
    after["budget_lines"] += [second | {"fiscal_year": 2025}]
    found = {each.change.value: each for each in compared(before, after).changes}
    assert set(found) == {"removed", "moved"}
    assert [cell.field.name for cell in found["moved"].cells] == ["fiscal_year"]


def test_lines_of_one_name_and_place_are_paired_when_all_prices_rise():
    """Of forty lines that differ by their price alone none is lost, although each price is far from where it was."""
    before, after = sample(), sample()
    line = before["budget_lines"][3]
    for records, percent in ((before, 100), (after, 130)):
        records["budget_lines"] = [
            {**line, "unit_price": (300_000 + 1_000 * at) * percent // 100} for at in range(40)
        ]
    after["budget_lines"].reverse()
    assert [each.change.value for each in compared(before, after).changes] == ["changed"] * 40


def test_an_institution_that_takes_another_code_is_the_same():
    """A new code is a change of one cell where the registration number and the name remain."""
    before, after = sample(), sample()
    after["institutions"][3]["code"] = "I77"
    changes = [
        each for each in compared(before, after).changes if each.table.name == "institutions"
    ]
    assert [[cell.field.name for cell in each.cells] for each in changes] == [["code"]]


@given(
    st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), min_size=1, max_size=4),
    st.integers(0, 20),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_the_assignment_is_the_cheapest_of_all(costs, alone, data):
    """On graphs small enough to try every way, no way is cheaper, and no one is paired twice."""
    edges = [
        {right: cost for right, cost in enumerate(row) if data.draw(st.booleans())} for row in costs
    ]
    found = assign(edges, alone)
    paired = [right for right in found if right is not None]
    assert len(paired) == len(set(paired))

    def cost(way):
        return sum(
            alone if right is None else edges[left].get(right, 10**6)
            for left, right in enumerate(way)
        )

    ways = permutations([0, 1, 2, 3, *[None] * len(edges)], len(edges))
    assert cost(found) == min(map(cost, ways))


def test_every_field_has_one_part():
    """The roles name fields that the layout has, each once; the place and names are inputs."""
    from aitx_budget.compare.roles import roles_of

    for table in LAYOUT.tables.values():
        if table.form:
            continue
        roles = roles_of(table)
        named = [*roles.names, *roles.place, *roles.figures, *roles.labels]
        assert len(named) == len(set(named))
        assert set(named) <= {each.name for each in table.inputs}
        amounts = {each.name for each in table.inputs if each.amount}
        assert amounts <= set(roles.figures)
