"""Installing completion for the user's shell, told in the language of the line."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import Any

import typer

from aitx_budget.cli.terminal import Screen
from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text

_UNKNOWN = Text(
    "지금의 셸에는 자동 완성을 설치할 수 없습니다. bash, zsh, fish, PowerShell 가운데 하나에서 다시 실행해 주세요.",
    "Completion cannot be installed for this shell; run it from bash, zsh, fish or PowerShell.",
)


def install_completion(context: Any, _parameter: Any, wanted: Any) -> Any:
    """Install completion where the line asks for it, and say where it is; the command library tells it in English only.

    Raises:
        UsageError: the shell is none that it can be installed for.
    """
    if not wanted or context.resilient_parsing:
        return wanted
    from typer._completion_shared import install

    try:
        with redirect_stdout(io.StringIO()):
            shell, path = install()
    except typer.Exit as ended:
        raise UsageError(_UNKNOWN) from ended
    Screen(context.command.language).status(
        Text(
            f"{shell}의 자동 완성을 설치했습니다: {path}\n새 터미널을 열면 쓸 수 있습니다.",
            f"Completion for {shell} is installed: {path}\nIt works in the next terminal you open.",
        )
    )
    raise typer.Exit
