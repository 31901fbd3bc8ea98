"""How large a returned file may be before it is refused unread."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file; the defaults leave a standard workbook a twentyfold room.

    Attributes:
        file_bytes: of the file as it came.
        entries: parts in the package.
        part_bytes: of one part, unpacked.
        unpacked_bytes: of all parts together.
        ratio: unpacked to packed bytes of one part; asked of parts above `ratio_from_bytes` only,
            because small parts of blank cells pack very well.
        ratio_from_bytes: see `ratio`.
        marks: angle brackets and equals signs of one part that is parsed; each element and attribute
            has one, and weighs up to two hundred bytes then. Blank rows and cells don't count.
        cells: cells of all worksheets that hold something.
        characters: in all cells together, each with the whole of a text or a formula it shares.
    """

    file_bytes: int = 50 * MEBIBYTE
    entries: int = 5_000
    part_bytes: int = 96 * MEBIBYTE
    unpacked_bytes: int = 192 * MEBIBYTE
    ratio: int = 150
    ratio_from_bytes: int = 8 * MEBIBYTE
    marks: int = 4_000_000
    cells: int = 500_000
    characters: int = 8_000_000


DEFAULT_LIMITS = Limits()
