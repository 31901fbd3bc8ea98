"""Chance that can be had again: every choice of a mutant hangs on one text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Each = TypeVar("Each")


def dice(seed: str) -> random.Random:
    """Return the same throws for the same text, on every machine."""
    return random.Random(seed)  # noqa: S311 - reproducible is what is wanted


def some(throw: random.Random, items: Sequence[Each], most: int = 5) -> list[Each]:
    """Return one to `most` of the items, each at most once; none of nothing."""
    return throw.sample(items, min(len(items), throw.randint(1, most)))


EXTREMES = (
    *("", " ", "0", "-0", "-1", "00", "+1", "1.5", "1e3", "1e308", "1e999", "1e-999", "NaN", "INF"),
    *("-INF", "0x10", "1_000", "1,000", "１２", "²", "\u0661\u0662", "①", "Ⅳ", " 7 ", "\u00a07"),
    *("9" * 15, "9" * 19, "9" * 400, "-" + "9" * 400, "0." + "9" * 400, "1e" + "9" * 30),
    *("2147483648", "4294967296", "18446744073709551616", "1048577", "16385", "65490"),
    *("A1", "A0", "a1", "XFD1048576", "XFE1", "A1048577", "ZZZZZZ1", "A1:XFD1048576", "B9:A1"),
    *("$A$1", "R1C1", "A:A", "1:1", ":", "A1:", "A1 B2", "가1", "소요예산!A1", "#REF!", "#N/A"),
    *(
        "true",
        "TRUE",
        "on",
        "n",
        "s",
        "str",
        "b",
        "e",
        "d",
        "inlineStr",
        "shared",
        "array",
        "hidden",
    ),
    *("rId1", "rId999", "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "//host/x"),
    *(
        "http://example.org/x",
        "xl/workbook.xml",
        "%2e%2e/x",
        "\\x",
        "C:\\x",
        "?",
        "#",
        "sheet1.xml",
    ),
    *(
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "=cmd|'/c calc'!A1",
        "'",
        '"',
        "<b>&amp;",
        "]]>",
        "{0}",
        "%s",
    ),
    *(
        "\u202e거꾸로",
        "\u200b",
        "\ufeff",
        "\t\n",
        "_x0000_",
        "_x000D_",
        "_xD800_",
        "_x005F_",
        "e\u0301",
    ),
    *(
        "가" * 300,
        "소요예산",
        "소 요 예 산",
        "합계",
        "9001011234567",
        "900101-1234567",
        "홍길동 900101-1234567",
    ),
    *("yyyy-mm-dd", "0%", "[Red]#,##0", '"', "General", "[$-412]", "@" * 300, "=" * 300, "(" * 300),
)
"""Values that have broken somebody's reader, for any attribute, text or index."""
LONG = (
    "a" * 40_000,
    "가" * 40_000,
    "1" * 40_000,
    "<" * 9_000,
    "=" + "A1+" * 9_000 + "1",
    "A" * 9_000,
)
"""Values beyond what a cell holds."""


def extreme(throw: random.Random) -> str:
    """Return one such value; a very long one now and then."""
    return throw.choice(LONG if throw.random() < 0.03 else EXTREMES)
