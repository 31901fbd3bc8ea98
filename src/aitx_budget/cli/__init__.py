"""The command line: words in, a library call, data to stdout or a file, an exit code. No logic of a room."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from aitx_budget.checks import apart
from aitx_budget.checks.confinement import collect_rarely
from aitx_budget.cli.bilingual import arranged, language_of, localise
from aitx_budget.cli.failures import (
    INTERRUPTED,
    INTERRUPTION,
    WRONG_USAGE,
    tell_crash,
    tell_usage,
)
from aitx_budget.cli.terminal import Screen, utf8_streams
from aitx_budget.errors import AitxBudgetError
from aitx_budget.model.text import Language

PROGRAM = "aitx-budget"

_CHECKING = {"validate", "annotate", "assemble", "compare", "migrate"}
"""Commands that check workbooks and need nothing else of pandas; `consolidate` would load it once more."""
_ASKING = {"--help", "-h"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one line and return its exit code; bad input never ends in a traceback."""
    collect_rarely()
    words = arranged(sys.argv[1:] if arguments is None else arguments)
    screen = Screen(language_of(words), debug="--debug" in words)
    utf8_streams()
    if _CHECKING.intersection(words) and not _ASKING.intersection(words):
        apart.start()  # before anything else is loaded: it loads longest
    try:
        code = _run(words, screen.language)
    except KeyboardInterrupt:
        screen.status(INTERRUPTION)
        return INTERRUPTED
    except AitxBudgetError as error:
        screen.status(error.text)
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - the last line of defence: a sentence, not a traceback
        if getattr(error, "exit_code", None) == WRONG_USAGE:
            return tell_usage(error, screen)
        return tell_crash(screen)
    finally:
        apart.stop()
        gc.freeze()  # what is left needs no collecting: the process ends, and looking for cycles takes a fifth of it
    return code


def _run(words: list[str], language: Language) -> int:
    """Let the command library understand the line and call the command."""
    from typer.main import get_command

    from aitx_budget.cli.app import app

    command = localise(get_command(app), language)
    code = command.main(words, prog_name=PROGRAM, standalone_mode=False)
    return int(code or 0)
