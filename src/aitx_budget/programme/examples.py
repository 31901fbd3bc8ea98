"""What examples in texts speak of: years, months, days, regions and amounts that a budget of the programme could have.

A sentence about one programme must read right for another, so nothing that names a year, a month or a region is written
into it: the sentence takes it from here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aitx_budget.model.month import later
from aitx_budget.programme.schema import Programme

_STRANGERS = ("서울", "수도권")
"""What may stand where a region is asked for, and is none that may apply: the latter is no government at all."""


@dataclass(frozen=True)
class Examples:
    """Examples for one programme; months as 202603.

    Attributes:
        year: a fiscal year that has one before it, where there is more than one.
        first_month, last_month: of the period.
        month: one within the period, in the middle of things.
        october: that of the first year whose October lies in the period, or of its first year.
        day: one at the beginning of the period.
        regions: the selected ones, or else as many as are selected.
        stranger: the name of a region that may not apply.
    """

    year: int
    first_month: int
    last_month: int
    month: int
    october: int
    day: dt.date
    regions: tuple[str, ...]
    stranger: str

    def after_first(self, months: int) -> int:
        """Return the month so many after the first, or the last of the period."""
        return min(later(self.first_month, months), self.last_month)

    def before_last(self, months: int) -> int:
        """Return the month so many before the last, or the first of the period."""
        return max(later(self.last_month, -months), self.first_month)


def examples(programme: Programme) -> Examples:
    """Return what examples speak of in a programme."""
    years, months = programme.fiscal_years, programme.months
    first_day = programme.period.first_day.value
    year = years[1] if len(years) > 1 else years[0]
    spring, octobers = year * 100 + 3, [month for month in months if month % 100 == 10]
    names = [region.name for region in programme.regions]
    return Examples(
        year=year,
        first_month=months[0],
        last_month=months[-1],
        month=spring if spring in months else months[len(months) // 2],
        october=octobers[0] if octobers else months[0] // 100 * 100 + 10,
        day=first_day.replace(day=max(first_day.day, 15)),
        regions=programme.selection.names.value
        or tuple(names[: programme.selection.regions.value]),
        stranger=next(each for each in _STRANGERS if each not in programme.region_names),
    )
