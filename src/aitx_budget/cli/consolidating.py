"""consolidate: the regions' workbooks in one."""

from __future__ import annotations

from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import tell_written
from aitx_budget.cli.options import (
    AsOf,
    FailOn,
    FailOnOption,
    Force,
    Jobs,
    LimitChange,
    ProgrammeFile,
    Scheduler,
    WaiverFile,
    day_of,
    limits_of,
)
from aitx_budget.cli.terminal import Screen, emit_lines
from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Text


def consolidate(  # noqa: PLR0913, PLR0917 - one parameter per option
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help=say(
                "지역 예산서 파일이나 폴더입니다. 한 지역의 것이 여럿이면 제출차수가 가장 높은 것을 씁니다.",
                "Regions' workbooks or their folder; of several of one region the latest revision counts.",
            ),
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say(
                "모은 예산서를 저장할 파일입니다. 저장소 주소(s3:// 등)도 됩니다.",
                "Where the consolidated workbook goes; an address of a store (s3://…) will do.",
            ),
        ),
    ],
    export: Annotated[
        str | None,
        typer.Option(
            "--export",
            metavar="DIR",
            help=say(
                "모든 표를 CSV와 Parquet, datapackage.json으로 이 폴더에 내보냅니다.",
                "Write every table as CSV and Parquet with a datapackage.json into this folder.",
            ),
        ),
    ] = None,
    only_clean: Annotated[
        bool,
        typer.Option(
            "--only-clean",
            help=say(
                "오류가 있는 지역은 제외합니다. 없으면 오류가 있다고 밝히고 포함합니다.",
                "Leave out regions with errors; otherwise they are in, and marked as such.",
            ),
        ),
    ] = False,
    fail_on: FailOnOption = FailOn.ERROR,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    limit: LimitChange = None,
    waivers: WaiverFile = None,
    as_of: AsOf = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Consolidate the regions' workbooks."""
    screen: Screen = context.obj
    with screen.progress(Text("읽는 중", "Reading")) as progress:
        report = library.consolidate(
            paths,
            output,
            export=export,
            programme=library.programme(programme),
            only_clean=only_clean,
            waivers=waivers,
            as_of=day_of(as_of),
            jobs=jobs,
            scheduler=scheduler,
            limits=limits_of(limit),
            language=screen.language,
            force=force,
            progress=progress,
        )
    from aitx_budget.consolidate import text

    for note in report.notes:
        screen.status(note)
    emit_lines(text.lines(report.consolidation, screen.language))
    if report.path is None:
        screen.status(
            Text(
                "포함할 지역 예산서가 없어 결과 파일을 만들지 않았습니다.",
                "No region's workbook counts, so no result was written.",
            )
        )
    tell_written(screen, [each for each in (report.path, report.exported) if each])
    return report.exit_code(Severity(fail_on.value))
