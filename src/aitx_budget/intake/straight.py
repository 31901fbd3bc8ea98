"""A worksheet part as spreadsheet programs write it -> its cells, straight from the text, without a tree.

A tree of all its elements costs four times what the cells cost. Yet text is easily misread, so this reads only what a
grammar knows to the last character: every character between the first row and the last is either a cell that is taken,
or a blank cell or the frame of a row, in an order that makes well-formed XML. What stands around the rows is parsed as
everywhere. A part that is written in any other way, however little, is read by way of a tree (`branched`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import unescape

from aitx_budget.intake.entries import NO_HEIGHT, Entries, Piece
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import Element, is_true, local, namespace, parse, unescaped
from aitx_budget.intake.refusals import Refuse

_PIECE = 1 << 20
"""Bytes that are read at a time, up to the end of a row: bounds what is held beside the cells."""
_BEGIN, _END, _NOTHING = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>?]*\?>)?")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_CONTROL = "\x00-\x08\x0b-\x1f"
"""What XML cannot hold, and the carriage return, which it reads as another character."""
_TEXT = rf"[^<>{_CONTROL}]"
_ATTRIBUTE = rf' [A-Za-z_][A-Za-z0-9_.:-]*+="[^"<>&\t\n{_CONTROL}]*+"'
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+>'
    rf"(?:<f((?:{_ATTRIBUTE})++)?+(?:/>|>({_TEXT}++)</f>))?+"
    rf"(?:<v>({_TEXT}*+)</v>|<v ?/>)?+"
    rf'(?:<is><t(?: xml:space="preserve")?+>({_TEXT}*+)</t></is>)?+</c>'
)
_TAKEN = "\0"
"""Stands where a cell was taken; no part can have it."""
_FRAMES = re.compile(
    rf'(?:<row r="[1-9][0-9]{{0,6}}+"(?:{_ATTRIBUTE})*+'
    rf'(?:/>|>(?:{_TAKEN}|<c r="[A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+"(?: s="[0-9]++")?+ ?/>)*+</row>))*+'
)
_ROW = re.compile(r'<row r="[0-9]+"([^>]*)>')
_NUMBERED_ROW = re.compile(r'<row r="([0-9]+)"([^>]*)>')
_ATTRIBUTES = re.compile(r' ([^ ="]+)="([^"]*)"')
_OTHER_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_STRING = re.compile(rf'<si><t(?: xml:space="preserve")?+>({_TEXT}*+)</t></si>')
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class UnusualError(Exception):
    """The part is written in a way that only a tree shows."""


def pieces(part: str, data: bytes, limits: Limits) -> Iterator[Piece]:
    """Yield the rows of a worksheet part.

    Raises:
        UnusualError: the part must be read in another way; it may come when much has been handed out.
    """
    begin, end = _rows(data)
    root = _parsed(part, b"".join((data[:begin], _NOTHING, data[end + len(_END) :])), limits)
    _check_frame(root)
    begin += len(_BEGIN)
    while end - begin > _PIECE:
        after = data.rfind(b"</row>", begin, begin + _PIECE) + len(b"</row>")
        if after <= begin:
            raise UnusualError
        yield _piece(data[begin:after], root)
        begin = after
    yield _piece(data[begin:end], root)._replace(root=root)


def strings(part: str, data: bytes, limits: Limits) -> list[str]:
    """Return the shared strings of a workbook that has no rich text among them.

    Raises:
        UnusualError: the part must be read in another way.
    """
    begin, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if begin < 0 or not _is_plain(data[:begin], data[end:], b"<si"):
        raise UnusualError
    root = _parsed(part, data[:begin] + data[end:], limits)
    if len(root) or local(root) != "sst":
        raise UnusualError
    text = _decoded(data[begin:end])
    found = _STRING.split(text)
    if any(found[0::2]):
        raise UnusualError
    return [unescaped(each) for each in _resolved(found[1::2])]


def _rows(data: bytes) -> tuple[int, int]:
    """Return where the rows' parent begins, and where its end tag does."""
    begin, end = data.find(_BEGIN), data.rfind(_END)
    if begin < 0 or end < begin:
        raise UnusualError
    if not _is_plain(data[:begin], data[end + len(_END) :], b"sheetData"):
        raise UnusualError
    return begin, end


