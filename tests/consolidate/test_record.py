"""The record of a consolidation: which file counts and why, and every row accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from returned import PROGRAMME, REGIONS, refused, returned, revision

from aitx_budget.consolidate import Consolidation, State, gather
from aitx_budget.consolidate.book import write_book
from aitx_budget.intake import read as read_file
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import LAYOUT_VERSION
from aitx_budget.model.finding import Severity
from waivers.files import entry, read


def states(made: Consolidation) -> dict[str, State]:
    """Return the state of every file by its path."""
    return {each.path: each.state for each in made.inputs}


def test_every_region_counts_in_the_programmes_order():
    """Whatever order files come in, the regions stand in one order, each with its rows and their origin."""
    made = gather([returned(region) for region in reversed(REGIONS)], PROGRAMME)
    assert sorted(each.label for each in made.regions) == sorted(REGIONS)
    again = gather([returned(region) for region in REGIONS], PROGRAMME)
    assert [each.label for each in made.regions] == [each.label for each in again.regions]
    lines = made.tables["budget_lines"]
    assert lines["origin.label"].drop_duplicates().tolist() == [each.label for each in made.regions]
    assert set(lines["origin.sheet"]) == {"소요예산"}
    assert lines["origin.row"].tolist() == list(range(7, 19)) * 5
    assert set(zip(lines["origin.region"], lines["origin.path"], strict=True)) == {
        (region, f"{region}.xlsx") for region in REGIONS
    }


def test_amounts_and_rows_are_whole_numbers():
    """No column of won, years, rows or thousandths is ever a float."""
    tables = gather([returned()], PROGRAMME).tables
    for name, frame in tables.items():
        for field in gather([returned()], PROGRAMME).stack.layout.tables[name].fields:
            if field.kind.numeric:
                assert frame[field.name].dtype == "int64", f"{name}.{field.name}"
            else:
                assert all(isinstance(value, str) for value in frame[field.name])
        assert frame["origin.row"].dtype == "int64"
        assert frame["origin.taken"].dtype == bool


def test_the_latest_revision_counts_wherever_it_stands():
    """Of three versions the highest 제출차수 counts, and the others are said to be superseded by it."""
    files = [
        returned("대구", revision(1), path="a.xlsx"),
        returned("대구", revision(3), path="b.xlsx"),
        returned("대구", revision(2), path="c.xlsx"),
    ]
    made = gather(files, PROGRAMME)
    assert states(made) == {
        "a.xlsx": State.SUPERSEDED,
        "b.xlsx": State.COUNTED,
        "c.xlsx": State.SUPERSEDED,
    }
    assert "b.xlsx" in made.inputs[0].reason.ko
    assert "3차 > 1차" in made.inputs[0].reason.ko
    assert "2개보다 제출차수가 더 높아(3차 > 2차)" in made.inputs[1].reason.ko
    assert len(made.tables["budget_lines"]) == 12


@pytest.mark.parametrize(
    ("first", "second", "counts", "why"),
    [
        (revision(2, "2025-11-02"), revision(2, "2025-11-01"), 0, "2025-11-02 > 2025-11-01"),
        (revision(None), revision(1), 1, "1차 > 차수 없음"),
        (revision(1, "2025-11-01"), revision(1, "2025-11-01"), 1, "나중에 지정되어"),
        (revision(1, "2025-11-01"), revision(1, "언젠가"), 0, "2025-11-01 > 작성일 없음"),
    ],
    ids=["date decides", "no revision is the lowest", "named last", "no date is the earliest"],
)
def test_ties_are_decided_and_said(first, second, counts, why):
    """Where 제출차수 is the same the later 작성일 counts, then what was named last; and the reason is told."""
    made = gather(
        [returned("울산", first, path="a.xlsx"), returned("울산", second, path="b.xlsx")], PROGRAMME
    )
    assert made.inputs[counts].state is State.COUNTED
    assert made.inputs[1 - counts].state is State.SUPERSEDED
    assert why in made.inputs[1 - counts].reason.ko
    assert why in made.inputs[counts].reason.ko


def test_other_spellings_of_a_region_are_that_region():
    """제주 and 제주특별자치도 are two versions of one region, not two regions."""
    files = [returned("제주", revision(1)), returned("제주특별자치도", revision(2), path="b.xlsx")]
    made = gather(files, PROGRAMME)
    assert [each.label for each in made.regions] == ["제주"]
    assert made.inputs[0].state is State.SUPERSEDED


def test_workbooks_without_a_region_stand_for_themselves():
    """Money whose region nobody says is still counted, under a name of its own, and never one for the other."""

    def nameless(book):
        book.put("기본정보", "광역지방자치단체", 1, None)
        book.properties["aitx_region"] = ""
        book.forget_identity()

    files = [returned("경남", nameless, path=f"{name}.xlsx") for name in "ab"]
    made = gather([*files, returned("대구")], PROGRAMME)
    assert [each.label for each in made.regions] == ["대구", "지역 미상 1", "지역 미상 2"]
    assert [each.region for each in made.regions] == ["대구", "", ""]


def test_an_institutions_workbook_is_named_and_left_out():
    """It would count twice what its region's workbook holds; its rows are found and not taken."""
    made = gather([returned(), returned(scope="institution", path="기관.xlsx")], PROGRAMME)
    left = made.inputs[1]
    assert left.state is State.LEFT_OUT
    assert "수행기관용" in left.reason.ko
    assert left.result is None
    assert all(each.taken == 0 and each.refused == each.found for each in left.counts)
    assert sum(each.found for each in left.counts) > 0


