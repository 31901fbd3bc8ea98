"""Help texts in two languages on one command: declared side by side, shown one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from aitx_budget.cli.completion import install_completion
from aitx_budget.model.text import Language

_BETWEEN = "\x1f"
_COMPLETION = {
    "install_completion": (
        "셸 자동 완성을 설치합니다.",
        "Install completion for the current shell.",
    ),
    "show_completion": (
        "셸 자동 완성 코드를 보여 줍니다.",
        "Show completion for the current shell.",
    ),
    "help": ("이 도움말을 보여 줍니다.", "Show this help."),
}
EVERYWHERE = ("--no-progress", "--debug")
"""Switches that may stand anywhere on the line; `--lang` may too, with its value."""


def say(ko: str, en: str) -> str:
    """Return both languages as the one string that a declaration takes."""
    return f"{ko}{_BETWEEN}{en}"


def localise(command: Any, language: Language) -> Any:
    """Leave only one language in a command's help texts, and in those of its subcommands."""
    command.language = language
    command.help = _chosen(command.help, language)
    for parameter in command.params:
        if parameter.name in _COMPLETION:
            parameter.help = say(*_COMPLETION[parameter.name])
        if parameter.name == "install_completion":
            parameter.callback = install_completion
        parameter.help = _chosen(parameter.help, language)
    for each in getattr(command, "commands", {}).values():
        localise(each, language)
    return command


def _chosen(text: str | None, language: Language) -> str:
    ko, _, en = (text or "").partition(_BETWEEN)
    return (ko if language is Language.KO else en or ko).strip()


def arranged(arguments: Sequence[str]) -> list[str]:
    """Move the options that belong to every command to the front, where they are declared."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in EVERYWHERE or word.startswith("--lang="):
            front.append(word)
        elif word == "--lang":
            front += [word, *(value for value in [next(waiting, None)] if value is not None)]
        else:
            rest.append(word)
    return front + rest


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the line asks for; Korean where it asks for none that we have."""
    asked = f"--lang={Language.EN.value}"
    pairs = {f"{word}={following}" for word, following in pairwise(arguments)}
    return Language.EN if asked in {*arguments, *pairs} else Language.KO
