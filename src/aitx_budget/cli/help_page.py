"""How a command's help looks, in the language of the line."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 100
_USAGE = Text("사용법", "Usage")
_ANY_OPTIONS = Text("[옵션]", "[OPTIONS]")
_ANY_COMMAND = Text("명령 [인자]…", "COMMAND [ARGS]…")
_ARGUMENTS = Text("인자", "Arguments")
_OPTIONS = Text("옵션", "Options")
_COMMON = Text("공통 옵션 (어느 자리에나)", "Common options (anywhere)")
_COMMANDS = Text("명령", "Commands")
_REQUIRED = Text("필수", "required")
_DEFAULT = Text("기본값", "default")


def help_page(context: Any, language: Language, width: int) -> str:
    """Return the help of the command at hand as plain text, `width` columns wide at most."""
    from rich.console import Console  # other commands than help start without it
    from rich.padding import Padding
    from rich.text import Text as Styled

    console = Console(
        file=StringIO(), width=width, color_system=None, highlight=False, markup=False, emoji=False
    )
    command, root = context.command, context.find_root()
    console.print(f"{_USAGE.in_(language)}: {usage(context, language)}\n", soft_wrap=True)
    console.print(Padding(Styled(command.help), (0, 0, 0, 2)))
    commands = getattr(command, "commands", {})
    if commands:
        rows = [(name, each.help) for name, each in commands.items()]
        _section(console, _COMMANDS.in_(language), rows)
    _parameters(console, command.params, language)
    if context is not root:
        common = [
            each for each in root.command.params if each.name in ("lang", "no_progress", "debug")
        ]
        _section(console, _COMMON.in_(language), [_record(each, language) for each in common])
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def usage(context: Any, language: Language) -> str:
    """Return the line's shape, e.g. `aitx-budget validate [옵션] PATH…`."""
    pieces = [context.command_path]
    if any(each.param_type_name == "option" for each in context.command.params):
        pieces.append(_ANY_OPTIONS.in_(language))
    if getattr(context.command, "commands", None):
        return " ".join([*pieces, _ANY_COMMAND.in_(language)])
    arguments = [each for each in context.command.params if each.param_type_name == "argument"]
    pieces += [f"{each.metavar}…" if each.nargs == -1 else each.metavar for each in arguments]
    return " ".join(pieces)


def _parameters(console: Console, parameters: Iterable[Any], language: Language) -> None:
    """Print arguments and options, each with what it does."""
    shown = [each for each in parameters if not getattr(each, "hidden", False)]
    for heading, kind in ((_ARGUMENTS, "argument"), (_OPTIONS, "option")):
        rows = [_record(each, language) for each in shown if each.param_type_name == kind]
        if rows:
            _section(console, heading.in_(language), rows)


def _record(parameter: Any, language: Language) -> tuple[str, str]:
    """Return an option's spellings and its explanation."""
    if parameter.param_type_name == "argument":
        return parameter.metavar, parameter.help
    names = ", ".join(parameter.opts)
    if not parameter.is_flag:
        names = f"{names} {parameter.metavar}"
    notes = []
    if parameter.required:
        notes.append(_REQUIRED.in_(language))
    default = parameter.default
    if parameter.show_default and default not in (None, "", (), [], False):
        shown = getattr(default, "value", default)
        notes.append(f"{_DEFAULT.in_(language)}: {shown}")
    return names, f"{parameter.help} [{', '.join(notes)}]" if notes else parameter.help


def _section(console: Console, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text as Styled

    console.print(f"\n{heading}:")
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=14, max_width=36)
    table.add_column(overflow="fold")
    for name, what in rows:
        table.add_row(Styled(name), Styled(what, overflow="fold"))
    console.print(Padding(table, (0, 0, 0, 2)))


class _Helped:
    """Replaces the command library's own English help page."""

    language = Language.KO

    def get_help(self, ctx: Any) -> str:
        """Return the help page, as wide as the terminal up to what reads well."""
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        return help_page(ctx, self.language, width).rstrip("\n")

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line."""
        return f"{_USAGE.in_(self.language)}: {usage(ctx, self.language)}"


class Command(_Helped, TyperCommand):
    """A command with our help page."""


class Group(_Helped, TyperGroup):
    """The whole with our help page; commands keep the order in which they are declared."""
