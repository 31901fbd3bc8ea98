"""Changes to which parts a package has, and to how they refer to each other."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import escape

from fuzz.dice import extreme

Parts = dict[str, bytes]
Change = Callable[[random.Random, Parts], Parts]

_TARGETS = (
    *(
        "",
        ".",
        "..",
        "/",
        "#",
        "workbook.xml",
        "/xl/workbook.xml",
        "../../../../etc/passwd",
        "//host/x",
    ),
    *(
        "file:///etc/passwd",
        "http://example.org/x.xml",
        "\\\\host\\share\\x",
        "worksheets/sheet1.xml",
    ),
    *("/xl/worksheets/sheet1.xml", "worksheets/../worksheets/sheet2.xml", "WORKSHEETS/SHEET1.XML"),
    *(
        "worksheets/%73heet1.xml",
        "worksheets%2Fsheet1.xml",
        "worksheets\\sheet1.xml",
        "sheet1.xml?x=1",
    ),
    *(
        "styles.xml",
        "sharedStrings.xml",
        "_rels/workbook.xml.rels",
        "../[Content_Types].xml",
        "a" * 9_000,
    ),
)
_KINDS = (
    *(
        "worksheet",
        "chartsheet",
        "styles",
        "sharedStrings",
        "theme",
        "comments",
        "vmlDrawing",
        "drawing",
    ),
    *(
        "officeDocument",
        "custom-properties",
        "hyperlink",
        "externalLink",
        "vbaProject",
        "oleObject",
    ),
    *("connections", "table", "printerSettings", "calcChain", "", "x" * 300),
)
_BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENTS = (
    *(
        b"",
        b" ",
        b"<a/>",
        b"\0\0\0\0",
        b"<html><body>x</body></html>",
        b"PK\3\4",
        b"<?xml version='1.0'?>",
    ),
    *(b'<worksheet xmlns="x"/>', b"<!-- -->", "가나다".encode("cp949"), b"\xff\xfe<\0a\0/\0>\0"),
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>',
)


def _any(throw: random.Random, parts: Parts, pattern: str = "") -> str:
    found = [name for name in parts if re.search(pattern, name)]
    return throw.choice(found) if found else ""


def _dropped(throw: random.Random, parts: Parts) -> Parts:
    gone = _any(throw, parts)
    return {name: data for name, data in parts.items() if name != gone}


def _replaced(throw: random.Random, parts: Parts) -> Parts:
    put = throw.choice((*_CONTENTS, throw.randbytes(200), parts[_any(throw, parts)]))
    return parts | {_any(throw, parts): put}


def _swapped(throw: random.Random, parts: Parts) -> Parts:
    one, other = throw.sample(list(parts), 2)
    return parts | {one: parts[other], other: parts[one]}


def _cut(throw: random.Random, parts: Parts) -> Parts:
    name = _any(throw, parts)
    return parts | {name: parts[name][: throw.randint(0, len(parts[name]))]}


def _moved(throw: random.Random, parts: Parts) -> Parts:
    """Give a part another name; what refers to it follows, or not."""
    old = _any(throw, parts, r"^xl/[^_]+\.xml$")
    if not old:
        return parts
    new = throw.choice(
        ("xl/다른 이름.xml", "odd/part", "xl/a&b.xml", old.upper(), f"xl/x/y/{old}", old + ".bin")
    )
    follow = throw.random() < 0.6
    short, written = old.removeprefix("xl/").encode(), escape(f"/{new}").encode()
    if follow:
        pattern = rb'Target="(?:\.\./|/xl/)?' + re.escape(short) + b'"'
        parts = {
            name: re.sub(pattern, lambda _: b'Target="' + written + b'"', data)
            for name, data in parts.items()
        }
        types = parts.get("[Content_Types].xml", b"").replace(
            f'"/{old}"'.encode(), b'"' + written + b'"'
        )
        parts |= {"[Content_Types].xml": types}
    return {new if name == old else name: data for name, data in parts.items()}


def _retyped(throw: random.Random, parts: Parts) -> Parts:
    """Drop, double or change an entry of the content types."""
    data = parts.get("[Content_Types].xml", b"")
    found = list(re.finditer(rb"<(?:Override|Default)[^>]*/>", data))
    if not found:
        return parts
    match = throw.choice(found)
    put = throw.choice(
        (
            b"",
            match[0] * 2,
            match[0].replace(b"spreadsheetml", b"wordprocessingml"),
            match[0].replace(b"/xl", b"xl"),
        )
    )
    return parts | {"[Content_Types].xml": data[: match.start()] + put + data[match.end() :]}


def _related(throw: random.Random, parts: Parts) -> Parts:
    """Change one relationship: where it leads, of which kind it is, what it is called, whether it is there."""
    name = _any(throw, parts, r"\.rels$")
    found = list(re.finditer(rb"<(?:\w+:)?Relationship\s[^>]*/>", parts.get(name, b"")))
    if not found:
        return parts
    match = throw.choice(found)
    target = escape(throw.choice((*_TARGETS, extreme(throw)))).encode()
    kind = f"{_BASE}/{throw.choice(_KINDS)}".encode()
    put = throw.choice(
        (
            b"",
            match[0] * 2,
            _with(match[0], b"Target", target),
            _with(match[0], b"Target", target),
            _with(match[0], b"Type", kind),
            _with(
                match[0], b"Id", throw.choice((b"", b"rId1", b"rId2", b"aitx_worksheet1", b"a b"))
            ),
            match[0].replace(b"/>", b' TargetMode="External"/>'),
            match[0] + _with(match[0], b"Target", target).replace(b' Id="', b' Id="x'),
            _with(_with(match[0], b"Type", kind), b"Id", b"rId99"),
        )
    )
    data = parts[name]
    return parts | {name: data[: match.start()] + put + data[match.end() :]}


def _with(tag: bytes, name: bytes, value: bytes) -> bytes:
    return re.sub(name + rb'="[^"]*"', lambda _: name + b'="' + value + b'"', tag)


def _listed(throw: random.Random, parts: Parts) -> Parts:
    """Change an entry of the list of sheets."""
    data = parts.get("xl/workbook.xml", b"")
    found = list(re.finditer(rb"<(?:\w+:)?sheet\s[^>]*/>", data))
    if not found:
        return parts
    match = throw.choice(found)
    title = escape(extreme(throw)[:100]).encode("utf-8", "replace")
    put = throw.choice(
        (
            b"",
            match[0] * 2,
            match[0] + _with(match[0], b"name", title),
            _with(match[0], b" name", title)[0:] if b" name" in match[0] else match[0],
            _with(match[0], b"name", "검증결과".encode()),
            _with(
                match[0], b"name", throw.choice(found)[0].partition(b'name="')[2].partition(b'"')[0]
            ),
            re.sub(
                rb'r:id="[^"]*"',
                throw.choice((b"", b'r:id=""', b'r:id="rId1"', b'r:id="rId404"')),
                match[0],
            ),
            match[0].replace(b"/>", b' state="veryHidden"/>'),
            _with(match[0], b"sheetId", throw.choice((b"0", b"-1", b"99999999999999999999", b"x"))),
        )
    )
    return parts | {"xl/workbook.xml": data[: match.start()] + put + data[match.end() :]}


def _given(throw: random.Random, parts: Parts) -> Parts:
    """Add relationships that a part did not have, and the parts they lead to."""
    source = _any(throw, parts, r"^xl/.*\.xml$")
    if not source:
        return parts
    folder, _, base = source.rpartition("/")
    name = f"{folder}/_rels/{base}.rels"
    kind, target = throw.choice(_KINDS), escape(throw.choice(_TARGETS))
    mode = throw.choice(("", "", ' TargetMode="External"'))
    new = (
        f'<Relationship Id="rIdNew" Type="{_BASE}/{kind}" Target="{target}"{mode}/></Relationships>'
    )
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    return parts | {name: parts.get(name, empty).replace(b"</Relationships>", new.encode())}


PARTS: dict[str, Change] = {
    "dropped": _dropped,
    "replaced": _replaced,
    "swapped": _swapped,
    "cut": _cut,
    "moved": _moved,
    "retyped": _retyped,
    "related": _related,
    "related-again": _related,
    "listed": _listed,
    "given": _given,
}
