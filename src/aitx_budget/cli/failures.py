"""What ends a command early, as one sentence and an exit code."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import traceback
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aitx_budget.cli.terminal import Screen
from aitx_budget.model.printable import printable_lines
from aitx_budget.model.text import Text, particle

_NAMES = {
    "PATH": "파일 경로",
    "CODE": "규칙 코드",
    "OUT": "저장할 파일",
    "REGION": "지역 예산서",
    "INSTITUTION": "기관용 예산서",
}
"""What is asked for by these names on a line, as people call it in Korean."""

WRONG_USAGE, INTERNAL, INTERRUPTED = 2, 3, 130


def usage_sentence(error: Any) -> Text:
    """Put the command library's own usage error into a sentence of ours."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    named = " / ".join(getattr(parameter, "opts", [])) if parameter is not None else ""
    metavar = getattr(parameter, "metavar", None) or ""
    if parameter is not None and parameter.param_type_name == "argument":
        named = metavar
    english = error.format_message()
    if kind == "MissingParameter":
        return _missing(named, _NAMES.get(metavar, metavar), parameter)
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        hint = f" 혹시 {near}인가요?" if near else ""
        return Text(f"{error.option_name} 옵션은 없습니다.{hint}", english)
    if kind == "BadOptionUsage":
        return Text(f"{error.option_name} 옵션의 값을 확인해 주세요.", english)
    if kind == "BadParameter":
        return Text(
            f"{named}에 쓸 수 없는 값입니다. 쓸 수 있는 값: {metavar}.",
            f"Not a value that {named} takes. Expected: {metavar}.",
        )
    found = re.search(r"'([^']*)'|\(([^()]*)\)$", english)
    word = next((each for each in found.groups() if each), "") if found else ""
    if english.startswith("No such command"):
        return _no_command(word, error)
    return Text(f"명령을 이해할 수 없습니다: {word}", english)


def _missing(named: str, name: str, parameter: Any) -> Text:
    """Name what the line lacks the way people call it, an option with its spellings."""
    with_particle = particle(name, "이", "가")
    if parameter.param_type_name == "argument":
        return Text(f"{with_particle} 빠졌습니다.", f"{named} is missing.")
    ending = with_particle.removeprefix(name)
    return Text(f"{name}({named}){ending} 빠졌습니다.", f"{named} is missing.")


def _no_command(word: str, error: Any) -> Text:
    """Say that there is no such command, and the one that may have been meant."""
    commands = getattr(getattr(error.ctx, "command", None), "commands", {})
    near = get_close_matches(word, commands, n=1)
    return Text(
        f"‘{word}’ 명령은 없습니다." + (f" 혹시 {near[0]}인가요?" if near else ""),
        f"There is no command '{word}'." + (f" Did you mean {near[0]}?" if near else ""),
    )


def tell_usage(error: Any, screen: Screen) -> int:
    """Tell what is wrong with the line and where help is."""
    said = usage_sentence(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "aitx-budget"
    screen.status(
        Text(
            f"{said.ko} 도움말: {path} --help",
            f"{said.en} Help: {path} --help",
        )
    )
    return WRONG_USAGE


def tell_crash(screen: Screen) -> int:
    """Tell that something of ours broke, and where its trace was kept."""
    screen.status(
        Text(
            "프로그램 내부 오류(INT999)가 생겨 멈추었습니다.",
            "An internal error (INT999) stopped the program.",
        )
    )
    keep_trace(traceback.format_exc(), screen)
    return INTERNAL


def keep_trace(trace: str, screen: Screen) -> None:
    """Keep the trace of an internal error where its user finds it: in a private file, or on the screen."""
    from aitx_budget.intake.personal import mask

    shown = printable_lines(mask(trace))
    path = None if screen.debug else _kept(shown)
    if path is None:
        with suppress(OSError):  # there is nowhere left to tell it
            sys.stderr.write(shown)
        return
    screen.status(
        Text(
            f"다음 기록과 함께 개발자에게 알려 주세요: {path}",
            f"Please report it with {path}",
        )
    )


def _kept(trace: str) -> Path | None:
    """Write the trace to a file that only its owner can read; None where no file can be written."""
    try:
        handle, name = tempfile.mkstemp(prefix="aitx-budget-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(trace)
    except OSError:
        return None
    return Path(name)


INTERRUPTION = Text("사용자가 멈추었습니다.", "Interrupted.")
