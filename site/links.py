"""What the site makes of pages that are written for the repository: no link leads out of it, and pictures can be seen whole."""

from __future__ import annotations

import re
from typing import Any

_OUT = re.compile(r"\[([^\]]+)\]\((\.\./[^)\s]*)\)")

_PICTURE = re.compile(r'(<img\b[^>]*\bsrc="(pictures/[^"]+)"[^>]*>)')


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the words of a link that leads out of the handbook in its place, with the path where they do not name it."""
    return _OUT.sub(_named, markdown)


def on_page_content(html: str, **_: Any) -> str:
    """Let a picture lead to itself: a sheet is wider than a page."""
    return _PICTURE.sub(r'<a href="\2">\1</a>', html)


def _named(link: re.Match[str]) -> str:
    words, path = link[1], link[2].removeprefix("../")
    name = path.rstrip("/").rsplit("/", 1)[-1]
    return words if name in words or path in words else f"{words} (`{path}`)"
