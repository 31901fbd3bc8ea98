"""Numbers as officers write them: amounts, counts, quantities, percentages. Never through a float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal, InvalidOperation

from aitx_budget.intake.keys import INVISIBLE
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK, Reading, noted
from aitx_budget.intake.styles import is_date_format, is_percent_format
from aitx_budget.layout.structure import LARGEST_WON, THOUSANDTHS
from aitx_budget.model.submission import Seen

LARGEST_QUANTITY = 10**9
"""The largest quantity a cell may hold; beyond it products would leave exact arithmetic."""

_SHOWN = Context(prec=15, traps=[InvalidOperation])
_LONGEST = 400
"""More characters than any number has, in whatever way it is written."""
_DASHES = "-–—―−‐‑‒﹣－ㅡ\u1173"
_MINUS = re.compile(rf"^[{_DASHES}△▲∆Δ▽▼]")
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_GROUP = re.compile(rf"(?:({_NUMBER})천)?(?:({_NUMBER})백)?(?:({_NUMBER})십)?({_NUMBER})?")
_SPOKEN = re.compile(r"(?:([^조억만]+)조)?(?:([^조억만]+)억)?(?:([^조억만]+)만)?([^조억만]+)?")
_WON_WORDS = re.compile(r"^(?:일금|금)?(?:₩|\\|krw)?|(?:원정|원|krw)$", re.IGNORECASE)
_COUNTER = re.compile(r"^제?([\d,.]+)(?:[가-힣]{1,3}|ea|set|m/?m)?$", re.IGNORECASE)

NOT_A_NUMBER = Reading(seen=Seen.NOT_A_NUMBER)


def tidy(text: str) -> str:
    """Return text with full-width forms narrowed and all kinds of space taken out."""
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text.translate(INVISIBLE)).split())


def is_blank(text: str) -> bool:
    """Tell whether a text in a numeric column says that there is nothing."""
    bare = tidy(text)
    return not bare.strip(_DASHES)


def decimal_of(text: str) -> Decimal | None:
    """Return the number of a numeric cell as the program shows it: 15 significant digits."""
    if len(text) > _LONGEST:
        return None
    try:
        value = _SHOWN.create_decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 40 else None


def _numeric(cell: RawCell) -> Decimal | None:
    """Return the number of a numeric cell that is shown as one, and not as a date."""
    return None if is_date_format(cell.number_format) else decimal_of(cell.text)


def read_won(cell: RawCell) -> Reading:
    """Read an amount in whole won."""
    if cell.type is CellType.NUMBER:
        text = cell.text
        if (
            text.isdigit()
            and text.isascii()
            and len(text) < 14
            and cell.number_format in ("General", "#,##0")
        ):
            return Reading(int(text))
        number = None if is_percent_format(cell.number_format) else _numeric(cell)
        return NOT_A_NUMBER if number is None else _whole_won(number, Reading)
    if cell.type is not CellType.TEXT:
        return NOT_A_NUMBER
    if is_blank(cell.text):
        return BLANK
    number = parse_won(cell.text)
    return NOT_A_NUMBER if number is None else _whole_won(number, noted)


def _whole_won(number: Decimal, made: object) -> Reading:
    """Bound an amount and refuse fractions of a won."""
    if abs(number) > LARGEST_WON:
        return Reading(seen=Seen.NOT_A_NUMBER, expected=f"<= {LARGEST_WON}")
    if number != number.to_integral_value():
        return Reading(seen=Seen.FRACTION)
    return noted(int(number)) if made is noted else Reading(int(number))


def parse_won(text: str) -> Decimal | None:
    """Return the amount that a text certainly means, in won; None where it could mean another.

    Example:
        >>> parse_won("△1,000원"), parse_won("1.2억"), parse_won("1,000~2,000"), parse_won("1억2천")
        (Decimal('-1000'), Decimal('120000000'), None, None)
    """
    if len(text) > _LONGEST:
        return None
    bare, negative = _unsigned(tidy(text))
    stripped = _WON_WORDS.sub("", bare)
    stripped, inner = _unsigned(stripped)
    ends_in_won = bare.endswith(("원", "원정"))
    if _PLAIN.fullmatch(stripped):
        amount: Decimal | None = Decimal(stripped.replace(",", ""))
    else:
        amount = _spoken(stripped, ends_in_won=ends_in_won)
    if amount is None or (negative and inner):
        return None
    return -amount if negative or inner else amount


def _unsigned(text: str) -> tuple[str, bool]:
    """Take a minus sign, a triangle or accountants' brackets off; tell whether there was one."""
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        return text[1:-1], True
    if _MINUS.match(text):
        return text[1:], True
    return text.removeprefix("+"), False


