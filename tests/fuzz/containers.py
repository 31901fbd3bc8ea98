"""Changes to a zip container: broken bytes, directories that lie, odd names, methods and orders."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

Change = Callable[[random.Random, bytes], bytes]

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_FIELDS = {
    _LOCAL: ((4, 2), (6, 2), (8, 2), (10, 2), (12, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
    _CENTRAL: (
        *((4, 2), (6, 2), (8, 2), (10, 2), (12, 2), (14, 2), (16, 4), (20, 4), (24, 4), (28, 2)),
        *((30, 2), (32, 2), (34, 2), (36, 2), (38, 4), (42, 4)),
    ),
    _END: ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
}
"""(offset, width) of the fields of each kind of record."""
_NAMES = (
    *(
        "../../x.xml",
        "/xl/workbook.xml",
        "xl\\workbook.xml",
        "",
        " ",
        ".",
        "xl/",
        "C:/x",
        "a" * 300,
    ),
    *("XL/WORKBOOK.XML", "[content_types].XML", "xl/worksheets/시트.xml", "a\0b.xml", "x.rels"),
    *("xl/vbaProject.bin", "mimetype", "word/document.xml", "xl/workbook.bin", "[trash]/0000.dat"),
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _cut(throw: random.Random, data: bytes) -> bytes:
    end = throw.choice((throw.randrange(len(data)), len(data) - throw.randint(1, 64)))
    return data[: max(end, 0)]


def _flipped(throw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(throw.choice((1, 1, 2, 8, 64))):
        changed[throw.randrange(len(changed))] ^= 1 << throw.randrange(8)
    return bytes(changed)


def _stretch(throw: random.Random, data: bytes) -> tuple[int, int]:
    start = throw.randrange(len(data))
    return start, min(len(data), start + throw.choice((1, 4, 30, 500, 5_000)))


def _overwritten(throw: random.Random, data: bytes) -> bytes:
    start, end = _stretch(throw, data)
    put = throw.choice((bytes(end - start), b"\xff" * (end - start), throw.randbytes(end - start)))
    return data[:start] + put + data[end:]


def _cut_out(throw: random.Random, data: bytes) -> bytes:
    start, end = _stretch(throw, data)
    return data[:start] + data[end:]


def _repeated(throw: random.Random, data: bytes) -> bytes:
    start, end = _stretch(throw, data)
    return data[:end] + data[start:end] + data[end:]


def _before(throw: random.Random, data: bytes) -> bytes:
    return throw.choice((b"\0", b"\r\n", b"PK", b"MZ" + bytes(500), throw.randbytes(99))) + data


def _behind(throw: random.Random, data: bytes) -> bytes:
    return data + throw.choice(
        (b"\0", b"\r\n", bytes(70_000), throw.randbytes(99), data[-22:], data)
    )


def _lying(throw: random.Random, data: bytes) -> bytes:
    """Change fields of a record of the directory, of a local header, or of the end."""
    changed = bytearray(data)
    for _ in range(throw.choice((1, 1, 1, 2, 4))):
        kind = throw.choice((_LOCAL, _CENTRAL, _CENTRAL, _END))
        places = [at for at in _places(data, kind) if at + 46 <= len(data) or kind == _END]
        if not places:
            continue
        offset, width = throw.choice(_FIELDS[kind])
        at = throw.choice(places) + offset
        old = int.from_bytes(changed[at : at + width], "little")
        most = (1 << 8 * width) - 1
        new = throw.choice(
            (0, 1, most, most // 2, old + 1, old - 1, old ^ 1, throw.randint(0, most))
        )
        changed[at : at + width] = (new & most).to_bytes(width, "little")
    return bytes(changed)


def _places(data: bytes, signature: bytes) -> list[int]:
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 4)
    return found


def _overlapping(throw: random.Random, data: bytes) -> bytes:
    """Let two entries of the directory lead to the same bytes."""
    places = _places(data, _CENTRAL)
    if len(places) < 2:
        return data
    one, other = throw.sample(places, 2)
    fields = (
        data[other + 10 : other + 28] + b"" if throw.random() < 0.5 else data[one + 10 : one + 28]
    )
    changed = bytearray(data)
    changed[one + 10 : one + 28] = fields
    changed[one + 42 : one + 46] = data[other + 42 : other + 46]
    return bytes(changed)


Entries = list[tuple[zipfile.ZipInfo, bytes]]


def _rebuilt(change: Callable[[random.Random, Entries], Entries]) -> Change:
    """Return a change of whole entries, which a real zip writer then writes."""

    def apply(throw: random.Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            entries = [(info, source.read(info)) for info in source.infolist()]
        return zipped(change(throw, entries))

    return apply


def zipped(entries: Entries) -> bytes:
    """Return a zip of entries, of which some may have one name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for old, content in entries:
            info = zipfile.ZipInfo(old.filename, old.date_time)
            info.filename = old.filename  # also what ZipInfo would correct
            info.compress_type, info.extra = old.compress_type, old.extra
            info.external_attr, info.comment = old.external_attr, old.comment
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # two entries of one name are meant
                target.writestr(info, content, compresslevel=1)
    return out.getvalue()


