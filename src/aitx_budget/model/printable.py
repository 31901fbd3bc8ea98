"""Text of unknown origin made fit to show: nothing in it steers a terminal or the order of reading."""

from __future__ import annotations

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
_HALVES = range(0xD800, 0xE000)
_BREAKS = "\t\n\r\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_STEERING = (*_CONTROLS, *_DIRECTIONS, *_HALVES)
_SHOWN = dict.fromkeys(_STEERING, "\N{REPLACEMENT CHARACTER}") | dict.fromkeys(
    map(ord, _BREAKS), " "
)
_KEPT_LINES = _SHOWN | {ord("\n"): "\n", ord("\t"): "\t"}
_ESCAPED = {each: f"\\u{each:04x}" for each in (*_STEERING, 0x2028, 0x2029) if each >= 0x20}


def printable(text: str) -> str:
    """Return `text` on one line, each control character as a visible mark."""
    return text.translate(_SHOWN)


def printable_lines(text: str) -> str:
    """Return `text` with its lines as they are, each other control character as a visible mark."""
    return text.replace("\r\n", "\n").translate(_KEPT_LINES)


def printable_json(document: str) -> str:
    """Return a JSON document that says the same with such characters escaped: they stand in strings only."""
    return document.translate(_ESCAPED)
