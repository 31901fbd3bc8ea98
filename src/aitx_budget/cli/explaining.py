"""guide, rule, rules, programme: what people follow, and what the checks rest on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.giving import tell_written
from aitx_budget.cli.options import Force, ManualFormat, ManualFormatOption, ProgrammeFile
from aitx_budget.cli.terminal import Screen, emit


class Reader(StrEnum):
    """Whom a guide is for; the same words as `guides.Audience`, which is loaded when one is asked for."""

    OFFICER = "officer"
    EXAMINER = "examiner"


def guide(
    context: typer.Context,
    reader: Annotated[
        Reader,
        typer.Option(
            "--for",
            metavar="officer|examiner",
            help=say(
                "담당자(officer)용 또는 심사자(examiner)용입니다.", "For officers or for examiners."
            ),
        ),
    ] = Reader.OFFICER,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=say(
                "저장할 파일입니다. 이름의 끝(.html, .pdf, .md)이 형식입니다. 없으면 화면에 보여 줍니다.",
                "File to write; its ending (.html, .pdf, .md) is the format. Shown on the screen by default.",
            ),
        ),
    ] = None,
    programme: ProgrammeFile = None,
    force: Force = False,
) -> int:
    """Show or save a guide."""
    screen: Screen = context.obj
    text = library.guide(
        output,
        audience=reader.value,
        programme=library.programme(programme),
        language=screen.language,
        force=force,
    )
    if output is None:
        from aitx_budget.cli.markdown_page import markdown_lines

        emit(f"{line}\n" for line in markdown_lines(text))
    else:
        tell_written(screen, [output])
    return 0


def rule(
    context: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=say("규칙 코드입니다.", "The rule's code."))
    ],
    format_: ManualFormatOption = ManualFormat.TEXT,
    programme: ProgrammeFile = None,
) -> int:
    """Show the manual of one rule."""
    from aitx_budget.report import manual

    language = context.obj.language
    found, figures = library.rule(code), library.programme(programme)
    if format_ is ManualFormat.JSON:
        emit([manual.as_json(manual.rule_fields(found, figures, language))])
    else:
        emit([manual.rule_text(found, figures, language)])
    return 0


def rules(
    context: typer.Context,
    word: Annotated[
        str,
        typer.Argument(
            metavar="[WORD]",
            help=say(
                "이 낱말에 관한 규칙만 보여 줍니다. 예: 매칭, MAT",
                "Only the rules about this word, e.g. matching, MAT.",
            ),
        ),
    ] = "",
    format_: ManualFormatOption = ManualFormat.TEXT,
    programme: ProgrammeFile = None,
) -> int:
    """Show all rules, or those about a word."""
    from aitx_budget.report import manual

    language, figures = context.obj.language, library.programme(programme)
    found = library.rules(word, programme=figures)
    if format_ is ManualFormat.JSON:
        emit([manual.as_json([manual.rule_fields(each, figures, language) for each in found])])
    else:
        emit([manual.rules_text(found, figures, language)])
    return 0


def programme(
    context: typer.Context,
    format_: ManualFormatOption = ManualFormat.TEXT,
    programme: ProgrammeFile = None,
) -> int:
    """Show the programme's figures."""
    from aitx_budget.report import manual

    language = context.obj.language
    figures = library.programme(programme)
    if format_ is ManualFormat.JSON:
        emit([manual.as_json(manual.programme_fields(figures, language))])
    else:
        emit([manual.programme_text(figures, language)])
    return 0
