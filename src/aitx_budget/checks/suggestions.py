"""What may have been meant by a cell that could not be read with certainty: the values to type instead.

Nothing here is ever used as a value; the officer is asked which of them it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from aitx_budget.intake.amounts import parse_won, tidy
from aitx_budget.layout.structure import LARGEST_WON, Kind
from aitx_budget.model.month import dashed

_ABOUT = re.compile(
    r"^(?:약|대략|대충|최대|최소)|(?:내외|안팎|가량|정도|쯤|이내|이하|이상|미만|초과)$"
)
_UP_TO = re.compile(r"[~∼〜]")
_COUNTED = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,3})?)([십백천만억]*)[가-힣]{0,3}")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_NONE = re.compile(r"없음|없습니다|해당(?:사항)?없음|미해당|해당무|무|none|n/?a", re.IGNORECASE)
_CODE = re.compile(r"([^\W\d_]*)(\d+)")
_BETWEEN = re.compile(r"[-_./·\s]")
_MONTH_ALONE = re.compile(r"(\d{1,2})월(?:\d{1,2}일)?(?:중|초|말)?")
_LOST_ZERO = re.compile(r"'?(?:20)?(\d{2})[.]1")


def numbers_meant(text: str, kind: Kind) -> tuple[int | Decimal, ...]:
    """Return the numbers that an approximate, open or ranging text may mean; empty where none can be said.

    Example:
        >>> numbers_meant("약 3억", Kind.WON), numbers_meant("1억2천", Kind.WON)
        ((300000000,), (120000000,))
    """
    parts = [_ABOUT.sub("", part) for part in _UP_TO.split(tidy(text))]
    read = _won_meant if kind is Kind.WON else _count_meant
    found = [read(part) for part in parts]
    return tuple(dict.fromkeys(each for part in found for each in part)) if all(found) else ()


def _won_meant(text: str) -> tuple[int, ...]:
    """Return the won amounts that a text may mean: as it stands, else with its open unit as 만 or as 원."""
    certain = parse_won(text)
    read = [certain] if certain is not None else [parse_won(text + unit) for unit in ("만", "원")]
    return tuple(
        int(each)
        for each in read
        if each is not None and each == each.to_integral_value() and 0 <= each <= LARGEST_WON
    )


def _count_meant(text: str) -> tuple[Decimal, ...]:
    match = _COUNTED.fullmatch(text)
    if match is None:
        return ()
    certain = parse_won(f"{match[1]}{match[2]}원")
    return () if certain is None else (plain(certain),)


def says_nothing(text: str) -> bool:
    """Tell whether a text says in words that there is nothing to state.

    Example:
        >>> says_nothing("해당 없음"), says_nothing("협의 중")
        (True, False)
    """
    return _NONE.fullmatch(tidy(text)) is not None


def share_meant(text: str) -> Decimal | None:
    """Return the percentage that a fraction such as `0.7` may mean; None where it means none from 1 to 100."""
    number = plain_number(text)
    share = number * 100 if number is not None and number < 1 else Decimal(0)
    return plain(share) if share >= 1 and share == rounded(share) else None


def thousandths_meant(text: str) -> Decimal | None:
    """Return a number of too many decimals with the three that are kept; None where it is no plain number."""
    number = plain_number(text)
    return None if number is None else rounded(number)


def plain_number(text: str) -> Decimal | None:
    """Return the number that a text of digits states; None for any other text."""
    bare = tidy(text).replace(",", "")
    return plain(Decimal(bare)) if _NUMBER.fullmatch(bare) else None


def rounded(number: Decimal) -> Decimal:
    """Return `number` with at most three decimals."""
    return plain(number.quantize(Decimal("0.001"), ROUND_HALF_UP))


def plain(number: Decimal) -> Decimal:
    """Return `number` without trailing zeros and without an exponent."""
    return (
        number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    )


def code_meant(text: str, codes: Sequence[str]) -> str:
    """Return the one of `codes` that a text may mean; empty where none is like it.

    A code of the same letters and the same number is meant before one that merely looks like it.

    Example:
        >>> code_meant("i-3", ["I02", "I03"]), code_meant("I2", ["I02", "I20"]), code_meant("본부", ["I02"])
        ('I03', 'I02', '')
    """
    parts = _code_parts(text)
    same = [code for code in codes if parts is not None and _code_parts(code) == parts]
    if same:
        return difflib.get_close_matches(text, same, n=1, cutoff=0)[0]
    return next(iter(difflib.get_close_matches(text, codes, n=1)), "")


def _code_parts(text: str) -> tuple[str, int] | None:
    """Return the letters and the number of a code; None for what is no code."""
    match = _CODE.fullmatch(_BETWEEN.sub("", tidy(text)))
    return None if match is None else (match[1].upper(), int(match[2]))


def months_meant(text: str, months: Iterable[int]) -> tuple[str, ...]:
    """Return those of `months` that a text may mean: `10월` of any year, `2025.1` January or October of its own.

    Example:
        >>> months_meant("10월", (202510, 202601, 202610)), months_meant("2026.1", (202601, 202610))
        (('2025-10', '2026-10'), ('2026-01', '2026-10'))
    """
    bare = tidy(text)
    alone, lost = _MONTH_ALONE.fullmatch(bare), _LOST_ZERO.fullmatch(bare)
    if alone:
        found = [month for month in months if month % 100 == int(alone[1])]
    elif lost:
        year = 2000 + int(lost[1])
        found = [month for month in months if month in (year * 100 + 1, year * 100 + 10)]
    else:
        found = []
    return tuple(dashed(month) for month in found)
