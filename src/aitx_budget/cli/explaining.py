"""rule, rules, programme: what the checks rest on."""

from __future__ import annotations

from typing import Annotated

import typer

from aitx_budget import library
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.options import ManualFormat, ManualFormatOption, ProgrammeFile
from aitx_budget.cli.terminal import emit


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
    format_: ManualFormatOption = ManualFormat.TEXT,
    programme: ProgrammeFile = None,
) -> int:
    """Show all rules."""
    from aitx_budget.report import manual

    language = context.obj.language
    found, figures = library.rules(), library.programme(programme)
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
