"""Every version of the layout that was released stays readable, by the workbooks that were kept of it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from aitx_budget.intake import read, read_whole
from aitx_budget.intake.understanding import Filled, understand
from aitx_budget.layout.structure import SCOPES
from aitx_budget.layout.workbook import LAYOUT_VERSIONS, workbook_layout
from aitx_budget.model.submission import Refusal, Refused, Submission
from aitx_budget.transfer import carry
from layouts.keep import NOTES, PROGRAMME, STATED, folders, stated
from workbooks import Workbook

KEPT = [
    pytest.param(path, id=f"{folder.name}-{path.stem}")
    for folder in folders()
    for path in sorted(folder.glob("*.xlsx"))
]


def answers(folder: Path) -> dict[str, Any]:
    """Return what is stated of the workbooks of one version."""
    found: dict[str, Any] = json.loads((folder / STATED).read_text("utf-8"))
    return found


def test_every_version_is_kept() -> None:
    """Each version has its folder, the one that is written too; so nobody can change the layout and forget to keep it."""
    assert tuple(folder.name for folder in folders()) == LAYOUT_VERSIONS
    assert workbook_layout(PROGRAMME).version == folders()[-1].name
    for folder in folders():
        stems = {path.stem for path in folder.glob("*.xlsx")}
        assert stems == answers(folder).keys()
        assert stems >= {f"{scope}_{kind}" for scope in SCOPES for kind in ("blank", "filled")}


@pytest.mark.parametrize("path", KEPT)
def test_it_is_read_as_stated(path: Path) -> None:
    """Places, values, typed subtotals, sums and findings are those that are kept beside the workbook."""
    made = json.loads(json.dumps(stated(path.read_bytes(), path.name)))
    assert made == answers(path.parent)[path.stem]
    assert made["layout"] == path.parent.name


@pytest.mark.parametrize("path", KEPT)
def test_its_template_is_known(path: Path) -> None:
    """What a workbook's own template printed is nobody's note: only what was typed beside it, or as a formula, is a stray."""
    filled = read_whole(path.read_bytes(), path.name, PROGRAMME)
    assert isinstance(filled, Filled)
    found = {
        (each.sheet, each.cell, each.text) for each in carry(filled, PROGRAMME, path.name).strays
    }
    typed = {
        (sheet, cell, text)
        for sheet, notes in NOTES.items()
        for cell, text in notes
        if "filled" in path.stem and not cell.startswith("G")
    }
    assert {each for each in found if " → " not in each[2]} == typed


@pytest.mark.parametrize("scope", SCOPES)
def test_labels_stand_where_the_version_had_them(scope: str) -> None:
    """The description of a version is that of the blank workbook that was kept of it, header by header."""
    for folder in folders():
        path = folder / f"{scope}_blank.xlsx"
        submission = read(path.read_bytes(), path.name, PROGRAMME)
        assert isinstance(submission, Submission)
        for table in workbook_layout(PROGRAMME, folder.name).of_scope(scope):
            found = submission.tables[table.name]
            assert dict(found.columns) == {
                each.name: table.column(each.name) for each in table.fields
            }
            places = {each.name: table.header_row + at for at, each in enumerate(table.fields)}
            assert dict(found.form_rows) == (places if table.form else {})


def test_a_version_only_adds_what_it_brought() -> None:
    """A cell of an earlier version keeps its address in the next: new entries stand under the old ones."""
    for earlier, later in itertools.pairwise(LAYOUT_VERSIONS):
        before, after = (workbook_layout(PROGRAMME, each) for each in (earlier, later))
        for scope in SCOPES:
            for old, new in zip(before.of_scope(scope), after.of_scope(scope), strict=True):
                assert new.fields[: len(old.fields)] == old.fields
                assert all(each.since == int(later) for each in new.fields[len(old.fields) :])


def _without_identity(version: str) -> Workbook:
    """Return a workbook of a version that lost all that says so."""
    book = Workbook().forget_identity()
    if version == "1":
        sheet = book.sheet("기본정보")
        row, column = book.spot("기본정보", "변경사유", 0)
        sheet.cells = {spot: cell for spot, cell in sheet.cells.items() if spot != (row, column)}
    return book


@pytest.mark.parametrize("version", LAYOUT_VERSIONS)
def test_a_workbook_without_identity_is_known_by_what_stands_in_it(version: str) -> None:
    """Without identity a workbook is of the latest version of which it has something, and lacks nothing of it."""
    submission = understand(_without_identity(version).raw(), "x.xlsx", PROGRAMME)
    assert isinstance(submission, Submission)
    assert submission.identity.layout == version
    assert not [each for each in submission.observations if each.seen.value.startswith("missing")]


@pytest.mark.parametrize("version", ["0", "3", "10", "", "1.0", "１"])
def test_a_version_that_was_never_released_is_refused(version: str) -> None:
    """A workbook of a later program, or of none, is told to be so (FIL007), not read by guess."""
    refusal = understand(Workbook().identify("layout", version).raw(), "x.xlsx", PROGRAMME)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Refused.UNKNOWN
