"""Months as whole numbers: 202603 is March 2026. 0 stands for no month."""

from __future__ import annotations


def months_between(first: int, last: int) -> tuple[int, ...]:
    """Return every month from `first` to `last`, both included."""
    months = []
    month = first
    while month <= last:
        months.append(month)
        month = month + 1 if month % 100 < 12 else (month // 100 + 1) * 100 + 1
    return tuple(months)


def later(month: int, months: int) -> int:
    """Return the month so many months after `month`, or before it where `months` is negative.

    Example:
        >>> later(202612, 1), later(202612, -14)
        (202701, 202510)
    """
    counted = month // 100 * 12 + month % 100 - 1 + months
    return counted // 12 * 100 + counted % 12 + 1


def is_month(number: int) -> bool:
    """Tell whether `number` reads as a year and a month of it."""
    return 1900 <= number // 100 <= 2999 and 1 <= number % 100 <= 12


def dashed(month: int) -> str:
    """Return `2026-03`, the way months are typed."""
    return f"{month // 100}-{month % 100:02d}"


def dotted(month: int) -> str:
    """Return `2026.03`, the way month columns are headed."""
    return f"{month // 100}.{month % 100:02d}"
