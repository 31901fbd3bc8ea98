"""Amounts shared out in whole thousands of won, so that the parts make the whole exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

THOUSAND = 1000


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Return `amount` won in parts proportional to `weights`, each (but the last) in thousands.

    Running totals are rounded, not the parts, so nothing is left over at the end.
    """
    whole = sum(weights)
    marks = [amount * mark // whole // THOUSAND * THOUSAND for mark in accumulate(weights)]
    marks[-1] = amount
    return [after - before for before, after in zip([0, *marks], marks, strict=False)]


def fund(costs: Sequence[int], targets: Mapping[str, int]) -> list[dict[str, int]]:
    """Return for each of `costs` its amount per source; columns add up to `targets`, rows to costs.

    The first source takes up what rounding leaves within a row.

    Raises:
        ValueError: targets and costs differ in total, or a row is too small to be shared out.
    """
    if sum(costs) != sum(targets.values()):
        message = f"funds of {sum(targets.values()):,} won for costs of {sum(costs):,} won"
        raise ValueError(message)
    if not costs:
        return []
    first, *others = targets
    columns = {source: spread(targets[source], costs) for source in others}
    rows = []
    for position, cost in enumerate(costs):
        row = {source: parts[position] for source, parts in columns.items()}
        row = {first: cost - sum(row.values()), **row}
        if min(row.values()) < 0:
            message = f"a line of {cost:,} won cannot be shared out"
            raise ValueError(message)
        rows.append(row)
    return rows
