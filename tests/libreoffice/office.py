"""LibreOffice as a second engine: it recalculates workbooks that we wrote, many in one call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

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


def convert(folder: Path, workbooks: Mapping[str, bytes], target: str = "xlsx") -> dict[str, Path]:
    """Open workbooks in LibreOffice, recalculate all formulas and save them, in one call.

    Args:
        folder: an empty folder to work in; the user profile stands there too, so runs don't collide.
        workbooks: stem -> the .xlsx file's bytes.
        target: `xlsx` or `pdf`.

    Returns:
        Stem -> the file LibreOffice saved.
    """
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
    saved = {stem: made / f"{stem}.{target}" for stem in workbooks}
    missing = [stem for stem, path in saved.items() if not path.is_file()]
    assert not missing, f"LibreOffice did not save: {missing}"
    return saved
