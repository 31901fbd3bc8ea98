"""compare: two versions of one budget, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import tell_written
from aitx_budget.cli.options import AsOf, Force, ProgrammeFile, WaiverFile, day_of
from aitx_budget.cli.terminal import Screen, emit_lines


def compare(  # noqa: PLR0913, PLR0917 - one parameter per option
    context: typer.Context,
    before: Annotated[
        Path,
        typer.Argument(
            metavar="BEFORE",
            readable=False,
            help=say("변경전 예산서입니다.", "The earlier workbook."),
        ),
    ],
    after: Annotated[
        Path,
        typer.Argument(
            metavar="AFTER",
            readable=False,
            help=say("변경후 예산서입니다.", "The later workbook."),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say(
                "변경대비표를 저장할 파일입니다. 이름의 끝(.xlsx, .json, .html, .txt)이 형식을 정합니다. 없으면 화면에 보여 줍니다.",
                "Where the comparison goes; the ending (.xlsx, .json, .html, .txt) is its format. Without it, the screen.",
            ),
        ),
    ] = None,
    waivers: WaiverFile = None,
    as_of: AsOf = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Hold two versions against each other."""
    from aitx_budget.compare import text, words

    screen: Screen = context.obj
    report = library.compare(
        before,
        after,
        output,
        programme=library.programme(programme),
        waivers=waivers,
        as_of=day_of(as_of),
        language=screen.language,
        force=force,
    )
    for note in report.notes:
        screen.status(note)
    if report.written is None:
        emit_lines(text.lines(report.comparison, screen.language))
    else:
        screen.status(words.verdict(report.comparison))
        screen.status(words.findings_told(report.comparison))
        tell_written(screen, [report.written])
    return report.exit_code()
