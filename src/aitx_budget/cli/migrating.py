"""migrate: a filled workbook of an older layout into the current one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import tell_written
from aitx_budget.cli.options import Force, ProgrammeFile
from aitx_budget.cli.terminal import Screen, emit_lines
from aitx_budget.layout.workbook import STRAYS_SHEET
from aitx_budget.model.printable import printable
from aitx_budget.model.submission import Seen
from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    from aitx_budget.library import Migrated
    from aitx_budget.report.text import Line


def migrate(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            readable=False,
            help=say(
                "이전 서식으로 작성된 예산서입니다.", "The filled workbook of an older layout."
            ),
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=say("현재 서식의 예산서를 저장할 파일입니다.", "Where the new workbook goes."),
        ),
    ],
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Move a workbook to the current layout."""
    screen: Screen = context.obj
    done = library.migrate(path, output, programme=library.programme(programme), force=force)
    for note in done.notes:
        screen.status(note)
    emit_lines(_lines(done, screen.language))
    tell_written(screen, [done.path])
    return done.exit_code()


def _lines(done: Migrated, language: Language) -> Iterator[Line]:
    """Say what was moved: layouts, cells, what is new, and how the findings fared."""
    from aitx_budget.report.text import Line

    for said, style in _said(done):
        yield Line(printable(said.in_(language)), style)


def _said(done: Migrated) -> Iterator[tuple[Text, str]]:
    account, before = done.migration.account, done.migration.before
    old, new = before.identity.layout, done.migration.after.identity.layout
    yield (
        Text(
            f"{before.path}: 서식 버전 {old} → {new}",
            f"{before.path}: layout {old} → {new}",
        ),
        "bold",
    )
    yield (
        Text(
            f"  입력된 칸 {account.found:,}개 = 제자리에 옮긴 칸 {account.kept:,}개 + {STRAYS_SHEET} 시트에 적은 칸 {account.listed:,}개",
            f"  {account.found:,} filled cells = {account.kept:,} carried to their place + {account.listed:,} listed on the sheet {STRAYS_SHEET}",
        ),
        "",
    )
    carried = " · ".join(f"{sheet} {count:,}" for sheet, count in account.carried.items())
    if carried:
        yield Text(f"    {carried}", f"    {carried}"), "dim"
    for sheet, field in done.migration.brought:
        here = f"{sheet} ‘{field.header}’"
        yield (
            Text(f"  새로 생긴 칸: {here} — {field.help.ko}", f"  New: {here}: {field.help.en}"),
            "",
        )
    yield from _findings(done)
    if any(each.seen is Seen.PERSONAL_NUMBER for each in before.observations):
        yield (
            Text(
                "  주민등록번호로 보이는 번호는 가린 채로 옮겼습니다.",
                "  What looks like a resident registration number was carried masked.",
            ),
            "",
        )
    yield (
        Text(
            "  셀 서식·색·너비와 메모, 그림은 옮기지 않습니다. 원래 파일에 그대로 있습니다.",
            "  Cell formats, colours, widths, notes and pictures are not carried; they stay in the original file.",
        ),
        "dim",
    )


def _findings(done: Migrated) -> Iterator[tuple[Text, str]]:
    """Say how many findings stay, and name those that do not."""
    from aitx_budget.compare import words
    from aitx_budget.compare.findings import Fate

    told = words.fates(done.comparison)
    yield Text(f"  점검 지적: {told.ko}", f"  Findings: {told.en}"), ""
    for each in done.comparison.findings:
        if each.fate is not Fate.REMAINING:
            said = each.last
            fate = words.FATES[each.fate]
            place = f"{said.code} {said.sheet or ''}!{said.cell}" if said.cell else said.code
            yield (
                Text(
                    f"    {fate.ko} {place} {said.message.ko}",
                    f"    {fate.en} {place} {said.message.en}",
                ),
                "yellow" if each.fate is Fate.NEW else "dim",
            )
