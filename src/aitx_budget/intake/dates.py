"""Months, dates and years as officers write them."""

from __future__ import annotations

import datetime as dt
import re

from aitx_budget.intake.amounts import decimal_of
from aitx_budget.intake.formats import is_date_format
from aitx_budget.intake.keys import INVISIBLE, narrowed
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK, Reading, noted
from aitx_budget.model.month import is_month
from aitx_budget.model.submission import Seen

UNREADABLE = Reading(seen=Seen.UNREADABLE_DATE)

_TYPED_MONTH = re.compile(r"\d{4}-\d{2}")
_TYPED_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEEKDAY = re.compile(r"\([월화수목금토일](요일)?\)$|[월화수목금토일]요일$")
_TIME = re.compile(
    r"(?:t|\s)\s*(?:오전|오후)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$", re.IGNORECASE
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_YEAR_MONTH = re.compile(r"'?(\d{4}|\d{2})(?:[-./]|년도?)(\d{1,2})(?:월|\.)?(?:중|초|말)?")
_LOST_ZERO = re.compile(r"'?(\d{4}|\d{2})\.1")
"""January, or October that a spreadsheet took for a number."""
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_DATE = re.compile(r"'?(\d{4}|\d{2})(?:[-./]|년)(\d{1,2})(?:[-./]|월)(\d{1,2})(?:일|\.)?")
_NAMED = re.compile(r"([a-z]{3})[a-z]*[-,.]?'?(\d{4}|\d{2})", re.IGNORECASE)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:fy)?'?(\d{4}|\d{2})(?:년도?|회계연도)?", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_SERIALS = range(18_264, 91_313)
"""Serial numbers of the days from 1950 to 2149: nothing else with five digits means a date here."""


def serial_date(text: str, *, date1904: bool) -> dt.date | None:
    """Return the day of an Excel serial number; None where it is out of every calendar."""
    number = decimal_of(text)
    if number is None or not 1 <= number < 2_958_466:
        return None
    day = (_EPOCH_1904 if date1904 else _EPOCH) + dt.timedelta(days=int(number))
    return day if 1900 <= day.year <= 2999 else None


def _bare(text: str) -> str:
    """Return text without spaces, weekday, time of day and fancy apostrophes; `2025 10` is 2025-10."""
    spaced = _TIME.sub("", narrowed(text.translate(INVISIBLE)).strip())
    parts = _BETWEEN_DIGITS.split(spaced)
    bare = re.sub("[’‘`´′]", "'", "-".join("".join(part.split()) for part in parts))
    return _WEEKDAY.sub("", bare).replace("–", "-").replace("−", "-")


def _year(digits: str) -> int:
    """Return the year; two digits are of this century's first half or else of the last one."""
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _day(year: int, month: int, day: int) -> int | None:
    """Return 20260315; None where the calendar has no such day."""
    if not 1900 <= year <= 2999:
        return None
    try:
        return _number_of(dt.date(year, month, day))
    except ValueError:
        return None


def _number_of(date: dt.date) -> int:
    """Return a day as 20260315."""
    return date.year * 10_000 + date.month * 100 + date.day


def read_month(cell: RawCell, *, date1904: bool = False) -> Reading:
    """Read a month in every common spelling, kept as 202603."""
    if cell.type is CellType.NUMBER:
        return _numeric_month(cell, date1904=date1904)
    if cell.type is not CellType.TEXT:
        return UNREADABLE
    text = cell.text.strip()
    month = parse_month(text)
    if month is None:
        return BLANK if not _bare(text).strip("-") else UNREADABLE
    return Reading(month) if _TYPED_MONTH.fullmatch(text) else noted(month)


def parse_month(text: str) -> int | None:
    """Return the month that a text means; None where it means none for certain."""
    bare = _bare(text)
    day = _parse_date(bare)
    if day is not None:
        return day // 100
    if re.fullmatch(r"\d{6}", bare):
        return _six_digits(int(bare))
    return None if _LOST_ZERO.fullmatch(bare) else _spelled_month(bare)


