"""Sums before and after, advice on transfers, what could not be compared, and who can be compared at all."""

from __future__ import annotations

import pytest
from sample_records import LAYOUT, PROGRAMME, compared, sample, submission, unchecked

from aitx_budget.compare import compare
from aitx_budget.compare.sections import Level, Touch
from aitx_budget.errors import ProgrammeError, UsageError
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Severity
from aitx_budget.programme.loader import DEFAULT, parse_programme
from workbooks import Workbook


def section(comparison, name):
    """Return a section by its name."""
    return next(each for each in comparison.sections if each.name == name)


def row(comparison, name, *names):
    """Return a row of a section by its Korean names."""
    rows = section(comparison, name).rows
    return next(each for each in rows if tuple(text.ko for text in each.names) == names)


def with_figures(**overrides):
    """Return the programme with other figures on changes."""
    from importlib.resources import files

    text = files("aitx_budget.programme").joinpath(f"{DEFAULT}.toml").read_text("utf-8")
    return parse_programme(
        text, "x.toml", {f"change.{key}": value for key, value in overrides.items()}
    )


def versions(before, after):
    """Return both sets of records as versions."""
    return unchecked(submission(before)), unchecked(submission(after))


def test_every_section_of_budget_lines_has_the_same_total():
    """Whatever lines are grouped by, they come to the sum of all amounts, before and after."""
    before, after = sample(), sample()
    after["budget_lines"][0]["national_funds"] += 1_234_567
    after["budget_lines"].pop()
    comparison = compared(before, after)
    expected = tuple(
        sum(line.get(source, 0) for line in records["budget_lines"] for source in SOURCES)
        for records in (before, after)
    )
    for name in ("by_source", "by_project", "by_category", "by_institution"):
        last = section(comparison, name).rows[-1]
        assert last.level is Level.TOTAL
        assert (last.before, last.after) == expected


def test_rows_that_add_up_others_name_them():
    """Each subtotal is the sum of its parts, and each leaf is part of one total."""
    comparison = compared(sample(), sample())
    for each in comparison.sections:
        for one in each.rows:
            if one.parts:
                assert one.before == sum(each.rows[part].before for part in one.parts)
            else:
                assert one.level is Level.LEAF


def test_a_line_that_moves_leaves_one_group_and_enters_another():
    """A project's row says that a line left it, another's that one entered; the total is what it was."""
    before, after = sample(), sample()
    line = next(each for each in after["budget_lines"] if each["project"] == "P08")
    line["project"] = "P07"
    comparison = compared(before, after)
    rows = {one.names[0].ko: one for one in section(comparison, "by_project").rows}
    assert rows["P08"].touched == {Touch.LEFT: 1}
    assert rows["P07"].touched == {Touch.ENTERED: 1}
    assert rows["P08"].delta == -rows["P07"].delta != 0
    assert rows["합계"].delta == 0


def test_a_group_that_is_gone_has_nothing_after():
    """A project without any line left is shown with its former money and 0."""
    before, after = sample(), sample()
    after["budget_lines"] = [each for each in after["budget_lines"] if each["project"] != "P08"]
    found = row(compared(before, after), "by_project", "P08", "경남 지역 AI 사업단 운영·성과확산")
    assert found.before > 0
    assert found.after == 0


def test_an_unread_amount_is_never_a_zero():
    """A sum with an unread amount is not known; the cell is listed with what stands there, and others are summed."""
    before, after = sample(), sample()
    after["budget_lines"][0]["national_funds"] = "약 3억"
    comparison = compared(before, after)
    year = str(before["budget_lines"][0]["fiscal_year"])
    assert row(comparison, "by_source", "국비", year).after is None
    assert row(comparison, "by_source", "국비", year).delta is None
    assert row(comparison, "by_source", "총사업비", "계").after is None
    assert row(comparison, "by_source", "시도비", year).delta == 0
    assert comparison.changes == ()
    (cell,) = comparison.uncompared
    assert (cell.before, cell.after.raw) == (before["budget_lines"][0]["national_funds"], "약 3억")
    assert str(cell.after_cell) == "소요예산!M7"
    assert not comparison.unchanged


def test_a_cell_unread_in_both_is_listed_and_is_no_change():
    """The same unreadable text on both sides is no change, and still said not to have been compared."""
    before, after = sample(), sample()
    for records in (before, after):
        records["budget_lines"][0]["national_funds"] = "약 3억"
    comparison = compared(before, after)
    assert comparison.unchanged
    assert [each.differs for each in comparison.uncompared] == [False]


def test_an_unread_cell_of_a_line_that_is_gone_is_listed():
    """Lines that only one version has lose none of their unread cells."""
    before, after = sample(), sample()
    before["budget_lines"][0]["quantity"] = "몇 개"
    after["budget_lines"].pop(0)
    (cell,) = compared(before, after).uncompared
    assert (cell.before.raw, cell.after, cell.after_cell) == ("몇 개", None, None)


