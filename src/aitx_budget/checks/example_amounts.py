"""Amounts that the examples of manuals speak of, made so that they hold for any thresholds."""

from __future__ import annotations

from typing import Final

from aitx_budget.model.money import Ratio

COST: Final = 10_000_000_000
"""Won that a unit project costs in an example."""
MISS: Final = COST // 100
"""Won by which it misses what it must reach."""


def matched_by(minimum: Ratio, amount: int) -> int:
    """Return the least won that must stand beside `amount` to be at least `minimum` of both together.

    A minimum of the whole leaves no room for `amount`; as much again stands for it then.
    """
    rest = minimum.denominator - minimum.numerator
    return Ratio(minimum.numerator, rest).least(amount) if rest else amount


def rounded(amount: int, digits: int = 2) -> int:
    """Return an amount of won with nothing but zeros after its first `digits`, cut and not rounded up."""
    unit: int = 10 ** max(len(str(amount)) - digits, 0)
    return amount // unit * unit