def test_a_refused_file_is_kept_with_its_reason():
    """A file that cannot be read stands in the record with the words of its finding."""
    made = gather([refused(), returned()], PROGRAMME)
    assert made.inputs[0].state is State.REFUSED
    assert made.inputs[0].reason == made.inputs[0].result.findings[0].message
    assert made.inputs[0].counts == ()
    assert len(made.regions) == 1


def test_errors_are_consolidated_unless_only_clean_is_asked_for():
    """A region with an error counts and bears it; `only_clean` leaves the region out, older versions too."""

    def wrong(book):
        book.put("소요예산", "국비", 1, 2_400_000_001)

    files = [
        returned("대구", revision(1), path="old.xlsx"),
        returned("대구", revision(2), wrong, path="new.xlsx"),
        returned("울산"),
    ]
    assert [each.label for each in gather(files, PROGRAMME).regions] == ["대구", "울산"]
    made = gather(files, PROGRAMME, only_clean=True)
    assert [each.label for each in made.regions] == ["울산"]
    assert made.inputs[1].state is State.LEFT_OUT
    assert "오류" in made.inputs[1].reason.ko
    assert made.inputs[0].state is State.SUPERSEDED
    assert made.inputs[1].result.count(Severity.ERROR) > 0


def test_a_row_with_an_unreadable_amount_is_refused_with_its_cell():
    """The row is in the table and not taken; its cell and what stands there are told; the others count."""

    def unreadable(book):
        book.put("소요예산", "시도비", 3, "협의 중")
        book.put("소요예산", "민간현금", 3, "미정")
        book.put("월별계획", "2026.03", 2, "1억쯤")

    made = gather([returned("경남", unreadable), returned("대구")], PROGRAMME)
    region = next(each for each in made.regions if each.label == "경남")
    assert [(each.table, each.row, each.cells, each.found) for each in region.refused] == [
        ("budget_lines", 9, ("N9", "P9"), ("협의 중", "미정")),
        ("monthly_plan", 8, ("I8",), ("1억쯤",)),
    ]
    lines = made.tables["budget_lines"]
    assert len(lines) == 24
    assert lines.loc[
        ~lines["origin.taken"], ["origin.label", "origin.row"]
    ].to_numpy().tolist() == [["경남", 9]]
    taken = lines[lines["origin.taken"]]
    assert taken["national_funds"].sum() == 28_000_000_000 - 1_400_000_000


def test_in_kind_rows_are_refused_where_what_they_are_worth_is_not_known():
    """현물내역 has no amounts per source: a row counts where its cost can be computed."""
    made = gather(
        [returned("경남", lambda book: book.put("현물내역", "참여율", 4, "반반"))], PROGRAMME
    )
    (row,) = made.regions[0].refused
    assert (row.table, row.row, row.cells, row.found) == (
        "in_kind_details",
        10,
        ("K10",),
        ("반반",),
    )


def test_rows_of_a_lost_column_are_refused():
    """Where 시군구비 itself is gone, no row's money is known, and none is quietly taken with less."""
    made = gather(
        [returned("경남", lambda book: book.remove_column("소요예산", "시군구비"))], PROGRAMME
    )
    region = made.regions[0]
    rows = [each for each in region.refused if each.table == "budget_lines"]
    assert len(rows) == 12
    assert {(each.cells, each.found) for each in rows} == {((), ("시군구비",))}
    assert not made.tables["budget_lines"]["origin.taken"].any()


