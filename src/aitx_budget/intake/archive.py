"""A zip package -> its parts, unpacked within limits, with nothing active among them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import cached_property

from aitx_budget.intake.limits import MEBIBYTE, Limits
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused


class Parts(dict[str, bytes]):
    """Part name without its leading slash -> content; names differ in more than case."""

    @cached_property
    def spelled(self) -> dict[str, str]:
        """Name in small letters -> name as it is spelled: references may write other letters, a million times."""
        return {name.lower(): name for name in self}


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_ENCRYPTED = 0x1
_XML_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_FOREIGN_PARTS = (
    (re.compile(r"xl/workbook\.bin$", re.IGNORECASE), "xlsb"),
    (re.compile(r"word/", re.IGNORECASE), "docx"),
    (re.compile(r"ppt/", re.IGNORECASE), "pptx"),
    (re.compile(r"Contents/.*\.xml$|Contents/content\.hpf$"), "HWPX"),
    (re.compile(r"Index/.*\.iwa$|Index\.zip$"), "Numbers"),
)
_MIMETYPES = (
    ("opendocument.spreadsheet", "ODS"),
    ("opendocument", "OpenDocument"),
    ("hwp+zip", "HWPX"),
    ("hwpx", "HWPX"),
    ("cell", "한셀 .cell"),
)


def unpack(data: bytes, limits: Limits) -> Parts:
    """Return every part of the package.

    Raises:
        Refuse: a foreign zip format, a bomb, or a damaged or encrypted zip.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _check_foreign(archive, entries)
            _check_declared(entries, len(data), limits)
            _check_package(entries)
            return _read_all(archive, entries, limits)
    except _BROKEN as error:
        raise Refuse(Refused.DAMAGED, "zip") from error


def _check_declared(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Refuse what the directory itself admits to be too much."""
    if len(entries) > limits.entries:
        raise Refuse(Refused.OVERSIZED, f"{limits.entries} entries")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise Refuse(Refused.OVERSIZED, f"{limits.unpacked_bytes // MEBIBYTE} MiB unpacked")
    if sum(entry.compress_size for entry in entries) > size:
        raise Refuse(Refused.OVERSIZED, "overlapping entries")
    for entry in entries:
        if entry.file_size > limits.part_bytes:
            raise Refuse(
                Refused.OVERSIZED, f"{entry.filename}: {limits.part_bytes // MEBIBYTE} MiB"
            )
        large = entry.file_size > limits.ratio_from_bytes
        if large and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise Refuse(Refused.OVERSIZED, f"{entry.filename}: {limits.ratio}:1")


def _check_foreign(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse zips that are another program's documents."""
    names = _names(entries)
    if "mimetype" in names:
        with archive.open(entries[names.index("mimetype")]) as stream:
            text = stream.read(200).decode("ascii", "replace")
        known = (name for key, name in _MIMETYPES if key in text)
        raise Refuse(Refused.NOT_XLSX, next(known, "unknown"))
    if _has_types(names) and any(
        name.lower().startswith("xl/") and name.lower().endswith(".xml") for name in names
    ):
        return
    found = (what for pattern, what in _FOREIGN_PARTS for name in names if pattern.match(name))
    foreign = next(found, "")
    if foreign:
        raise Refuse(Refused.NOT_XLSX, foreign)


def _check_package(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse plain archives."""
    if not _has_types(_names(entries)):
        raise Refuse(Refused.NOT_XLSX, "zip")


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    return [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]


def _has_types(names: list[str]) -> bool:
    return any(name.lower() == "[content_types].xml" for name in names)


def _read_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> Parts:
    """Unpack every entry, counting the bytes that really come out."""
    parts = Parts()
    seen: set[str] = set()
    room = limits.unpacked_bytes
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Refuse(Refused.PASSWORD, "zip")
        name = entry.filename.replace("\\", "/").lstrip("/")
        if name.lower() in seen:
            raise Refuse(Refused.DAMAGED, name)
        seen.add(name.lower())
        parts[name] = _read(archive, entry, min(room, limits.part_bytes))
        room -= len(parts[name])
    return parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one entry, of at most `most` bytes.

    The library gives no more than is declared, but unpacks as much as it is asked for.
    """
    try:
        with archive.open(entry) as stream:
            content = stream.read(min(most, entry.file_size) + 1)
    except _BROKEN as error:
        raise Refuse(Refused.DAMAGED, entry.filename) from error
    if len(content) > most:
        raise Refuse(Refused.OVERSIZED, f"{entry.filename}: {most // MEBIBYTE} MiB")
    return content


def is_xml(name: str) -> bool:
    """Tell whether a part is XML by its name."""
    return _XML_NAME.search(name) is not None
