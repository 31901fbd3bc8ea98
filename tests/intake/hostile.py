"""Files that are made to harm their reader: small to send, ruinous to take at their word.

`python tests/intake/hostile.py FOLDER` writes them all, each in a fraction of a second; none is kept in the repository.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from intake.written import package, small_package

MEGABYTE = 1_000_000
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _small(sheet_data: str = "", **parts: bytes | str) -> dict[str, bytes | str]:
    return {**small_package(sheet_data), **parts}


def _sheet(content: str) -> dict[str, bytes | str]:
    """Return a workbook whose one worksheet part is `content`."""
    return {**small_package(""), _SHEET: content}


def streamed(name: str, pieces: Iterator[bytes], *, declared: int | None = None) -> bytes:
    """Return a workbook with one more part, written piece by piece and declared as large as one likes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, content in small_package("").items():
            if each != name:
                archive.writestr(each, content)
        with archive.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
        if declared is not None:
            archive.getinfo(name).file_size = declared
    return stream.getvalue()


def _repeated(head: bytes, piece: bytes, times: int, tail: bytes) -> Iterator[bytes]:
    yield head
    yield from (piece for _ in range(times))
    yield tail


def large_part(*, declared: int | None = None) -> bytes:
    """Return 700 MB of a worksheet, honestly declared or not."""
    pieces = _repeated(b"<worksheet>", b" " * MEGABYTE, 700, b"</worksheet>")
    return streamed(_SHEET, pieces, declared=declared)


def large_cell() -> bytes:
    """Return a cell of 400 MB of text."""
    head = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    tail = b"</t></is></c></row></sheetData></worksheet>"
    return streamed(_SHEET, _repeated(head.encode(), b"a" * MEGABYTE, 400, tail))


def many_entries(count: int = 30_000) -> bytes:
    """Return a workbook of so many parts."""
    return package(_small(**{f"xl/media/{each}.txt": "" for each in range(count)}))


def laughs() -> bytes:
    """Return entities that stand for ten of the one before, nine deep."""
    entities = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "lol">{entities}]>'
    return package(_sheet(f'{head}<worksheet xmlns="{_MAIN}">&l9;</worksheet>'))


def external_entity(encoding: str = "utf-8") -> bytes:
    """Return an entity that is a file of the reader's."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
    )
    return package({**small_package(""), _SHEET: text.encode(encoding)})


def deep_markup(depth: int = 100_000) -> bytes:
    """Return elements in elements."""
    inner = "<a>" * depth + "</a>" * depth
    return package(_sheet(f'<worksheet xmlns="{_MAIN}">{inner}</worksheet>'))


def many_attributes(count: int = 1_000_000) -> bytes:
    """Return one element with so many attributes."""
    attributes = " ".join(f'a{each}=""' for each in range(count))
    return package(_sheet(f'<worksheet xmlns="{_MAIN}" {attributes}/>'))


def large_attribute() -> bytes:
    """Return one attribute of 100 MB; of 85 MB it would be within the bounds of a part."""
    return streamed(_SHEET, _repeated(b'<worksheet a="', b"a" * MEGABYTE, 100, b'"/>'))


def barely_a_part() -> bytes:
    """Return an attribute of 85 MB that packs so badly that its ratio says nothing."""
    noise = os.urandom(MEGABYTE // 2).hex().encode()
    return streamed(_SHEET, _repeated(b'<worksheet a="', noise, 85, b'"/>'))


def last_cell() -> bytes:
    """Return a cell at the very end of a sheet, and one merged range over all of it."""
    parts = small_package(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        tail='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        head='<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols>',
    )
    return package(parts)


def much_markup(elements: int = 1_900_000) -> bytes:
    """Return as much markup as is just let through."""
    return package(_sheet(f'<worksheet xmlns="{_MAIN}">{"<a/>" * elements}</worksheet>'))


def zip_in_zip() -> bytes:
    """Return zips in zips, the innermost a large part."""
    inner = zlib.compress(bytes(100 * MEGABYTE), 1)
    for _ in range(5):
        inner = package(_small(**{"xl/media/inner.zip": inner}))
    return inner


def shared_text(cells: int = 400_000, length: int = 30_000) -> bytes:
    """Return a long text that many cells share."""
    rows = "".join(
        f'<row r="{each}"><c r="A{each}" t="s"><v>0</v></c></row>' for each in range(1, cells + 1)
    )
    return package(small_package(rows, strings=f"<si><t>{'가' * length}</t></si>"))


def shared_formula(cells: int = 200_000) -> bytes:
    """Return a long formula that many cells share."""
    formula = "+".join(f"B{each}" for each in range(1, 1_500))
    first = f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A{cells}">{formula}</f><v>0</v></c></row>'
    rows = "".join(
        f'<row r="{each}"><c r="A{each}"><f t="shared" si="0"/><v>0</v></c></row>'
        for each in range(2, cells)
    )
    return package(small_package(first + rows))


def overlapping(copies: int = 2_000) -> bytes:
    """Return a directory whose entries all are the same ten megabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in small_package("").items():
            archive.writestr(name, content)
        archive.writestr("xl/media/0.bin", bytes(10 * MEGABYTE))
        entry = archive.getinfo("xl/media/0.bin")
        for each in range(1, copies):
            twin = zipfile.ZipInfo(f"xl/media/{each}.bin")
            twin.header_offset, twin.CRC, twin.compress_type = (
                entry.header_offset,
                entry.CRC,
                entry.compress_type,
            )
            twin.compress_size, twin.file_size = entry.compress_size, entry.file_size
            archive.filelist.append(twin)
    return stream.getvalue()


def many_streams() -> bytes:
    """Return an OLE container of 40 MB that is full of what looks like names of streams."""
    name = "EncryptedPackage".encode("utf-16-le") + b"\0\0" + pack("<H", 0)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + name * (40 * MEGABYTE // len(name))


FILES: dict[str, Callable[[], bytes]] = {
    "part of 700 MB": large_part,
    "part of 700 MB declared as 1 kB": lambda: large_part(declared=1000),
    "cell of 400 MB": large_cell,
    "30,000 entries": many_entries,
    "billion laughs": laughs,
    "external entity": external_entity,
    "external entity in UTF-16": lambda: external_entity("utf-16"),
    "XFD1048576": last_cell,
    "100,000 elements deep": deep_markup,
    "a million attributes": many_attributes,
    "attribute of 100 MB": large_attribute,
    "attribute of 85 MB that packs badly": barely_a_part,
    "markup up to the bound": much_markup,
    "zip in zip": zip_in_zip,
    "text shared by 400,000 cells": shared_text,
    "formula shared by 200,000 cells": shared_formula,
    "overlapping entries": overlapping,
    "names of streams": many_streams,
}
"""What it is -> how it is made."""


def write_all(folder: Path) -> list[Path]:
    """Write every hostile file, and what is no file at all; return the paths to check."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, made in FILES.items():
        written.append(folder / f"{name}.xlsx")
        written[-1].write_bytes(made())
    sparse = folder / "sparse 60 MB.xlsx"
    with sparse.open("wb") as file:
        file.truncate(60 * MEGABYTE)
    written.append(sparse)
    if hasattr(os, "mkfifo"):
        for name in ("pipe.xlsx", "pipe.zip"):
            os.mkfifo(folder / name)
            written.append(folder / name)
        for name, target in {
            "loop.xlsx": "loop.xlsx",
            "nowhere.xlsx": "gone",
            "zero.xlsx": "/dev/zero",
        }.items():
            (folder / name).symlink_to(target)
            written.append(folder / name)
    return written


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
