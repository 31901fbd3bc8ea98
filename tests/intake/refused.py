"""Files that are refused, made from `mess/refusals.toml`, and folders of which some files are passed over."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from messbook import FOLDER, PROGRAMME
from written import by_xlsxwriter, package, parts_of

from aitx_budget.checks.runner import run
from aitx_budget.intake import Limits, read
from aitx_budget.layout.workbook import IDENTITY_SHEET, identity_property
from aitx_budget.model.finding import Finding
from aitx_budget.model.submission import Refusal
from workbooks import Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_THOUSAND = 1000


@dataclass(frozen=True)
class Refused:
    """A file that is not read.

    Attributes:
        ko, en: what it is.
        code: the finding that says so.
        detail: what it names; empty where that is not asked.
        bytes: the file: `hex`, then `text` in its `encoding`; or `ole` streams; or `zip` members.
        parts: else the good workbook with these parts.
        swollen: the text or the parts are so many thousand times themselves.
        lies: the directory declares less than there is.
        cut: only this fraction of the good workbook (2 for a half).
        properties: the good workbook's own, replaced.
        limits: other than the default ones.
    """

    ko: str
    en: str
    code: str
    detail: str = ""
    bytes: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    swollen: int = 0
    lies: bool = False
    cut: int = 1
    properties: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)

    def data(self) -> bytes:
        """Return the file."""
        if "ole" in self.bytes:
            return compound(*self.bytes["ole"])
        if "zip" in self.bytes:
            return package(self.bytes["zip"])
        times = self.swollen * _THOUSAND or 1
        if self.bytes:
            text = self.bytes.get("text", "").encode(self.bytes.get("encoding", "utf-8"))
            return bytes.fromhex(self.bytes.get("hex", "")) + text * times
        added = {name: content * times for name, content in self.parts.items()}
        data = package({**parts_of(_good(tuple(self.properties.items()))), **added})
        return (_lying(data, added) if self.lies else data)[: len(data) // self.cut]

    def finding(self) -> tuple[Refusal, Finding]:
        """Return the refusal and what the officer is told of it."""
        refusal = read(self.data(), "예산.xlsx", PROGRAMME, replace(Limits(), **self.limits))
        assert isinstance(refusal, Refusal), self.en
        (finding,) = run([refusal], PROGRAMME)[0].findings
        return refusal, finding


@cache
def _good(properties: tuple[tuple[str, str], ...]) -> bytes:
    """Return a workbook in order, but for these properties, which its identity sheet repeats."""
    book, wanted = Workbook(), dict(properties)
    book.properties |= wanted
    identity = book.sheet(IDENTITY_SHEET)
    for (row, column), cell in list(identity.cells.items()):
        if column == 1 and identity_property(cell.text) in wanted:
            book.put_at(IDENTITY_SHEET, (row, 2), wanted[identity_property(cell.text)])
    return by_xlsxwriter(book.raw())


def _lying(data: bytes, added: Mapping[str, str]) -> bytes:
    """Return the zip with one byte declared for each of these entries, in directory and headers."""
    for name, content in added.items():
        size = len(content).to_bytes(4, "little")
        at = 0
        while (at := data.find(name.encode(), at)) >= 0:
            start = data.rfind(size, 0, at)
            data = data[:start] + (1).to_bytes(4, "little") + data[start + 4 :]
            at += 1
    return data


def compound(*names: str) -> bytes:
    """Return an OLE container whose directory lists these streams."""
    data = bytearray(_OLE + bytes(504))
    for name in ("Root Entry", *names):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        entry[64:66] = len(encoded).to_bytes(2, "little")
        data += entry
    return bytes(data)


@dataclass(frozen=True)
class Listing:
    """Files of a folder or a zip.

    Attributes:
        ko, en: what they show.
        files: their names.
        taken: those that are checked, in order; the others are passed over with a note each.
        zip: encoding of a zip's names; empty for a folder.
    """

    ko: str
    en: str
    files: list[str]
    taken: list[str]
    zip: str = ""

    def lay(self, folder: Path) -> Path:
        """Make the files in `folder`; return what to check."""
        if self.zip:
            path = folder / "모음.zip"
            path.write_bytes(zip_of(dict.fromkeys(self.files, b"x"), self.zip))
            return path
        for name in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
        return folder


def zip_of(names: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    """Return a zip whose names are written in `encoding` without saying so."""
    stream = io.BytesIO()
    stands = {name: f"{at:x}" * len(name.encode(encoding)) for at, name in enumerate(names)}
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in names.items():
            archive.writestr(stands[name], content)
    data = stream.getvalue()
    for name, stand in stands.items():
        data = data.replace(stand.encode(), name.encode(encoding))
    return data


@cache
def refusals() -> tuple[Refused, ...]:
    """Return the files that are one thing, in the gate's order."""
    return tuple(Refused(**each) for each in _data("refusals")["refusal"])


@cache
def precedences() -> tuple[Refused, ...]:
    """Return the files that are two things at once."""
    return tuple(Refused(**each) for each in _data("refusals")["precedence"])


@cache
def listings() -> tuple[Listing, ...]:
    """Return the folders and zips."""
    return tuple(Listing(**each) for each in _data("passed-over")["listing"])


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
