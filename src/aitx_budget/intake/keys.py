"""What remains of a title, a header or a choice when spelling habits are taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_BRACKETS = re.compile(r"[(\[{<〈《「『【〔][^)\]}>〉》」』】〕]*[)\]}>〉》」』】〕]")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters that are typed by no one and seen by no one, for `str.translate`."""


_REMEMBERED, _SHORT = 16_384, 400
_Made = TypeVar("_Made")


def composed(text: str) -> str:
    """Return text with Hangul composed (NFC), as every other program writes it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def narrowed(text: str) -> str:
    """Return text composed, its full-width forms narrowed.

    `①`, `²` and `½` stay what they are: as digits they would join the number they are a mark on.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(map(_narrow, text)))


@lru_cache(maxsize=1024)
def _narrow(letter: str) -> str:
    """Return the ordinary form of a full-width, half-width or small letter; any other as it is."""
    other = unicodedata.decomposition(letter).startswith(("<wide>", "<narrow>", "<small>"))
    return unicodedata.normalize("NFKC", letter) if other else letter


def short_texts_remembered(change: Callable[[str], _Made]) -> Callable[[str], _Made]:
    """Keep what `change` makes of the latest few thousand texts; long ones would take memory and seldom come again."""
    known = lru_cache(maxsize=_REMEMBERED)(change)

    @wraps(change)
    def changed(text: str) -> _Made:
        return known(text) if len(text) <= _SHORT else change(text)

    return changed


@short_texts_remembered
def key(text: str) -> str:
    r"""Return the letters and digits of `text`, composed and case-folded; `①` and `²` are marks.

    Example:
        >>> key("기 관\n명"), key("AI 솔루션 도입·활용"), key("국비¹⁾")
        ('기관명', 'ai솔루션도입활용', '국비')
    """
    unmarked = "".join(letter for letter in text if unicodedata.category(letter) != "No")
    folded = unicodedata.normalize("NFKC", unmarked).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@short_texts_remembered
def bare_key(text: str) -> str:
    """Return the key without what stands in brackets: `금액(원)` and `금액` are one header."""
    return key(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
