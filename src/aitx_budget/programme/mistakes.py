"""What is wrong with a programme file, entry by entry, in words.

pydantic says in English what it expected; people who write these files read Korean. So its kinds of error are put into words
here, and several at one entry (one for each thing that would have been allowed there) into one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from aitx_budget.model.text import Text

ID_PATTERN: Final = r"^[a-z0-9-]+$"
CODE_PATTERN: Final = r"^\d{3}$"
_LONGEST = 80
"""Characters of a wrong value that a line repeats."""
_TRIED = re.compile(r"[a-z-]+\[.*\]")
"""What pydantic puts at the end of a key for each kind of value it tried there."""

_WHOLE = Text("정수", "a whole number")
_TEXT = Text('따옴표로 묶은 글자(예: "이름")', 'a text in quotes, such as "name"')
_DAY = Text("따옴표 없는 날짜(연-월-일)", "a date without quotes (year-month-day)")
_TABLE = Text("하위 항목이 있는 표", "a table with entries of its own")
_LIST = Text("[ ]로 묶은 목록", "a list in brackets")
_RATIO = Text(
    '따옴표로 묶은 분수(예: "1/3"), 1 이하', 'a fraction in quotes of at most 1, such as "1/3"'
)
_SWITCH = Text("true 또는 false", "true or false")
_FILLED = Text("빈칸이 아닌 글자", "a text that is not empty")
_EXPECTED: Final[Mapping[str, Text]] = {
    "missing": Text("빠졌습니다", "missing"),
    "extra_forbidden": Text("없는 항목입니다", "no such entry"),
    "string_type": _TEXT,
    "string_too_short": _FILLED,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _WHOLE,
    "bool_parsing": _SWITCH,
    "bool_type": _SWITCH,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "tuple_type": _LIST,
    "too_short": Text("하나 이상의 값", "at least one value"),
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "ratio": _RATIO,
    "period_reversed": Text(
        "period.first_day보다 앞서지 않는 날", "a day not before period.first_day"
    ),
    "years_disordered": Text("앞선 해부터 한 번씩 적은 연도", "years in order, each once"),
    "given_twice": Text("한 번씩만 적은 이름", "each name once"),
    "not_a_region": Text("regions에 있는 지역의 이름", "names of regions of the programme"),
}
_PATTERNS: Final[Mapping[str, Text]] = {
    ID_PATTERN: Text(
        "영문 소문자, 숫자, 하이픈(-)만", "lower-case letters, digits and hyphens alone"
    ),
    CODE_PATTERN: Text("숫자 세 자리", "three digits"),
}
_OTHER: Final = Text("올바르지 않은 값입니다", "not a value that is allowed here")


def mistakes(error: ValidationError) -> tuple[Text, ...]:
    """Return a line for each wrong entry: its key, what is expected there, and what stands there."""
    return tuple(
        Text(f"{key.ko}: {expected.ko}{found}", f"{key.en}: {expected.en}{found}")
        for key, expected, found in _lines(error)
    )


def _lines(error: ValidationError) -> Iterator[tuple[Text, Text, str]]:
    """Yield key, what is expected and what was found; choices that were tried apart are one."""
    choices: dict[Text, list[str]] = {}
    problems: dict[tuple[Text, str], Any] = {}
    for problem in error.errors():
        if problem["type"] == "too_short" and problem["input"]:
            continue  # what is in the list is wrong, and said so
        key = _key(problem)
        choices.setdefault(key, []).extend(_choices(problem))
        kind = "choice" if _choices(problem) else problem["type"]
        problems.setdefault((key, kind), problem)
    for (key, kind), problem in problems.items():
        yield key, _expected(kind, problem, choices[key]), _found(problem)


def _key(problem: Any) -> Text:
    """Return the dotted key of an entry, those of a list by their number; what goes wrong with another names its key itself."""
    given = str(problem.get("ctx", {}).get("key", ""))
    parts = [part for part in problem["loc"] if not _TRIED.fullmatch(str(part))]
    ko = (f"{part + 1}번째" if isinstance(part, int) else str(part) for part in parts)
    en = (f"no. {part + 1}" if isinstance(part, int) else str(part) for part in parts)
    return Text(given or ".".join(ko), given or ".".join(en))


def _choices(problem: Any) -> list[str]:
    """Return the words that an entry may hold, where it may hold some words alone."""
    if problem["type"] not in ("enum", "literal_error"):
        return []
    return re.findall(r"'([^']+)'", str(problem["ctx"]["expected"]))


def _expected(kind: str, problem: Any, choices: list[str]) -> Text:
    """Return what belongs at an entry."""
    if kind == "choice":
        listed = ", ".join(dict.fromkeys(choices))
        return Text(f"{listed} 가운데 하나", f"one of {listed}")
    bounds = problem.get("ctx", {})
    if kind == "greater_than_equal":
        return Text(f"{bounds['ge']} 이상의 정수", f"a whole number of at least {bounds['ge']}")
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(bounds["pattern"], _OTHER)
    return _EXPECTED.get(kind, _OTHER)


def _found(problem: Any) -> str:
    """Return what stands there, no longer than a line bears; nothing where nothing does."""
    if problem["type"] == "missing":
        return ""
    value = problem.get("ctx", {}).get("found", problem["input"])
    text = str(value) if hasattr(value, "isoformat") else repr(value)
    return f" ← {text[:_LONGEST]}"
