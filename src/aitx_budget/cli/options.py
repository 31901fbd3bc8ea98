"""Options that several commands share, and the words they take."""

from __future__ import annotations

import datetime as dt
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
WaiverFile = Annotated[
    Path | None,
    typer.Option(
        "--waivers",
        metavar="FILE",
        help=say(
            "이 파일(TOML)에 적힌 지적을 면제합니다. 면제한 지적은 사유와 함께 보여 주고 세지 않습니다.",
            "Waive the findings this file (TOML) names; they are shown with the reason and do not count.",
        ),
    ),
]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
        help=say(
            "점검일입니다. 면제의 기간을 이 날로 판단하고 사본에 적습니다. 없으면 오늘입니다.",
            "Day of the check: waivers are held against it, copies show it. Today by default.",
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
