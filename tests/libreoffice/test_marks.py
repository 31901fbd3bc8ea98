"""The conditional formats mark the cells that are wrong, and only those: their conditions, calculated by LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from libreoffice.office import convert
from template.example import filled

pytestmark = pytest.mark.libreoffice

_DECLARED = ("closed", "tax_arrears", "capital_erosion", "duplicate_funding")
_AWAY = 200
"""Columns from a cell to the one beside the sheet where its condition is calculated."""

_ROWS = {
    "수행기관": 5,
    "단위사업": 4,
    "소요예산": 32,
    "월별계획": 18,
    "자산구매계획": 4,
    "현물내역": 4,
    "참여기업": 7,
}


def _conditions(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Yield (cell, condition) for each cell of each conditional format."""
    for area in sheet.conditional_formatting:
        first = min((each.min_row, each.min_col) for each in area.sqref.ranges)
        origin = f"{get_column_letter(first[1])}{first[0]}"
        for rule in area.rules:
            for block in area.sqref.ranges:
                for row, column in block.cells:
                    cell = f"{get_column_letter(column)}{row}"
                    formula = Translator(f"={rule.formula[0]}", origin).translate_formula(cell)
                    yield cell, formula


def _marked(folder: Path, prefill: dict[str, list[dict[str, object]]]) -> dict[str, set[str]]:
    """Return sheet -> the cells whose mark shows."""
    book = openpyxl.load_workbook(
        io.BytesIO(write_template(default_programme(), prefill=prefill, rows=_ROWS))
    )
    places: dict[tuple[str, str], str] = {}
    for title in _ROWS:
        sheet = book[title]
        taken: dict[str, int] = {}
        for cell, formula in _conditions(sheet):
            taken[cell] = taken.get(cell, 0) + 1
            here = sheet[cell]
            away = sheet.cell(here.row, here.column + _AWAY * taken[cell])
            away.value = formula
            places[title, away.coordinate] = cell
    stream = io.BytesIO()
    book.save(stream)
    saved = convert(folder, {"marks": stream.getvalue()})["marks"]
    values = openpyxl.load_workbook(saved, data_only=True)
    found: dict[str, set[str]] = {title: set() for title in _ROWS}
    for (title, away), cell in places.items():
        value = values[title][away].value
        assert isinstance(value, bool), (title, cell, value)
        if value:
            found[title].add(cell)
    return found


def test_marks_fall_on_what_was_broken(tmp_path: Path) -> None:
    """Each planted mistake marks its own cells; without them those cells carry no mark."""
    good = filled()
    for line in good["budget_lines"]:
        line |= {"unit_price": 150_000_000, "quantity": 1, "occurrences": 1}
        line |= {
            "category": "110 인건비",
            "subcategory": "01 보수",
            "project": line["project"].replace("P99", "P02"),
        }
    for line in good["budget_lines"][20:]:
        line |= {"unit_price": 100_000_000}
    for each in good["institutions"]:
        each.update(dict.fromkeys(_DECLARED, "해당없음"))
        each["registration_number"] = "123-45-67891"
    for firm in good["beneficiaries"]:
        firm |= {"private_cash": 3_000_000}
    good["asset_plan"][1] |= {
        "quantity": 2,
        "unit_price": 50_000_000,
        "national_funds": 100_000_000,
    }
    for each in good["asset_plan"]:
        each["purchase_method"] = "일반경쟁"
    for row in good["monthly_plan"]:
        row |= {"m202510": None, "m202512": None, "m202612": None, "m202610": 5}
    marked = _marked(tmp_path / "good", good)
    assert marked == {title: set() for title in _ROWS}

    lines = good["budget_lines"]
    lines[0]["national_funds"] = 1
    lines[1]["project"] = "P77"
    lines[2]["category"] = None
    lines[3]["subcategory"] = "01 일반수용비"
    lines[4] |= {"category": "220 여비", "subcategory": "01 국내여비"}
    lines[5]["unit_price"] = "백만원"
    good["institutions"][1]["closed"] = "해당"
    good["institutions"][2]["registration_number"] = "123-45-67890"
    good["unit_projects"][0]["first_month"] = "2027-01"
    good["unit_projects"][1]["code"] = "P01"
    good["monthly_plan"][8]["m202510"] = 7
    good["asset_plan"][0]["purchase_month"] = 202601
    good["in_kind_details"][1]["contributor"] = "I99"
    good["beneficiaries"][0] |= {"private_cash": 1_000_000, "private_in_kind": 9_000_000}
    good["beneficiaries"][1]["name"] = None
    broken = _marked(tmp_path / "broken", good)
    money = {f"{letter}7" for letter in "MNOPQRS"}
    assert broken["소요예산"] >= {*money, "C8", "E9", "F10", "Q11", "H12"}
    assert broken["수행기관"] == {"F8", "C9"}
    assert broken["단위사업"] >= {"F7", "A7", "A8"}
    assert "D15" in broken["월별계획"]
    assert broken["자산구매계획"] == {"Q7", "C7", "C8"}  # P02 is declared no longer
    assert broken["현물내역"] == {"E8"}
    assert {"N7", "Q7", "F8"} <= broken["참여기업"]
    assert not {cell for cell in broken["소요예산"] if cell.endswith(("13", "14", "20"))}
