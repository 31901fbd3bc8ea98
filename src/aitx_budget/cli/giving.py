"""Hands a report to the user: to a file or to stdout, and says what was written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aitx_budget.cli.terminal import Screen, emit, emit_bytes, emit_lines
from aitx_budget.library import Report
from aitx_budget.model.text import Text
from aitx_budget.report import Format


def tell_written(screen: Screen, paths: Iterable[Path]) -> None:
    """Say where results are."""
    for path in paths:
        screen.status(Text(f"저장했습니다: {path}", f"Written: {path}"))


def tell_notes(screen: Screen, report: Report) -> None:
    """Say what was passed over, and what could not be marked."""
    for note in (*report.notes, *report.unmarked):
        screen.status(note)


def give(
    screen: Screen, report: Report, format_: Format, output: Path | None, *, force: bool
) -> None:
    """Write the report to its file, or to stdout."""
    if output is not None:
        from aitx_budget.library.output import write

        write(output, report.render(format_, screen.language), force=force, inputs=report.inputs)
        tell_written(screen, [output])
    elif format_ is Format.XLSX:
        emit_bytes(report.render(format_, screen.language))
    elif format_ is Format.TEXT:
        from aitx_budget.report.text import lines

        emit_lines(lines(report.results, report.programme, screen.language))
    else:
        emit(report.pieces(format_, screen.language))