def _is_plain(head: bytes, tail: bytes, word: bytes) -> bool:
    """Tell whether all that stands between is of the part itself: what is around it says neither otherwise nor more."""
    declaration = _DECLARATION.match(head)
    after = declaration.end() if declaration else 0
    around = head[after:], tail
    other = declaration is not None and _OTHER_ENCODING.search(declaration[0]) is not None
    return not other and not any(
        unsure in each for unsure in (b"<!", b"<?", word) for each in around
    )


def _parsed(part: str, frame: bytes, limits: Limits) -> Element:
    """Return the root of what stands around."""
    try:
        return parse(part, frame, limits)
    except Refuse as refusal:  # a tree of the whole shows what is wrong with it, if anything is
        raise UnusualError from refusal


def _decoded(data: bytes) -> str:
    """Return text of characters that a part may have, and of no entity that it had to declare."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise UnusualError from error
    odd = any(each in text for each in f"{_TAKEN}\ufffe\uffff")
    if odd or _OTHER_ENTITY.search(text):
        raise UnusualError
    return text


def _check_frame(root: Element) -> None:
    """Make sure that the rows were taken from where a program looks for them."""
    space = namespace(root)
    parents = list(root.iter("{*}sheetData"))
    if (
        len(parents) != 1
        or len(parents[0])
        or parents[0].getparent() is not root
        or namespace(parents[0]) != space
    ):
        raise UnusualError


def _piece(data: bytes, root: Element) -> Piece:
    """Read whole rows."""
    text = _decoded(data)
    found = _CELL.split(text)
    frames = _TAKEN.join(found[0 :: _CELL.groups + 1])
    if not _FRAMES.fullmatch(frames):
        raise UnusualError
    letters, digits, styles, types, attributes, formulas, values, inlines = (
        found[at :: _CELL.groups + 1] for at in range(1, _CELL.groups + 1)
    )
    if "&" in text:
        formulas, values, inlines = map(_resolved, (formulas, values, inlines))
    if any(inlines):
        inlines = [each and unescaped(each) for each in inlines]
    groups = [each and _group(each, root) for each in attributes] if any(attributes) else attributes
    entries = Entries(letters, digits, styles, types, groups, formulas, values, inlines)
    return Piece(entries, _hidden_rows(frames, root))


def _resolved(texts: list[Any]) -> list[Any]:
    """Return texts, or None where there is none, with their entities written out."""
    return [each if not each or "&" not in each else unescape(each, _QUOTES) for each in texts]


def _group(attributes: str, root: Element) -> str | None:
    """Return the group of a formula that is shared; None for one that is not."""
    stated = _attributes(attributes, root)
    return stated.get("si", "") if stated.get("t") == "shared" else None


def _hidden_rows(frames: str, root: Element) -> set[int]:
    """Return the rows that are hidden, filtered out, or of no height, and make sure that all could be."""
    hiding = set()
    for attributes in set(_ROW.findall(frames)):
        stated = _attributes(attributes, root)
        if is_true(stated.get("hidden")) or stated.get("ht") in NO_HEIGHT:
            hiding.add(attributes)
    rows = _NUMBERED_ROW.findall(frames) if hiding else ()
    return {int(number) for number, attributes in rows if attributes in hiding}


def _attributes(text: str, root: Element) -> dict[str, str]:
    """Return the attributes of an element, each of which may stand there once, its prefix declared."""
    found = _ATTRIBUTES.findall(text)
    names = [name.rpartition(":") for name, _ in found]
    if len({local for _, _, local in names} | {"r"}) <= len(found) or any(
        prefix.startswith("xmlns")
        or local.startswith("xmlns")
        or (colon and prefix not in root.nsmap)
        for prefix, colon, local in names
    ):
        raise UnusualError
    return dict(found)
