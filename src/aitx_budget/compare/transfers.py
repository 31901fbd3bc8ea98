"""Advice on transfers between categories (비목 간 전용): never a rule of the notice, and switched off by one word.

Within a fiscal year money was transferred where some categories lost and others gained: as much as the
smaller of both. A category takes part noticeably where it lost or gained more than the programme's share of what it
had; of a category that had nothing, any gain is noticeable. A budget that only grew, or only shrank, transferred nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aitx_budget.compare.ledger import BY_YEAR_AND_CATEGORY, Ledger
from aitx_budget.model.finding import Severity
from aitx_budget.model.submission import Submission
from aitx_budget.programme.schema import Programme


@dataclass(frozen=True, slots=True)
class Transfer:
    """A category whose budget of a year changed by more than the advised share.

    Attributes:
        severity: how the programme wants it shown.
        fiscal_year, category: whose budget; None for lines that state none.
        before, after: its won.
        transferred: won that went from categories to others in that year.
    """

    severity: Severity
    fiscal_year: int | None
    category: str | None
    before: int
    after: int
    transferred: int

    @property
    def delta(self) -> int:
        """After less before, in won."""
        return self.after - self.before


def transfers(before: Submission, after: Submission, programme: Programme) -> tuple[Transfer, ...]:
    """Return the noticeable transfers, by year and category."""
    severity = programme.change.transfer_severity.value
    if not isinstance(severity, Severity):
        return ()
    return tuple(
        Transfer(severity, year, category, old, new, moved)
        for year, amounts in sorted(_by_year(before, after).items(), key=lambda each: str(each[0]))
        if (moved := _transferred(amounts))
        for category, (old, new) in sorted(amounts.items(), key=lambda each: str(each[0]))
        if _noticeable(old, new, programme)
    )


def _by_year(before: Submission, after: Submission) -> dict[Any, dict[Any, tuple[int, int]]]:
    """Return year -> category -> won before and after; a year with an unread amount is left out."""
    ledgers = [Ledger.of(each, BY_YEAR_AND_CATEGORY.table) for each in (before, after)]
    sums = [BY_YEAR_AND_CATEGORY.sums(each) for each in ledgers]
    found: dict[Any, dict[Any, tuple[int, int]]] = {}
    unsure = set()
    for year, category in dict.fromkeys(key for each in sums for key in each):
        old, new = (
            BY_YEAR_AND_CATEGORY.sum_at(ledger, each, (year, category))
            for ledger, each in zip(ledgers, sums, strict=True)
        )
        if old is None or new is None:
            unsure.add(year)
        else:
            found.setdefault(year, {})[category] = (old, new)
    return {year: amounts for year, amounts in found.items() if year not in unsure}


def _transferred(amounts: dict[Any, tuple[int, int]]) -> int:
    """Return the won that went from categories to others."""
    deltas = list(_deltas(amounts))
    return min(sum(each for each in deltas if each > 0), -sum(each for each in deltas if each < 0))


def _deltas(amounts: dict[Any, tuple[int, int]]) -> Iterator[int]:
    yield from (new - old for old, new in amounts.values())


def _noticeable(old: int, new: int, programme: Programme) -> bool:
    """Tell whether a category changed by more than the advised share of what it had; compared without dividing."""
    share = programme.change.transfer_threshold.value
    return abs(new - old) * share.denominator > share.numerator * old
