"""Changes to the XML of a part: as a tree of elements, and as text that need not stay well-formed."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable

from lxml import etree

from fuzz.dice import EXTREMES, extreme, some

Element = etree._Element
TreeChange = Callable[[random.Random, Element], None]
TextChange = Callable[[random.Random, bytes], bytes]

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _elements(root: Element) -> list[Element]:
    return [each for each in root.iter() if isinstance(each.tag, str)]


def _inner(root: Element) -> list[Element]:
    return _elements(root)[1:]


def attribute_set(throw: random.Random, root: Element) -> None:
    """Set attributes to extremes."""
    holders = [each for each in _elements(root) if each.attrib]
    for each in some(throw, holders):
        each.set(throw.choice(list(each.attrib)), _fit(extreme(throw)))


def _fit(text: str) -> str:
    """Return text as XML can hold it at all."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def attribute_dropped(throw: random.Random, root: Element) -> None:
    """Drop attributes."""
    for each in some(throw, [each for each in _elements(root) if each.attrib]):
        del each.attrib[throw.choice(list(each.attrib))]


def attribute_named(throw: random.Random, root: Element) -> None:
    """Move an attribute to another name or namespace, or add one that means something elsewhere."""
    for each in some(throw, _elements(root), 3):
        names = (
            "r",
            "s",
            "t",
            "ref",
            "count",
            "hidden",
            "id",
            "{urn:x}r",
            "xml-space",
            "si",
            "spans",
        )
        each.set(throw.choice(names), _fit(throw.choice(EXTREMES)))


def dropped(throw: random.Random, root: Element) -> None:
    """Take elements out, with all in them."""
    for each in some(throw, _inner(root), 3):
        if each.getparent() is not None:
            each.getparent().remove(each)


def doubled(throw: random.Random, root: Element) -> None:
    """Put copies of elements beside them, once or many times."""
    for each in some(throw, _inner(root), 2):
        for _ in range(throw.choice((1, 1, 2, 30))):
            each.addnext(copy.deepcopy(each))


def moved(throw: random.Random, root: Element) -> None:
    """Put an element into another place."""
    inner = _inner(root)
    for each in some(throw, inner, 2):
        place = throw.choice(inner)
        if place is not each and each not in place.iterancestors():
            place.insert(throw.randint(0, len(place)), each)


def nested(throw: random.Random, root: Element) -> None:
    """Put an element into copies of itself."""
    for each in some(throw, _inner(root), 1):
        inside = each
        for _ in range(throw.choice((1, 3, 200))):
            shell = etree.SubElement(inside, each.tag, dict(each.attrib))
            shell.text = each.text
            inside = shell


def wrapped(throw: random.Random, root: Element) -> None:
    """Wrap an element as newer programs wrap what older ones don't know."""
    for each in some(throw, _inner(root), 2):
        parent = each.getparent()
        if parent is None:
            continue
        outer = etree.Element(f"{{{_MC}}}AlternateContent")
        parent.replace(each, outer)
        kind = throw.choice(("Choice", "Fallback", "Choice", ""))
        home = etree.SubElement(outer, f"{{{_MC}}}{kind}") if kind else outer
        home.append(each)


def renamed(throw: random.Random, root: Element) -> None:
    """Give elements the name of others, or another namespace."""
    everyone = _elements(root)
    for each in some(throw, everyone, 3):
        name = etree.QName(each).localname
        each.tag = throw.choice(
            (throw.choice(everyone).tag, f"{{urn:x}}{name}", name, f"{each.tag}x")
        )


def reordered(throw: random.Random, root: Element) -> None:
    """Shuffle the children of an element."""
    holders = [each for each in _elements(root) if len(each) > 1]
    for each in some(throw, holders, 2):
        each[:] = throw.sample(list(each), len(each))


def emptied(throw: random.Random, root: Element) -> None:
    """Take out all that is in an element."""
    for each in some(throw, [each for each in _elements(root) if len(each) or each.text], 2):
        for child in list(each):
            each.remove(child)
        each.text = None


def text_set(throw: random.Random, root: Element) -> None:
    """Set texts to extremes, also where no text belongs."""
    holders = [each for each in _elements(root) if each.text] or _elements(root)
    for each in some(throw, throw.choice((holders, _elements(root)))):
        each.text = _fit(extreme(throw))


def remarked(throw: random.Random, root: Element) -> None:
    """Put comments and instructions between and within texts."""
    for each in some(throw, _elements(root)):
        put = throw.choice((etree.Comment(" <c r='A1'/> "), etree.PI("x", "y")))
        if each.text and throw.random() < 0.7:
            half = len(each.text) // 2
            each.text, put.tail = each.text[:half], each.text[half:]
        each.insert(0, put)


TREES: dict[str, TreeChange] = {
    change.__name__: change
    for change in (
        *(
            attribute_set,
            attribute_set,
            attribute_dropped,
            attribute_named,
            dropped,
            doubled,
            moved,
        ),
        *(nested, wrapped, renamed, reordered, emptied, text_set, remarked),
    )
}


def _tag(
    throw: random.Random, data: bytes, pattern: bytes = rb"<[^<>]*>"
) -> re.Match[bytes] | None:
    found = list(re.finditer(pattern, data))
    return throw.choice(found) if found else None