def test_a_lost_column_is_not_compared():
    """A column that one version lacks is named; no line is said to have changed in it, and its sums are not known."""
    before = unchecked(submission(sample()))
    book = Workbook(region="경남").raw()
    assert book
    lost = Workbook({table.sheet: [] for table in LAYOUT.tables.values() if table.name != "basics"})
    lost.remove_column("소요예산", "시도비")
    from aitx_budget.intake.understanding import understand

    after = unchecked(understand(lost.raw(), "b.xlsx", PROGRAMME))
    comparison = compare(before, after, PROGRAMME)
    named = [
        (each.field.header, each.lost_before, each.lost_after) for each in comparison.uncompared
    ]
    assert named == [("시도비", False, True)]
    assert row(comparison, "by_source", "시도비", "계").after is None
    assert row(comparison, "by_source", "국비", "계").after == 0


def test_a_lost_sheet_is_not_compared():
    """Where a sheet is missing nothing is said to have been removed from it."""
    before = Workbook()
    after = Workbook().delete_sheet("참여기업")
    from aitx_budget.intake.understanding import understand

    sides = [unchecked(understand(each.raw(), "x", PROGRAMME)) for each in (before, after)]
    comparison = compare(*sides, PROGRAMME)
    assert comparison.changes == ()
    (lost,) = comparison.uncompared
    assert (lost.table.sheet, lost.field, lost.lost_after) == ("참여기업", None, True)
    assert row(comparison, "by_table", "참여기업", "합계").after is None


def transferred(share):
    """Return records before and after, with `share` of a category's 2026 money given to another."""
    before, after = sample(), sample()
    for records, given in ((before, 0), (after, share)):
        records["budget_lines"] = [
            {"fiscal_year": 2026, "project": "P04", "institution": "I02", "category": category,
             "subcategory": "01 보수", "item": category, "unit_price": 1, "quantity": 1, "occurrences": 1,
             "national_funds": amount}
            for category, amount in (("110 인건비", 1000 - given), ("220 여비", 8000 + given))
        ]  # fmt: skip
    return before, after


def test_a_transfer_is_noticed_above_the_share_and_not_at_it():
    """A fifth of a category's money may go without a word; one won more may not. The other has plenty."""
    assert compared(*transferred(200)).transfers == ()
    (advice,) = compared(*transferred(201)).transfers
    assert (advice.fiscal_year, advice.category, advice.delta) == (2026, "110 인건비", -201)
    assert (advice.transferred, advice.severity) == (201, Severity.NOTE)


def test_the_programme_decides_on_transfers():
    """Another share moves the boundary, another severity is shown, and `off` says nothing."""
    sides = versions(*transferred(200))
    assert len(compare(*sides, with_figures(transfer_threshold="19/100")).transfers) == 1
    assert compare(*sides, with_figures(transfer_threshold="20/100")).transfers == ()
    (advice,) = compare(
        *sides, with_figures(transfer_threshold="1/100", transfer_severity="warning")
    ).transfers[:1]
    assert advice.severity is Severity.WARNING
    assert (
        compare(*sides, with_figures(transfer_threshold="1/100", transfer_severity="off")).transfers
        == ()
    )


def test_advice_is_never_an_error():
    """A programme that would make the advice an error cannot be used: it is no rule of the notice."""
    with pytest.raises(ProgrammeError, match="transfer_severity"):
        with_figures(transfer_severity="error")
    figures = dict(PROGRAMME.parameters())
    assert figures["change.transfer_threshold"].authority.advisory
    assert figures["change.transfer_severity"].authority.advisory


def test_a_budget_that_only_grows_transfers_nothing():
    """Money from outside is no transfer between categories."""
    before, after = transferred(0)
    after["budget_lines"][0]["national_funds"] = 5000
    assert compared(before, after).transfers == ()


def test_a_category_that_had_nothing_is_noticed():
    """Any money that a new category takes from another is noticeable."""
    before, after = transferred(100)
    before["budget_lines"].pop(0)
    before["budget_lines"][0]["national_funds"] = 9000
    after["budget_lines"][1]["national_funds"] = 8100
    assert [each.category for each in compared(before, after).transfers] == ["110 인건비"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"region": "부산"}, "지역이 달라"),
        ({"scope": "institution"}, "작성 단위"),
    ],
)
def test_versions_of_different_budgets_are_refused(change, said):
    """Another region or scope is a sentence that names both, and no comparison."""
    from aitx_budget.intake.understanding import understand

    first = unchecked(understand(Workbook(region="경남").raw(), "a", PROGRAMME))
    second = unchecked(understand(Workbook(**{"region": "경남"} | change).raw(), "b", PROGRAMME))
    with pytest.raises(UsageError) as caught:
        compare(first, second, PROGRAMME)
    assert said in caught.value.text.ko
