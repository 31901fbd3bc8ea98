"""What people are told first, in which order, and of what could not be evaluated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_results import LATE, SHORT, workbook

from aitx_budget.model.finding import Skip
from aitx_budget.model.telling import (
    Obstacle,
    first_cure,
    in_reading_order,
    obstacles,
    release,
    told,
)
from aitx_budget.model.text import particle

SHEETS = ("소요예산", "월별계획")


def skip(code, *because, **scope):
    """Return a check that waits."""
    return Skip(code, "a-name", scope, because)


def at(finding, cell, column):
    """Return the finding at another cell of its sheet."""
    return replace(finding, cell=cell, position=(0, 7, column))


def test_related_cells_are_told_in_reading_order():
    """Sheets in the workbook's order, rows and columns by number and not by letter."""
    cells = ("월별계획!A1", "소요예산!AA9", "소요예산!B9", "소요예산!C10", "소요예산!C2")
    assert in_reading_order(cells, SHEETS) == (
        "소요예산!C2", "소요예산!B9", "소요예산!AA9", "소요예산!C10", "월별계획!A1",
    )  # fmt: skip
    (finding,) = told(workbook(replace(SHORT, related=("소요예산!M10", "소요예산!M9"))))
    assert finding.related == ("소요예산!M9", "소요예산!M10")


def test_skipped_checks_are_grouped_by_what_they_wait_for():
    """Each set of cells is one obstacle, in whatever order a check names them; the largest leads."""
    result = workbook(
        skipped=(
            skip("SUM303", "소요예산!N7", project="P01"),
            skip("SUM303", "소요예산!N7", project="P02"),
            skip("MAT401", "소요예산!N9", "소요예산!N7"),
            skip("MAT402", "소요예산!N7", "소요예산!N9"),
            skip("CSH501", "소요예산!N7", "소요예산!N9"),
        )
    )
    both = ("소요예산!N7", "소요예산!N9")
    assert obstacles(result) == (
        Obstacle(both, ("CSH501", "MAT401", "MAT402"), 3),
        Obstacle(("소요예산!N7",), ("SUM303",), 2),
    )


@pytest.mark.parametrize(
    ("because", "codes", "times", "korean"),
    [
        (
            ("소요예산!C14",),
            ("SUM303", "SUM304", "SUM305", "SUM306", "MAT401"),
            38,
            "소요예산!C14를 고치면 점검 38건(SUM303, SUM304 외 3개 규칙)을 더 합니다.",
        ),
        (
            ("소요예산 국비",),
            ("MAT401",),
            1,
            "소요예산 국비 항목을 고치면 점검 1건(MAT401)을 더 합니다.",
        ),
        (
            tuple(f"소요예산!C{row}" for row in range(7, 14)),
            ("MAT401", "MAT402", "MAT403"),
            3,
            "소요예산!C7, 소요예산!C8, 소요예산!C9, 소요예산!C10, 소요예산!C11 외 2곳을 고치면 점검 3건(MAT401, MAT402, MAT403)을 더 합니다.",
        ),
        ((), ("MAT401",), 1, "필요한 값을 고치면 점검 1건(MAT401)을 더 합니다."),
    ],
)
def test_an_obstacle_says_what_its_cure_sets_free(because, codes, times, korean):
    """One sentence: what to correct, how many checks follow, and which rules they are of."""
    said = release(Obstacle(because, codes, times))
    assert said.ko == korean
    assert f"{times} more" in said.en


def test_the_first_cure_is_the_error_that_most_checks_wait_for():
    """An error that keeps checks from running comes before one further up; a warning never comes first."""
    first, second = at(SHORT, "M7", 13), at(SHORT, "N7", 14)
    waiting = (skip("MAT401", "소요예산!N7"), skip("MAT402", "소요예산!N7", "소요예산!Z1"))
    assert first_cure(workbook(LATE, second, first)) == first
    assert first_cure(workbook(first, second, skipped=waiting)) == second
    assert first_cure(workbook(LATE, skipped=waiting)) is None
    assert first_cure(workbook()) is None


def test_causes_come_before_what_follows_from_them():
    """Of equally grave findings: what may be the cause of others leads, whichever cell the others stand at."""
    codes = (
        "CSH501",
        "SUM303",
        "SUM307",
        "SUM306",
        "SUM302",
        "SUM301",
        "CEL203",
        "STR103",
        "FIL001",
    )
    found = [replace(at(SHORT, "M7", 1 + place), code=code) for place, code in enumerate(codes)]
    result = workbook(replace(LATE, code="STR104", position=(0, 1, 1)), *found)
    assert [each.code for each in told(result)] == [
        "FIL001", "STR103", "CEL203", "SUM306", "SUM302", "SUM301", "SUM307", "CSH501", "SUM303", "STR104",
    ]  # fmt: skip
    assert first_cure(result).code == "FIL001"
    assert [each.code for each in result.findings[1:]] == list(codes)


def test_a_lost_column_or_sheet_is_what_checks_wait_for_too():
    """The finding of a missing header or sheet is known by the names that skipped checks give it."""
    column = replace(at(SHORT, "M6", 20), expected="국비")
    sheet = replace(SHORT, sheet=None, cell=None, value="월별계획", position=(0, 8, 1))
    other = at(SHORT, "A1", 1)
    by_column = workbook(other, column, skipped=(skip("MAT401", "소요예산 국비"),))
    by_sheet = workbook(other, sheet, skipped=(skip("SUM303", "월별계획 합계"),))
    assert first_cure(by_column) == column
    assert first_cure(by_sheet) == sheet


def test_a_particle_looks_through_closing_quotation_marks():
    """The word within the quotes decides, whichever quotes they are."""
    assert particle("'MAT401'", "이", "가") == "'MAT401'이"
    assert particle("‘MAT402’", "이", "가") == "‘MAT402’가"
    assert particle("“경남”", "은", "는") == "“경남”은"
