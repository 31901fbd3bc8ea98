"""Annotated copies: where each goes, and writing it."""

from __future__ import annotations

import datetime as dt
import os
import re
import traceback
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aitx_budget.errors import OutputError, UsageError
from aitx_budget.intake.files import Found
from aitx_budget.intake.personal import mask
from aitx_budget.library import output
from aitx_budget.library.crew import Cause, Crew, Lost
from aitx_budget.library.worker import Shared
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme

BROKEN = Text(
    "프로그램 내부 오류(INT999)로 표시된 사본을 만들지 못했습니다.",
    "An internal error (INT999) kept the marked copy from being made.",
)
_LOST = {
    Cause.TIME: Text(
        "표시된 사본을 만드는 데 너무 오래 걸려 중단했습니다. 한도를 --limit seconds=N으로 늘려 다시 실행해 주세요.",
        "Making the marked copy took too long and was stopped; allow more with --limit seconds=N and run again.",
    ),
    Cause.MEMORY: Text(
        "표시된 사본을 만들기에 메모리가 모자랍니다. 한도를 --limit memory-mb=N으로 늘려 다시 실행해 주세요.",
        "The memory was not enough to make the marked copy; allow more with --limit memory-mb=N and run again.",
    ),
    Cause.DEATH: Text(
        "표시된 사본을 만들던 프로세스가 갑자기 끝나 사본을 만들지 못했습니다. 이 파일만 다시 실행해 주세요.",
        "The process that made the marked copy ended suddenly; run this file alone again.",
    ),
}
ENDING = "_검증"
"""What an annotated copy's name ends with."""
_UNFIT = re.compile('[<>:"/\\\\|?*\N{REPLACEMENT CHARACTER}]')
_LONGEST = 200
"""Bytes of a name; with ending and number it stays below the 255 that file systems allow."""


@dataclass(frozen=True)
class Unmarked:
    """A workbook that was checked and got no annotated copy although one was asked for.

    Attributes:
        path: the workbook as the user named it.
        reason: why, in words.
        trace: of the program's own failure; empty where the workbook or the file system is the reason.
    """

    path: str
    reason: Text
    trace: str = ""


@dataclass(frozen=True)
class Marker:
    """How copies are marked.

    Attributes:
        programme: the rules the findings rest on.
        language: of notes and report.
        checked_on: the day of the check, which copies show; None for none.
        force: replace copies that exist.
    """

    programme: Programme
    language: Language
    checked_on: dt.date | None
    force: bool

    def mark(self, found: Found, result: WorkbookResult, target: Path) -> Path:
        """Write the marked copy of one workbook to `target`.

        Raises:
            UsageError: the workbook's structure can't take marks.
            OutputError: the copy can't be written.
        """
        from aitx_budget.annotate import annotate

        data = annotate(
            found.read(),
            result,
            language=self.language,
            programme=self.programme,
            checked_on=self.checked_on.isoformat() if self.checked_on else "",
        )
        return output.write(target, data, force=self.force, inputs=[found.location])

    def mark_all(
        self,
        found: Sequence[Found],
        results: Sequence[WorkbookResult],
        targets: Sequence[Path],
        crew: Crew,
    ) -> tuple[tuple[Path, ...], tuple[Unmarked, ...]]:
        """Let a crew write the copies of all that was checked; return paths, and why some have none.

        One workbook that can't be marked never keeps the others from theirs.
        """
        told = [each for each in zip(found, results, targets, strict=True) if not each[1].refused]
        shared = Shared(self)
        answers = crew.each(partial(_marked, shared, *each) for each in told)
        outcomes = [
            Unmarked(each.path, _LOST[answer.cause]) if isinstance(answer, Lost) else answer
            for (each, _, _), answer in zip(told, answers, strict=True)
        ]
        return (
            tuple(each for each in outcomes if isinstance(each, Path)),
            tuple(each for each in outcomes if isinstance(each, Unmarked)),
        )


def _marked(marker: Shared, found: Found, result: WorkbookResult, target: Path) -> Path | Unmarked:
    """Write one copy, or say why there is none."""
    try:
        written: Path = marker.value.mark(found, result, target)
    except (UsageError, OutputError) as error:
        return Unmarked(found.path, error.text)
    except MemoryError:
        raise  # the worker's to tell
    except Exception:  # noqa: BLE001 - told with its trace; the run ends as an internal error
        return Unmarked(found.path, BROKEN, traceback.format_exc())
    return written


def copies(found: Sequence[Found], folder: Path, *, force: bool) -> list[Path]:
    """Return where each copy goes; two workbooks of one name get different ones.

    Raises:
        OutputError: a copy would replace a workbook that is checked, or, unless `force`, an old copy.
    """
    inputs = [each.location for each in found]
    taken: set[str] = set()
    targets = []
    for each in found:
        base = _fit(Path(each.name).stem).removesuffix(ENDING) + ENDING
        name, number = f"{base}.xlsx", 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}_{number}.xlsx"
        taken.add(name.casefold())
        targets.append(folder / name)
        # A place where nothing is yet can't be an input; to compare each with all takes long for many.
        compared = inputs if os.path.lexists(targets[-1]) else ()
        output.ensure_writable(targets[-1], force=force, inputs=compared)
    return targets


def _fit(stem: str) -> str:
    """Return a workbook's name as any system can keep it, without what must not be shown on."""
    shown = printable(mask(unicodedata.normalize("NFC", stem)))
    return _UNFIT.sub("_", shown).encode()[:_LONGEST].decode("utf-8", "ignore")
