"""Sheets that follow the standard ones in a workbook that the program put together: plain lists with headings."""

from __future__ import annotations

from dataclasses import dataclass

Entry = str | int | None


@dataclass(frozen=True)
class Block:
    """A list with a heading and heads over its columns.

    Attributes:
        heading: above the list.
        heads: over its columns, by which it is found again.
        rows: texts and whole numbers.
        widths: of its columns in characters; a sheet takes the widest of its blocks.
    """

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Appendix:
    """A sheet of lists.

    Attributes:
        title: of the sheet.
        purpose: what it holds, in a sentence under the title.
        blocks: the lists, one under the other.
    """

    title: str
    purpose: str
    blocks: tuple[Block, ...]
