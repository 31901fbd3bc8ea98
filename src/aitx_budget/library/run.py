"""One run over returned workbooks: which they are, what they are read as, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aitx_budget.errors import UsageError
from aitx_budget.library import reading
from aitx_budget.library.address import Place, is_address
from aitx_budget.library.asked import one_of
from aitx_budget.library.batch import Hands, Progress
from aitx_budget.library.chunk import Standing
from aitx_budget.library.crew import Lost
from aitx_budget.library.item import Item
from aitx_budget.library.worker import Shared
from aitx_budget.model.finding import Severity, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.report import Format, part, whole, words

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.intake.files import Found
    from aitx_budget.intake.understanding import Filled
    from aitx_budget.library.marking import Unmarked

StrPath = str | Path

ANY_FILE = Text("파일 하나를 지정해 주세요", "Name one file")

_MIXED = Text(
    "저장소 주소(s3:// 등)는 다른 경로와 섞지 않고 지정해 주세요.",
    "Addresses of a store (s3:// and the like) don't go with other paths.",
)

CHECKED, FINDINGS, UNCHECKED, CRASHED = 0, 1, 2, 3
"""Exit codes of a run; the higher wins."""


@dataclass(frozen=True)
class Account:
    """What a run came to.

    Attributes:
        standing: how all files stand together.
        notes: files that were passed over, in words.
        marked: annotated copies that were written.
        unmarked: workbooks that were checked and got no annotated copy although one was asked for.
    """

    standing: Standing
    notes: tuple[Text, ...] = ()
    marked: tuple[Place, ...] = ()
    unmarked: tuple[Unmarked, ...] = ()

    def exit_code(self, fail_on: Severity | str = Severity.ERROR) -> int:
        """Return the run's exit code: 0 in order, 1 findings, 2 a file not checked, 3 internal error.

        Raises:
            UsageError: there is no such severity.
        """
        least = one_of(Severity, fail_on).rank
        if self.standing.crashed or any(each.trace for each in self.unmarked):
            return CRASHED
        if self.standing.refused or self.unmarked:
            return UNCHECKED
        gravest = self.standing.gravest
        return FINDINGS if gravest is not None and gravest <= least else CHECKED


@dataclass(frozen=True, repr=False)
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
    marked: tuple[Place, ...] = ()
    unmarked: tuple[Unmarked, ...] = ()

    @property
    def account(self) -> Account:
        """The same without what is said of each workbook."""
        standing = sum(map(Standing.of, self.results), Standing())
        return Account(standing, self.notes, self.marked, self.unmarked)

    def exit_code(self, fail_on: Severity | str = Severity.ERROR) -> int:
        """Return the run's exit code: 0 in order, 1 findings, 2 a file not checked, 3 internal error.

        Args:
            fail_on: `error` or `warning`, from which on findings count.

        Raises:
            UsageError: there is no such severity.
        """
        return self.account.exit_code(fail_on)

    def findings(self, language: Language | str = Language.KO) -> pd.DataFrame:
        """Return the findings as a data frame, a row each, with the columns that an export has (docs/export.md).

        Args:
            language: of message, fix and source.

        Returns:
            `path` of the workbook, then `region`, `code`, `severity`, `weight` (`waived` where a waiver excuses it), `sheet`,
            `cell`, `message`, `fix` and the others. Money is Int64, in won; texts that say nothing are empty or missing.

        Raises:
            UsageError: there is no such language.
        """
        from aitx_budget.library.framing import findings_frame

        return findings_frame(self.results, self.programme, one_of(Language, language))

    def render(self, format_: Format | str, language: Language | str = Language.KO) -> bytes:
        """Return the report in a format (`text`, `json`, `jsonl`, `xlsx`, `html`); texts in UTF-8.

        Raises:
            UsageError: there is no such format or language.
        """
        format_, language = one_of(Format, format_), one_of(Language, language)
        return b"".join(whole(format_, self.parts(format_, language), self.programme, language))

    def __repr__(self) -> str:
        """Say how the files stand; what is said of each is in `results`."""
        standing = self.account.standing
        return f"<Report: {words.run(standing.files, standing.refused, standing.broken).en}>"

    def parts(self, format_: Format, language: Language = Language.KO) -> list[Any]:
        """Return what is said of each workbook in a format."""
        return [part(format_, each, self.programme, language) for each in self.results]


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


def anywhere(
    paths: StrPath | Sequence[StrPath],
) -> tuple[Sequence[Found], tuple[Text, ...]]:
    """Return the workbooks under `paths`, or at addresses of a store, and notes on what was passed over.

    Raises:
        UsageError: see `sources`; or addresses stand beside other paths.
        ClusterError: the store cannot be reached.
    """
    listed = [paths] if isinstance(paths, str | Path) else paths
    stored = [str(each) for each in listed if is_address(each)]
    if not stored:
        return sources(listed)
    if len(stored) < len(listed):
        raise UsageError(_MIXED)
    from aitx_budget.library.stored import discover

    found, notes = discover(stored)
    return (found, notes) if found else sources([])


def read(
    found: Sequence[Found],
    programme: Programme,
    *,
    crew: Hands,
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
    crew: Hands,
    progress: Progress | None = None,
) -> tuple[Filled | Refusal, ...]:
    """Read every file with all its cells; see `read`."""
    return tuple(_answers(found, programme, crew, progress, whole=True))


def _answers(
    found: Sequence[Found],
    programme: Programme,
    crew: Hands,
    progress: Progress | None,
    *,
    whole: bool,
) -> Iterator[Any]:
    """Yield what each file was understood as, or why it was not."""
    shared = Shared(programme)
    answers = crew.each(
        reading.Reading((Item(number, each),), shared, crew.limits, whole)
        for number, each in enumerate(found)
    )
    for done, (each, answer) in enumerate(zip(found, answers, strict=True), start=1):
        yield reading.refusal(each, answer) if isinstance(answer, Lost) else answer[0]
        if progress is not None:
            progress(each.path, done, len(found))


def unreadable(result: WorkbookResult) -> UsageError:
    """Say why a file was refused and what to do, as its check says it."""
    said = result.findings[0].message
    return UsageError(Text(f"{result.path}: {said.ko}", f"{result.path}: {said.en}"))