def _spelled_month(bare: str) -> int | None:
    """Read a year and a month in either order, the month in digits or by its English name."""
    match = _YEAR_MONTH.fullmatch(bare)
    if match is not None:
        return _in_calendar(_year(match[1]), int(match[2]), short=len(match[1]) == 2)
    match = _MONTH_YEAR.fullmatch(bare)
    if match is not None:
        return _in_calendar(int(match[2]), int(match[1]), short=False)
    match = _NAMED.fullmatch(bare)
    if match is None or match[1].lower() not in _NAMES:
        return None
    month = _NAMES.index(match[1].lower()) + 1
    return _in_calendar(_year(match[2]), month, short=len(match[2]) == 2)


def _in_calendar(year: int, month: int, *, short: bool) -> int | None:
    """Return the month; a year of two digits must be near, or `03.11` would be of 2003."""
    number = year * 100 + month
    near = not short or 2020 <= year <= 2039
    return number if near and is_month(number) else None


def _numeric_month(cell: RawCell, *, date1904: bool) -> Reading:
    """Read a number: a date, 202510, 20251001, 2025.11; 2025.1 is January or October."""
    if is_date_format(cell.number_format):
        day = serial_date(cell.text, date1904=date1904)
        if day is None:
            return UNREADABLE
        month = day.year * 100 + day.month
        return Reading(month) if day.day == 1 else noted(month)
    number = decimal_of(cell.text)
    if number is None:
        return UNREADABLE
    if number != number.to_integral_value():
        return _fractional_month(format(number.normalize(), "f"))
    whole = int(number)
    six = _six_digits(whole)
    return noted(six) if six else _whole_date(whole, date1904=date1904, divisor=100)


def _six_digits(whole: int) -> int | None:
    """Return the month of 202510; 251001 is a day to its writer, and no month of the year 2510."""
    return whole if is_month(whole) and 2000 <= whole // 100 <= 2099 else None


def _fractional_month(text: str) -> Reading:
    """Read 2025.11 as a month; 2025.1 may have lost the zero of 2025.10."""
    year, _, decimals = text.partition(".")
    if decimals == "1" or len(decimals) > 2 or len(year) != 4:
        return UNREADABLE
    month = int(year) * 100 + int(decimals)
    return noted(month) if is_month(month) else UNREADABLE


def _whole_date(whole: int, *, date1904: bool, divisor: int) -> Reading:
    """Read 20251001, or a serial number that lost its date format."""
    day = _day(whole // 10_000, whole // 100 % 100, whole % 100)
    if day is None and whole in _SERIALS:
        date = serial_date(str(whole), date1904=date1904)
        day = None if date is None else _number_of(date)
    return UNREADABLE if day is None else noted(day // divisor)


def read_date(cell: RawCell, *, date1904: bool = False) -> Reading:
    """Read a day in every common spelling, kept as 20260315."""
    if cell.type is CellType.NUMBER:
        if is_date_format(cell.number_format):
            date = serial_date(cell.text, date1904=date1904)
            return UNREADABLE if date is None else Reading(_number_of(date))
        number = decimal_of(cell.text)
        if number is None or number != number.to_integral_value():
            return UNREADABLE
        return _whole_date(int(number), date1904=date1904, divisor=1)
    if cell.type is not CellType.TEXT:
        return UNREADABLE
    text = cell.text.strip()
    bare = _bare(text)
    day = _parse_date(bare)
    if day is None:
        return BLANK if not bare.strip("-") else UNREADABLE
    return Reading(day) if _TYPED_DATE.fullmatch(text) else noted(day)


def _parse_date(bare: str) -> int | None:
    """Return the day that a tidied text means."""
    if re.fullmatch(r"\d{8}", bare):
        return _day(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    match = _DATE.fullmatch(bare)
    return _day(_year(match[1]), int(match[2]), int(match[3])) if match is not None else None


def parse_year(text: str) -> int | None:
    """Return the year that `2025년`, `FY2025` or `’25` means; None for anything else."""
    match = _YEAR.fullmatch(_bare(text))
    return _year(match[1]) if match is not None else None
