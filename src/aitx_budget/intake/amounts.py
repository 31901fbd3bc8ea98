"""Numbers as officers write them: amounts, counts, quantities, percentages. Never through a float."""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation

from aitx_budget.intake.formats import is_date_format, is_percent_format
from aitx_budget.intake.keys import INVISIBLE, narrowed
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK, Reading, noted
from aitx_budget.layout.structure import LARGEST_WON, THOUSANDTHS
from aitx_budget.model.submission import Seen

LARGEST_QUANTITY = 10**9
"""The largest quantity a cell may hold; beyond it products would leave exact arithmetic."""

_SHOWN = Context(prec=15, traps=[InvalidOperation])
_LONGEST = 400
"""More characters than any number has, in whatever way it is written."""
_DASHES = "-–—―−‐‑‒﹣－ㅡ\u1173"
_SPACES = (
    "".join(map(chr, range(0x2000, 0x200B)))
    + " \t\r\n\v\f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
)
_NOTHING = _DASHES + _SPACES + "".join(map(chr, INVISIBLE))
_BETWEEN_NUMBERS = re.compile(r"(?<=[\d,.])\s+(?=[\d,.])")
_MINUS = re.compile(rf"^[{_DASHES}△▲∆Δ▽▼]")
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_GROUP = re.compile(rf"(?:({_NUMBER})천)?(?:({_NUMBER})백)?(?:({_NUMBER})십)?({_NUMBER})?")
_SPOKEN = re.compile(r"(?:([^조억만]+)조)?(?:([^조억만]+)억)?(?:([^조억만]+)만)?([^조억만]+)?")
_WON_WORDS = re.compile(r"^(?:일금|금)?(?:₩|\\|krw)?|(?:원정|원|krw)$", re.IGNORECASE)
_COUNTERS = (
    "개|명|인|사|곳|대|식|건|회|차|회차|개월|달|인월|개사|업체|기업|기관|개소|종|세트|장|권|부|매|편|점|동|실|석|좌"
    "|팀|과제|기|본|통|과목|카피|계정|유저|라이선스|라이센스|ea|pc|set|copy|m/?m"
)
"""What may follow a number without changing it; years, weeks, thousands and 여·내외·이상 do."""
_COUNTED = re.compile(rf"제?([\d,.]+)(?:{_COUNTERS})?", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|퍼센트|프로)$")

NOT_A_NUMBER = Reading(seen=Seen.NOT_A_NUMBER)


def tidy(text: str) -> str:
    """Return text with full-width forms narrowed and all kinds of space taken out.

    One space stays between two numbers, which are not one: `100 200`, or two lines of a cell.
    """
    if not text.isascii():
        text = narrowed(text.translate(INVISIBLE))
    parts = _BETWEEN_NUMBERS.split(text)
    return " ".join("".join(part.split()) for part in parts)


def is_blank(text: str) -> bool:
    """Tell whether a text says that there is nothing: it is empty, or a dash."""
    return not text.strip(_NOTHING)


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
    bare, outer = _unsigned(tidy(text))
    stripped, inner = _unsigned(_WON_WORDS.sub("", bare))
    ends_in_won = bare.endswith(("원", "원정"))
    if _PLAIN.fullmatch(stripped):
        amount: Decimal | None = Decimal(stripped.replace(",", ""))
    else:
        amount = _spoken(stripped, ends_in_won=ends_in_won)
    if amount is None or (outer and inner):
        return None
    return -amount if "-" in (outer, inner) else amount


def _unsigned(text: str) -> tuple[str, str]:
    """Take a sign, a triangle or accountants' brackets off; return `-`, `+` or nothing for it."""
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        return text[1:-1], "-"
    if _MINUS.match(text):
        return text[1:], "-"
    return text.removeprefix("+"), text[:1] if text.startswith("+") else ""


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
    if cell.type is CellType.NUMBER and _is_short_count(cell):
        return Reading(int(cell.text))
    reading = read_quantity(cell)
    if reading.value is None:
        return reading
    whole, rest = divmod(reading.value, THOUSANDTHS)
    return NOT_A_NUMBER if rest else reading._replace(value=whole)


def read_quantity(cell: RawCell) -> Reading:
    """Read a number with up to three decimals, kept in thousandths."""
    if cell.type is CellType.NUMBER:
        if _is_short_count(cell):
            return Reading(int(cell.text) * THOUSANDTHS)
        number = None if is_percent_format(cell.number_format) else _numeric(cell)
        return _thousandths(number, typed=True)
    if cell.type is not CellType.TEXT:
        return NOT_A_NUMBER
    if is_blank(cell.text):
        return BLANK
    bare, sign = _unsigned(tidy(cell.text))
    match = _COUNTED.fullmatch(bare) if len(bare) <= _LONGEST else None
    return _decorated(match[1] if match is not None else "", sign)


def _is_short_count(cell: RawCell) -> bool:
    """Tell whether a numeric cell holds digits alone, and few enough for any quantity."""
    text = cell.text
    return text.isdigit() and text.isascii() and len(text) < 9 and cell.number_format == "General"


def _decorated(digits: str, sign: str) -> Reading:
    """Read what is left of a text when sign and unit are taken off."""
    if not _PLAIN.fullmatch(digits):
        return NOT_A_NUMBER
    number = Decimal(digits.replace(",", ""))
    return _thousandths(-number if sign == "-" else number, typed=False)


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
    elif cell.type is CellType.TEXT and not is_blank(cell.text):
        bare, sign = _unsigned(tidy(cell.text))
        reading = _decorated(_PERCENT.sub("", bare) if len(bare) <= _LONGEST else "", sign)
    else:
        reading = read_quantity(cell)
    if reading.value is not None and not THOUSANDTHS <= reading.value <= 100 * THOUSANDTHS:
        return Reading(seen=Seen.NOT_A_NUMBER, expected="1..100")
    return reading
