"""What became of findings: cured, remaining or new by what they say of which line, and waived where they are."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from sample_records import PROGRAMME

from aitx_budget.checks.runner import run
from aitx_budget.compare import Comparison, Version, compare, html, json_, text, words, workbook
from aitx_budget.compare.findings import Fate
from aitx_budget.intake.understanding import understand
from aitx_budget.model.text import Language
from aitx_budget.waivers import waivers_in
from workbooks import Workbook

DAY = dt.date(2026, 3, 1)
LINES = "소요예산"
DEAR = 10_000_001
"""A price that doesn't come to the line's sources any more (SUM302)."""


def excused(cell=""):
    """Return a waiver of SUM302, at one cell or of all, for one day."""
    entry = {
        "rule": "SUM302",
        "region": "경남",
        "reason": "협의회에서 인정",
        "approver": "전담반",
        "date": DAY,
        "expiry": DAY,
    }
    data = {"waiver": [entry | ({"cell": cell} if cell else {})]}
    return waivers_in(data, "waivers.toml", PROGRAMME, DAY)


def version(book, waivers=None) -> Version:
    """Return a workbook as one side of a comparison, checked alone."""
    read = understand(book.raw(), "판.xlsx", PROGRAMME)
    return Version(read, *run([read], PROGRAMME, waivers=waivers))


def held(before, after, waivers=None) -> Comparison:
    """Hold two workbooks against each other."""
    return compare(version(before, waivers), version(after, waivers), PROGRAMME)


def fates(comparison, code="SUM302"):
    """Return (what became of it, cell before, cell after) of every finding of a rule."""
    return [
        (each.fate.value, *(side.cell if side else None for side in (each.before, each.after)))
        for each in comparison.findings
        if each.last.code == code
    ]


def dear(*records) -> Workbook:
    """Return the example with lines whose price is not what the sources come to."""
    book = Workbook()
    for record in records:
        book.put(LINES, "단가", record, DEAR)
    return book


def test_a_finding_remains_wherever_its_line_stands():
    """A line that changed places with another, below a row that came in, has the same finding at another cell."""
    after = dear(12).swap(LINES, 5, 12)
    after.insert_row(LINES, 3)
    assert fates(held(dear(12), after)) == [("remaining", "M18", "M12")]


def test_a_finding_on_another_line_is_another_finding():
    """The same rule on another line is new, and the old one is cured, although both say the same of an amount."""
    comparison = held(dear(12), dear(6))
    assert fates(comparison) == [("new", None, "M12"), ("cured", "M18", None)]
    assert comparison.new_errors == 1


def test_a_removed_line_takes_its_finding_along():
    """What is wrong with a line that is gone is cured, even where a line like it stands there now."""
    before, after = dear(12), Workbook()
    after.remove(LINES, 12)
    assert fates(held(before, after)) == [("cured", "M18", None)]
    assert held(before, before).new_errors == 0


def test_a_finding_of_a_group_remains_whatever_cell_it_is_shown_at():
    """A ratio of the whole budget is one finding, although it is shown at another line after the first is gone."""
    before = Workbook().put(LINES, "국비", 3, 1_400_000_000 + 3_000_000_000)
    after = Workbook().put(LINES, "국비", 4, 1_300_000_000 + 3_000_000_000)
    found = [
        each
        for each in held(before, after).findings
        if each.last.code == "MAT401" and not each.last.scope
    ]
    assert [each.fate for each in found] == [Fate.REMAINING]


def test_a_finding_of_what_stands_twice_remains_when_the_rows_change_places():
    """Of two rows with one code the second is pointed at; which is the second is no matter of content."""
    before = Workbook().put("수행기관", "기관코드", 3, "I02")
    after = Workbook().put("수행기관", "기관코드", 3, "I02").swap("수행기관", 2, 3)
    assert [fate for fate, *_ in fates(held(before, after), "CEL211")] == ["remaining"]


def test_a_finding_of_an_entry_remains_by_its_entry():
    """기본정보 has one line; an entry that was wrong and still is remains, and another one is another finding."""
    wrong = {
        header: Workbook().put("기본정보", header, 1, "가을") for header in ("작성일", "협약일")
    }
    again = Workbook().put("기본정보", "작성일", 1, "겨울")
    both = (wrong["작성일"], again), (wrong["작성일"], wrong["협약일"])
    found = [sorted(fate for fate, *_ in fates(held(*each), "CEL207")) for each in both]
    assert found == [["remaining"], ["cured", "new"]]


def test_two_findings_of_one_line_are_two():
    """A rule that objects to two cells of a line is cured in one of them and remains in the other."""
    before = Workbook().put(LINES, "국비", 3, -5).put(LINES, "시도비", 3, -5)
    after = Workbook().put(LINES, "국비", 3, -5)
    assert sorted(fates(held(before, after), "CEL203")) == [
        ("cured", "N9", None),
        ("remaining", "M9", "M9"),
    ]


def test_a_finding_that_grew_worse_is_said_to_have():
    """A ratio that was missed by rounding only and is missed for good remains, shows both, and is a new error."""
    sides = [
        Workbook().put(LINES, "국비", 3, 1_400_000_000 + 400_002_500 + more)
        for more in (0, 100_000)
    ]
    comparison = held(*sides)
    found = next(
        each for each in comparison.findings if each.last.code == "MAT401" and not each.last.scope
    )
    assert (found.fate, found.worse) == (Fate.REMAINING, True)
    assert words.severity(found).ko == "경고 → 오류"
    again = compare(comparison.after, comparison.before, PROGRAMME)
    assert not any(each.worse for each in again.findings)


def test_a_waived_finding_that_remains_is_shown_as_waived():
    """Waived on both sides: it remains, in every format as waived with its grounds, and no new error."""
    comparison = held(dear(12), dear(12), excused())
    (found,) = (each for each in comparison.findings if each.last.code == "SUM302")
    assert (found.fate, found.waived, found.worse) == (Fate.REMAINING, True, False)
    assert words.severity(found).ko == "면제(오류)"
    assert words.fix(found).ko.startswith(
        "면제되어 고치지 않아도 됩니다. 면제 사유: 협의회에서 인정"
    )
    assert (comparison.new_errors, comparison.waived[Fate.REMAINING]) == (0, 1)
    shown = [writer.render(comparison, Language.KO) for writer in (text, html, json_)]
    for said in shown:
        assert "협의회에서 인정" in said
    assert "남음 1(면제 1)" in shown[0]
    parsed = json.loads(shown[2])
    assert parsed["findings"]["waived"] == {"cured": 0, "remaining": 1, "new": 0}
    assert parsed["findings"]["changes"][0]["after"]["waived"]["approver"] == "전담반"
    assert [parsed[side]["as_of"] for side in ("before", "after")] == ["2026-03-01"] * 2
    assert workbook.render(comparison, Language.EN)


def test_a_waiver_that_no_longer_fits_lets_the_finding_count():
    """A waiver is for a cell; where the line has moved on, what it excused counts, and is a new error."""
    after = dear(12)
    after.insert_row(LINES, 3)
    comparison = held(dear(12), after, excused("소요예산!M18"))
    (found,) = (each for each in comparison.findings if each.last.code == "SUM302")
    assert (found.fate, found.worse) == (Fate.REMAINING, True)
    assert words.severity(found).ko == "면제(오류) → 오류"
    assert words.severity(found).en == "waived (error) → error"
    assert comparison.new_errors == 1


def test_a_new_finding_that_is_waived_is_no_new_error():
    """It is new and says so, and says that it is waived; it does not count."""
    comparison = held(Workbook(), dear(12), excused())
    assert comparison.new_errors == 0
    assert words.fates(comparison).ko.startswith("신규 1(면제 1) · ")
    assert words.fates(comparison).en.startswith("new 1 (1 waived) · ")


def test_a_cured_finding_that_was_waived_says_so():
    """Nothing is cured without a word on its having been waived; its waiver is found to be unused now."""
    comparison = held(dear(12), Workbook(), excused())
    cured = next(each for each in comparison.findings if each.fate is Fate.CURED)
    assert words.severity(cured).ko == "면제(오류)"
    assert words.fates(comparison).ko.endswith("해소 1(면제 1)")
    assert "협의회에서 인정" in words.fix(cured).ko
    assert fates(comparison, "WVR052") == [("new", None, None)]


@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, ["remaining"])])
def test_an_expired_waiver_is_a_finding_of_both_versions(days, expected):
    """The same complaint about a waiver, of both versions, remains; it is neither cured nor new."""
    later = replace(excused(), as_of=DAY + dt.timedelta(days))
    comparison = held(dear(12), dear(12), later)
    assert [fate for fate, *_ in fates(comparison, "WVR051")] == expected
