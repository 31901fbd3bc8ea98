"""What no output of ours may hold, whatever was put into a workbook: looked for in each format."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

import openpyxl
from lxml import etree

from aitx_budget.library.comparing import ComparisonFormat
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


def compared(said: Mapping[ComparisonFormat, bytes]) -> Iterator[tuple[ComparisonFormat, str]]:
    """Yield what is wrong with a comparison in its formats: format and problem."""
    checks: dict[ComparisonFormat, Callable[[bytes], Iterator[str]]] = {
        ComparisonFormat.TEXT: _text,
        ComparisonFormat.JSON: _document,
        ComparisonFormat.HTML: _html,
        ComparisonFormat.XLSX: workbook,
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
    yield from _steered(text)


def _steered(text: str) -> Iterator[str]:
    if found := steering(text):
        yield f"controls {sorted(map(hex, map(ord, found)))}"


def _json(lines: Sequence[bytes], files: int) -> Iterator[str]:
    loaded = [json.loads(line, strict=False) for line in lines]
    books: Any = loaded[0].get("workbooks", loaded)
    if len(books) != files:
        yield f"{len(books)} workbooks of {files}"
    for line in lines:
        yield from _text(line)


def _document(data: bytes) -> Iterator[str]:
    json.loads(data, strict=False)
    yield from _text(data)


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
            "h4",
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
    page = Page()
    page.feed(data.decode())
    yield from page.problems
    yield from _text(data)


def _workbook(data: bytes) -> Iterator[str]:
    """A report is a workbook of ours that computes nothing and leads nowhere."""
    yield from workbook(data)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink:
                    yield f"formula or link at {sheet.title}!{cell.coordinate}"


# fmt: off
_FUNCTIONS = frozenset((
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "HYPERLINK", "IF", "IFERROR", "INDEX", "INDIRECT", "INT",
    "ISERROR", "ISNA", "ISNUMBER", "FIND", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX", "MID", "MIN", "MOD", "N",
    "NOT", "OFFSET", "OR", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "SUBSTITUTE", "SUBTOTAL", "SUM",
    "SUMIFS", "SUMPRODUCT", "VALUE",
))
# fmt: on
"""All that a formula of ours computes with; none reaches outside the workbook, links to be seen apart."""
_CALLED = re.compile(r"([^\W\d][\w.]*)\s*\(")
_LITERAL = re.compile(r'"(?:[^"]|"")*"')
_LEADING_OUT = re.compile(r"HYPERLINK\((?!\"#')")
"""A link that begins with anything but a sheet of the workbook itself."""
_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LONGEST = 32_767
"""Characters of a cell; a program that reads more calls the workbook damaged."""


def workbook(data: bytes, *, typed: bool = False) -> Iterator[str]:
    """Yield what is wrong with a workbook of ours, part by part.

    Args:
        data: the workbook.
        typed: its tables hold what officers typed, to the letter, so that direction marks may be among it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        for each in etree.fromstring(part).iter():
            what = etree.QName(each).localname
            yield from (f"{name}: {problem}" for problem in _element(what, each, typed=typed))


def _element(what: str, each: Any, *, typed: bool) -> Iterator[str]:
    """Yield what is wrong with one element."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), each.text or "")
    if each.get("TargetMode") == "External":
        yield f"leads to {each.get('Target')}"
    if what in _FORMULAS:
        yield from _formula(text)
    if what == "t" and len(text) > _LONGEST:
        yield f"{len(text)} characters in a cell"
    yield from _plain(" ".join((text, *each.attrib.values())))
    if not typed:
        yield from _steered(text.replace("\t", " "))


def _formula(text: str) -> Iterator[str]:
    said = _LITERAL.sub('""', text)
    unknown = set(_CALLED.findall(said)) - _FUNCTIONS
    if unknown or set("[]|") & set(said):
        yield f"no formula of ours: {text[:200]}"
    if _LEADING_OUT.search(text):
        yield f"leads out of the workbook: {text[:200]}"
