"""Money in whole won, and ratios that are compared without ever dividing.

Source of the arithmetic: the programme's ratio rules are inequalities between sums of won;
a float or a quotient would decide them wrongly at the boundary.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from aitx_budget.model.text import Text


class Ratio(NamedTuple):
    """A threshold such as 4/10, kept as two whole numbers.

    Attributes:
        numerator: at least 0.
        denominator: at least 1.
    """

    numerator: int
    denominator: int

    @classmethod
    def parse(cls, text: str) -> Ratio:
        """Read `"4/10"`.

        Raises:
            ValueError: `text` is not two whole numbers with a slash, or the second is 0.
        """
        match = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", text)
        if match is None or int(match[2]) == 0:
            message = f"not a ratio such as 4/10: {text!r}"
            raise ValueError(message)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    @property
    def complement(self) -> Ratio:
        """The share that the rest has, of a ratio up to 1."""
        return Ratio(self.denominator - self.numerator, self.denominator)

    def percent(self) -> str:
        """Return the ratio as people say it, e.g. `40%` or `33.3%`."""
        value = Fraction(self.numerator * 100, self.denominator)
        return f"{value.numerator}%" if value.denominator == 1 else f"{float(value):.1f}%"

    def least(self, whole: int) -> int:
        """Return the smallest won amount that is at least this share of `whole` won."""
        return -((-self.numerator * whole) // self.denominator)

    def most(self, whole: int) -> int:
        """Return the largest won amount that is at most this share of `whole` won."""
        return (self.numerator * whole) // self.denominator


def round_half_up(value: Fraction) -> int:
    """Round to whole won the way a worksheet's ROUND does: halves away from zero."""
    sign = -1 if value < 0 else 1
    return sign * ((abs(value) * 2 + 1) // 2)


def won(amount: int) -> str:
    """Return `1,234,567원`."""
    return f"{amount:,}원"


def krw(amount: int) -> str:
    """Return `1,234,567 won`, for English sentences."""
    return f"{amount:,} won"


def spoken(amount: int) -> Text:
    """Return a round amount as people say it: `140억원`, `3천만원`, `14 billion won`; another to the won.

    Example:
        >>> spoken(14_000_000_000), spoken(20_000_000).ko, spoken(1_234_567).ko
        (Text(ko='140억원', en='14 billion won'), '2천만원', '1,234,567원')
    """
    korean = ((10**8, "억"), (10**7, "천만"), (10**4, "만"))
    english = ((10**9, "billion"), (10**6, "million"))
    ko = next(
        (f"{amount // unit:,}{name}원" for unit, name in korean if _of(unit, amount)), won(amount)
    )
    en = next(
        (f"{amount // unit:,} {name} won" for unit, name in english if _of(unit, amount)),
        krw(amount),
    )
    return Text(ko, en)


def _of(unit: int, amount: int) -> bool:
    """Tell whether an amount is a whole number of a unit; of ten million only fewer than ten are said."""
    whole = amount >= unit and amount % unit == 0
    return whole and (unit != 10**7 or amount < 10**8)


def share(part: int, whole: int, *, up: bool = False) -> str:
    """Return `part` of `whole` as a percentage with two decimals, the one way in which shares are shown.

    It is cut, and where it is held against a maximum (`up`) it is raised, so that one that misses its threshold never
    looks as if it met it. Worksheets show the same (`layout.expressions.Share`).

    Example:
        >>> share(9333333333, 23333333333), share(700_001, 1_000_000, up=True)
        ('39.99%', '70.01%')
    """
    if whole == 0:
        return "–"
    hundredths = -(-part * 10_000 // whole) if up else part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
