"""A guide's text in Markdown: its source with every word, figure and table of the programme put in."""

from __future__ import annotations

import re
from enum import StrEnum
from importlib.resources import files

from aitx_budget.guides.tables import TABLES, Ground
from aitx_budget.guides.vocabulary import vocabulary
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.wording import filled

_TABLE = re.compile(r"^\[table: ([a-z]+)\]$", re.MULTILINE)


class Audience(StrEnum):
    """Whom a guide is for."""

    OFFICER = "officer"
    EXAMINER = "examiner"


def guide_text(audience: Audience, programme: Programme, language: Language) -> str:
    """Return the guide for `audience` as Markdown.

    Raises:
        KeyError: its source asks for a word or table that does not exist.
    """
    source = files("aitx_budget.guides").joinpath(f"{audience.value}.{language.value}.md")
    layout = workbook_layout(programme)
    ground = Ground(programme, layout, language, vocabulary(programme, layout, language))

    def table(match: re.Match[str]) -> str:
        return "\n".join(TABLES[match[1]](ground)).rstrip()

    return _TABLE.sub(table, filled(source.read_text("utf-8"), ground.words))
