"""A workbook's zip container: untouched entries are carried over as the very bytes they were.

An entry that nobody writes to keeps its compressed bytes, name, date and place. So marking a large
workbook costs what its changed parts cost, and the same input gives the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text

_LEVEL: Final = 4  # half the time of the usual 6 for 5 % more bytes
_DATA_DESCRIPTOR: Final = 0x08
_ENCRYPTED: Final = 0x01
_UTF8_NAME: Final = 0x800
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LARGEST_PART: Final = 1 << 30
_KEPT: Final = 8 << 20
"""Bytes of unpacked parts that are kept for who reads them again."""
NOT_A_WORKBOOK: Final = Text(
    "엑셀 통합문서(.xlsx)로 읽을 수 없는 파일입니다. 엑셀에서 열리는지 확인한 뒤 다시 저장해 주세요.",
    "The file cannot be read as an Excel workbook (.xlsx). Check that Excel opens it, and save it again.",
)


@dataclass(slots=True)
class _Entry:
    """One zip entry: its directory record, and its content where that was replaced."""

    info: zipfile.ZipInfo
    content: bytes | None = None


class Package:
    """The parts of a workbook, in their order; names are found whatever their case."""

    def __init__(self, data: bytes) -> None:
        """Read the directory of `data`.

        Raises:
            UsageError: `data` is no sound zip file, or is encrypted or unreasonably large.
        """
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OSError,
            struct.error,
        ) as error:
            raise UsageError(NOT_A_WORKBOOK) from error
        self._entries: list[_Entry] = [_Entry(info) for info in self._zip.infolist()]
        if sum(entry.info.file_size for entry in self._entries) > _LARGEST_PART:
            raise UsageError(NOT_A_WORKBOOK)
        self._index = {_key(entry.info.filename): entry for entry in self._entries}
        self._unpacked: dict[str, bytes] = {}
        self._room = _KEPT

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in their order."""
        return tuple(_plain(entry.info.filename) for entry in self._entries)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._index

    def read(self, name: str) -> bytes:
        """Return the bytes of part `name`.

        Raises:
            UsageError: there is no such part, or it is damaged.
        """
        key = _key(name)
        entry = self._index.get(key)
        if entry is None or (entry.content is None and entry.info.flag_bits & _ENCRYPTED):
            raise UsageError(NOT_A_WORKBOOK)
        if entry.content is not None:
            return entry.content
        if key not in self._unpacked:
            content = self._unpack(entry.info)
            if len(content) > self._room:
                return content
            self._unpacked[key], self._room = content, self._room - len(content)
        return self._unpacked[key]

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise UsageError(NOT_A_WORKBOOK) from error

    def write(self, name: str, content: bytes) -> None:
        """Replace part `name`, or add it at the end."""
        entry = self._index.get(_key(name))
        if entry is None:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.flag_bits = 0 if name.isascii() else _UTF8_NAME
            entry = _Entry(info)
            self._entries.append(entry)
            self._index[_key(name)] = entry
        entry.content = content

    def remove(self, name: str) -> None:
        """Drop part `name`, where there is one."""
        entry = self._index.pop(_key(name), None)
        if entry is not None:
            self._entries = [each for each in self._entries if each is not entry]

    def save(self) -> bytes:
        """Return the whole file."""
        body, directory = io.BytesIO(), io.BytesIO()
        for entry in self._entries:
            _write_entry(entry, self._compressed(entry), body, directory)
        start, size, count = body.tell(), directory.tell(), len(self._entries)
        comment = self._zip.comment
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(comment))
        return body.getvalue() + directory.getvalue() + end + comment

    def _compressed(self, entry: _Entry) -> bytes:
        """Return the entry's bytes as they go into the file; a new content updates its record."""
        info = entry.info
        if entry.content is None:
            at = info.header_offset
            name_length, extra_length = struct.unpack_from("<2H", self._data, at + 26)
            begin = at + _LOCAL.size + name_length + extra_length
            return self._data[begin : begin + info.compress_size]
        packed = entry.content
        if info.compress_type != zipfile.ZIP_STORED:
            info.compress_type = zipfile.ZIP_DEFLATED
            deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = deflate.compress(entry.content) + deflate.flush()
        info.CRC, info.file_size = zlib.crc32(entry.content), len(entry.content)
        info.compress_size = len(packed)
        return packed


def _plain(name: str) -> str:
    """Return a part's name as relationships know it; some programs write backslashes."""
    return name.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return _plain(name).lower()


def _write_entry(entry: _Entry, packed: bytes, body: io.BytesIO, directory: io.BytesIO) -> None:
    """Append one entry to the file's body and to its directory."""
    info = entry.info
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")
    flags = info.flag_bits & ~_DATA_DESCRIPTOR
    year, month, day, hour, minute, second = info.date_time
    date = (year - 1980) << 9 | month << 5 | day
    time = hour << 11 | minute << 5 | second // 2
    needed = max(info.extract_version, 20)
    shared = (flags, info.compress_type, time, date, info.CRC, len(packed), info.file_size)
    offset = body.tell()
    body.write(_LOCAL.pack(b"PK\3\4", needed, *shared, len(name), 0) + name + packed)
    made_by = info.create_system << 8 | info.create_version
    tail = (len(name), 0, len(info.comment), 0, info.internal_attr, info.external_attr, offset)
    directory.write(_CENTRAL.pack(b"PK\1\2", made_by, needed, *shared, *tail))
    directory.write(name + info.comment)
