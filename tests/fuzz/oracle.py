"""What must hold for any file that comes back: it is held against the whole way, batch by batch.

Read, check all together, report in every format, mark, read the marked copy, take the marks out.
"""

from __future__ import annotations

import io
import json
import re
import time
import traceback
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, NamedTuple

import openpyxl
import python_calamine
from lxml import etree

from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.runner import run
from aitx_budget.errors import NotMarkedError, UsageError
from aitx_budget.intake import DEFAULT_LIMITS, read
from aitx_budget.intake.archive import is_xml, unpack
from aitx_budget.library.run import Report
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format
from fuzz.mutants import Mutant

PROGRAMME = default_programme()
SLOW = 10.0
"""Seconds in which every step of one file must be done."""
PLANTED = re.compile(r"900101[-\s]?1234567")
"""The resident number that mutants carry; no report may."""
_LATIN = re.compile(r"[A-Za-z]{2,}")
_QUOTED = re.compile(r"\([^()]*\)|‘[^’]*’|'[^']*'")
_NAMES = frozenset(
    (
        "xlsx",
        "Excel",
        "XML",
        "CSV",
        "HTML",
        "HWP",
        "HWPX",
        "ODS",
        "PDF",
        "VBA",
        "DRM",
        "zip",
        "docx",
        "pptx",
        "ActiveX",
        "OLE",
        "xlsb",
        "xls",
        "Numbers",
        "OpenDocument",
        "cell",
    )
)
"""Words in Latin letters that a Korean sentence may hold."""


class Trouble(NamedTuple):
    """What did not hold: for which mutant, which demand, and how it showed."""

    key: str
    recipe: str
    demand: str
    seen: str


@dataclass
class Tally:
    """What was seen over many mutants.

    Attributes:
        answers: what became of the files.
        troubles: what did not hold.
        slowest: seconds of the slowest step of one file, and its mutant.
    """

    answers: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, other: Tally) -> None:
        """Take in what another tally saw."""
        self.answers += other.answers
        self.troubles += other.troubles
        self.slowest = max(self.slowest, other.slowest)


