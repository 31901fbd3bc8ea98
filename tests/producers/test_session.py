"""A workbook that an officer really worked on in LibreOffice, and returned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aitx_budget.model.submission import Table
from producers.office_runs import edited_in_office
from producers.reference import answer, expected, reference

pytestmark = pytest.mark.libreoffice

_SESSION = """
  Dim budget, plan, firms, box, fields(0) As New com.sun.star.table.TableSortField
  budget = doc.Sheets.getByName("소요예산")
  budget.unprotect("")
  box = budget.getCellRangeByName("C7:C8")
  box.merge(False)
  budget.getCellRangeByName("C8").String = "P01"
  budget.Rows.removeByIndex(18, 1)
  fields(0).Field = 12
  fields(0).IsAscending = False
  budget.getCellRangeByName("A7:T18").sort(Array(Setting("SortFields", fields()), Setting("ContainsHeader", False)))
  budget.Rows.insertByIndex(10, 2)
  budget.Columns.removeByIndex(19, 1)
  budget.Columns.insertByIndex(0, 1)
  budget.Name = "소요예산 (최종)"
  firms = doc.Sheets.getByName("참여기업")
  firms.unprotect("")
  firms.Rows.getByIndex(6).IsVisible = False
  firms.getCellRangeByName("G8").String = "609-81-10025"
  plan = doc.Sheets.getByName("월별계획")
  plan.unprotect("")
  plan.getCellRangeByName("D7").Value = 1000000000
  doc.Sheets.moveByName("월별계획", 1)
"""


def _records(table: Table, *but: str) -> Counter[tuple[object, ...]]:
    """Return a table's records whatever their order, without the fields `but`."""
    columns = [values for name, values in sorted(table.values.items()) if name not in but]
    return Counter(zip(*columns, strict=True))


def test_an_officers_session_in_libreoffice(tmp_path: Path) -> None:
    """Rows sorted and inserted, columns inserted and deleted, sheets renamed and moved: the same records are read."""
    submission, result = answer(edited_in_office(reference(), _SESSION, tmp_path))
    before = expected()[0]
    budget = submission.tables["budget_lines"]
    assert (budget.sheet, budget.columns["number"]) == ("소요예산 (최종)", 2)
    assert _records(budget, "remarks") == _records(before.tables["budget_lines"], "remarks")
    assert budget.values["national_funds"] == sorted(
        before.tables["budget_lines"].values["national_funds"], reverse=True
    )
    assert list(budget.rows) == [*range(7, 11), *range(13, 21)]
    assert submission.tables["monthly_plan"].values["m202510"][0] == 1_000_000_000
    codes = {each.code for each in result.findings}
    assert {"STR103", "STR107", "STR106", "SUM302"} <= codes
    assert "SUM306" not in codes
    hidden = next(each for each in result.findings if each.code == "STR107")
    assert (hidden.sheet, hidden.cell) == ("참여기업", "J7")
