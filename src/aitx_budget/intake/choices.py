"""Texts that stand for one of a list, codes, registration numbers, and free text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from aitx_budget.intake.amounts import decimal_of, tidy
from aitx_budget.intake.dates import parse_year
from aitx_budget.intake.formats import is_date_format
from aitx_budget.intake.keys import INVISIBLE, composed, key, narrowed, short_texts_remembered
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK, Reading, noted
from aitx_budget.model.submission import Seen

_TEN_DIGITS = re.compile(r"(\d{3})[- ]?(\d{2})[- ]?(\d{5})")
_CODED = re.compile(r"\s*\(?\[?(\d{1,3})\)?\]?[\s.:\-_·]*(.*)")


def shown(cell: RawCell) -> str:
    """Return what a cell holds as text, composed and trimmed; whole numbers without a decimal point."""
    if cell.type is CellType.NUMBER:
        number = decimal_of(cell.text)
        if number is None:
            return cell.text
        whole = number == number.to_integral_value()
        return str(int(number)) if whole else format(number.normalize(), "f")
    if cell.type is CellType.LOGICAL:
        return "TRUE" if cell.text == "1" else "FALSE"
    return _cleaned(cell.text)


@short_texts_remembered
def _cleaned(text: str) -> str:
    return composed(text).translate(INVISIBLE).strip()


def read_text(cell: RawCell) -> Reading:
    """Read free text."""
    text = shown(cell)
    return Reading(text) if text else BLANK


def read_code(cell: RawCell) -> Reading:
    """Read a code of the officer's own, or a registration number that serves as one."""
    text = shown(cell)
    if not text:
        return BLANK
    bare = narrowed(text).strip()
    match = _TEN_DIGITS.fullmatch(tidy(text))
    code = "-".join(match.groups()) if match is not None else bare
    return Reading(code) if code == text else noted(code)


def read_registration(cell: RawCell) -> Reading:
    """Read a business registration number as 123-45-67891; other text is kept for its rule."""
    text = shown(cell)
    if not text:
        return BLANK
    digits = re.sub(r"[-–—−‐‑.·]", "", tidy(text))
    match = _TEN_DIGITS.fullmatch(digits)
    if match is None:
        return Reading(text)
    number = "-".join(match.groups())
    return Reading(number) if number == text else noted(number)


def read_year(cell: RawCell, choices: Sequence[str]) -> Reading:
    """Read a fiscal year of the programme."""
    text = shown(cell)
    if not text:
        return BLANK
    dated = cell.type is CellType.NUMBER and is_date_format(cell.number_format)
    year = None if dated else parse_year(text)
    if year is None:
        return Reading(seen=Seen.NOT_IN_LIST, expected=nearest(text, tuple(choices)))
    if str(year) not in choices:
        by_distance = sorted(choices, key=lambda choice: abs(int(choice) - year))
        return Reading(seen=Seen.NOT_IN_LIST, expected=by_distance[0])
    return Reading(year) if text == str(year) else noted(year)


@lru_cache(maxsize=1024)
def nearest(text: str, choices: tuple[str, ...], akin: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the choice most like `text`; empty where none is like it, or several equally.

    Args:
        text: none of the list.
        choices: the list.
        akin: words that aren't of the list, each with a choice that one who wrote it may mean.
    """
    word = key(text)
    meant: dict[str, set[str]] = {}
    for other, choice in (*zip(choices, choices, strict=True), *akin):
        meant.setdefault(key(other), set()).add(choice)
    close = difflib.get_close_matches(word, list(meant), n=len(meant) or 1, cutoff=0.4)
    likeness = {other: difflib.SequenceMatcher(None, other, word).ratio() for other in close}
    best = [meant[other] for other in close if likeness[other] == likeness[close[0]]]
    found = set[str]().union(*best)
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=256)
def _by_key(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {key(choice): choice for choice in reversed(choices)}


def read_choice(
    cell: RawCell,
    choices: tuple[str, ...],
    spellings: Mapping[str, str],
    akin: tuple[tuple[str, str], ...] = (),
) -> Reading:
    """Read one of a list.

    Args:
        cell: holds something.
        choices: the list.
        spellings: other texts that name a choice, e.g. a region's full name.
        akin: words of other sheets, as `nearest` takes them; they suggest a choice and don't name one.
    """
    text = shown(cell)
    if not text:
        return BLANK
    if text in choices:
        return Reading(text)
    found = _by_key(choices).get(key(text)) or spellings.get(text)
    if found is None:
        return Reading(seen=Seen.NOT_IN_LIST, expected=nearest(text, choices, akin))
    return noted(found)


def read_region(cell: RawCell, choices: tuple[str, ...], spellings: Mapping[str, str]) -> Reading:
    """Read a region; one that may not apply keeps its name, for the rule that says so."""
    reading = read_choice(cell, choices, spellings)
    return Reading(shown(cell)) if reading.unread else reading


def read_coded(cell: RawCell, choices: tuple[str, ...], within: tuple[str, ...]) -> Reading:
    """Read a budget category written in full, by its code, or by its name.

    Where code and name disagree, or a code could be of several, the text is kept as it stands:
    that is a rule's to judge.

    Args:
        cell: holds something.
        choices: every choice, `430 유형자산`.
        within: the choices that the chosen category leaves; empty where it is not known.
    """
    text = shown(cell)
    if not text:
        return BLANK
    if text in choices:
        return Reading(text)
    code, name = _code_and_name(text, choices)
    for among in (within, choices):
        found = {choice for choice in among if _names(choice, code, name)}
        if len(found) == 1:
            return noted(found.pop())
    if any(
        code == each.split(" ")[0] or (name and name == key(each.split(" ", 1)[1]))
        for each in choices
    ):
        return Reading(text)
    return Reading(seen=Seen.NOT_IN_LIST, expected=nearest(text, within or choices))


def _code_and_name(text: str, choices: tuple[str, ...]) -> tuple[str, str]:
    """Split `430-유형자산` into code and key of the name; a number's lost zero is put back."""
    match = _CODED.fullmatch(narrowed(text))
    if match is None:
        return "", key(text)
    width = len(choices[0].split(" ")[0])
    return match[1].zfill(width), key(match[2])


def _names(choice: str, code: str, name: str) -> bool:
    """Tell whether code and name, as far as they are given, are those of `choice`."""
    its_code, _, its_name = choice.partition(" ")
    return (
        (not code or code == its_code)
        and (not name or name == key(its_name))
        and bool(code or name)
    )
