"""What LibreOffice keeps of the template when it saves it again, and that docs/suites.md says so."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from aitx_budget.layout.workbook import IDENTITY_SHEET
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from libreoffice.office import convert

pytestmark = pytest.mark.libreoffice

PAGE = Path(__file__).parents[2] / "docs" / "suites.md"
KEPT = "kept"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    """Return the template as it was written, and as LibreOffice saved it."""
    data = write_template(default_programme(), rows={"소요예산": 12, "참여기업": 12})
    saved = convert(tmp_path_factory.mktemp("round"), {"template": data})["template"]
    return openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(saved)


def _protection(sheet: Worksheet) -> Any:
    lock = sheet.protection
    names = "sheet sort autoFilter formatColumns formatRows insertRows deleteRows selectLockedCells"
    return lock.password, [getattr(lock, name) for name in names.split()]


def _marks(sheet: Worksheet) -> Any:
    """Return where marks are and when; their order is LibreOffice's own, and TRUE and FALSE are written 1 and 0."""
    return sorted(
        (str(area.sqref), rule.type, str(rule.operator), _plain(rule.formula))
        for area, found in sheet.conditional_formatting._cf_rules.items()
        for rule in found
    )


def _plain(formulas: list[str]) -> list[str]:
    words = {"TRUE": "1", "FALSE": "0"}
    return [re.sub(r"\b(TRUE|FALSE)\b", lambda m: words[m[1]], each) for each in formulas]


def _bare(number_format: str) -> str:
    """Return a number format without what has no meaning: escapes and quotes of single characters."""
    return re.sub(r"[\\\"]", "", number_format)


def _validations(sheet: Worksheet) -> Any:
    """Return all there is of each validation; a list and a formula have no second bound, whatever is written there."""
    return sorted(
        (str(area), rule.type, rule.formula1, *_bounds(rule), rule.prompt, rule.error)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    )


def _bounds(rule: Any) -> tuple[Any, ...]:
    several = rule.type not in ("list", "custom")
    return rule.allow_blank, rule.errorStyle or "stop", rule.formula2 if several else None


def _page(sheet: Worksheet) -> Any:
    page = sheet.page_setup
    across = page.fitToWidth if page.fitToWidth is not None else 1
    down = page.fitToHeight if page.fitToHeight is not None else 1
    return (
        (page.paperSize, page.orientation, across, down, sheet.sheet_properties.pageSetUpPr),
        (
            sheet.print_title_rows,
            sheet.print_title_cols,
            [each.id for each in sheet.row_breaks.brk],
        ),
        (sheet.oddHeader.left.text, sheet.oddHeader.right.text, sheet.oddFooter.center.text),
    )


def _cells(of: Callable[[Any], Any]) -> Callable[[Worksheet], Any]:
    """Return what holds `of` every cell that has something of it."""
    return lambda sheet: {
        cell.coordinate: of(cell) for row in sheet for cell in row if of(cell) not in (None, False)
    }


FEATURES: dict[str, Callable[[Worksheet], Any]] = {
    "Formulas": _cells(lambda cell: cell.value if cell.data_type == "f" else None),
    "Drop-downs, validations, prompts and refusals": _validations,
    "Marks of broken cells (conditional formats)": _marks,
    "Locked and open cells": _cells(lambda cell: not cell.protection.locked),
    "Protection without a password": _protection,
    "Links to sheets": _cells(lambda cell: cell.hyperlink and cell.hyperlink.location),
    "Notes on headers": _cells(lambda cell: cell.comment and cell.comment.text),
    "Charts": lambda sheet: sorted(type(each).__name__ for each in sheet._charts),
    "Filter buttons": lambda sheet: sheet.auto_filter.ref,
    "A4, fit to width, repeated heads, header and footer": _page,
    "Number formats": _cells(
        lambda cell: _bare(cell.number_format) if cell.number_format != "General" else None
    ),
    "Amounts shrunk to their cell": _cells(lambda cell: bool(cell.alignment.shrink_to_fit)),
    "Columns out of sight": lambda sheet: [
        name for name, each in sheet.column_dimensions.items() if each.hidden
    ],
}


@pytest.mark.parametrize("feature", FEATURES)
def test_features_survive(books: tuple[openpyxl.Workbook, openpyxl.Workbook], feature: str) -> None:
    """LibreOffice saves the template with the feature as it was, on every sheet, and the page says so."""
    before, after = books
    found = {
        sheet.title: FEATURES[feature](sheet) for sheet in before if sheet.title != IDENTITY_SHEET
    }
    assert any(found.values()), "nothing measured"
    for title, given in found.items():
        assert repr(FEATURES[feature](after[title])) == repr(given), title
    assert _rows()[feature].startswith(KEPT)


def test_names_and_identity_survive(books: tuple[openpyxl.Workbook, openpyxl.Workbook]) -> None:
    """Every defined name still means the same cells, and the workbook says of itself what it said."""
    before, after = books

    def names(book: openpyxl.Workbook) -> dict[str, str]:
        return {name: each.attr_text.replace("'", "") for name, each in book.defined_names.items()}

    assert names(before).items() <= names(after).items()
    properties = [
        {each.name: each.value or "" for each in book.custom_doc_props.props} for book in books
    ]
    assert properties[0] == properties[1]
    assert list(before[IDENTITY_SHEET].values) == list(after[IDENTITY_SHEET].values)
    assert _rows()["Defined names"].startswith(KEPT)
    assert _rows()["Identity of the workbook"].startswith(KEPT)


def test_what_changes_is_told(books: tuple[openpyxl.Workbook, openpyxl.Workbook]) -> None:
    """The page tells of all that changes: what is very hidden is hidden, hatching is a colour, panes go without a window."""
    before, after = books
    assert (before[IDENTITY_SHEET].sheet_state, after[IDENTITY_SHEET].sheet_state) == (
        "veryHidden",
        "hidden",
    )
    assert before["소요예산"].freeze_panes
    assert after["소요예산"].freeze_panes is None
    hatched = [_patterns(book) for book in books]
    assert "lightUp" in hatched[0]
    assert "lightUp" not in hatched[1]
    rows = _rows()
    for feature in ("The identity sheet", "Frozen panes", "Hatching of missing cells"):
        assert not rows[feature].startswith(KEPT)


def _patterns(book: openpyxl.Workbook) -> set[str]:
    """Return the patterns that marks are filled with."""
    return {
        rule.dxf.fill.patternType
        for sheet in book
        for found in sheet.conditional_formatting._cf_rules.values()
        for rule in found
        if rule.dxf and rule.dxf.fill and rule.dxf.fill.patternType
    }


def _rows() -> dict[str, str]:
    """Return feature -> what the page says of LibreOffice."""
    lines = (line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line[:2] == "| ")
    return {cells[1].strip(): cells[3].strip() for cells in lines if len(cells) > 4}


def test_page_measures_every_row() -> None:
    """The page has a row for each feature that is measured, and no row claims a measurement that isn't made."""
    others = {"Defined names", "Identity of the workbook"}
    kept = {name for name, said in _rows().items() if said.startswith(KEPT)}
    assert kept == set(FEATURES) | others


def test_files_stay_free_of_equals_signs() -> None:
    """No formula of a validation or of a mark begins with an equals sign, in both kinds of workbook."""
    for scope in ("region", "institution"):
        data = write_template(default_programme(), scope=scope)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", "replace")
                assert not re.search(r"<formula[12]?>\s*=", text), name