def _encoded(throw: random.Random, data: bytes) -> bytes:
    """Write a part in another encoding, with or without saying so."""
    text = data.decode("utf-8", "replace")
    codec = throw.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "latin-1", "utf-7", "utf-8-sig")
    )
    said = throw.choice(
        ("UTF-16", "EUC-KR", "UTF-7", "ISO-8859-1", "utf-8", codec, "없음", "cp037")
    )
    if throw.random() < 0.6:
        head = re.compile(r"^<\?xml[^>]*\?>")
        text = (
            head.sub(f'<?xml version="1.0" encoding="{said}"?>', text) if head.match(text) else text
        )
    return text.encode(codec, "xmlcharrefreplace")


def _declared(throw: random.Random, data: bytes) -> bytes:
    """Declare a document type and entities, at the beginning or where none belongs."""
    bomb = b"".join(b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 9))
    put = throw.choice(
        (
            b"<!DOCTYPE a>",
            b'<!DOCTYPE a SYSTEM "http://example.org/x.dtd">',
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE a [<!ENTITY a0 "x">' + bomb + b"]>",
            b'<!ENTITY b "c">',
            b"<!doctype a>",
        )
    )
    data = re.sub(rb"(<(?:\w+:)?(?:v|t|f|author)(?: [^<>]*)?>)", rb"\1&b;", data, count=1)
    at = (
        data.find(b"?>") + 2
        if throw.random() < 0.8 and b"?>" in data
        else throw.randrange(len(data) + 1)
    )
    return data[:at] + put + data[at:]


def _referred(throw: random.Random, data: bytes) -> bytes:
    """Put references to characters and entities, good and bad, into a text or an attribute."""
    put = throw.choice(
        (
            b"&#0;",
            b"&#1;",
            b"&#xFFFE;",
            b"&#xD800;",
            b"&#x110000;",
            b"&nope;",
            b"&",
            b"&#;",
            b"&#x1F600;",
            b"&#9;",
            b"&#10;",
            b"&#xAC00;",
            b"\x00",
            b"\x01",
            b"\x0b",
            b"\x1b[31m",
            b"\xff\xfe",
            b"\xed\xa0\x80",
            b"]]>",
            b"<![CDATA[=1+1]]>",
            b"<!-- - -->",
            b"<!-- -- -->",
            b"<?xml version='1.0'?>",
            b"<?x?>",
            b"<",
        )
    )
    match = _tag(throw, data, rb'>[^<>]+<|="[^"<>]+"')
    at = match.end() - 1 if match else len(data)
    return data[:at] + put + data[at:]


def _untagged(throw: random.Random, data: bytes) -> bytes:
    """Take a tag out, or put one in twice."""
    match = _tag(throw, data)
    if match is None:
        return data
    put = throw.choice(
        (b"", match[0] * 2, match[0].upper(), match[0].replace(b">", b"/>"), match[0][:-1])
    )
    return data[: match.start()] + put + data[match.end() :]


def _crowded(throw: random.Random, data: bytes) -> bytes:
    """Put in very deep, very wide or very long markup that may be well-formed."""
    many = throw.choice((300, 5_000))
    put = throw.choice(
        (
            b"<a>" * many + b"</a>" * many,
            b"<a/>" * many,
            b"<a " + b" ".join(b'a%d=""' % at for at in range(many)) + b"/>",
            b'<a b="' + b"x" * 300_000 + b'"/>',
            b"<" + b"a" * 60_000 + b"/>",
            b" " * 300_000,
            b"<a " + b" ".join(b'xmlns:n%d="u%d"' % (at, at) for at in range(many)) + b"/>",
            b"<!--" + b"x" * 300_000 + b"-->",
        )
    )
    match = _tag(throw, data, rb"<[a-zA-Z][^<>]*[^/]>")
    at = match.end() if match else len(data)
    return data[:at] + put + data[at:]


def _written_otherwise(throw: random.Random, data: bytes) -> bytes:
    """Write the same markup in other letters: quotes, spaces, line ends, prefixes, declarations."""
    return throw.choice(
        (
            lambda: re.sub(rb'="([^"\'<>]*)"', rb"='\1'", data),
            lambda: re.sub(rb'="', b' =\n "', data),
            lambda: data.replace(b"/>", b" />").replace(b"><", b">\r\n<"),
            lambda: re.sub(rb"<([A-Za-z]\w*)([^<>]*)/>", rb"<\1\2></\1>", data),
            lambda: re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data),
            lambda: b"\xef\xbb\xbf" + data,
            lambda: b"\n" + data,
            lambda: data.replace(b'version="1.0"', b'version="1.1"', 1),
            lambda: re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1q:\2", data).replace(b" xmlns=", b" xmlns:q=", 1),
            lambda: data.replace(b"2006/main", b"2006/mian"),
            lambda: data.replace(b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"),
            lambda: data + throw.choice((b"<a/>", b"text", b"\0", b"<!-- x -->", b"\n\n")),
            lambda: data + data,
            lambda: re.sub(rb' r="[A-Z]+\d+"', b"", data),
            lambda: re.sub(rb' r="\d+"', b"", data),
        )
    )()  # fmt: skip


def _broken(throw: random.Random, data: bytes) -> bytes:
    """Flip bytes, or lose a stretch."""
    if not data:
        return data
    at = throw.randrange(len(data))
    if throw.random() < 0.5:
        return data[:at] + bytes((data[at] ^ 1 << throw.randrange(8),)) + data[at + 1 :]
    return data[:at] + data[at + throw.randint(1, 200) :]


TEXTS: dict[str, TextChange] = {
    "encoded": _encoded,
    "declared": _declared,
    "referred": _referred,
    "referred-again": _referred,
    "untagged": _untagged,
    "crowded": _crowded,
    "otherwise": _written_otherwise,
    "otherwise-again": _written_otherwise,
    "broken": _broken,
}
