"""One run over returned workbooks: read them, check them together, keep what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.library import reading
from aitx_budget.library.crew import Crew, Lost
from aitx_budget.library.worker import Shared
from aitx_budget.model.finding import Severity, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Language, Text
from aitx_budget.model.waiver import Waivers
from aitx_budget.programme.schema import Programme
from aitx_budget.report import Format

if TYPE_CHECKING:
    from aitx_budget.intake import Filled
    from aitx_budget.intake.files import Found
    from aitx_budget.library.marking import Unmarked

Progress = Callable[[str, int, int], None]
"""Told what is being done: a file's name, how many are done, how many there are."""

StrPath = str | Path

ANY_FILE = Text("파일 하나를 지정해 주세요", "Name one file")

CHECKED, FINDINGS, UNCHECKED, CRASHED = 0, 1, 2, 3
"""Exit codes of a run; the higher wins."""


@dataclass(frozen=True)
class Report:
    """What a run says.

    Attributes:
        results: per workbook, in input order.
        programme: the rules' figures.
        notes: files that were passed over, in words.
        inputs: the files that were read; nothing is ever written to them.
        marked: annotated copies that were written.
        unmarked: workbooks that were checked and got no annotated copy although one was asked for.
    """

    results: tuple[WorkbookResult, ...]
    programme: Programme
    notes: tuple[Text, ...] = ()
    inputs: tuple[Path, ...] = ()
    marked: tuple[Path, ...] = ()
    unmarked: tuple[Unmarked, ...] = ()

    def exit_code(self, fail_on: Severity = Severity.ERROR) -> int:
        """Return the run's exit code: 0 in order, 1 findings, 2 a file not checked, 3 internal error."""
        broken = any(each.trace for each in self.unmarked)
        if broken or any(result.crashed for result in self.results):
            return CRASHED
        if self.unmarked or any(result.refused for result in self.results):
            return UNCHECKED
        grave = any(
            finding.weight.rank <= fail_on.rank
            for result in self.results
            for finding in result.findings
        )
        return FINDINGS if grave else CHECKED

    def render(self, format_: Format, language: Language = Language.KO) -> bytes:
        """Return the report in a format; texts in UTF-8."""
        if format_ is Format.XLSX:
            from aitx_budget.report import xlsx

            return xlsx.render(self.results, self.programme, language)
        return "".join(self.pieces(format_, language)).encode()

    def pieces(self, format_: Format, language: Language = Language.KO) -> Iterator[str]:
        """Yield the report in a text format piece by piece; JSON Lines a workbook at a time."""
        from aitx_budget.report import html, json_, jsonl, text

        if format_ is Format.JSONL:
            yield from jsonl.lines(self.results, self.programme, language)
        else:
            writers = {Format.TEXT: text, Format.JSON: json_, Format.HTML: html}
            yield writers[format_].render(self.results, self.programme, language)


def source(path: StrPath, why: Text = ANY_FILE) -> tuple[Found, tuple[Text, ...]]:
    """Return the one workbook that `path` names, and notes on what was passed over.

    Args:
        path: a file, or what there is one workbook in.
        why: what is said where there are several.

    Raises:
        UsageError: it names none or several.
    """
    found, notes = sources(path)
    if len(found) == 1:
        return found[0], notes
    raise UsageError(
        Text(
            f"{why.ko}: {path} (예산서 {len(found)}개가 있습니다)",
            f"{why.en}: {path} has {len(found)} workbooks",
        )
    )


def sources(
    paths: StrPath | Sequence[StrPath],
) -> tuple[tuple[Found, ...], tuple[Text, ...]]:
    """Return the workbooks under `paths` and notes on what was passed over.

    Raises:
        UsageError: a path does not exist, or there is no workbook under any.
    """
    from aitx_budget.intake.files import discover

    listed = [paths] if isinstance(paths, str | Path) else paths
    found, notes = discover([Path(each) for each in listed])
    if not found:
        raise UsageError(
            Text(
                "점검할 파일이 없습니다. 제출받은 엑셀 파일(.xlsx)이나 그 폴더를 지정해 주세요.",
                "There is no file to check; name the returned workbooks (.xlsx) or their folder.",
            )
        )
    return found, notes


def check(
    found: Sequence[Found],
    programme: Programme,
    *,
    crew: Crew,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: Waivers | None = None,
    progress: Progress | None = None,
) -> tuple[WorkbookResult, ...]:
    """Read every file and check them all together.

    Args:
        found: the files, in order.
        programme: its figures decide.
        crew: who reads, and within which limits.
        select: codes or beginnings of codes to check; empty for all.
        ignore: the same, to leave out.
        waivers: what excuses findings; None for nothing.
        progress: told of every file read.

    Raises:
        UsageError: an unknown code.
    """
    intakes = read(found, programme, crew=crew, progress=progress)
    return apart.run(intakes, programme, select=select, ignore=ignore, waivers=waivers)


def read(
    found: Sequence[Found],
    programme: Programme,
    *,
    crew: Crew,
    progress: Progress | None = None,
) -> tuple[Submission | Refusal, ...]:
    """Read every file; one that its reader is lost with is refused, and the others are read.

    Args:
        found: the files, in order.
        programme: whose layout is expected.
        crew: who reads, and within which limits; what is read does not depend on how many they are.
        progress: told of every file read.
    """
    return tuple(_answers(found, programme, crew, progress, whole=False))


def read_whole(
    found: Sequence[Found],
    programme: Programme,
    *,
    crew: Crew,
    progress: Progress | None = None,
) -> tuple[Filled | Refusal, ...]:
    """Read every file with all its cells; see `read`."""
    return tuple(_answers(found, programme, crew, progress, whole=True))


def _answers(
    found: Sequence[Found],
    programme: Programme,
    crew: Crew,
    progress: Progress | None,
    *,
    whole: bool,
) -> Iterator[Any]:
    """Yield what each file was understood as, or why it was not."""
    shared = Shared(programme)
    answers = crew.each(reading.task(each, shared, crew.limits, whole=whole) for each in found)
    for done, (each, answer) in enumerate(zip(found, answers, strict=True), start=1):
        yield reading.refusal(each, answer) if isinstance(answer, Lost) else answer
        if progress is not None:
            progress(each.path, done, len(found))


def unreadable(result: WorkbookResult) -> UsageError:
    """Say why a file was refused and what to do, as its check says it."""
    said = result.findings[0].message
    return UsageError(Text(f"{result.path}: {said.ko}", f"{result.path}: {said.en}"))