def _spoken(text: str, *, ends_in_won: bool) -> Decimal | None:
    """Read `1억2천만`, `350백만`, `3천만`; None where a unit is left open, as in `1억2천`."""
    match = _SPOKEN.fullmatch(text)
    if match is None:
        return None
    total, higher = Decimal(0), False
    for written, unit in zip(match.groups(), (10**12, 10**8, 10**4, 1), strict=True):
        if written is None:
            continue
        amount = _group(written)
        # People say 1억2천 for 1억2천만, and 5천 alone for who knows what.
        open_end = unit == 1 and match[3] is None and (higher or not ends_in_won)
        if amount is None or open_end or (higher and amount >= 10**4):
            return None
        total, higher = total + amount * unit, True
    return total if higher else None


def _group(text: str) -> Decimal | None:
    """Read what may stand before 억 or 만: `1.2`, `350백`, `2천5백`."""
    match = _GROUP.fullmatch(text)
    if match is None:
        return None
    total, limit = Decimal(0), None
    for written, unit in zip(match.groups(), (1000, 100, 10, 1), strict=True):
        if written is None:
            continue
        amount = Decimal(written.replace(",", "")) * unit
        if limit is not None and amount >= limit:
            return None
        total, limit = total + amount, unit
    return total


def read_count(cell: RawCell) -> Reading:
    """Read a whole number, with or without its counter (`3개사`, `1차`)."""
    reading = read_quantity(cell)
    if reading.value is None:
        return reading
    whole, rest = divmod(reading.value, THOUSANDTHS)
    return NOT_A_NUMBER if rest else reading._replace(value=whole)


def read_quantity(cell: RawCell) -> Reading:
    """Read a number with up to three decimals, kept in thousandths."""
    if cell.type is CellType.NUMBER:
        text = cell.text
        if text.isdigit() and text.isascii() and len(text) < 9 and cell.number_format == "General":
            return Reading(int(text) * THOUSANDTHS)
        number = None if is_percent_format(cell.number_format) else _numeric(cell)
        return _thousandths(number, typed=True)
    if cell.type is not CellType.TEXT:
        return NOT_A_NUMBER
    if is_blank(cell.text):
        return BLANK
    bare, negative = _unsigned(tidy(cell.text))
    match = _COUNTER.match(bare) if len(bare) <= _LONGEST else None
    if match is None or not _PLAIN.fullmatch(match[1]):
        return NOT_A_NUMBER
    number = Decimal(match[1].replace(",", ""))
    return _thousandths(-number if negative else number, typed=False)


def _thousandths(number: Decimal | None, *, typed: bool) -> Reading:
    """Bound a quantity and refuse more decimals than are kept."""
    if number is None:
        return NOT_A_NUMBER
    if abs(number) > LARGEST_QUANTITY:
        return Reading(seen=Seen.NOT_A_NUMBER, expected=f"<= {LARGEST_QUANTITY}")
    scaled = number * THOUSANDTHS
    if scaled != scaled.to_integral_value():
        return Reading(seen=Seen.NOT_A_NUMBER, expected="0.001")
    return Reading(int(scaled)) if typed else noted(int(scaled))


def read_percent(cell: RawCell) -> Reading:
    """Read a percentage from 1 to 100, kept in thousandths; `0.7` alone could be 0.7 % or 70 %."""
    if cell.type is CellType.NUMBER and is_percent_format(cell.number_format):
        number = decimal_of(cell.text)
        reading = _thousandths(None if number is None else number * 100, typed=False)
    elif cell.type is CellType.TEXT and tidy(cell.text).endswith("%"):
        reading = read_quantity(cell._replace(text=tidy(cell.text)[:-1]))
    else:
        reading = read_quantity(cell)
    if reading.value is not None and not THOUSANDTHS <= reading.value <= 100 * THOUSANDTHS:
        return Reading(seen=Seen.NOT_A_NUMBER, expected="1..100")
    return reading
