"""Text of unknown origin made fit to show: nothing in it steers a terminal or the order of reading."""

from __future__ import annotations

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = dict.fromkeys((*_CONTROLS, *_DIRECTIONS), "\N{REPLACEMENT CHARACTER}") | dict.fromkeys(
    map(ord, "\t\n\r\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"), " "
)


def printable(text: str) -> str:
    """Return `text` on one line, each control character as a visible mark."""
    return text.translate(_SHOWN)
