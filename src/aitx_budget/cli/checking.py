"""validate, annotate, clean: what is done with a returned workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import (
    ensure_shown,
    give,
    show,
    tell_marked,
    tell_notes,
    tell_resumable,
    tell_run,
    tell_written,
)
from aitx_budget.cli.options import (
    AsOf,
    FailOn,
    FailOnOption,
    Force,
    Jobs,
    LimitChange,
    MarkedPlace,
    ProgrammeFile,
    ReportFormat,
    Resume,
    Scheduler,
    WaiverFile,
    day_of,
    limits_of,
)
from aitx_budget.cli.terminal import Screen
from aitx_budget.errors import ClusterError, OutputError
from aitx_budget.model.finding import Severity
from aitx_budget.model.telling import PARTIAL
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import verdict
from aitx_budget.report import Format


def validate(  # noqa: PLR0913, PLR0917 - one parameter per option
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help=say("점검할 파일이나 폴더입니다.", "Files or folders to check."),
        ),
    ],
    format_: ReportFormat = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=say(
                "결과를 이 파일에 저장합니다. 저장소 주소(s3:// 등)도 됩니다. 없으면 화면에 보여 줍니다.",
                "Write the report here, or to an address of a store (s3://…), instead of stdout.",
            ),
        ),
    ] = None,
    annotate: MarkedPlace = None,
    parts: Annotated[
        str | None,
        typer.Option(
            "--parts",
            metavar="DIR",
            help=say(
                "모든 지적을 Parquet 표로도 이 폴더에 저장합니다(파일 1,000개마다 한 조각). 저장소 주소(s3:// 등)도 됩니다.",
                "Write all findings as Parquet tables too, a part for each 1,000 files, into this folder or an address of a store (s3://…).",
            ),
        ),
    ] = None,
    fail_on: FailOnOption = FailOn.ERROR,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help=say(
                "이 규칙만 점검합니다. 예: MAT,CSH501", "Check these rules only, e.g. MAT,CSH501."
            ),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODES",
            help=say("이 규칙은 빼고 점검합니다.", "Leave these rules out."),
        ),
    ] = None,
    jobs: Jobs = 1,
    resume: Resume = False,
    scheduler: Scheduler = None,
    limit: LimitChange = None,
    waivers: WaiverFile = None,
    as_of: AsOf = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Check returned workbooks."""
    from aitx_budget.library.address import place_of
    from aitx_budget.library.reporting import report

    screen: Screen = context.obj
    chosen = format_ or Format.of(output)
    ensure_shown(chosen, output)
    if (select or ignore) and chosen in (Format.JSON, Format.JSONL):
        screen.status(PARTIAL)  # the other formats say so themselves
    try:
        with screen.progress(
            Text("점검 중", "Checking"), beside_data=output is None and chosen.once
        ) as progress:
            account = report(
                paths,
                lambda parts, checked: show(screen, parts, chosen, checked),
                format_=chosen,
                output_path=output,
                resume=resume,
                programme=library.programme(programme),
                select=_codes(select or []),
                ignore=_codes(ignore or []),
                waivers=waivers,
                as_of=as_of.date() if as_of else None,
                jobs=jobs,
                scheduler=scheduler,
                limits=limits_of(limit),
                marked_folder=annotate,
                parts_folder=parts,
                language=screen.language,
                force=force,
                progress=progress,
            )
    except (KeyboardInterrupt, OutputError, ClusterError):
        tell_resumable(screen, output)
        raise
    tell_notes(screen, account)
    if output is not None:
        tell_run(screen, account.standing)
    tell_written(screen, [place_of(each) for each in (output, parts) if each])
    tell_marked(screen, account.marked, annotate)
    return account.exit_code(Severity(fail_on.value))


def _codes(given: list[str]) -> list[str]:
    """Split `MAT,CSH501`, however often the option was given."""
    return [code for each in given for code in each.split(",")]


def annotate(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            readable=False,
            help=say("점검할 파일입니다.", "The workbook to check."),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say("사본을 저장할 파일입니다.", "Where the copy goes."),
        ),
    ],
    waivers: WaiverFile = None,
    as_of: AsOf = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Write one marked copy."""
    from aitx_budget.report import words

    screen: Screen = context.obj
    marked = library.annotate(
        path,
        output,
        programme=library.programme(programme),
        language=screen.language,
        waivers=waivers,
        as_of=day_of(as_of),
        force=force,
    )
    tell_notes(screen, marked.account)
    result = marked.results[0]
    if result.refused:
        give(screen, marked, Format.TEXT, None, force=force)
    else:
        said = verdict(result)
        counted = {language: words.counts(result, language) for language in Language}
        screen.status(
            Text(f"{said.ko} ({counted[Language.KO]})", f"{said.en} ({counted[Language.EN]})")
        )
    tell_written(screen, marked.marked)
    return marked.exit_code()


def clean(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", readable=False, help=say("표시된 사본입니다.", "The marked copy.")
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say("되돌린 파일을 저장할 곳입니다.", "Where the cleaned file goes."),
        ),
    ],
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Remove every mark again."""
    library.programme(programme)
    tell_written(context.obj, [library.clean(path, output, force=force)])
    return 0
