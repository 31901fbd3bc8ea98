"""Tables that add up a listing: a row per region, field, category or institution, a column per source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format

from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.consolidate.words import TOTAL
from aitx_budget.layout.tables import LOCAL, SOURCES
from aitx_budget.model.address import a1, column_letter
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme

PRIVATE = ("private_cash", "private_in_kind")


@dataclass(frozen=True)
class Row:
    """A row of a table: what stands in its leading cells, and what the listing is held against."""

    labels: tuple[Any, ...]
    where: Callable[[int], dict[str, At]]


def by_label(values: Iterable[Any], criterion: str, column: int = 1) -> list[Row]:
    """Return a row per value; the value's own cell, in `column`, is what the listing is held against."""

    def where(value: Any) -> Callable[[int], dict[str, At]]:
        return lambda row: {criterion: At(f"${a1(row, column)}", value)}

    return [Row((value,), where(value)) for value in values]


def source_heads(programme: Programme) -> list[Text]:
    """Return the headers of `source_block`: the sources, local and private together, and the total."""
    named = programme.sources
    order = ("national_funds", *LOCAL, "local_funds", *PRIVATE, "private_contribution")
    heads = [Text(getattr(named, name).ko, getattr(named, name).en) for name in order]
    return [*heads, Text("총사업비", "Total project cost")]


SOURCE_COLUMNS = 8
"""How many columns the amounts of a row take; see `source_heads`."""


def source_row(
    page: Page, tally: Tally, row: int, first: int, where: dict[str, At], *, total: bool = False
) -> None:
    """Write the amounts of one row: five sources, and three sums of them."""
    look = page.look.sum_won if total else page.look.won
    n, p, m, local, cash, kind, private, whole = range(first, first + SOURCE_COLUMNS)
    for column, name in zip((n, p, m, cash, kind), SOURCES, strict=True):
        page.computed(row, column, tally.total(name, **where), look)
    page.across(row, local, (p, m), look)
    page.across(row, private, (cash, kind), look)
    page.across(row, whole, (n, local, private), look)


def source_block(
    page: Page,
    tally: Tally,
    programme: Programme,
    top: int,
    heads: Sequence[Text],
    rows: Sequence[Row],
) -> int:
    """Write a table of amounts by source, with a row of sums; return the next free row.

    Args:
        page: the sheet.
        tally: of the ledger.
        programme: whose sources.
        top: row of the headers.
        heads: of the leading cells.
        rows: in order.
    """
    first = len(heads) + 1
    page.heads(top, (*heads, *source_heads(programme)))
    for n, each in enumerate(rows, start=top + 1):
        for column, label in enumerate(each.labels, start=1):
            page.put(n, column, label, page.look.label)
        source_row(page, tally, n, first, each.where(n))
    last = top + len(rows)
    sum_row(page, last + 1, len(heads), range(first, first + SOURCE_COLUMNS), (top + 1, last))
    return last + 2


def sum_row(
    page: Page,
    row: int,
    labels: int,
    columns: Iterable[int],
    rows: tuple[int, int],
    look: Format | None = None,
) -> None:
    """Write a row that adds up the rows above it; `look` where these are no amounts."""
    for column in range(1, labels + 1):
        page.text(row, column, TOTAL if column == 1 else "", page.look.sum_label)
    for column in columns:
        page.down(row, column, *rows, look or page.look.sum_won)


def cross_block(
    page: Page,
    tally: Tally,
    amount: str,
    top: int,
    head: Text,
    rows: Sequence[Row],
    across: tuple[str, Sequence[Any]],
) -> int:
    """Write a table of one amount by rows and by the values of another column; return the next free row.

    Args:
        page: the sheet.
        tally: of the listing.
        amount: the column that is added up.
        top: row of the headers.
        head: of the leading cell.
        rows: in order.
        across: the other column, and its values in order.
    """
    criterion, values = across
    page.heads(top, (head,))
    for column, value in enumerate(values, start=2):
        page.put(top, column, value, page.look.head)
    end = len(values) + 2
    page.text(top, end, TOTAL, page.look.head)
    for n, each in enumerate(rows, start=top + 1):
        page.put(n, 1, each.labels[0], page.look.label)
        for column, value in enumerate(values, start=2):
            held = each.where(n) | {criterion: At(f"{column_letter(column)}${top}", value)}
            page.computed(n, column, tally.total(amount, **held), page.look.won)
        page.across(n, end, range(2, end), page.look.won)
    last = top + len(rows)
    sum_row(page, last + 1, 1, range(2, end + 1), (top + 1, last))
    return last + 2
