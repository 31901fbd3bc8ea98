"""A rule's manual: a title and four sections, the same in English and in Korean."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from aitx_budget.model.text import Language

SECTIONS = {
    Language.EN: ("Why it matters", "Bad", "Good", "Source"),
    Language.KO: ("왜 중요한가", "잘못된 예", "바른 예", "근거"),
}


@dataclass(frozen=True)
class Page:
    """The manual in one language; each section is one paragraph."""

    title: str
    why: str
    bad: str
    good: str
    source: str


@dataclass(frozen=True)
class Manual:
    """The manual in both languages."""

    ko: Page
    en: Page

    def in_(self, language: Language) -> Page:
        """Return the page in `language`."""
        return self.ko if language is Language.KO else self.en


def manual(docstring: str | None, korean: str) -> Manual:
    """Return the manual written in a rule's docstring and its Korean counterpart.

    Raises:
        ValueError: a section is missing or empty.
    """
    return Manual(_page(korean, Language.KO), _page(docstring or "", Language.EN))


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
    missing = [name for name, body in found.items() if not body]
    if missing or not title:
        message = f"manual lacks {', '.join(missing) or 'a title'}: {title!r}"
        raise ValueError(message)
    return Page(title.strip(), *found.values())
