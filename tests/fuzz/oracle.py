"""What must hold for any file that comes back: it is held against the whole way, batch by batch.

Read, check all together, report in every format, mark, read the marked copy, take the marks out.
"""

from __future__ import annotations

import io
import re
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import openpyxl
import python_calamine
from lxml import etree

from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.runner import run
from aitx_budget.errors import NotMarkedError, UsageError
from aitx_budget.intake import DEFAULT_LIMITS, read
from aitx_budget.intake.archive import is_xml, unpack
from aitx_budget.layout.workbook import REPORT_SHEET
from aitx_budget.library.run import Report
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format
from fuzz.mutants import Mutant
from fuzz.together import FURTHER, by_workers
from safety.outputs import PLANTED, reported

PROGRAMME = default_programme()
SLOW = 10.0
"""Seconds of the processor in which every step of one file must be done."""
_OF_OTHERS = ("checks", "other readers", "workers")
"""Steps that are not of one file, or not of ours."""
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
        further: every how many mutants all else that reads files meets one too; workers get its whole batch.
    """

    tally: Tally = field(default_factory=Tally)
    thorough: int = 8
    further: int = 20

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
        self._further(known, results)

    def _further(
        self,
        known: Sequence[tuple[Mutant, Submission | Refusal]],
        results: Sequence[WorkbookResult],
    ) -> None:
        """Let some mutants meet workers, the comparison, the assembly and the consolidation."""
        chosen = [pair for pair in known if _chosen(pair[0], self.further)]
        for mutant, intake in chosen:
            self.tally.answers["met all else"] += 1
            for name, met in FURTHER.items():
                with self._step(mutant, name):
                    for problem in met(mutant, intake):
                        self.trouble(mutant, f"{name} is sound", problem)
        if chosen and len(known) > 1:
            with self._step(chosen[0][0], "workers"):
                for mutant, problem in by_workers(*zip(*known, strict=True), results):
                    self.trouble(mutant, "workers do the same", problem)

    def trouble(self, mutant: Mutant, demand: str, seen: str) -> None:
        """Keep what did not hold."""
        self.tally.troubles.append(Trouble(mutant.key, mutant.recipe, demand, seen))

    @contextmanager
    def _step(self, mutant: Mutant, name: str) -> Iterator[None]:
        """Time a step, and keep whatever it raises."""
        began = time.process_time()
        try:
            yield
        except Exception:  # noqa: BLE001 - what is raised is what is looked for
            self.trouble(mutant, f"{name}: no traceback", traceback.format_exc())
        took = time.process_time() - began
        if name not in _OF_OTHERS:
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
        return _chosen(mutant, self.thorough)

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
        """Return the marked copy; None where the workbook cannot take marks, which is said in Korean."""
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
        with self._step(mutant, "other readers"):
            self._opened(mutant, copy)

    def _opened(self, mutant: Mutant, copy: bytes) -> None:
        """Whoever opened the original opens the copy, and finds the officer's sheets in it, in their order."""
        titles, now = (_calamine(each) for each in (_unmarked(mutant.data), copy))
        if titles is not None and (now is None or _officers(now) != _officers(titles)):
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


def _chosen(mutant: Mutant, every: int) -> bool:
    """Tell whether a mutant is one of every so many, the same each time."""
    return sum(mutant.data[-200:]) % every == 0


def _unmarked(data: bytes) -> bytes:
    """Return a workbook without the marks of an earlier time, of which a mutant may know no more."""
    try:
        return clean(data)
    except NotMarkedError:
        return data


def _sound(data: bytes) -> bool:
    try:
        etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _calamine(data: bytes) -> list[str] | None:
    """Return the titles of the sheets as another reader finds them, its cells read too; None where it cannot."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return list(book.sheet_names)
    except BaseException as error:  # a Rust reader panics past Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return None


def _officers(titles: Sequence[str]) -> list[str]:
    return [title for title in titles if not title.startswith(REPORT_SHEET)]


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
