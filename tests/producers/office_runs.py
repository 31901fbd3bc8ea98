"""Workbooks opened, edited and saved by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from libreoffice.office import LIMIT_SECONDS, PROGRAM, convert, require
from producers.reference import reference

_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns:script="http://openoffice.org/2000/script"'
_TRUSTED = """<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
_FRAME = """
Function Setting(name As String, value) As com.sun.star.beans.PropertyValue
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Setting = one
End Function

Sub Session(source As String, target As String)
  Dim doc
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Setting("Hidden", True)))
{edits}
  doc.calculateAll()
  doc.storeToURL(target, Array(Setting("FilterName", "Calc MS Excel 2007 XML")))
  doc.close(True)
End Sub
"""


def saved_by_office(target: str) -> bytes:
    """Return the reference as LibreOffice saves it: as `xlsx:Filter`, or first as `ods` or `xls`."""
    with tempfile.TemporaryDirectory() as folder:
        first = convert(Path(folder, "1"), {"book": reference()}, target)["book"].read_bytes()
        if target.startswith("xlsx"):
            return first
        return convert(Path(folder, "2"), {"book": first}, "xlsx")["book"].read_bytes()


def edited_in_office(data: bytes, edits: str, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it after an officer's session.

    Args:
        data: the workbook.
        edits: statements of LibreOffice Basic on `doc`, the open document.
        folder: an empty folder to work in.
    """
    require()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--norestore"]
    # The first start lays out the profile, with an empty module of this name in it.
    _run([*command, "--terminate_after_init"])
    _install(folder / "profile/user", _FRAME.format(edits=edits))
    source, target = folder / "given.xlsx", folder / "made.xlsx"
    source.write_bytes(data)
    _run([*command, f'macro:///Standard.Module1.Session("{source.as_uri()}","{target.as_uri()}")'])
    return target.read_bytes()


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_SECONDS)


def _install(user: Path, program: str) -> None:
    """Put a Basic program into a user profile, and let the profile trust it."""
    module = f'<script:module {_NAMESPACES} script:name="Module1" script:language="StarBasic">'
    text = f"{_DECLARED}{module}{escape(program)}</script:module>"
    (user / "basic/Standard/Module1.xba").write_text(text, "utf-8")
    settings = user / "registrymodifications.xcu"
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", _TRUSTED), "utf-8")
