"""What a task reads from a store or writes to one is carried by whoever gives the task out.

The process that opens returned files has no access to a store, and nothing but local files: before a task the files are fetched
into a folder that lives as long as the task, and the marked copies that it leaves there are put into the store after it. On one
computer the command does so, on a machine of a cluster the process that stands in for it (`node`); a crew calls `carried`.

A store that does not take a copy ends the run: it would take no other. What was answered for is kept (`journal`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol, Self

from aitx_budget.library import output, storing
from aitx_budget.library.address import Address
from aitx_budget.library.chunk import Answer
from aitx_budget.library.item import Item
from aitx_budget.library.stored import Stored, fetched

if TYPE_CHECKING:
    from aitx_budget.intake.limits import Limits
    from aitx_budget.library.worker import Task


class Portable(Protocol):
    """A task that can be done anywhere: it names the files that it needs, and where relative paths start from."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Its files."""

    @property
    def folder(self) -> str | None:
        """Where relative paths start from; None for where it is done."""

    @property
    def limits(self) -> Limits:
        """On each of them."""

    def at(self, items: tuple[Item, ...], folder: str | None) -> Self:
        """Return the same with files that stand elsewhere."""

    def __call__(self) -> Any:
        """Do it."""


def carried(task: Portable, do: Callable[[Task], Any]) -> Any:
    """Do a task with its files here; return what it returns.

    Args:
        task: what is done.
        do: has it done.

    Raises:
        OutputError: the store does not take a copy.
        ClusterError: a store cannot be reached.
    """
    if not any(map(_away, task.items)):
        return do(task)
    with TemporaryDirectory(prefix="aitx-") as place:
        here = tuple(_brought(each, Path(place), task.limits) for each in task.items)
        outcomes = do(task.at(here, task.folder))
        if not isinstance(outcomes, tuple):
            return outcomes
        return tuple(
            _delivered(outcome, item, local)
            for outcome, item, local in zip(outcomes, task.items, here, strict=True)
        )


def _away(item: Item) -> bool:
    return isinstance(item.found, Stored) or (
        item.copy is not None and isinstance(item.copy.target, Address)
    )


def _brought(item: Item, place: Path, limits: Limits) -> Item:
    """Return an item with its file here, and with its marked copy of an earlier run, if that is to be looked at."""
    item = fetched(item, place, limits)
    if item.copy is None or not isinstance(item.copy.target, Address):
        return item
    local = place / f"{item.number}.xlsx"
    if item.known is not None and item.known.copy:
        earlier = storing.content(item.copy.target)
        if earlier is not None:
            local.write_bytes(earlier)
    return replace(item, copy=replace(item.copy, target=local))


def _delivered(outcome: Any, item: Item, local: Item) -> Any:
    """Return an outcome whose marked copy is where it was to go."""
    if not isinstance(outcome, Answer) or outcome.marked is None:
        return outcome
    assert item.copy is not None  # noqa: S101 - else nothing was marked
    assert local.copy is not None  # noqa: S101
    if isinstance(item.copy.target, Address):
        output.put(item.copy.target, Path(str(local.copy.target)))
    return replace(outcome, marked=(item.copy.target, outcome.marked[1]))
