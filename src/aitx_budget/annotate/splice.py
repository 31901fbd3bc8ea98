"""Changing a part by splices: bytes put in at a place, everything else as it was, and the way back."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from aitx_budget.annotate.outline import Node, attribute_span, outline, unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UNICODE: Final = frozenset(("utf-8", "utf-16-le", "utf-16-be"))


class Splice(NamedTuple):
    """A stretch of a changed part, and what stood there before.

    Attributes:
        at: offset in the changed part.
        length: bytes that were put in.
        before: bytes that stood there; empty for a pure insertion.
    """

    at: int
    length: int
    before: bytes


def undo(data: bytes, splices: Sequence[Splice]) -> bytes:
    """Return the part as it was before `splices`, which are in order of their place."""
    kept, at = [], 0
    for splice in splices:
        kept += [data[at : splice.at], splice.before]
        at = splice.at + splice.length
    return b"".join((*kept, data[at:]))


def _codec(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark and the codec that a part is written in."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return mark, name
    if data[:2] in (b"<\0", b"\0<"):  # parsers see it by themselves, declared or not
        return b"", "utf-16-le" if data[0] else "utf-16-be"
    declared = _DECLARED.match(data[:200])
    return b"", declared[1].decode().lower() if declared else "utf-8"


class Edit:
    """A part being changed; positions are offsets in its UTF-8 text, whatever it is written in."""

    def __init__(self, data: bytes, *, part: str, skip: str = "") -> None:
        """Find the elements of `data`, passing over what is inside its element `skip`.

        Raises:
            UsageError: the part is not sound XML.
        """
        self._data, self._part = data, part
        self._mark, codec = _codec(data)
        self._codec = "utf-8" if codec in ("utf8", "us-ascii", "ascii") else codec
        self.text = data[len(self._mark) :]
        if self._codec != "utf-8":
            self.text = self._transcode()
        self.root: Node = outline(self.text, skip=skip, part=part)
        self._changes: list[tuple[int, int, str]] = []
        self._grown: dict[int, tuple[Node, list[str]]] = {}

    def _transcode(self) -> bytes:
        try:
            text = self._data[len(self._mark) :].decode(self._codec)
            if text.encode(self._codec) != self._data[len(self._mark) :]:
                raise unreadable(self._part)
        except (UnicodeError, LookupError) as error:
            raise unreadable(self._part) from error
        return text.encode()

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` in the place of the bytes from `start` to `end`."""
        self._changes.append((start, end, text))

    def insert(self, at: int, text: str) -> None:
        """Put `text` in at `at`; of several at one place the first comes first."""
        self.replace(at, at, text)

    def remove(self, node: Node) -> None:
        """Take `node` out."""
        self.replace(node.start, node.end, "")

    def append(self, node: Node, xml: str) -> None:
        """Make `xml` the last content of `node`."""
        if node.empty:
            self._grown.setdefault(node.start, (node, []))[1].append(xml)
        else:
            self.insert(node.inner_end, xml)

    def prepend(self, node: Node, xml: str) -> None:
        """Make `xml` the first content of `node`."""
        if node.empty:
            self._grown.setdefault(node.start, (node, []))[1].insert(0, xml)
        else:
            self.insert(node.inner, xml)

    def set(self, node: Node, name: str, value: str) -> None:
        """Give `node` the attribute `name`; `value` needs no escaping."""
        span = attribute_span(self.text, node, name)
        if span is not None:
            self.replace(*span, value)
        else:
            self.insert(node.inner - (2 if node.empty else 1), f' {name}="{value}"')

    def place(self, order: Sequence[str], name: str, xml: str) -> None:
        """Put `xml`, an element `name`, into the root where the schema's `order` wants it."""
        ranks = {each: rank for rank, each in enumerate(order)}
        at = self.root.inner
        for child in self.root.children:
            rank = _rank(child, ranks)
            if rank is not None and rank < ranks[name]:
                at = child.end
        if self.root.empty:
            self.append(self.root, xml)
        else:
            self.insert(at, xml)

    @property
    def changed(self) -> bool:
        """True where something was put in or taken out."""
        return bool(self._changes or self._grown)

    def result(self) -> tuple[bytes, tuple[Splice, ...]]:
        """Return the changed part and its splices, in order of their place."""
        changes = list(self._changes)
        for node, grown in self._grown.values():
            name = f"{node.prefix}:{node.name}" if node.prefix else node.name
            changes.append((node.inner - 2, node.inner, f">{''.join(grown)}</{name}>"))
        changes.sort(key=lambda change: change[:2])
        place = self._offsets(sorted({at for change in changes for at in change[:2]}))
        pieces, splices, done, length = [], [], 0, 0
        for begin, end, text in changes:
            start, stop = place[begin], place[end]
            put = self._encode(text)
            pieces += [self._data[done:start], put]
            length += start - done
            splices.append(Splice(length, len(put), self._data[start:stop]))
            length += len(put)
            done = stop
        pieces.append(self._data[done:])
        return b"".join(pieces), tuple(splices)

    def _encode(self, text: str) -> bytes:
        if self._codec in _UNICODE:
            return text.encode(self._codec)
        return text.encode("ascii", "xmlcharrefreplace")

    def _offsets(self, wanted: Sequence[int]) -> dict[int, int]:
        """Return where the ascending UTF-8 offsets `wanted` are in the part as it is written."""
        if self._codec == "utf-8":
            return {at: at + len(self._mark) for at in wanted}
        found, done, length = {}, 0, len(self._mark)
        for at in wanted:
            length += len(self.text[done:at].decode().encode(self._codec))
            found[at], done = length, at
        return found


def _rank(node: Node, ranks: dict[str, int]) -> int | None:
    """Return the place of `node` in the schema's order; a wrapper has that of what it wraps."""
    if node.name in ranks:
        return ranks[node.name]
    found = (_rank(child, ranks) for child in node.children)
    return next((rank for rank in found if rank is not None), None)
