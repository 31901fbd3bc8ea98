"""Results of a run in the formats people and programs read: one module per format.

Each has `part(result, programme, language)`, what is said of one workbook as values that JSON has, and
`whole(parts, programme, language)`, the report of all of them in input order: pieces of text, or bytes. So whoever checks a
workbook makes its part there, and no one holds them all. JSON and JSON Lines go through the parts once and keep
none, plain text keeps their verdicts, HTML and the workbook go through them several times.
Nothing a submitted workbook says ever becomes a formula or markup here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.text import Language
    from aitx_budget.programme.schema import Programme


class Format(StrEnum):
    """The formats a run can be reported in."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    HTML = "html"

    @classmethod
    def of(cls, output: PurePath | str | None) -> Format:
        """Return the format that the ending of a file's name says, text where it says none."""
        ending = PurePath(output or "").suffix.lower().removeprefix(".")
        return cls(ending) if ending in (*cls,) else cls.TEXT

    @property
    def once(self) -> bool:
        """True where the whole goes through the parts once, so that they can be given as they come."""
        return self in (Format.TEXT, Format.JSON, Format.JSONL)


def part(format_: Format, result: WorkbookResult, programme: Programme, language: Language) -> Any:
    """Return what is said of one workbook in a format."""
    return _module(format_).part(result, programme, language)


def whole(
    format_: Format, parts: Iterable[Any], programme: Programme, language: Language
) -> Iterator[bytes]:
    """Yield the report of all parts in a format, texts in UTF-8.

    Args:
        format_: the format.
        parts: of every workbook, in input order; that can be gone through again unless the format goes `once`.
        programme: the rules.
        language: of the parts.

    Raises:
        UsageError: there is more than the format can hold.
    """
    made = _module(format_).whole(parts, programme, language)
    if isinstance(made, bytes):
        yield made
    else:
        yield from (each.encode() for each in made)


def _module(format_: Format) -> ModuleType:
    if format_ is Format.TEXT:
        from aitx_budget.report import text

        return text
    if format_ is Format.JSON:
        from aitx_budget.report import json_

        return json_
    if format_ is Format.JSONL:
        from aitx_budget.report import jsonl

        return jsonl
    if format_ is Format.XLSX:
        from aitx_budget.report import xlsx

        return xlsx
    from aitx_budget.report import html

    return html
