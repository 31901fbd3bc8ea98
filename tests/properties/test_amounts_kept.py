"""Reading never changes an amount: what is accepted is exact to the won, what is in doubt is a finding."""

from __future__ import annotations

from decimal import Decimal

from effort import tried
from hypothesis import given
from hypothesis import strategies as st
from spellings import WON, ambiguous, certain, grouped

from aitx_budget.checks.runner import run
from aitx_budget.intake.amounts import is_blank, read_won
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK
from aitx_budget.intake.understanding import understand
from aitx_budget.model.submission import Seen, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
SHEET, HEADER, ROWS = "소요예산", "국비", 12


def text(spelt: str) -> RawCell:
    """A cell that holds a text."""
    return RawCell(CellType.TEXT, spelt)


@given(certain())
@tried(500)
def test_any_accepted_spelling_reads_to_the_exact_won(drawn):
    """Whatever unit, sign, width and spaces an amount is spelt with, it is read to the won, and told as changed."""
    spelt, won = drawn
    reading = read_won(text(spelt))
    assert reading.value == won
    assert reading.seen is Seen.NORMALISED


@given(ambiguous())
@tried(300)
def test_what_could_mean_another_amount_has_no_value(spelt):
    """A range, two numbers, an open unit or a word of doubt is never read as some amount."""
    reading = read_won(text(spelt))
    assert reading.value is None
    assert reading.seen is not None


@given(WON, st.booleans(), st.sampled_from(["General", "#,##0", "#,##0;△#,##0", '#,##0"원"']))
@tried(150)
def test_a_number_is_the_number_that_stands_there(won, negative, number_format):
    """A numeric cell is never scaled by how it is shown, nor by how its digits are stored."""
    amount = -won if negative else won
    for stored in (str(amount), f"{amount}.0", f"{Decimal(amount):E}"):
        assert read_won(RawCell(CellType.NUMBER, stored, None, number_format)).value == amount


@given(st.integers(0, 10**9), st.integers(1, 99))
@tried(100)
def test_parts_of_a_won_are_told_and_not_rounded(won, hundredths):
    """A fraction of a won is a finding in a text as in a number."""
    written = f"{won}.{hundredths:02d}"
    for kind in (CellType.TEXT, CellType.NUMBER):
        reading = read_won(RawCell(kind, written))
        assert (reading.value, reading.seen) == (None, Seen.FRACTION)


@given(st.text(st.sampled_from("0123456789,.-~△()억만천백십조원 %/₩e약"), max_size=9))
@tried(500)
def test_a_second_reading_of_what_was_read_is_the_same(spelt):
    """Any text is nothing, or has a value that reads to itself when typed plainly, or is told about."""
    reading = read_won(text(spelt))
    if is_blank(spelt):
        assert reading == BLANK
    elif reading.value is None:
        assert reading.seen is not None
    else:
        again = read_won(text(grouped(reading.value)))
        assert again.value == reading.value


@given(st.lists(st.one_of(certain(), ambiguous()), min_size=ROWS, max_size=ROWS))
@tried(5)
def test_through_the_checks_every_amount_is_exact_or_an_error(drawn):
    """In a whole workbook each cell has its won and a note, or no value and an error at that very cell."""
    book = Workbook()
    spelt = [each if isinstance(each, str) else each[0] for each in drawn]
    for record, written in enumerate(spelt, start=1):
        book.put(SHEET, HEADER, record, written)
    submission = understand(book.raw(), "예산.xlsx", PROGRAMME)
    assert isinstance(submission, Submission)
    (result,) = run([submission], PROGRAMME)
    table = next(each for each in book.layout.tables.values() if each.sheet == SHEET)
    field = next(each.name for each in table.fields if each.header == HEADER)
    values = submission.tables[table.name].values[field]
    for record, each in enumerate(drawn, start=1):
        cell = book.address(SHEET, HEADER, record)
        codes = {f.code for f in result.findings if (f.sheet, f.cell) == (SHEET, cell)}
        doubtful = isinstance(each, str)
        assert values[record - 1] == (None if doubtful else each[1])
        assert ("CEL202" if doubtful else "CEL208") in codes