def _named(name: str, like: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x", like.date_time if like else (2026, 3, 2, 0, 0, 0))
    info.filename = name
    info.compress_type = like.compress_type if like else zipfile.ZIP_DEFLATED
    return info


def _renamed(throw: random.Random, entries: Entries) -> Entries:
    at = throw.randrange(len(entries))
    info, content = entries[at]
    return [*entries[:at], (_named(throw.choice(_NAMES), info), content), *entries[at + 1 :]]


def _added(throw: random.Random, entries: Entries) -> Entries:
    """Add entries of odd names, folders, and names in another case."""
    other = throw.choice(entries)[0].filename
    name = throw.choice((*_NAMES, other, other.upper(), f"/{other}", f"{other}/", f"./{other}"))
    content = throw.choice((b"", b"<a/>", throw.choice(entries)[1], throw.randbytes(50)))
    at = throw.randint(0, len(entries))
    return [*entries[:at], (_named(name), content), *entries[at:]]


def _dropped(throw: random.Random, entries: Entries) -> Entries:
    gone = throw.sample(range(len(entries)), throw.choice((1, 1, 2, len(entries) // 2)))
    return [each for at, each in enumerate(entries) if at not in gone]


def _shuffled(throw: random.Random, entries: Entries) -> Entries:
    return throw.sample(entries, len(entries))


def _methods(throw: random.Random, entries: Entries) -> Entries:
    for info, _ in entries:
        info.compress_type = throw.choice(_METHODS)
    return entries


def _extras(throw: random.Random, entries: Entries) -> Entries:
    """Give entries extra fields (of 64 bits, of another name, cut off) and comments."""
    for info, _ in throw.sample(entries, min(3, len(entries))):
        name = throw.choice(_NAMES).encode()
        info.extra = throw.choice(
            (
                struct.pack("<2H3Q", 1, 24, 1 << 40, 1 << 40, 1 << 40),
                struct.pack("<2HBL", 0x7075, 5 + len(name), 1, 0) + name,
                b"\1\0\xff\xff",
                b"\xfe",
                struct.pack("<2H", 0xCAFE, 0),
            )
        )
        info.comment = throw.choice((b"", b"PK\5\6" + bytes(18), b"x" * 60_000))
    return entries


def _nested(throw: random.Random, entries: Entries) -> Entries:
    """Put a zip where a part was, or everything into a folder of the zip."""
    if throw.random() < 0.5:
        return [(_named(f"예산/{info.filename}", info), content) for info, content in entries]
    at = throw.randrange(len(entries))
    return [*entries[:at], (entries[at][0], zipped(entries[:3])), *entries[at + 1 :]]


def _crowded(throw: random.Random, entries: Entries) -> Entries:
    more = throw.choice((200, 4_990))
    return entries + [(_named(f"customXml/item{number}.xml"), b"<a/>") for number in range(more)]


CONTAINERS: dict[str, Change] = {
    "cut": _cut,
    "flipped": _flipped,
    "overwritten": _overwritten,
    "cut-out": _cut_out,
    "repeated": _repeated,
    "before": _before,
    "behind": _behind,
    "lying": _lying,
    "lying-again": _lying,
    "overlapping": _overlapping,
    "renamed": _rebuilt(_renamed),
    "added": _rebuilt(_added),
    "dropped": _rebuilt(_dropped),
    "shuffled": _rebuilt(_shuffled),
    "methods": _rebuilt(_methods),
    "extras": _rebuilt(_extras),
    "nested": _rebuilt(_nested),
    "crowded": _rebuilt(_crowded),
}
