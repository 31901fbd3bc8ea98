"""Files, folders, globs and zips of workbooks -> the files to read, in a stable order."""

from __future__ import annotations

import errno
import glob
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.intake.personal import mask
from aitx_budget.model.text import Text, particle

SEPARATOR = "::"
"""Between a zip and its member in a path as shown."""

TEMPORARY = ".aitx-"
"""Begins the name of what we write before it gets its own; found later, it was left by a run that was killed."""
_LEFTOVERS = (TEMPORARY, "~$", "._", ".~lock.", "~hnc", "~hwp")
_SYSTEM_FILES = (".ds_store", "thumbs.db", "desktop.ini")
_SYSTEM_FOLDER = "__macosx"
WORKBOOKS = (
    ".xlsx",
    ".xlsm",
    ".xltx",
    ".xltm",
    ".xls",
    ".xlsb",
    ".cell",
    ".nxl",
    ".ods",
    ".numbers",
)
ZIP = ".zip"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class ProtectedError(OSError):
    """A member of a zip is encrypted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: as it is shown: as the user named it, or `zip::member`; always text that can be written.
        location: the file, or the zip it is in.
        entry: which entry of the zip, from 1, because two may have one name; 0 for a plain file.
    """

    path: str
    location: Path
    entry: int = 0

    @property
    def name(self) -> str:
        """Its own name: of a member, the one it is shown with."""
        inside = self.path.removeprefix(f"{readable(self.location)}{SEPARATOR}")
        return PurePath(inside if self.entry else self.path).name

    def read(self, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return the bytes, or of a larger file enough of them to see that it is too large.

        Raises:
            ProtectedError: a member that opens with a password only.
            OSError: the file is gone, locked, no ordinary file, or cannot be unpacked.
        """
        most = limits.file_bytes + 1
        if not self.entry:
            with _opened(self.location) as stream:
                return stream.read(most)
        try:
            with _opened(self.location) as stream, zipfile.ZipFile(stream) as archive:
                member = archive.infolist()[self.entry - 1]
                if member.flag_bits & _ENCRYPTED:
                    raise ProtectedError(self.path)
                with archive.open(member) as content:
                    return content.read(most)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            IndexError,
            RuntimeError,
            ValueError,
        ) as error:
            message = f"{self.path}: {error}"
            raise OSError(message) from error


def discover(paths: Sequence[Path]) -> tuple[tuple[Found, ...], tuple[Text, ...]]:
    """Return the files under `paths`, each once, and notes on what was passed over.

    A folder is searched to its depth and in order of names for files that are called like
    workbooks; a file that is named itself is always taken, whatever it is called. A zip is a
    folder; its members are only ever read in memory.

    Raises:
        UsageError: a path does not exist, or a pattern matches nothing.
    """
    found: dict[tuple[str, int], Found] = {}
    notes: list[Text] = []
    for path in _expanded(paths):
        for each in _under(path, notes):
            found.setdefault((os.path.realpath(each.location), each.entry), each)
    return tuple(found.values()), tuple(notes)


def readable(path: Path) -> str:
    """Return a path as text, also where a system of another encoding (cp949) wrote it."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text).decode("cp949", "replace")
    return text


def _opened(path: Path) -> BinaryIO:
    """Open an ordinary file; a pipe without a writer must not be waited for, a device not be read to its end.

    Raises:
        OSError: it cannot be opened, or is no ordinary file.
    """
    # Windows has no such files, and only there bytes must be asked for.
    how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, how)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    number = errno.EISDIR if path.is_dir() else errno.ENODEV
    raise OSError(number, os.strerror(number), str(path))


