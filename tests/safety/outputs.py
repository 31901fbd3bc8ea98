"""What no output of ours may hold, whatever was put into a workbook: looked for in each format."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

import openpyxl

from aitx_budget.report import Format

PLANTED = re.compile(r"900101[-\s]?1234567")
"""The resident number that mutants carry; no report may."""


def reported(said: dict[Format, bytes], files: int) -> Iterator[tuple[Format, str]]:
    """Yield what is wrong with a run's reports: format and problem."""
    checks: dict[Format, Callable[[bytes], Iterator[str]]] = {
        Format.TEXT: _text,
        Format.JSON: lambda data: _json([data], files),
        Format.JSONL: lambda data: _json(data.splitlines(), files),
        Format.HTML: _html,
        Format.XLSX: _workbook,
    }
    for name, check in checks.items():
        yield from ((name, problem) for problem in check(said[name]))


def _plain(text: str) -> Iterator[str]:
    if found := PLANTED.search(text):
        yield f"resident number: {text[max(found.start() - 60, 0) : found.end() + 60]!r}"


def steering(text: str) -> set[str]:
    """Return the characters that steer a terminal or the direction of reading, line ends aside."""
    return {
        char
        for char in set(text)
        if (unicodedata.category(char) in ("Cc", "Cs") and char != "\n")
        or unicodedata.bidirectional(char) in _STEERS
    }


_STEERS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


def _text(data: bytes) -> Iterator[str]:
    text = data.decode()
    yield from _plain(text)
    if found := steering(text):
        yield f"controls {sorted(map(hex, map(ord, found)))}"


def _json(lines: Sequence[bytes], files: int) -> Iterator[str]:
    loaded = [json.loads(line) for line in lines]
    if found := {each for line in lines for each in steering(line.decode())}:
        yield f"controls {sorted(map(hex, map(ord, found)))}"
    books: Any = loaded[0].get("workbooks", loaded)
    if len(books) != files:
        yield f"{len(books)} workbooks of {files}"
    for line in lines:
        yield from _plain(line.decode())


class Page(HTMLParser):
    """Looks for what a page of ours never has."""

    HARMLESS = frozenset(
        [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "span",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "ul",
            "ol",
            "li",
            "strong",
            "em",
            "section",
            "article",
            "nav",
            "footer",
            "dl",
            "dt",
            "dd",
            "svg",
            "g",
            "rect",
            "line",
            "text",
            "small",
            "code",
            "details",
            "summary",
            "figure",
            "figcaption",
            "br",
            "b",
            "i",
        ]
    )
    ATTRIBUTES = re.compile(r"on\w+|src\w*|action|formaction|background|ping|poster|srcdoc|data")

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge an element and its attributes."""
        if tag not in self.HARMLESS:
            self.problems.append(f"element {tag}")
        for name, value in attrs:
            leads_out = name in ("href", "xlink:href") and not (value or "").startswith("#")
            if self.ATTRIBUTES.fullmatch(name) or leads_out or "url(" in (value or ""):
                self.problems.append(f"attribute {name}={value}")


def _html(data: bytes) -> Iterator[str]:
    text = data.decode()
    page = Page()
    page.feed(text)
    yield from page.problems
    yield from _plain(text)
    if found := steering(text):
        yield f"controls {sorted(map(hex, map(ord, found)))}"


def _workbook(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=False)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink:
                    yield f"formula or link at {sheet.title}!{cell.coordinate}"
                if isinstance(cell.value, str):
                    yield from _plain(cell.value)
