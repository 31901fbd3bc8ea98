"""A rule's manual: a title and four sections, the same in English and in Korean.

The source is written here by rules that rest on no figure of the programme; the others quote the figure's own.

Sources, years, months, shares and regions are left open (`programme/wording.py`) and put in for the programme at hand.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aitx_budget.model.text import Language
from aitx_budget.programme.wording import Word, filled, is_open, said, words

if TYPE_CHECKING:
    from aitx_budget.programme.schema import Programme

Figures = Callable[["Programme"], Mapping[str, Word]]
"""The amounts and shares of a manual's examples, which differ with the programme's thresholds."""

SECTIONS = {
    Language.EN: ("Why it matters", "Bad", "Good", "Source"),
    Language.KO: ("왜 중요한가", "잘못된 예", "바른 예", "근거"),
}


@dataclass(frozen=True)
class Page:
    """The manual in one language; each section is one paragraph, the source empty where a figure's is quoted."""

    title: str
    why: str
    bad: str
    good: str
    source: str


@dataclass(frozen=True)
class Manual:
    """The manual in both languages, with the programme's words left open.

    Attributes:
        ko, en: as they are written.
        figures: of the examples.
    """

    ko: Page
    en: Page
    figures: Figures | None = None

    def in_(self, language: Language) -> Page:
        """Return the page in `language` as it is written."""
        return self.ko if language is Language.KO else self.en

    def of(self, programme: Programme, language: Language) -> Page:
        """Return the page in `language` as it reads for `programme`."""
        written = self.in_(language)
        if not self._open:
            return written
        figures = self.figures(programme) if self.figures else {}
        known = words(programme, language)
        known |= {name: said(word, language) for name, word in figures.items()}
        return Page(*(filled(text, known) for text in astuple(written)))

    @cached_property
    def _open(self) -> bool:
        """True where a word is left open; findings ask for their rule's title and source one by one."""
        return any(is_open(text) for page in (self.ko, self.en) for text in astuple(page))


def manual(docstring: str | None, korean: str, figures: Figures | None = None) -> Manual:
    """Return the manual written in a rule's docstring and its Korean counterpart.

    Raises:
        ValueError: a section is missing or empty.
    """
    return Manual(_page(korean, Language.KO), _page(docstring or "", Language.EN), figures)


def _page(text: str, language: Language) -> Page:
    title, _, rest = inspect.cleandoc(text).partition("\n")
    found = dict.fromkeys(SECTIONS[language], "")
    current = ""
    for line in rest.splitlines():
        head, colon, tail = line.partition(":")
        if colon and head in found:
            current = head
            line = tail  # noqa: PLW2901 - the rest of the line opens the section
        if current:
            found[current] = f"{found[current]} {line.strip()}".strip()
    *required, _ = SECTIONS[language]
    missing = [name for name in required if not found[name]]
    if missing or not title:
        message = f"manual lacks {', '.join(missing) or 'a title'}: {title!r}"
        raise ValueError(message)
    return Page(title.strip(), *found.values())
