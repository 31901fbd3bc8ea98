"""Workbooks opened, edited and saved by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from libreoffice.office import LIMIT_SECONDS, PROGRAM, convert, require
from producers.reference import reference

_NAMESPACES = 'xmlns:script="http://openoffice.org/2000/script"'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
_LIBRARIES = f'{_LIBRARY} xmlns:xlink="http://www.w3.org/1999/xlink"'
_TRUSTED = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
_FRAME = """
Function Setting(name As String, value) As com.sun.star.beans.PropertyValue
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Setting = one
End Function

Sub Session(source As String, target As String)
  Dim doc, sheet, cells, at
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
    _install(folder / "profile/user", _FRAME.format(edits=edits))
    source, target = folder / "given.xlsx", folder / "made.xlsx"
    source.write_bytes(data)
    macro = f'macro:///Standard.Session.Session("{source.as_uri()}","{target.as_uri()}")'
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--norestore", macro]
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_SECONDS)
    return target.read_bytes()


def _install(user: Path, program: str) -> None:
    """Put a Basic module into a user profile that trusts it."""
    standard = user / "basic/Standard"
    standard.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_TRUSTED, "utf-8")
    module = f'<script:module {_NAMESPACES} script:name="Session" script:language="StarBasic">'
    (standard / "Session.xba").write_text(f"{module}{escape(program)}</script:module>", "utf-8")
    for kind, held in (("script", '<library:element library:name="Session"/>'), ("dialog", "")):
        own = f'<library:library {_LIBRARY} library:name="Standard">{held}</library:library>'
        (standard / f"{kind}.xlb").write_text(own, "utf-8")
        link = f'xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple" library:link="false"'
        listed = f'<library:library library:name="Standard" {link}/>'
        every = f"<library:libraries {_LIBRARIES}>{listed}</library:libraries>"
        (user / f"basic/{kind}.xlc").write_text(every, "utf-8")
