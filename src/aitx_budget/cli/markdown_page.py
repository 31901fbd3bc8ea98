"""How Markdown looks on a terminal, and as plain text where it goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, TableElement
from rich.table import Table

_ELSEWHERE = 100
"""Columns of what is laid out for no terminal."""
_WIDEST = 120
"""Longer lines are hard to read on the widest screen."""


class _WholeTable(TableElement):
    """A table that shows every character of its cells; the library's own cuts a line that runs over."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            if isinstance(table, Table):
                for column in table.columns:
                    column.overflow = "fold"
            yield table


class _Page(Markdown):
    """Markdown with such tables."""

    elements = {**Markdown.elements, "table_open": _WholeTable}  # noqa: RUF012 - the library's own way


def markdown_lines(text: str) -> Iterator[str]:
    """Yield Markdown line by line as it is shown: with styles on a terminal, plain elsewhere."""
    terminal = sys.stdout.isatty()
    width = min(Console().width, _WIDEST) if terminal else _ELSEWHERE
    console = Console(file=StringIO(), width=width, force_terminal=terminal, highlight=False)
    with console.capture() as capture:
        console.print(_Page(text, hyperlinks=False))
    for line in capture.get().splitlines():
        yield line if terminal else line.rstrip()
