"""The whole command: what belongs to every line, and the commands in the order of the work."""

from __future__ import annotations

from typing import Annotated

import typer

from aitx_budget.cli import (
    assembling,
    checking,
    comparing,
    consolidating,
    explaining,
    making,
    migrating,
)
from aitx_budget.cli.bilingual import say
from aitx_budget.cli.help_page import Command, Group
from aitx_budget.cli.terminal import Screen, emit
from aitx_budget.model.text import Language

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        import aitx_budget

        emit([f"aitx-budget {aitx_budget.__version__}\n"])
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    help=say(
        "지역 주도형 AI 대전환 사업의 표준 예산서를 만들고, 돌아온 예산서를 점검해, 고칠 곳을 표시한 사본을 돌려줍니다.",
        "Writes the programme's standard budget workbooks, checks what comes back, and returns marked copies.",
    ),
)
def root(
    context: typer.Context,
    lang: Annotated[
        Language,
        typer.Option(
            "--lang",
            metavar="ko|en",
            help=say("안내와 결과의 언어입니다.", "Language of help and results."),
        ),
    ] = Language.KO,
    no_progress: Annotated[
        bool,
        typer.Option("--no-progress", help=say("진행 표시를 하지 않습니다.", "Show no progress.")),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help=say(
                "내부 오류가 생기면 자세한 기록을 화면에 보여 줍니다.",
                "Show the trace of an internal error.",
            ),
        ),
    ] = False,
    version: Annotated[  # noqa: ARG001 - the callback answers
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_version,
            help=say("버전을 보여 줍니다.", "Show the version."),
        ),
    ] = False,
) -> None:
    """Keep what concerns every command; alone, show the help."""
    context.obj = Screen(lang, no_progress, debug)
    if context.invoked_subcommand is None:
        emit([context.get_help(), "\n"])


_COMMANDS = (
    (
        making.template,
        say(
            "빈 표준 예산서(또는 일부를 채운 예산서)를 만듭니다.",
            "Write standard workbooks, blank or pre-filled.",
        ),
    ),
    (
        checking.validate,
        say(
            "돌아온 예산서를 점검해 결과를 보여 줍니다. 파일, 폴더, *.xlsx, .zip을 받습니다.",
            "Check returned workbooks and report. Takes files, folders, globs and .zip.",
        ),
    ),
    (
        checking.annotate,
        say(
            "예산서 하나를 점검해 고칠 곳을 표시한 사본을 만듭니다.",
            "Check one workbook and write its marked copy.",
        ),
    ),
    (
        checking.clean,
        say("사본에서 표시를 모두 지워 원래대로 되돌립니다.", "Remove every mark again."),
    ),
    (
        assembling.assemble,
        say(
            "수행기관들의 예산서를 지역 예산서 하나로 취합하고 점검합니다.",
            "Put institutions' workbooks into the region's and check it.",
        ),
    ),
    (
        comparing.compare,
        say(
            "한 예산서의 두 판을 비교해 변경대비표를 만듭니다. 행 순서만 바뀐 것은 변경이 아닙니다.",
            "Compare two versions of one budget. Sorting rows is no change.",
        ),
    ),
    (
        consolidating.consolidate,
        say(
            "다섯 지역의 예산서를 하나로 모읍니다. 모든 행의 출처와 합계, 지적이 들어 있습니다.",
            "Put the regions' workbooks into one: every line with its origin, sums, findings.",
        ),
    ),
    (
        migrating.migrate,
        say(
            "이전 서식으로 작성된 예산서를 현재 서식으로 옮깁니다. 적은 내용은 하나도 빠지지 않습니다.",
            "Move a filled workbook of an older layout to the current one; nothing is lost.",
        ),
    ),
    (
        explaining.guide,
        say(
            "예산서 작성 안내서(담당자용)나 검토 안내서(심사자용)를 보여 주거나 저장합니다.",
            "Show or save the guide for officers (filling in) or for examiners (checking).",
        ),
    ),
    (
        explaining.rule,
        say(
            "규칙 하나의 설명서를 보여 줍니다. 예: rule MAT401",
            "Show the manual of one rule, e.g. rule MAT401.",
        ),
    ),
    (
        explaining.rules,
        say(
            "모든 규칙이나, 한 낱말에 관한 규칙을 보여 줍니다.",
            "Show all rules, or those about a word.",
        ),
    ),
    (
        explaining.programme,
        say(
            "사업의 기준값을 근거, 해석과 함께 보여 줍니다.",
            "Show the programme's figures with sources and interpretations.",
        ),
    ),
    (
        making.demo,
        say(
            "내장된 예시로 처음부터 끝까지 해 봅니다: 양식, 다섯 지역의 점검과 표시된 사본, 결과 보고, 기관 취합, 변경대비표, 지역 종합.",
            "Run the whole chain on the samples: templates, checks and marked copies of five regions, reports, assembly, comparison, consolidation.",
        ),
    ),
)

for _function, _help in _COMMANDS:
    app.command(cls=Command, help=_help)(_function)
