"""XML of untrusted parts: entity declarations refused, parsed without network, DTD or recovery."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from aitx_budget.intake.archive import is_xml
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused

Element = etree._Element  # noqa: SLF001 - lxml names its element type so

_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ALLOWED = {"utf-8", "utf8", "utf-16", "utf16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
_BLANK = re.compile(rb"""<(?:row|c)\s[^<>]*\br=["'][A-Z]*[0-9]+["'][^<>]*/>""")
SAFELY: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How every part is parsed."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def declares(data: bytes) -> bool:
    """Tell whether a part declares a document type or an entity, in whichever encoding it is written."""
    if not _is_wide(data):
        return b"<!DOCTYPE" in data or b"<!ENTITY" in data
    text = _wide_text(data)
    return "<!DOCTYPE" in text or "<!ENTITY" in text


def _is_wide(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]


def _wide_text(data: bytes) -> str:
    order = "utf-16-be" if data[:1] in (b"\xfe", b"\0") else "utf-16-le"
    return data.decode(order, "replace")


def check_markup(name: str, data: bytes) -> None:
    """Refuse document types and entities, and encodings in which they could not be seen.

    Raises:
        Refuse: a DOCTYPE or an entity is declared, or the encoding is not one packages may use.
    """
    if declares(data):
        raise Refuse(Refused.ACTIVE, f"{name}: DOCTYPE")
    check_encoding(name, data)


def check_encoding(name: str, data: bytes) -> None:
    """Refuse a part whose encoding is not one packages may use.

    Raises:
        Refuse: naming it.
    """
    head = _wide_text(data[:400]) if _is_wide(data) else data[:200].decode("ascii", "replace")
    declared = _DECLARED.search(head)
    if declared is not None and declared[1].lower() not in _ALLOWED:
        raise Refuse(Refused.DAMAGED, f"{name}: {declared[1]}")


def parse(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Return the root of an XML part, with the alternatives of newer programs resolved.

    Raises:
        Refuse: the part is not well-formed, has too much markup, or declares entities after all.
    """
    data = within(name, data, limits)
    check_unlisted(name, data)
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFELY))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refuse(Refused.DAMAGED, name) from error
    check_root(name, root)
    if b"AlternateContent" in data:
        resolve_alternatives(root)
    return root


def check_unlisted(name: str, data: bytes) -> None:
    """Look for declarations in a part that is not called XML: `check_declarations` has passed it over.

    Raises:
        Refuse: see `check_markup`.
    """
    if not is_xml(name):
        check_markup(name, data)


def check_root(name: str, root: Element) -> None:
    """Refuse a part that has a document type after all."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refuse(Refused.ACTIVE, f"{name}: DOCTYPE")


def within(name: str, data: bytes, limits: Limits) -> bytes:
    """Return a part of bearable markup; blank rows and cells, formatted to the end of a sheet, go first."""
    if _marks(data) > limits.marks:
        data = _BLANK.sub(b"", data)
        if _marks(data) > limits.marks:
            raise Refuse(Refused.OVERSIZED, f"{name}: {limits.marks} elements")
    return data


def _marks(data: bytes) -> int:
    return data.count(b"<") + data.count(b"=")


def resolve_alternatives(root: Element) -> None:
    """Put the fallback (else the first choice) of each alternative in the alternative's place."""
    for block in list(root.iter(f"{{{_COMPATIBILITY}}}AlternateContent")):
        parent = block.getparent()
        if parent is None:
            continue
        options = [
            *block.iter(f"{{{_COMPATIBILITY}}}Fallback"),
            *block.iter(f"{{{_COMPATIBILITY}}}Choice"),
        ]
        kept = next((list(option) for option in options if len(option)), [])
        for each in (
            kept
        ):  # beside the block: a place by number would be counted from the parent's first child
            block.addprevious(each)
        parent.remove(block)


def namespace(root: Element) -> str:
    """Return the root's namespace; the strict and the usual one name the same things."""
    return etree.QName(root).namespace or ""


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for what is not an element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of `parent` called `name`, in any namespace."""
    if parent is not None:
        yield from (child for child in parent if local(child) == name)


def child(parent: Element | None, name: str) -> Element | None:
    """Return the first child of `parent` called `name`, in any namespace."""
    return next(children(parent, name), None)


def relation_id(element: Element) -> str:
    """Return the `r:id` of an element, in the usual or the strict namespace; empty where none."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == "id" and "relationships" in (
            etree.QName(key).namespace or ""
        ):
            return str(value)
    return ""


def is_true(value: str | None) -> bool:
    """Read an XML boolean attribute; absent is false."""
    return value in ("1", "true", "on")


def unescaped(text: str) -> str:
    """Return text with `_x000D_` and its like written out; what XML cannot hold is left out.

    A line ends as XML reads it, with a line feed alone, whichever way the program wrote it.
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(match: re.Match[str]) -> str:
    """Return the escaped character; nothing for a control character, the escape for half a pair."""
    code = int(match[1], 16)
    if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE:
        return match[0]
    return chr(code) if code >= 0x20 or chr(code) in "\t\n\r" else ""


def plain_text(element: Element) -> str:
    """Join the runs of a rich text; phonetic runs are left out."""
    pieces = []
    for part in element:
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces.extend(run.text or "" for run in children(part, "t"))
    return unescaped("".join(pieces))
