"""What ends a command early, as one sentence and an exit code."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from aitx_budget.cli.terminal import Screen
from aitx_budget.model.text import Text

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
        return Text(f"{named} 항목이 빠졌습니다.", f"{named} is missing.")
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        hint = f" 혹시 {near}인가요?" if near else ""
        return Text(f"{error.option_name} 옵션은 없습니다.{hint}", english)
    if kind == "BadOptionUsage":
        return Text(f"{error.option_name} 옵션의 값을 확인해 주세요.", english)
    if kind == "BadParameter":
        return Text(
            f"{named}에 쓸 수 없는 값입니다. 쓸 수 있는 값: {metavar}",
            f"{english} (expected: {metavar})",
        )
    found = re.search(r"'([^']*)'|\(([^()]*)\)$", english)
    word = next((each for each in found.groups() if each), "") if found else ""
    if english.startswith("No such command"):
        return Text(f"‘{word}’ 명령은 없습니다.", english)
    return Text(f"명령을 이해할 수 없습니다: {word}", english)


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
    from aitx_budget.intake.personal import mask

    trace = mask(traceback.format_exc())
    if screen.debug:
        sys.stderr.write(trace)
        where = Text("위의 기록", "the trace above")
    else:
        path = _kept(trace)
        where = Text(str(path), str(path))
    screen.status(
        Text(
            f"프로그램 내부 오류(INT999)가 생겨 멈추었습니다. 다음 기록과 함께 개발자에게 알려 주세요: {where.ko}",
            f"An internal error (INT999) stopped the program; please report it with {where.en}",
        )
    )
    return INTERNAL


def _kept(trace: str) -> Path:
    """Write the trace to a file that only its owner can read."""
    handle, name = tempfile.mkstemp(prefix="aitx-budget-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(trace)
    return Path(name)


INTERRUPTION = Text("사용자가 멈추었습니다.", "Interrupted.")
