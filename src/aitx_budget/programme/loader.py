"""Reads a programme file, or the one that is shipped, and says plainly what is wrong with it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aitx_budget.errors import ProgrammeError
from aitx_budget.model.text import Text
from aitx_budget.programme.mistakes import mistakes
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.toml_file import toml_file, toml_text

DEFAULT = "aitx-2025"
_FILE = Text("기준 파일", "programme file")


@lru_cache(maxsize=1)
def default_programme() -> Programme:
    """Return the programme that is shipped with this release."""
    text = files("aitx_budget.programme").joinpath(f"{DEFAULT}.toml").read_text("utf-8")
    return parse_programme(text, f"{DEFAULT}.toml")


def load_programme(path: Path | None) -> Programme:
    """Return the programme in the file `path`, or the shipped one for None.

    Raises:
        ProgrammeError: the file cannot be read, is not TOML, or a key is missing, unknown or wrong.
    """
    if path is None:
        return default_programme()
    return _programme(toml_file(path, _FILE, ProgrammeError), path.name)


def parse_programme(text: str, name: str, overrides: dict[str, Any] | None = None) -> Programme:
    """Return the programme written in `text`.

    Args:
        text: TOML.
        name: what to call the file in an error.
        overrides: dotted parameter key -> value to use instead, e.g. `{"matching.minimum": "3/10"}`.

    Raises:
        ProgrammeError: naming each key and what was expected there.
    """
    data = toml_text(text, name, _FILE, ProgrammeError)
    for key, value in (overrides or {}).items():
        section: Any = data
        for part in key.split("."):
            section = section[part]
        section["value"] = value
    return _programme(data, name)


def _programme(data: dict[str, Any], name: str) -> Programme:
    """Return the programme that a file's content is."""
    try:
        return Programme.model_validate(data)
    except ValidationError as error:
        raise ProgrammeError(_explain(name, error)) from error


def _explain(name: str, error: ValidationError) -> Text:
    """Name each wrong key with what was expected there and what was found."""
    listed = mistakes(error)
    korean = "\n".join(f"  {each.ko}" for each in listed)
    english = "\n".join(f"  {each.en}" for each in listed)
    return Text(
        f"기준 파일 {name}에 고쳐야 할 항목이 있습니다(항목: 기대한 값 ← 적힌 값).\n{korean}",
        f"The programme file {name} has entries to correct (key: what was expected ← what was found).\n{english}",
    )
