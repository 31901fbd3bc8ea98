"""LibreOffice as a second engine: it recalculates workbooks that we wrote, many in one call."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

PROGRAM = shutil.which("soffice")
LIMIT_SECONDS = 300

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""By default LibreOffice trusts the values in a file that Excel, or a writer like it, has made."""


def require() -> None:
    """Skip the test where LibreOffice is absent, or fail where the run asks for it."""
    if PROGRAM is None:
        if os.environ.get("AITX_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice is required in this run, and soffice was not found")
        pytest.skip("LibreOffice is not on this machine")


_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Comma, quotes, UTF-8, from the first row; values as they are, not as formatted; every sheet."""


def convert(folder: Path, workbooks: Mapping[str, bytes], target: str = "xlsx") -> dict[str, Path]:
    """Open workbooks in LibreOffice, recalculate all formulas and save them, in one call.

    Args:
        folder: an empty folder to work in; the user profile stands there too, so runs don't collide.
        workbooks: stem -> the .xlsx file's bytes.
        target: `xlsx`, `ods`, `pdf` or the like; `xlsx:name of an export filter` for one of several.

    Returns:
        Stem -> the file LibreOffice saved.
    """
    _run(folder, workbooks, target)
    ending = target.partition(":")[0]
    return _saved(folder, {stem: f"{stem}.{ending}" for stem in workbooks})


def shown_sheets(
    folder: Path, workbooks: Mapping[str, bytes], *sheets: str
) -> dict[str, list[list[list[str]]]]:
    """Open workbooks in LibreOffice, recalculate all formulas and return what some sheets show.

    Saving sheets as text takes half the time of saving the workbook.

    Args:
        folder, workbooks: see `convert`.
        sheets: their titles.

    Returns:
        Stem -> for each of `sheets` its rows of texts, the first row of the sheet first.
    """
    _run(folder, workbooks, _SHEETS_AS_CSV)
    saved = [_saved(folder, {stem: f"{stem}-{each}.csv" for stem in workbooks}) for each in sheets]
    return {stem: [_rows(of_sheet[stem]) for of_sheet in saved] for stem in workbooks}


def _rows(saved: Path) -> list[list[str]]:
    return list(csv.reader(saved.read_text("utf-8").splitlines(keepends=True)))


def _run(folder: Path, workbooks: Mapping[str, bytes], target: str) -> None:
    """Let LibreOffice open all workbooks and save each as `target`."""
    require()
    made, given, profile = folder / "made", folder / "given", folder / "profile"
    for each in (made, given, profile / "user"):
        each.mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_ALWAYS_RECALCULATE, "utf-8")
    for stem, data in workbooks.items():
        (given / f"{stem}.xlsx").write_bytes(data)
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(made),
        *(str(given / f"{stem}.xlsx") for stem in workbooks),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_SECONDS)


def _saved(folder: Path, names: Mapping[str, str]) -> dict[str, Path]:
    """Return stem -> the file of that name that LibreOffice saved."""
    saved = {stem: folder / "made" / name for stem, name in names.items()}
    missing = [stem for stem, path in saved.items() if not path.is_file()]
    assert not missing, f"LibreOffice did not save: {missing}"
    return saved


def formula_differences(data: bytes, recalculated: Path) -> tuple[int, list[str]]:
    """Return how many formula cells a workbook has, and those whose kept values another engine does not come to."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    ours = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    theirs = openpyxl.load_workbook(recalculated, data_only=True)
    count, wrong = 0, []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            mine = ours[sheet.title][cell.coordinate].value
            other = theirs[sheet.title][cell.coordinate].value
            if not _equal(mine, other):
                wrong.append(f"{sheet.title}!{cell.coordinate}: {mine!r} but {other!r}")
    return count, wrong


def _equal(ours: Any, theirs: Any) -> bool:
    """Tell whether two cell values are equal; a ratio to twelve digits, a blank and an empty text alike."""
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-12 * max(1.0, abs(ours))
    return (ours or None if isinstance(ours, str) else ours) == theirs
