"""Sentences in the users' language, with their English beside them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_AFTERTHOUGHT = re.compile(r"(?<=\S)\s*\([^()]*\)$")


class Language(StrEnum):
    """A language that messages are shown in; Korean is the users' own."""

    KO = "ko"
    EN = "en"


class Text(NamedTuple):
    """One sentence in Korean and in English."""

    ko: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.ko if language is Language.KO else self.en


def opened(sentence: str) -> str:
    """Return an English sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def particle(word: str, with_final: str, without_final: str) -> str:
    """Return `word` with the Korean particle that its last sound asks for.

    Digits are read as Korean reads them (3 삼, 2 이); a word that ends in anything else but
    Hangul or a digit takes the form without a final consonant. What stands in round brackets at
    the end is not spoken: the particle follows the word before it.

    Example:
        >>> particle("국비", "이", "가"), particle("합계 3", "은", "는"), particle("1번(전체)", "은", "는")
        ('국비가', '합계 3은', '1번(전체)은')
    """
    last = _AFTERTHOUGHT.sub("", word).rstrip("'\"’”)]」』 ")[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
    elif last in "013678LMNR":
        final = 8 if last in "178LR" else 1
    else:
        final = 0
    if with_final == "으로":
        return word + ("으로" if final not in (0, 8) else "로")
    return word + (with_final if final else without_final)
