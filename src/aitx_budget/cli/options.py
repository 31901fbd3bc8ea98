"""Options that several commands share, and the words they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitx_budget.cli.bilingual import say


class Scope(StrEnum):
    """Whose workbook a template is."""

    REGION = "region"
    INSTITUTION = "institution"


class FailOn(StrEnum):
    """The mildest severity that makes a run fail."""

    ERROR = "error"
    WARNING = "warning"


class ManualFormat(StrEnum):
    """How manuals are shown."""

    TEXT = "text"
    JSON = "json"


ProgrammeFile = Annotated[
    Path | None,
    typer.Option(
        "--programme",
        metavar="FILE",
        help=say(
            "다른 사업(공고)의 기준 파일(TOML)을 씁니다. 없으면 내장된 기준을 씁니다.",
            "Use another programme's rules (TOML) instead of the shipped ones.",
        ),
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help=say("이미 있는 결과 파일을 바꿉니다.", "Replace results that exist.")
    ),
]
ManualFormatOption = Annotated[
    ManualFormat,
    typer.Option("--format", metavar="text|json", help=say("출력 형식입니다.", "How to show it.")),
]
