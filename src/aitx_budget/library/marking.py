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
from aitx_budget.library.address import Address, Place
from aitx_budget.library.crew import Cause, Crew, Lost
from aitx_budget.library.reading import content
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
        "표시된 사본을 만드는 도중 프로그램이 갑자기 멈추어 사본을 만들지 못했습니다. 이 파일만 다시 실행해 주세요.",
        "The process that made the marked copy ended suddenly; run this file alone again.",
    ),
}
_CHANGED = Text(
    "점검하는 동안 파일이 바뀌어 표시된 사본을 만들지 않았습니다. 다시 점검해 주세요.",
    "The file changed while it was checked, so no marked copy was made; check it again.",
)
ENDING = "_검증"
"""What an annotated copy's name ends with."""
_UNFIT = re.compile('[<>:"/\\\\|?*\N{REPLACEMENT CHARACTER}]')
_DEVICE = re.compile(r"\A(?=(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *\.)", re.IGNORECASE)
"""What Windows takes for a device, whatever stands behind the full stop."""
_LONGEST = 200
"""Bytes of a name; with ending and number it stays below the 255 that file systems allow."""


State = tuple[int, int]
"""Size and time of the last change of a file: another state is another content."""


@dataclass(frozen=True)
class Copy:
    """A copy to be written.

    Attributes:
        found: the workbook.
        target: where its copy goes.
        state: of the workbook, from before it was checked; None for one that only we write to.
    """

    found: Found
    target: Place
    state: State | None


def state_of(found: Found) -> State | None:
    """Return the state of a file; None where it is gone."""
    try:
        seen = found.location.stat()
    except OSError:
        return None
    return seen.st_size, seen.st_mtime_ns


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

    def mark(self, copy: Copy, result: WorkbookResult, data: bytes | None = None) -> Place:
        """Write the marked copy of one workbook.

        Args:
            copy: which, and where it goes.
            result: what is marked.
            data: the content that was checked; None to read it once more.

        Raises:
            UsageError: the workbook's structure cannot take marks, or it is gone, or not what was checked.
            OutputError: the copy cannot be written.
        """
        from aitx_budget.annotate import annotate

        if data is None:
            data = content(copy.found)
            if copy.state is not None and copy.state != state_of(copy.found):
                raise UsageError(_CHANGED)
        marked = annotate(
            data,
            result,
            language=self.language,
            programme=self.programme,
            checked_on=self.checked_on.isoformat() if self.checked_on else "",
        )
        return output.write(copy.target, marked, force=self.force, inputs=[copy.found.location])

    def mark_all(
        self,
        copies: Sequence[Copy],
        results: Sequence[WorkbookResult],
        crew: Crew,
    ) -> tuple[tuple[Place, ...], tuple[Unmarked, ...]]:
        """Let a crew write the copies of all that was checked; return paths, and why some have none.

        One workbook that cannot be marked never keeps the others from theirs.
        """
        told = [each for each in zip(copies, results, strict=True) if not each[1].refused]
        shared = Shared(self)
        answers = crew.each(partial(_marked_there, shared, *each) for each in told)
        outcomes = [
            lost(copy, answer) if isinstance(answer, Lost) else answer
            for (copy, _), answer in zip(told, answers, strict=True)
        ]
        return (
            tuple(each for each in outcomes if not isinstance(each, Unmarked)),
            tuple(each for each in outcomes if isinstance(each, Unmarked)),
        )


def _marked_there(marker: Shared, copy: Copy, result: WorkbookResult) -> Place | Unmarked:
    return marked(marker.value, copy, result)


def marked(
    marker: Marker, copy: Copy, result: WorkbookResult, data: bytes | None = None
) -> Place | Unmarked:
    """Write one copy, or say why there is none; see `Marker.mark`."""
    try:
        written = marker.mark(copy, result, data)
    except (UsageError, OutputError) as error:
        return Unmarked(copy.found.path, error.text)
    except MemoryError:
        raise  # the worker's to tell
    except Exception:  # noqa: BLE001 - told with its trace; the run ends as an internal error
        return Unmarked(copy.found.path, BROKEN, traceback.format_exc())
    return written


def lost(copy: Copy, answer: Lost) -> Unmarked:
    """Say of a copy that its worker was lost with it."""
    return Unmarked(copy.found.path, _LOST[answer.cause])


def copies(found: Sequence[Found], folder: Place, *, force: bool) -> list[Copy]:
    """Return each copy to be written; two workbooks of one name get different ones.

    Raises:
        OutputError: a copy would replace a workbook that is checked, or, unless `force`, an old copy.
        ClusterError: its store cannot be reached.
    """
    inputs = [each.location for each in found]
    there = output.names(folder) if isinstance(folder, Address) else frozenset()
    taken: set[str] = set()
    copied = []
    for each in found:
        base = _fit(Path(each.name).stem).removesuffix(ENDING) + ENDING
        name, number = f"{base}.xlsx", 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}_{number}.xlsx"
        taken.add(name.casefold())
        target = folder / name
        # A place where nothing is yet cannot be an input; to compare each with all takes long for many.
        # Of a store one look tells all names; each look at one of them would be a request.
        taken_there = name in there if isinstance(target, Address) else os.path.lexists(target)
        if taken_there or not isinstance(target, Address):
            compared = inputs if taken_there else ()
            output.ensure_writable(target, force=force, inputs=compared)
        copied.append(Copy(each, target, state_of(each)))
    return copied


def _fit(stem: str) -> str:
    """Return a workbook's name as any system can keep it, without what must not be shown on."""
    shown = printable(mask(unicodedata.normalize("NFC", stem)))
    return _DEVICE.sub("_", _UNFIT.sub("_", shown)).encode()[:_LONGEST].decode("utf-8", "ignore")
