"""Pages link to files of the repository, which stand beside them there; the site has none of these, and names them instead."""

from __future__ import annotations

import re
from typing import Any

_OUT = re.compile(r"\[([^\]]+)\]\((\.\./[^)\s]*)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the words of a link that leads out of the handbook in its place, with the path where they do not name it."""
    return _OUT.sub(_named, markdown)


def _named(link: re.Match[str]) -> str:
    words, path = link[1], link[2].removeprefix("../")
    name = path.rstrip("/").rsplit("/", 1)[-1]
    return words if name in words or path in words else f"{words} (`{path}`)"
