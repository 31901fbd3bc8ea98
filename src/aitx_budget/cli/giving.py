"""Hands a report to the user: to a file or to stdout, and says what was written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aitx_budget.cli.failures import keep_trace
from aitx_budget.cli.terminal import Screen, emit_bytes, emit_lines
from aitx_budget.errors import UsageError
from aitx_budget.library import Report
from aitx_budget.model.text import Text
from aitx_budget.report import Format, whole

if TYPE_CHECKING:
    from aitx_budget.library.address import Place
    from aitx_budget.library.chunk import Standing
    from aitx_budget.library.run import Account
    from aitx_budget.programme.schema import Programme

_LISTED = 10
"""How many marked copies are named one by one."""


def tell_written(screen: Screen, paths: Iterable[Place]) -> None:
    """Say where results are."""
    for path in paths:
        screen.status(Text(f"저장했습니다: {path}", f"Written: {path}"))


def tell_run(screen: Screen, standing: Standing) -> None:
    """Say what a run came to whose report is not on the screen, so that its exit code is no riddle."""
    from aitx_budget.report import words

    screen.status(words.run(standing.files, standing.refused, standing.broken))


def tell_marked(screen: Screen, paths: Sequence[Place], folder: Path | str | None) -> None:
    """Say where the marked copies are: each of a few, of many the folder and how many."""
    if len(paths) <= _LISTED:
        tell_written(screen, paths)
    else:
        screen.status(
            Text(
                f"표시된 사본 {len(paths):,}개를 저장했습니다: {folder}",
                f"{len(paths):,} marked copies written: {folder}",
            )
        )


def tell_resumable(screen: Screen, output: str | None) -> None:
    """Say that what was done before a run was interrupted need not be done again."""
    from aitx_budget.library.address import place_of
    from aitx_budget.library.journal import path_of

    if output is not None and path_of(place_of(output)).exists():
        screen.status(
            Text(
                "여기까지 점검한 내용을 남겨 두었습니다. 같은 명령에 --resume을 붙이면 이어서 합니다.",
                "What was checked so far is kept; the same command with --resume goes on from here.",
            )
        )


def tell_notes(screen: Screen, report: Account) -> None:
    """Say what was passed over, and what could not be marked."""
    for note in report.notes:
        screen.status(note)
    for each in report.unmarked:
        screen.status(Text(f"{each.path}: {each.reason.ko}", f"{each.path}: {each.reason.en}"))
        if each.trace:
            keep_trace(each.trace, screen)


def ensure_shown(format_: Format, output: Path | str | None) -> None:
    """Refuse a format that says nothing on a terminal, before any work is done for it.

    Raises:
        UsageError: a workbook would go to a terminal.
    """
    if format_ is Format.XLSX and output is None and sys.stdout.isatty():
        raise UsageError(
            Text(
                "엑셀 형식(xlsx)의 결과는 화면에 보여 드릴 수 없습니다. -o로 저장할 파일을 지정해 주세요.",
                "A workbook (xlsx) cannot be shown on a terminal; name a file with -o.",
            )
        )


def give(
    screen: Screen, report: Report, format_: Format, output: Path | None, *, force: bool
) -> None:
    """Write the report to its file, or to stdout."""
    if output is not None:
        from aitx_budget.library.output import write

        write(output, report.render(format_, screen.language), force=force, inputs=report.inputs)
        tell_written(screen, [output])
    else:
        show(screen, report.parts(format_, screen.language), format_, report.programme)


def show(screen: Screen, parts: Iterable[Any], format_: Format, programme: Programme) -> None:
    """Put a report together on stdout; a text gets its colours on a terminal."""
    if format_ is Format.TEXT:
        from aitx_budget.report.text import lines

        emit_lines(lines(parts, programme, screen.language))
    else:
        emit_bytes(whole(format_, parts, programme, screen.language))
