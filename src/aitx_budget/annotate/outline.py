"""Where the elements of an XML part stand, in bytes, found by a real parser.

Splicing needs positions, and no tree library keeps them. Expat does; a worksheet's cells, which
are most of its bytes, are passed over because marks never go inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text

_DEEPEST: Final = 256
_SPACE: Final = b" \t\r\n"
_START_TAG: Final = re.compile(rb"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_WRAPPERS: Final = frozenset(("AlternateContent", "Choice", "Fallback"))


def unreadable(part: str) -> UsageError:
    """Return the error for a part that is not sound XML."""
    ko = f"파일의 내부 구조({part})가 손상되어 표시할 수 없습니다. 엑셀에서 다시 저장해 주세요."
    en = f"The file's inner structure ({part}) is damaged. Save it again in Excel."
    return UsageError(Text(ko, en))


@dataclass(slots=True)
class Node:
    """One element.

    Attributes:
        name, namespace, prefix: as written, the name without its prefix.
        attributes: local name -> value; with its namespace before it, as `uri name`, if it has one.
        start, inner: offsets of its start tag and of what follows that tag.
        inner_end, end: offsets of its end tag and of what follows it; of an empty element all of
            `inner`, `inner_end` and `end` are equal.
        children: elements within it, in order.
    """

    name: str
    namespace: str
    prefix: str
    attributes: dict[str, str]
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True for `<a/>`."""
        return self.inner == self.end

    def tag(self, name: str) -> str:
        """Return `name` with this element's prefix, for a sibling or child of the same kind."""
        return f"{self.prefix}:{name}" if self.prefix else name

    def number(self, name: str) -> int:
        """Return the whole number in the attribute `name`; 0 where there is none."""
        try:
            return int(self.attributes.get(name, "0"))
        except ValueError:
            return 0

    def child(self, name: str) -> Node | None:
        """Return the first child called `name`."""
        return next((node for node in self.children if node.name == name), None)

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children called `name`, those in alternative contents too."""
        for node in self.children:
            if node.name == name:
                yield node
            elif node.name in _WRAPPERS:
                yield from node.all(name)

    def relation(self, name: str = "id") -> str:
        """Return the value of the attribute `name` of the relationships' namespace."""
        return next(
            (
                value
                for key, value in self.attributes.items()
                if key.endswith(f"/relationships {name}")
            ),
            "",
        )


def start_tag_end(data: bytes, start: int) -> int:
    """Return the offset just after the start tag that begins at `start`; -1 where none begins there."""
    match = _START_TAG.match(data, start)
    return match.end() if match else -1


def attribute_span(data: bytes, node: Node, name: str) -> tuple[int, int] | None:
    """Return the offsets of the value of the unprefixed attribute `name`, without its quotes."""
    at, wanted = node.start, name.encode()
    while at < node.inner and data[at] not in _SPACE:
        at += 1
    while at < node.inner:
        equals = data.find(b"=", at, node.inner)
        if equals < 0:
            return None
        quote = min(q for q in (data.find(b'"', equals), data.find(b"'", equals)) if q >= 0)
        close = data.index(data[quote : quote + 1], quote + 1)
        if data[at:equals].strip() == wanted:
            return quote + 1, close
        at = close + 1
    return None


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of bytes that the parser is not shown."""

    start: int
    end: int


class _Builder:
    """Collects nodes from expat's events."""

    def __init__(self, data: bytes, gap: _Gap | None, part: str) -> None:
        self.part = part
        self.data = data
        self.gap = gap
        self.root: Node | None = None
        self.open: list[Node] = []
        self.names: dict[str, tuple[str, str, str]] = {}
        # The bytes were decoded and written as UTF-8 before: what the part declares is void.
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.finish
        self.parser.StartDoctypeDeclHandler = self.doctype

    def position(self) -> int:
        """Return the offset of the event at hand."""
        at = self.parser.CurrentByteIndex
        return at + self.gap.end - self.gap.start if self.gap and at >= self.gap.start else at

    def doctype(self, *_: object) -> None:
        """Refuse entities of any kind."""
        raise unreadable(self.part)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if name not in self.names:
            self.names[name] = _split(name)
        local, uri, prefix = self.names[name]
        if " " in "".join(attributes):
            attributes = {" ".join(key.split(" ")[:2]): each for key, each in attributes.items()}
        start = self.position()
        node = Node(local, uri, prefix, attributes, start, start_tag_end(self.data, start))
        if len(self.open) > _DEEPEST:
            raise unreadable(self.part)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def finish(self, _: str) -> None:
        """Close an element."""
        node = self.open.pop()
        if self.data[node.inner - 2 : node.inner] == b"/>":
            node.inner_end = node.end = node.inner
        else:
            node.inner_end = self.position()
            node.end = self.data.index(b">", node.inner_end) + 1


def _split(name: str) -> tuple[str, str, str]:
    """Return the local name, the namespace and the prefix of an element as expat names it."""
    uri, _, rest = name.rpartition(" ") if name.count(" ") < 2 else name.partition(" ")
    local, _, prefix = rest.partition(" ")
    return local, uri, prefix


def outline(data: bytes, *, part: str, skip: str = "") -> Node:
    """Return the root of the UTF-8 part `data`, without what is inside its element `skip`.

    Raises:
        UsageError: `data` is not sound XML, or declares a document type.
    """
    gap = _find_gap(data, skip) if skip else None
    builder = _Builder(data, gap, part)
    try:
        if gap is None:
            builder.parser.Parse(data, True)
        else:
            builder.parser.Parse(data[: gap.start], False)
            builder.parser.Parse(data[gap.end :], True)
    except expat.ExpatError as error:
        raise unreadable(part) from error
    if builder.root is None:
        raise unreadable(part)
    if gap is not None:
        skipped = builder.root.child(skip)
        if skipped is None or (skipped.inner, skipped.inner_end) != (gap.start, gap.end):
            return outline(data, part=part)
    return builder.root


def _find_gap(data: bytes, name: str) -> _Gap | None:
    """Return what is inside the only element `name`; None where that cannot be told for certain.

    With no comment and no CDATA in the part, `</name` stands only where the element ends.
    """
    if b"<!" in data:
        return None
    at = data.find(name.encode())
    opening = data.rfind(b"<", 0, max(at, 0))
    prefix = data[opening + 1 : at]
    closing = b"</" + prefix + name.encode()
    start, end = start_tag_end(data, max(opening, 0)), data.rfind(closing)
    if at < 0 or b" " in prefix or data.find(closing) != end:
        return None
    return _Gap(start, end) if 0 <= start < end else None