@dataclass
class Judge:
    """Holds mutants against the demands.

    Attributes:
        tally: what was seen so far.
        thorough: every how many mutants the slow comparisons are made as well.
    """

    tally: Tally = field(default_factory=Tally)
    thorough: int = 8

    def judge(self, mutants: Sequence[Mutant]) -> None:
        """Take a batch of mutants the whole way."""
        intakes = [self._read(each) for each in mutants]
        known = [
            (each, intake)
            for each, intake in zip(mutants, intakes, strict=True)
            if intake is not None
        ]
        if not known:
            return
        with self._step(known[0][0], "checks"):
            results = run([intake for _, intake in known], PROGRAMME)
            self._report(known[0][0], results)
            for (mutant, intake), result in zip(known, results, strict=True):
                self._answer(mutant, intake, result)

    def trouble(self, mutant: Mutant, demand: str, seen: str) -> None:
        """Keep what did not hold."""
        self.tally.troubles.append(Trouble(mutant.key, mutant.recipe, demand, seen))

    @contextmanager
    def _step(self, mutant: Mutant, name: str) -> Iterator[None]:
        """Time a step, and keep whatever it raises."""
        began = time.perf_counter()
        try:
            yield
        except Exception:  # noqa: BLE001 - what is raised is what is looked for
            self.trouble(mutant, f"{name}: no traceback", traceback.format_exc())
        took = time.perf_counter() - began
        if name != "checks":
            self.tally.slowest = max(self.tally.slowest, (took, f"{name} {mutant.key}"))
            if took > SLOW:
                self.trouble(mutant, f"{name}: within {SLOW} s", f"{took:.1f} s")

    def _read(self, mutant: Mutant) -> Submission | Refusal | None:
        found = None
        with self._step(mutant, "read"):
            found = read(mutant.data, "제출본/예산.xlsx", PROGRAMME)
            if self._thorough(mutant) and read(mutant.data, "제출본/예산.xlsx", PROGRAMME) != found:
                self.trouble(mutant, "the same bytes read the same", "")
        return found

    def _thorough(self, mutant: Mutant) -> bool:
        return sum(mutant.data[-200:]) % self.thorough == 0

    def _answer(self, mutant: Mutant, intake: Submission | Refusal, result: WorkbookResult) -> None:
        if result.crashed:
            crash = next(each for each in result.findings if each.code == "INT999")
            self.trouble(mutant, "no INT999", crash.message.ko)
        if isinstance(intake, Refusal):
            self.tally.answers[f"refused: {intake.reason.value}"] += 1
            self._refused(mutant, intake, result)
            return
        self.tally.answers["checked"] += 1
        copy = None
        with self._step(mutant, "annotate"):
            copy = self._marked(mutant, result)
        if copy is None:
            return
        with self._step(mutant, "copy"):
            self._copied(mutant, intake, result, copy)
        with self._step(mutant, "clean"):
            self._cleaned(mutant, copy)

    def _refused(self, mutant: Mutant, intake: Refusal, result: WorkbookResult) -> None:
        """A refusal is one finding, whose Korean sentences hold no word of the system's."""
        if len(result.findings) != 1:
            self.trouble(mutant, "one finding for a refusal", str(result.findings))
        for finding in result.findings:
            said = f"{finding.message.ko} {finding.fix.ko}"
            words = set(_LATIN.findall(_QUOTED.sub("", said))) - _NAMES
            if words:
                self.trouble(mutant, "a refusal in Korean", f"{sorted(words)}: {said}")
            if len(finding.message.ko) > 400:
                self.trouble(mutant, "a refusal in one sentence", finding.message.ko)
        if "\n" in intake.detail:
            self.trouble(mutant, "a refusal in one line", intake.detail)

    def _marked(self, mutant: Mutant, result: WorkbookResult) -> bytes | None:
        """Return the marked copy; None where the workbook can't take marks, which is said in Korean."""
        try:
            copy = annotate(mutant.data, result, programme=PROGRAMME)
        except UsageError as error:
            self.tally.answers[f"not marked: {error.text.ko[:60]}"] += 1
            return None
        self.tally.answers["marked"] += 1
        if annotate(mutant.data, result, programme=PROGRAMME) != copy:
            self.trouble(mutant, "the same bytes twice", "")
        return copy

    def _copied(
        self, mutant: Mutant, intake: Submission, result: WorkbookResult, copy: bytes
    ) -> None:
        """The copy reads like the original, is well-formed where that was, and opens where that opens."""
        again = read(copy, intake.path, PROGRAMME)
        if again not in (intake, read(_unmarked(mutant.data), intake.path, PROGRAMME)):
            self.trouble(mutant, "a copy reads the same", _difference(intake, again))
        if annotate(copy, result, programme=PROGRAMME) != copy:
            self.trouble(mutant, "marking a copy again changes nothing", "")
        before = unpack(mutant.data, DEFAULT_LIMITS)
        for name, data in unpack(copy, DEFAULT_LIMITS).items():
            if before.get(name) == data or not is_xml(name):
                continue
            if (name not in before or _sound(before[name])) and not _sound(data):
                self.trouble(mutant, "every changed part is well-formed", name)
            if name not in before and PLANTED.search(data.decode("utf-8", "replace")):
                self.trouble(mutant, "no resident number in a part of ours", name)
        if (titles := _calamine(mutant.data)) is not None and (now := _calamine(copy)) != titles:
            kept = None if now is None else [each for each in now if each in titles]
            if (
                kept != [each for each in titles if now is None or each in now]
                or now is None
                or set(titles) - set(now) - {"검증결과"}
            ):
                self.trouble(mutant, "calamine opens the copy", f"{titles} {now}")
        if self._thorough(mutant) and _openpyxl(mutant.data) and not _openpyxl(copy):
            self.trouble(mutant, "openpyxl opens the copy", "")

    def _cleaned(self, mutant: Mutant, copy: bytes) -> None:
        """Taking marks out gives the parts back; of a workbook that was marked before, those without marks."""
        old, new = (unpack(each, DEFAULT_LIMITS) for each in (_unmarked(mutant.data), clean(copy)))
        changed = [name for name in old.keys() | new.keys() if old.get(name) != new.get(name)]
        if changed:
            self.trouble(mutant, "clean gives the parts back", str(sorted(changed)))

    def _report(self, first: Mutant, results: tuple[WorkbookResult, ...]) -> None:
        """Every format can be written and is sound, and none holds what it must not."""
        report = Report(results, PROGRAMME)
        for language in Language:
            said = {each: report.render(each, language) for each in Format}
            for name, problem in reported(said, len(results)):
                self.trouble(first, f"report {name.value} is safe", problem)


def _unmarked(data: bytes) -> bytes:
    """Return a workbook without the marks of an earlier time, of which a mutant may know no more."""
    try:
        return clean(data)
    except NotMarkedError:
        return data


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


def _sound(data: bytes) -> bool:
    try:
        etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _calamine(data: bytes) -> list[str] | None:
    """Return the titles of the sheets as another reader finds them, its cells read too; None where it can't."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return list(book.sheet_names)
    except BaseException as error:  # a Rust reader panics past Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return None


def _openpyxl(data: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            openpyxl.load_workbook(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - whatever it raises, it does not open the file
        return False
    return True


def _difference(one: Any, other: Any) -> str:
    """Say where two readings differ."""
    if isinstance(other, Refusal):
        return f"refused: {other.reason.value} {other.detail}"
    for name in one.__dataclass_fields__:
        if getattr(one, name) != getattr(other, name):
            return f"{name}: {str(getattr(one, name))[:700]} -> {str(getattr(other, name))[:700]}"
    return "?"
