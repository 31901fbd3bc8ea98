"""What goes to the screen: data to stdout, status and progress to stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitx_budget.errors import OutputError
from aitx_budget.model.printable import printable
from aitx_budget.model.system import code, reason
from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    from aitx_budget.library.batch import Progress
    from aitx_budget.report.text import Line


@dataclass(frozen=True)
class Screen:
    """How this line wants to be answered.

    Attributes:
        language: of everything shown.
        no_progress: show no progress, even on a terminal.
        debug: show a traceback where something of ours breaks.
    """

    language: Language = Language.KO
    no_progress: bool = False
    debug: bool = False

    def status(self, text: Text) -> None:
        """Tell the user something that is no data; what steers the terminal or tells who somebody is goes not through."""
        from aitx_budget.intake.personal import mask

        with suppress(OSError):  # nobody can be told that nobody can be told
            for line in mask(text.in_(self.language)).split("\n"):
                print(printable(line), file=sys.stderr)  # noqa: T201 - the one place that does

    @contextmanager
    def progress(self, what: Text, *, beside_data: bool = False) -> Iterator[Progress | None]:
        """Draw progress with rate and time left on a terminal; yield None where there is none to draw on.

        Args:
            what: is done.
            beside_data: data comes out meanwhile; on the terminal it shows by itself how far things are.
        """
        alone = not (beside_data and sys.stdout.isatty())
        if self.no_progress or not sys.stderr.isatty() or not alone:
            yield None
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        rate = Text("초당 {:.1f}개 · 남은 시간", "{:.1f}/s, left").in_(self.language)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what.in_(self.language), total=None, rate="")

            def told(_path: str, done: int, total: int) -> None:
                speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
                bar.update(
                    task, completed=done, total=total, rate=rate.format(speed) if speed else ""
                )

            yield told


def utf8_streams() -> None:
    """Let Korean through whatever the terminal's locale is, and never fail on an odd file name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_PIPE_GONE = ("win32", errno.EINVAL)
"""What Windows says where other systems say that nobody reads any more."""


@contextmanager
def _stdout() -> Iterator[None]:
    """Let data through to stdout; a reader that has gone away is no error.

    Raises:
        OutputError: it takes no more, e.g. a file on a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        # What is still buffered would fail once more when the interpreter closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError) or (sys.platform, error.errno) == _PIPE_GONE:
            return
        why = reason(code(error))
        raise OutputError(
            Text(
                f"결과를 끝까지 내보내지 못했습니다 ({why.ko}). 남은 공간을 확인하거나 -o로 저장할 파일을 지정해 주세요.",
                f"The result could not be written to its end ({why.en}). See to space, or name a file with -o.",
            )
        ) from error


def emit(pieces: Iterable[str]) -> None:
    """Write data to stdout piece by piece; see `_stdout`."""
    with _stdout():
        for piece in pieces:
            sys.stdout.write(piece)


def emit_bytes(pieces: Iterable[bytes]) -> None:
    """Write binary data to stdout as it comes, piece by piece; see `_stdout`."""
    with _stdout():
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()


def emit_lines(lines: Iterable[Line]) -> None:
    """Write a text report, coloured on a terminal."""
    if not sys.stdout.isatty():
        emit(f"{line.text}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text as Styled

    console = Console(highlight=False)
    with _stdout():
        for line in lines:
            console.print(Styled(line.text, line.style))
