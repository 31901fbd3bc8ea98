"""Hands a report to the user: to a file or to stdout, and says what was written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aitx_budget.cli.terminal import Session, emit, emit_bytes, emit_lines
from aitx_budget.library import Report
from aitx_budget.model.text import Text
from aitx_budget.report import Format


def tell_written(session: Session, paths: Iterable[Path]) -> None:
    """Say where results are."""
    for path in paths:
        session.status(Text(f"저장했습니다: {path}", f"Written: {path}"))


def tell_notes(session: Session, report: Report) -> None:
    """Say what was passed over."""
    for note in report.notes:
        session.status(note)


def give(
    session: Session, report: Report, format_: Format, output: Path | None, *, force: bool
) -> None:
    """Write the report to its file, or to stdout."""
    if output is not None:
        from aitx_budget.library.output import write

        write(output, report.render(format_, session.language), force=force)
        tell_written(session, [output])
    elif format_ is Format.XLSX:
        emit_bytes(report.render(format_, session.language))
    elif format_ is Format.TEXT:
        from aitx_budget.report.text import lines

        emit_lines(lines(report.results, report.programme, session.language))
    else:
        emit(report.pieces(format_, session.language))
