"""A worksheet part that is read while it is parsed, so that no more of its tree is held than a piece's.

A tree takes ten times the bytes of its part, and a worksheet may be large in earnest. What is refused for its cells is
refused as soon as they are too many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import (
    SAFELY,
    Element,
    check_root,
    check_unlisted,
    namespace,
    parse,
    resolve_alternatives,
    within,
)
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused

_PIECE = 1 << 20
"""Bytes that are parsed at a time; most worksheets are smaller."""


class Growth(NamedTuple):
    """What of a worksheet is parsed and was not handed out yet.

    Attributes:
        top: the root, at the end; before it the rows' parent, whose last child may be incomplete and
            whose other children are gone when the next growth is asked for.
        whole: at the end.
    """

    top: Element
    whole: bool


def growing(name: str, data: bytes, limits: Limits) -> Iterator[Growth]:
    """Yield a worksheet part as it is parsed, the alternatives of newer programs resolved.

    Raises:
        Refuse: see `markup.parse`; it may come when much has been handed out.
    """
    if len(data) <= _PIECE:
        yield Growth(parse(name, data, limits), whole=True)
        return
    data = within(name, data, limits)
    check_unlisted(name, data)
    parser = etree.XMLPullParser(events=("start",), tag="{*}sheetData", **SAFELY)
    alternatives = b"AlternateContent" in data
    rows: Element | None = None
    try:
        for begin in range(0, len(data), _PIECE):
            parser.feed(data[begin : begin + _PIECE])
            rows = _rows(parser) if rows is None else rows
            complete = [] if rows is None else list(rows)[:-1]
            if rows is None or not complete:
                continue
            if alternatives:
                for each in complete:
                    resolve_alternatives(each)
            yield Growth(rows, whole=False)
            for each in list(rows)[:-1]:
                rows.remove(each)
        root = parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refuse(Refused.DAMAGED, name) from error
    check_root(name, root)
    if alternatives:
        resolve_alternatives(root)
    yield Growth(root, whole=True)


def _rows(parser: etree.XMLPullParser) -> Element | None:
    """Return the parent of the rows, once it has begun, where it stands as it should: right under the root."""
    for _, event in parser.read_events():
        element = cast("Element", event)  # of a start it is one
        above = element.getparent()
        if above is None or above.getparent() is not None:
            continue
        if namespace(element) == namespace(above):
            return element
    return None
