"""template and demo: what makes workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import tell_written
from aitx_budget.cli.options import Force, ProgrammeFile, Scope
from aitx_budget.cli.terminal import Screen, emit
from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text


def template(  # noqa: PLR0913, PLR0917 - one parameter per option
    context: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help=say(
                "만들 파일 또는 폴더입니다. 없으면 현재 폴더에 만듭니다.",
                "File or folder to write; the current folder by default.",
            ),
        ),
    ] = None,
    region: Annotated[
        str,
        typer.Option(
            "--region",
            metavar="REGION",
            help=say("이 지역용으로 만듭니다. 예: 경남", "Make it for this region, e.g. 경남."),
        ),
    ] = "",
    all_regions: Annotated[
        bool,
        typer.Option(
            "--all-regions",
            help=say("모든 지역용을 하나씩 만듭니다.", "Make one for every region."),
        ),
    ] = False,
    scope: Annotated[
        Scope,
        typer.Option(
            "--scope",
            metavar="region|institution",
            help=say("지역용 또는 수행기관용입니다.", "For a region or for one institution."),
        ),
    ] = Scope.REGION,
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--rows",
            metavar="SHEET=N",
            help=say(
                "시트의 입력 행 수를 정합니다. 여러 번 쓸 수 있습니다.",
                "Input rows of a sheet; may be repeated.",
            ),
        ),
    ] = None,
    prefill: Annotated[
        list[Path] | None,
        typer.Option(
            "--prefill",
            metavar="FILE",
            help=say(
                "미리 채울 자료(CSV·JSON·Parquet)입니다. 여러 번 쓸 수 있습니다.",
                "Data to begin with (CSV, JSON, Parquet); may be repeated.",
            ),
        ),
    ] = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Write standard workbooks."""
    if region and all_regions:
        raise UsageError(
            Text(
                "--region과 --all-regions는 함께 쓸 수 없습니다.",
                "--region and --all-regions exclude each other.",
            )
        )
    written = library.template(
        output,
        region=region,
        all_regions=all_regions,
        scope=scope.value,
        rows=_rows(rows or []),
        prefill=prefill or [],
        programme=library.programme(programme),
        force=force,
    )
    tell_written(context.obj, written)
    return 0


def _rows(given: list[str]) -> dict[str, int]:
    """Read `소요예산=800`."""
    rows = {}
    for each in given:
        sheet, equals, number = each.partition("=")
        if not equals or not number.isdecimal() or int(number) < 1:
            raise UsageError(
                Text(
                    f"--rows는 ‘시트=행수’로 적습니다(예: 소요예산=800): {each}",
                    f"--rows takes SHEET=N, such as 소요예산=800: {each}",
                )
            )
        rows[sheet] = int(number)
    return rows


def demo(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help=say("결과를 담을 폴더입니다.", "Folder for the results."),
        ),
    ] = Path("demo"),
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Run the whole chain on the samples."""
    from aitx_budget.cli.demo_summary import demo_summary
    from aitx_budget.library.run import CRASHED

    screen: Screen = context.obj
    with screen.progress(Text("읽는 중", "Reading")) as progress:
        done = library.demo(
            output,
            programme=library.programme(programme),
            language=screen.language,
            force=force,
            progress=progress,
        )
    emit(demo_summary(done, screen.language))
    return CRASHED if done.crashed else 0
