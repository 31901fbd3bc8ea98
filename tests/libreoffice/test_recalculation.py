"""LibreOffice, recalculating all, shows exactly the values that we wrote beside the formulas."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from libreoffice.office import convert, formula_differences, shown_sheets
from template.example import filled, messy

pytestmark = pytest.mark.libreoffice


def test_recalculated_values_equal_ours(tmp_path: Path) -> None:
    """Every formula of every sheet keeps its value: blank, filled, messy, for one institution, other capacities."""
    programme = default_programme()
    rows = {"소요예산": 40, "institutions": 7, "unit_projects": 5, "참여기업": 12}
    workbooks = {
        "blank": write_template(programme),
        "institution": write_template(programme, scope="institution"),
        "filled": write_template(programme, prefill=filled()),
        "messy": write_template(programme, prefill=messy(), rows=rows),
    }
    saved = convert(tmp_path, workbooks)
    for stem, data in workbooks.items():
        count, wrong = formula_differences(data, saved[stem])
        assert count > 1000
        assert not wrong, (stem, wrong[:10])


def test_values_in_the_file_are_not_trusted(tmp_path: Path) -> None:
    """LibreOffice calculates anew: it shows a sum that a spoiled file states otherwise."""
    data = write_template(default_programme(), prefill=filled())
    stated = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["소요예산"]["M5"].value
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(spoiled, "w") as after:
        for name in before.namelist():
            part = before.read(name).replace(f"<v>{stated}</v>".encode(), b"<v>1</v>")
            after.writestr(name, part)
    [rows] = shown_sheets(tmp_path, {"spoiled": spoiled.getvalue()}, "소요예산")["spoiled"]
    assert rows[4][12] == str(stated)


def test_validations_survive(tmp_path: Path) -> None:
    """LibreOffice reads every validation of the template and writes each cell's again."""
    data = write_template(default_programme(), rows={"소요예산": 5})
    saved = convert(tmp_path, {"template": data})["template"]
    before = openpyxl.load_workbook(io.BytesIO(data))
    after = openpyxl.load_workbook(saved)
    for sheet in before:
        given = {
            str(area): rule.type
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
        }
        kept = after[sheet.title].data_validations.dataValidation
        for area, kind in given.items():
            first = area.split(":")[0]
            found = [rule.type for rule in kept if first in rule.sqref]
            assert found == [kind], (sheet.title, area)
