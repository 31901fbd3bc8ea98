"""assemble: institutions' workbooks into the region's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import ensure_shown, give, tell_notes, tell_written
from aitx_budget.cli.options import (
    AsOf,
    FailOn,
    FailOnOption,
    Force,
    MarkedFolder,
    ProgrammeFile,
    ReportFormat,
    WaiverFile,
    day_of,
)
from aitx_budget.cli.terminal import Screen
from aitx_budget.library.output import ensure_writable
from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Text
from aitx_budget.report import Format

if TYPE_CHECKING:
    from aitx_budget.assemble import Account, Standing


def assemble(  # noqa: PLR0913, PLR0917 - one parameter per option
    context: typer.Context,
    region: Annotated[
        Path,
        typer.Argument(
            metavar="REGION",
            readable=False,
            help=say(
                "지역용 예산서입니다(기본정보·수행기관·단위사업을 채운 것, 또는 이전 취합 결과).",
                "The region's workbook, with its institutions and unit projects, or an earlier result.",
            ),
        ),
    ],
    institutions: Annotated[
        list[Path],
        typer.Argument(
            metavar="INSTITUTION",
            readable=False,
            help=say(
                "기관용 예산서 파일이나 폴더, zip입니다. 여러 개를 적을 수 있습니다.",
                "Institutions' workbooks: files, folders or zips.",
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say("취합한 예산서를 저장할 파일입니다.", "Where the assembled workbook goes."),
        ),
    ],
    format_: ReportFormat = None,
    report_file: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help=say(
                "점검 결과를 이 파일에 저장합니다. 없으면 화면에 보여 줍니다.",
                "Write the report here instead of stdout.",
            ),
        ),
    ] = None,
    annotate: MarkedFolder = None,
    fail_on: FailOnOption = FailOn.ERROR,
    waivers: WaiverFile = None,
    as_of: AsOf = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Assemble a region's workbook."""
    screen: Screen = context.obj
    chosen = format_ or Format.of(report_file)
    ensure_shown(chosen, report_file)
    if report_file is not None:
        named = [each for each in (region, *institutions) if each.is_file()]
        ensure_writable(report_file, force=force, inputs=[*named, output])
    with screen.progress(Text("읽는 중", "Reading")) as progress:
        done = library.assemble(
            region,
            institutions,
            output,
            programme=library.programme(programme),
            waivers=waivers,
            as_of=day_of(as_of),
            marked_folder=annotate,
            language=screen.language,
            force=force,
            progress=progress,
        )
    tell_notes(screen, done.report.account)
    give(screen, done.report, chosen, report_file, force=force)
    if done.account is not None:
        _tell_account(screen, done.account)
    tell_written(screen, [each for each in (done.path,) if each])
    tell_written(screen, done.report.marked)
    return done.exit_code(Severity(fail_on.value))


def _tell_account(screen: Screen, account: Account) -> None:
    """Say of every institution and file how many rows came in."""
    for each in account.standings:
        screen.status(_said(each))
    screen.status(
        Text(
            "기관별 예산서는 취합에 필요한 점검만 했습니다. 모든 점검은 validate 명령으로 합니다.",
            "Institutions' workbooks were checked for putting together only; `validate` checks them in full.",
        )
    )
    missing = len(account.refused)
    if not account.brought:
        screen.status(
            Text(
                "넣을 수 있는 기관용 예산서가 없어 취합한 예산서를 저장하지 않았습니다. 점검 결과에 적힌 까닭을 고친 뒤 다시 취합해 주세요.",
                "No institution's workbook could be taken in, so no assembled workbook was written. Correct what the report "
                "says, and assemble again.",
            )
        )
    elif missing:
        screen.status(
            Text(
                f"넣지 않은 것 {missing}건은 취합한 예산서의 취합현황 시트에 적었습니다.",
                f"What was not taken in ({missing}) is listed on the sheet 취합현황 of the assembled workbook.",
            )
        )


def _said(each: Standing) -> Text:
    """Return the line of one institution or file."""
    from aitx_budget.assemble.account import OWN, STATES, UNREAD

    who = " ".join(part for part in (each.code, each.name) if part) or each.file
    if each.state == UNREAD:
        return Text(f"{who}: 읽을 수 없는 파일입니다.", f"{who}: could not be read.")
    if each.state == OWN:
        stay = Text(
            f" 지역 예산서에 있던 {each.found}개 행은 그대로 두었습니다." if each.found else "",
            f" The {each.found} rows of the region's workbook stay." if each.found else "",
        )
        return Text(f"{who}: 제출본이 없습니다.{stay.ko}", f"{who}: no workbook.{stay.en}")
    what = f"{each.file}, 제출차수 {each.revision}" if each.revision else each.file
    en = f"{each.file}, revision {each.revision}" if each.revision else each.file
    state = STATES[each.state]
    return Text(
        f"{who}: {state.ko} · {each.found}개 행 가운데 {each.taken}개 넣음, {each.refused}개 넣지 않음 ({what})",
        f"{who}: {state.en} · {each.taken} of {each.found} rows taken in, {each.refused} not ({en})",
    )
