"""The words of the shipped programme that are not the second one's, and every text of an output to look for them in."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from regional import PROGRAMME

from aitx_budget.model.money import Ratio, spoken
from aitx_budget.programme.loader import DEFAULT

FIRST = files("aitx_budget.programme").joinpath(f"{DEFAULT}.toml").read_text("utf-8")
LARGE = 10**9
"""Won from which on an amount is the notice's own; smaller ones are round numbers of any example."""
GENERIC = re.compile("70%를 뜻하면 70|type 70 for 70%|70 for 70%")
"""Says how any share of work is typed; the shipped programme happens to have a ratio of that size."""
_CODES = ("code", "from", "valid_from", "unit")
"""Keys whose values are no words."""


def leaves(data: Any, name: str = "") -> Iterator[Any]:
    """Yield every value of a programme file."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _CODES:
                yield from leaves(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, name)
    else:
        yield data


def spelled(value: Any) -> Iterator[str]:
    """Yield how a value may stand in a text."""
    if isinstance(value, str) and re.fullmatch(r"\d+/\d+", value):
        yield Ratio.parse(value).percent()
    elif isinstance(value, str) and (re.search("[가-힣]", value) or " " in value):
        yield value.rstrip(".")
    elif isinstance(value, dt.date):
        yield from (f"{value:%Y-%m-%d}", f"{value:%Y-%m}", f"{value:%Y}")
    elif type(value) is int and value >= LARGE:
        yield from (f"{value:,}", str(value), *spoken(value))
    elif type(value) is int and 2000 < value < 2100:
        yield str(value)


def words(text: str) -> set[str]:
    """Return every word of a programme file, and those of its title one by one."""
    data = tomllib.loads(text)
    found = {word for value in leaves(data) for word in spelled(value)}
    return found | {data["id"], *data["title"]["ko"].split(), *data["title"]["en"].split()}


def foreign() -> re.Pattern[str]:
    """Return what matches any word of the shipped programme that the second one does not have."""
    strange = words(FIRST) - words(PROGRAMME.read_text("utf-8"))
    whole = sorted(map(_whole, strange), key=len, reverse=True)
    return re.compile("|".join(whole))


def _whole(word: str) -> str:
    """Return a pattern of a word that is not part of a longer number or Latin word, nor the letters of a column."""
    before = r"(?<![\d.,])" if word[0].isdigit() else r"(?<![A-Za-z$])" if word[0].isascii() else ""
    after = r"(?![\d])" if word[-1].isdigit() else r"(?![A-Za-z\d$])" if word[-1].isascii() else ""
    return before + re.escape(word) + after


class _Page(HTMLParser):
    """Gathers what a page shows and says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")
        self.said += [value for name, value in attrs if value and name != "style"]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def texts(path: Path) -> Iterator[str]:
    """Yield every text of an output file: of a workbook each text and attribute of each of its parts."""
    if path.suffix == ".html":
        page = _Page()
        page.feed(path.read_text("utf-8"))
        yield from page.said
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for name in package.namelist():
                yield from _part(package.read(name))
    elif path.suffix != ".parquet":
        yield path.read_text("utf-8-sig")


def _part(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter():
        yield from (str(value) for value in element.attrib.values())
        yield from (text for text in (element.text, element.tail) if text)


def strange(paths: Iterable[Path], pattern: re.Pattern[str]) -> set[str]:
    """Return the foreign words of files, each with what stands around it.

    A text that stands in many places is looked through once, and named with the first file.
    """
    found, seen = set(), set[str]()
    for path in paths:
        for text in {*texts(path)} - seen:
            seen.add(text)
            said = GENERIC.sub("", text)
            for match in pattern.finditer(said):
                start = max(match.start() - 25, 0)
                found.add(f"{path.name}: {match[0]} in {said[start : match.end() + 25]!r}")
    return found
