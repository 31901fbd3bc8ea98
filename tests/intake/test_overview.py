"""총괄표 as it comes back: its formulas are compared, wherever its rows have gone."""

from __future__ import annotations

import io

import openpyxl
import pytest

from aitx_budget.intake import read
from aitx_budget.intake.package import open_package
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.workbook import SUMMARY_SHEET
from aitx_budget.model.submission import Seen, Submission
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template

PROGRAMME = default_programme()
TEMPLATE = write_template(PROGRAMME, region="경남")


def overview():
    """Return the template's raw workbook and its 총괄표."""
    raw = open_package(TEMPLATE)
    return raw, next(sheet for sheet in raw.sheets if sheet.title == SUMMARY_SHEET)


def formulas():
    return sorted(spot for spot, cell in overview()[1].cells.items() if cell.formula)


def observed(raw) -> list:
    submission = understand(raw, "x", PROGRAMME)
    assert isinstance(submission, Submission)
    return list(submission.observations)


def test_an_untouched_template_is_read_in_silence():
    """Every formula of a blank template is the layout's, those of 총괄표 among them."""
    submission = read(TEMPLATE, "x", PROGRAMME)
    assert isinstance(submission, Submission)
    assert submission.observations == ()
    assert len(formulas()) > 500


@pytest.mark.parametrize("which", [1, 100, -1])
@pytest.mark.parametrize("change", ["constant", "formula", "deleted"])
def test_each_changed_formula_is_observed_at_its_cell(which, change):
    """A constant, another formula or nothing in a formula's place is observed there and nowhere else."""
    raw, sheet = overview()
    spot = formulas()[which]
    expected = sheet.cells[spot].formula
    new = {
        "constant": RawCell(CellType.NUMBER, "5"),
        "formula": RawCell(CellType.NUMBER, "5", "1+4"),
    }
    if change == "deleted":
        del sheet.cells[spot]
    else:
        sheet.cells[spot] = new[change]
    (found,) = observed(raw)
    assert (found.seen, found.at, found.expected) == (
        Seen.CHANGED_FORMULA,
        (SUMMARY_SHEET, *spot),
        f"={expected}",
    )


def test_inserted_rows_move_the_formulas():
    """Rows inserted in 총괄표 move cells and references together, and nothing is changed by that."""
    raw, sheet = overview()
    import re

    def follow(match: re.Match[str]) -> str:
        row = int(match[2])
        return match[1] + str(row + (row >= 12))

    pattern = re.compile(r"(?<![\w.가-힣_])(\$?[A-Z]{1,3}\$?)(\d+)\b(?!\()")
    sheet.cells = {
        (row + (row >= 12), column): cell._replace(
            formula=cell.formula and pattern.sub(follow, cell.formula)
        )
        for (row, column), cell in sheet.cells.items()
    }
    assert observed(raw) == []
    spot = max(spot for spot, cell in sheet.cells.items() if cell.formula)
    sheet.cells[spot] = RawCell(CellType.NUMBER, "5")
    assert [each.at[1:] for each in observed(raw)] == [spot]


def test_a_renamed_or_deleted_overview_is_no_table():
    """총괄표 holds nothing that is read; without it the budget is read all the same."""
    raw, sheet = overview()
    raw.sheets.remove(sheet)
    assert observed(raw) == []


def test_openpyxl_keeps_the_overview():
    """A workbook saved by openpyxl has the same formulas."""
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(TEMPLATE)).save(stream)
    submission = read(stream.getvalue(), "x", PROGRAMME)
    assert isinstance(submission, Submission)
    assert submission.observations == ()
