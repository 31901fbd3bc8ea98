"""Codes spelled otherwise than they were declared; sums that no program has calculated."""

from __future__ import annotations

import pytest

from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.understanding import understand
from aitx_budget.model.submission import Seen, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook


def _read(book: Workbook) -> Submission:
    read = understand(book.raw(), "book.xlsx", default_programme())
    assert isinstance(read, Submission)
    return read


@pytest.mark.parametrize("written", ["p02", "Ｐ02", "P 02"])
def test_code_is_read_as_declared_with_a_note(written: str) -> None:
    """Case, width and spaces don't make another code; the cell is told about once."""
    book = Workbook().put("소요예산", "사업코드", 3, written)
    read = _read(book)
    assert read.tables["budget_lines"].values["project"][2] == "P02"
    (note,) = [each for each in read.observations if each.seen is Seen.NORMALISED]
    assert (note.raw, note.value, note.field) == (written, "P02", "project")
    assert note.at is not None
    assert note.at.a1 == book.address("소요예산", "사업코드", 3)


@pytest.mark.parametrize("written", ["P2", "P-02", "P02.", "02"])
def test_code_that_differs_in_more_is_left_alone(written: str) -> None:
    """Nothing else is guessed: the code stays as it was typed."""
    read = _read(Workbook().put("소요예산", "사업코드", 3, written))
    assert read.tables["budget_lines"].values["project"][2] == written
    assert not read.observations


def test_code_that_may_mean_two_is_left_alone() -> None:
    """Where two declared codes differ by case alone, a third spelling means neither for certain."""
    book = Workbook().put("단위사업", "사업코드", 1, "ab").put("단위사업", "사업코드", 2, "AB")
    read = _read(book.put("소요예산", "사업코드", 3, "Ab"))
    assert read.tables["budget_lines"].values["project"][2] == "Ab"


def test_subtotal_that_was_never_calculated_says_nothing() -> None:
    """A sum without a cached value in a typed subtotal row is no finding: nothing rests on it."""
    book = Workbook()
    number = book.count("소요예산") + 1
    book.put("소요예산", "세부항목", number, "합계")
    for header in ("산출금액", "국비", "재원합계"):
        book.put("소요예산", header, number, RawCell(CellType.EMPTY, "", "SUM(M7:M18)"))
    read = _read(book)
    assert not read.observations
    assert not read.subtotals