def test_taken_and_refused_make_what_was_found_in_every_table_of_every_file():
    """Nothing is dropped in silence: the counts add up, and agree with the tables and with the refused rows."""

    def edit(book):
        book.put("소요예산", "국비", 2, "?")
        book.put("참여기업", "기업현물", 5, "추후")
        book.add("소요예산", {"연번": "소계", "국비": 1})
        book.put("소요예산", "사업코드", 4, "P77")

    files = [returned("경남", edit), returned("대구"), returned("대구", revision(2), path="b.xlsx")]
    made = gather([*files, refused(), returned(scope="institution", path="기관.xlsx")], PROGRAMME)
    for each in made.inputs:
        for count in each.counts:
            assert count.taken + count.refused == count.found
    for table, frame in made.tables.items():
        for each in made.regions:
            own = frame[frame["origin.label"] == each.label]
            count = next(count for count in each.counts if count.table == table)
            assert (count.found, count.taken) == (len(own), int(own["origin.taken"].sum()))
            assert count.refused == sum(row.table == table for row in each.refused)
    lines = next(c for c in made.inputs[0].counts if c.table == "budget_lines")
    assert (lines.found, lines.taken, lines.refused, lines.subtotals) == (12, 11, 1, 1)


def test_a_lost_sheet_is_no_table_without_rows():
    """A sheet that was not found is told from one that is empty."""
    made = gather([returned("경남", lambda book: book.delete_sheet("참여기업"))], PROGRAMME)
    counts = {each.table: each for each in made.regions[0].counts}
    assert (counts["beneficiaries"].sheet, counts["beneficiaries"].found) == ("", 0)
    assert counts["budget_lines"].sheet == "소요예산"
    assert made.tables["beneficiaries"].empty


def test_sums_of_taken_rows_are_the_engines_totals():
    """The rows of a region without refused ones add up to what the checks say its totals are."""
    made = gather([returned(region) for region in REGIONS], PROGRAMME)
    lines = made.tables["budget_lines"]
    for each in made.regions:
        own = lines[(lines["origin.label"] == each.label) & lines["origin.taken"]]
        for source in SOURCES:
            assert int(own[source].sum()) == each.result.totals[source]


def test_a_waived_error_does_not_leave_a_region_out():
    """What the agency excuses does not keep a region from a clean consolidation."""

    def wrong(book):
        book.put("소요예산", "국비", 1, 2_400_000_001)

    submission = returned("대구", wrong)
    (result,) = gather([submission], PROGRAMME).results
    codes = {each.code for each in result.findings if each.severity is Severity.ERROR}
    excuses = read(*(entry(rule=code, region="대구") for code in codes))
    assert gather([submission], PROGRAMME, only_clean=True).regions == ()
    made = gather([submission], PROGRAMME, only_clean=True, waivers=excuses)
    assert [each.label for each in made.regions] == ["대구"]


def test_what_regions_say_of_one_another_is_of_those_that_are_in():
    """A firm of a region that is left out is no firm of several regions; the region that is left out is told as such."""

    def wrong(book):
        book.put("소요예산", "국비", 1, 2_400_000_001)

    files = [returned("대구", wrong), returned("울산")]
    for only_clean, found in ((False, 7), (True, 0)):
        made = gather(files, PROGRAMME, only_clean=only_clean)
        told = [each.code for each in made.inputs[1].result.findings if each.code[:3] == "XRG"]
        assert len(told) == found
    said = [each.message.ko for each in made.whole.findings if each.code == "XRG902"]
    assert any("대구의 예산서(대구.xlsx)에 오류가 있어" in message for message in said)


def test_workbooks_of_any_layout_are_consolidated_and_told_apart():
    """A region that still uses the first layout is in the sums like the others; that the layouts differ is an error of the set."""
    kept = Path(__file__).parents[1] / "layouts" / "1" / "region_filled.xlsx"
    old = read_file(kept.read_bytes(), "old.xlsx", PROGRAMME)
    assert (old.identity.layout, LAYOUT_VERSION) == ("1", "2")
    region = gather([old], PROGRAMME).regions[0].label
    other = next(name for name in REGIONS if name != region)
    made = gather([old, returned(other)], PROGRAMME)
    assert {each.label for each in made.regions} == {region, other}
    lines = old.tables["budget_lines"]
    assert made.money[region]["national_funds"] == sum(
        each or 0 for each in lines.values["national_funds"]
    )
    said = [each for each in made.whole.findings if each.code == "XRG904"]
    assert [each.scope for each in said] == [{"version": "layout"}]
    assert "old.xlsx" in said[0].fix.ko
    assert write_book(made)