def _expanded(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield existing paths; a pattern is written out."""
    for path in paths:
        if os.path.exists(path):  # noqa: PTH110 - false where looking is not allowed or the name too long
            yield path
            continue
        matches = sorted(glob.glob(str(path), recursive=True)) if glob.has_magic(str(path)) else []  # noqa: PTH207
        if not matches:
            raise UsageError(
                Text(
                    f"파일이나 폴더를 찾을 수 없습니다: {readable(path)}",
                    f"There is no such file or folder: {readable(path)}",
                )
            )
        yield from map(Path, matches)


def _under(path: Path, notes: list[Text]) -> Iterator[Found]:
    """Yield what a path stands for."""
    if path.is_dir():
        for each in sorted(_inside(path), key=lambda one: unicodedata.normalize("NFC", str(one))):
            if each.is_dir():
                yield Found(readable(each), each)
            else:
                yield from _in_folder(each, each.relative_to(path), notes)
    elif is_leftover(path.name):
        notes.append(leftover(readable(path)))
    else:
        yield from _file(path, notes)


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder to its depth besides folders, and the folders that cannot be looked into.

    Such a folder stands for all that is in it. Reading it fails, as reading a pipe or a link that leads nowhere
    does, and is told as a file's failing is.
    """
    shut: list[str] = []
    for parent, _, names in os.walk(folder, onerror=lambda error: shut.append(error.filename)):
        yield from (Path(parent, name) for name in names)
    yield from map(Path, shut)


def _in_folder(path: Path, inside: Path, notes: list[Text]) -> Iterator[Found]:
    """Yield a file of a folder where it is called like a workbook or a zip."""
    if any(is_leftover(part) for part in inside.parts):
        notes.append(leftover(readable(path)))
    elif path.suffix.lower() in (*WORKBOOKS, ZIP):
        yield from _file(path, notes)
    else:
        notes.append(other(readable(path)))


def _file(path: Path, notes: list[Text]) -> Iterator[Found]:
    """Yield a file, or the workbooks in a zip; a zip that cannot be opened is answered as a file."""
    members = _members(path) if path.suffix.lower() == ZIP else None
    if members is None:
        yield Found(readable(path), path)
        return
    for name, entry in members:
        shown = f"{readable(path)}{SEPARATOR}{name}"
        if any(is_leftover(part) for part in name.split("/")):
            notes.append(leftover(shown))
        elif Path(name).suffix.lower() in WORKBOOKS:
            yield Found(shown, path, entry)
        else:
            notes.append(other(shown))


def _members(path: Path) -> list[tuple[str, int]] | None:
    """Return (name as shown, entry from 1) of its files in order; None where it is no such zip."""
    try:
        with _opened(path) as stream, zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        return None
    if len(entries) > DEFAULT_LIMITS.entries:
        return None
    return sorted(
        (_member_name(entry), at)
        for at, entry in enumerate(entries, 1)
        if not entry.filename.endswith("/")
    )


def _member_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 or cp949 whatever its flag says, and never out of the zip."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        name = _decoded(name)
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(
        part for part in parts if part not in ("", ".", "..") and not part.endswith(":")
    )


def _decoded(name: str) -> str:
    """Undo the zip library's guess at a name without the UTF-8 flag."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def is_leftover(name: str) -> bool:
    """Tell whether a name is a lock file's or an operating system's own."""
    lowered = name.lower()
    return lowered.startswith(_LEFTOVERS) or lowered in (*_SYSTEM_FILES, _SYSTEM_FOLDER)


def leftover(path: str) -> Text:
    """Say that a file was left by another program."""
    shown = mask(path)
    named = particle(shown, "은", "는")
    return Text(
        f"{named} 프로그램이 남긴 임시 파일이라 건너뛰었습니다.",
        f"{shown} was left by another program and was passed over.",
    )


def other(path: str) -> Text:
    """Say that a file is not called like a workbook."""
    shown = mask(path)
    named = particle(shown, "은", "는")
    return Text(
        f"{named} 엑셀 통합 문서가 아니어서 건너뛰었습니다.",
        f"{shown} is not called like a workbook and was passed over.",
    )
