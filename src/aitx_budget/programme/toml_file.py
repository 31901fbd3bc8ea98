"""TOML files that people write: read, or refused in a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from aitx_budget.errors import AitxBudgetError
from aitx_budget.model.text import Text


def toml_file(path: Path, what: Text, error: type[AitxBudgetError]) -> dict[str, Any]:
    """Return the content of the file `path`.

    Args:
        path: of the file.
        what: what kind of file it is, e.g. `기준 파일`.
        error: raised where it cannot be read.

    Raises:
        AitxBudgetError: of the kind `error`; the file is not there, cannot be read or is not TOML.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as missing:
        raise error(
            Text(f"{what.ko}을 찾을 수 없습니다: {path}", f"The {what.en} is not there: {path}")
        ) from missing
    except (OSError, UnicodeDecodeError) as refused:
        raise error(
            Text(
                f"{what.ko}을 읽을 수 없습니다. UTF-8로 저장한 TOML 파일이어야 합니다: {path}",
                f"The {what.en} cannot be read; a TOML file in UTF-8 is needed: {path}",
            )
        ) from refused
    return toml_text(text, path.name, what, error)


def toml_text(text: str, name: str, what: Text, error: type[AitxBudgetError]) -> dict[str, Any]:
    """Return the content of a text that was read from the file called `name`; see `toml_file`."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise error(
            Text(
                f"{what.ko} {name}의 TOML 문법이 올바르지 않습니다: {wrong}",
                f"The {what.en} {name} is not valid TOML: {wrong}",
            )
        ) from wrong
