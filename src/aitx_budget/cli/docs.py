"""Writes the handbook's pages that are output, or says which of them are stale.

`python -m aitx_budget.cli.docs [--check] FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from typer.main import get_command

from aitx_budget import library
from aitx_budget.cli import PROGRAM
from aitx_budget.cli.app import app
from aitx_budget.cli.bilingual import localise
from aitx_budget.cli.help_page import help_page
from aitx_budget.export.page import export_page
from aitx_budget.guides import Audience, guide_text
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme
from aitx_budget.report.handbook import GENERATED, parameters_page, rules_page

_WIDTH = 100
_EXIT_CODES = """## 종료 코드 (Exit codes)

| 코드 | 뜻 | Meaning |
|---|---|---|
| 0 | `--fail-on` 이상의 지적이 없습니다. | no finding at or above `--fail-on` |
| 1 | 지적이 있습니다. | findings |
| 2 | 점검하지 못한 파일이 있거나 사용법이 틀렸습니다. | a file could not be checked, or wrong usage |
| 3 | 프로그램 내부 오류입니다(INT999). | internal error (INT999) |
| 130 | 사용자가 멈추었습니다. | interrupted |

가장 높은 코드가 종료 코드가 됩니다. The higher wins.
"""


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    programme = library.programme()
    rules = library.rules()
    return {
        "rules.md": rules_page(rules, programme),
        "parameters.md": parameters_page(programme),
        "commands.md": _commands_page(),
        "export.md": export_page(programme),
        **_guides(programme),
    }


def _guides(programme: Programme) -> dict[str, str]:
    """Return the guides, each as a page of its own, e.g. `officer.en.md`."""
    endings = {Language.KO: "", Language.EN: ".en"}
    return {
        f"{audience.value}{ending}.md": f"{GENERATED}\n{guide_text(audience, programme, language)}"
        for audience in Audience
        for language, ending in endings.items()
    }


def _commands_page() -> str:
    parts = [GENERATED, "# 명령 (Commands)\n", _EXIT_CODES]
    helps = {language: _helps(language) for language in Language}
    for name, korean in helps[Language.KO].items():
        parts.append(
            f"## {name}\n\n```text\n{korean}```\n\n```text\n{helps[Language.EN][name]}```\n"
        )
    return "\n".join(parts)


def _helps(language: Language) -> dict[str, str]:
    """Return the help of the whole and of each command."""
    command: Any = localise(get_command(app), language)
    root = command.make_context(PROGRAM, [], resilient_parsing=True)
    found = {PROGRAM: help_page(root, language, _WIDTH)}
    for name, each in command.commands.items():
        context = each.make_context(name, [], parent=root, resilient_parsing=True)
        found[f"{PROGRAM} {name}"] = help_page(context, language, _WIDTH)
    return found


def stale(folder: Path) -> list[str]:
    """Return the names of the pages in `folder` that are not what the program writes."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name the stale ones."""
    checking = "--check" in arguments
    folder = Path(next((each for each in arguments if not each.startswith("-")), "docs"))
    if checking:
        names = stale(folder)
        for name in names:
            sys.stderr.write(f"stale, run `make docs`: {folder / name}\n")
        return 1 if names else 0
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
