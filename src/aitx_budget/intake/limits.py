"""How large a returned file may be before it is refused unread."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file; the defaults leave a standard workbook a hundredfold room.

    Attributes:
        file_bytes: of the file as it came.
        entries: parts in the package.
        part_bytes: of one part, unpacked.
        unpacked_bytes: of all parts together.
        ratio: unpacked to packed bytes of one part; asked of parts above `ratio_from_bytes` only,
            because small parts of blank cells pack very well.
        ratio_from_bytes: see `ratio`.
        cells: cells of one worksheet that hold something.
    """

    file_bytes: int = 50 * MEBIBYTE
    entries: int = 5_000
    part_bytes: int = 192 * MEBIBYTE
    unpacked_bytes: int = 384 * MEBIBYTE
    ratio: int = 150
    ratio_from_bytes: int = 8 * MEBIBYTE
    cells: int = 2_000_000


DEFAULT_LIMITS = Limits()
