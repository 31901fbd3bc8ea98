"""Options that several commands share, and the words they take."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitx_budget.cli.bilingual import say
from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.model.text import Text
from aitx_budget.report import Format


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
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        help=say(
            "파일을 읽고 표시하는 프로세스 수입니다. 결과는 같습니다.",
            "Processes that read and mark files; the result is the same.",
        ),
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help=say(
            "중단된 점검을 이어서 합니다. -o로 저장하는 모든 형식에 쓸 수 있습니다. 바뀌지 않은 파일은 다시 점검하지 않으며, 결과는 중단되지 않았을 때와 같습니다.",
            "Go on with a run that was interrupted, in any format written with -o; unchanged files are not checked again, and the result is the same as without the interruption.",
        ),
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help=say(
            "Dask 클러스터의 스케줄러 주소입니다. 여러 컴퓨터가 나누어 점검하며 결과는 같습니다(docs/cluster.md).",
            "Address of a Dask cluster's scheduler: its machines do the work, the result is the same (docs/cluster.md).",
        ),
    ),
]
LimitChange = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help=say(
            "파일마다 적용하는 한도를 바꿉니다. 예: seconds=120, memory-mb=2048. 여러 번 쓸 수 있습니다.",
            "Change a limit on each file, e.g. seconds=120, memory-mb=2048; may be repeated.",
        ),
    ),
]
ReportFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="text|json|jsonl|xlsx|html",
        help=say(
            "점검 결과의 형식입니다. 없으면 저장할 파일 이름의 끝(.json, .jsonl, .xlsx, .html)을 따르고, 그 밖에는 text입니다.",
            "Format of the report. Without it, what the ending of its file says (.json, .jsonl, .xlsx, .html), else text.",
        ),
    ),
]
MarkedFolder = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar="DIR",
        help=say(
            "고칠 곳을 표시한 사본을 이 폴더에 만듭니다(이름_검증.xlsx).",
            "Write a marked copy of each workbook here (NAME_검증.xlsx).",
        ),
    ),
]
MarkedPlace = Annotated[
    str | None,
    typer.Option(
        "--annotate",
        metavar="DIR",
        help=say(
            "고칠 곳을 표시한 사본을 이 폴더에 만듭니다(이름_검증.xlsx). 저장소 주소(s3:// 등)도 됩니다.",
            "Write a marked copy of each workbook here (NAME_검증.xlsx), or to an address of a store (s3://…).",
        ),
    ),
]
FailOnOption = Annotated[
    FailOn,
    typer.Option(
        "--fail-on",
        metavar="error|warning",
        help=say("이 심각도부터 종료 코드 1로 끝냅니다.", "Exit with 1 from this severity on."),
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


def day_of(as_of: dt.datetime | None) -> dt.date:
    """Return the day of the check: that which the line names, or today."""
    return (as_of or dt.datetime.now().astimezone()).date()


def limits_of(given: list[str] | None) -> Limits:
    """Read `seconds=120`.

    Raises:
        UsageError: it is something else.
    """
    amounts = {}
    for each in given or []:
        name, equals, number = each.partition("=")
        if not equals or not number.isdecimal():
            raise UsageError(
                Text(
                    f"--limit은 ‘이름=수’로 적습니다(예: seconds=120): {each}",
                    f"--limit takes NAME=N, such as seconds=120: {each}",
                )
            )
        amounts[name] = int(number)
    return DEFAULT_LIMITS.changed(amounts)
