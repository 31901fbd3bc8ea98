"""A run over many files: chunks of bounded size, done by a crew, and what is done about those that are lost.

A chunk is as large as makes the checks cheap (they cost nearly as much for one workbook as for dozens) and as small as
bounds what a worker holds. Towards the end chunks become smaller, so that all workers end at about the same time.
What is said of a file does not depend on its chunk:

- A chunk that hangs, explodes or dies is asked for again, each file alone. A file that is lost alone is asked for once more
  without its marked copy; where it is lost again it is refused, and the refusal is answered for like any file.
- What became of the waivers of a region is told in the first workbook of the region, when all are done. That one waits
  (`chunk.Left`), and is asked for again in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import MEBIBYTE
from aitx_budget.library import reading
from aitx_budget.library.chunk import (
    Answer,
    Chunk,
    Left,
    Misused,
    Order,
    Outcome,
    Unchanged,
)
from aitx_budget.library.crew import Beaten, Lost
from aitx_budget.library.item import Item, Known
from aitx_budget.library.stored import Stored
from aitx_budget.library.worker import Shared, Task

if TYPE_CHECKING:
    from aitx_budget.intake.files import Found
    from aitx_budget.intake.limits import Limits
    from aitx_budget.library.marking import Copy
    from aitx_budget.model.waiver import Coverage

Progress = Callable[[str, int, int], None]
"""Told what is being done: a file's name, how many are done, how many there are."""

MOST_FILES, LEAST_FILES = 64, 8
"""Of a chunk: more make checks no cheaper, and fewer, where there are enough, much dearer."""
MOST_BYTES = 32 * MEBIBYTE
"""Of a chunk's files as they came."""
_UNKNOWN = MEBIBYTE
"""What a file counts as whose size is not known."""


class Hands(Protocol):
    """Who does a run's tasks: a `Crew`, or the machines of a `Cluster`."""

    @property
    def limits(self) -> Limits:
        """On each file, and on the worker that has it."""

    @property
    def hands(self) -> int:
        """How many tasks are done at a time."""

    def each(self, tasks: Iterable[Task], beaten: Beaten | None = None) -> Iterator[Any]:
        """Yield what each task returns, or a `Lost`, in the order of the tasks."""


@dataclass(frozen=True)
class Earlier:
    """What an earlier run over the same files has answered for.

    Attributes:
        known: of a file that it has answered for; None for any other.
        answer: of such a file, by its place in this run.
    """

    known: Callable[[Item], Known | None]
    answer: Callable[[Item], Answer]


def run(
    found: Sequence[Found],
    order: Order,
    *,
    crew: Hands,
    copies: Sequence[Copy] = (),
    earlier: Earlier | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Answer, bool]]:
    """Yield the answer for each file in input order, save for those that had to wait, which come last.

    Args:
        found: the files, in order.
        order: what is asked of each.
        crew: who does it, and within which limits; what is answered does not depend on how many they are.
        copies: where each marked copy goes; empty for none.
        earlier: what need not be done again; None for nothing.
        progress: told of files as they are done.

    Yields:
        Each answer, and whether it is a file's own, so that a later run may take it over: one that tells what became
        of waivers also depends on the other files.

    Raises:
        UsageError: a code that no rule has.
    """
    items = _items(found, copies, earlier)
    yield from _Run(items, Shared(order), crew, earlier, progress).answers()


def _items(
    found: Sequence[Found], copies: Sequence[Copy], earlier: Earlier | None
) -> tuple[Item, ...]:
    items = (
        Item(number, each, copies[number] if copies else None) for number, each in enumerate(found)
    )
    if earlier is None:
        return tuple(items)
    return tuple(replace(item, known=earlier.known(item)) for item in items)


def chunks(items: Sequence[Item], hands: int) -> Iterator[tuple[Item, ...]]:
    """Yield items in chunks of bounded size.

    Args:
        items: in order.
        hands: how many chunks are done at a time.
    """
    least = min(LEAST_FILES, -(-len(items) // hands))
    begun = 0
    while begun < len(items):
        most = max(least, min(MOST_FILES, -(-(len(items) - begun) // hands)))
        end, held = begun, 0
        while end < len(items) and end - begun < most:
            held += _size(items[end])
            if held > MOST_BYTES and end > begun:
                break
            end += 1
        yield tuple(items[begun:end])
        begun = end


def _size(item: Item) -> int:
    """Return the bytes of a file as it came; of what is in a zip they are not known before it is opened."""
    if isinstance(item.found, Stored):
        return item.found.size
    try:
        return _UNKNOWN if item.found.entry else item.found.location.stat().st_size
    except OSError:  # told when it is read
        return 0


@dataclass
class _Run:
    """One run, while it goes on.

    Attributes:
        items, order, crew, earlier, progress: see `run`.
        first: region that waivers are for -> number of its first workbook.
        waivers: number of a waiver -> what it does in all workbooks so far.
        left: numbers of the workbooks that wait.
        together: all items are in one chunk, so that what became of waivers is known there.
        begun: number of the first item of a chunk that is being done -> how often it has beaten.
        done: how many files are answered for.
        shown: how many were told to be done.
    """

    items: tuple[Item, ...]
    order: Shared
    crew: Hands
    earlier: Earlier | None
    progress: Progress | None
    first: dict[str, int] = field(default_factory=dict)
    waivers: dict[int, Coverage] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    together: bool = False
    begun: dict[int, int] = field(default_factory=dict)
    done: int = 0
    shown: int = 0

    def answers(self) -> Iterator[tuple[Answer, bool]]:
        """See `run`."""
        for outcome in self._outcomes():
            item = self.items[outcome.number]
            answer: Answer | Left
            if isinstance(outcome, Unchanged):
                assert self.earlier is not None, "nothing else says what is known"  # noqa: S101 - for the types
                answer = self.earlier.answer(item)
            else:
                answer = outcome
            self._count(answer)
            if answer.number in self.left:
                continue
            assert isinstance(answer, Answer)  # noqa: S101 - all others are left
            self._answered(item)
            yield answer, bool(answer.digest) and answer.unmarked is None
        for answer in self._closing():
            self._answered(self.items[answer.number])
            yield answer, False

    def _outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of each item, in order."""
        given: list[Chunk] = []

        def tasks() -> Iterator[Task]:
            for items in chunks(self.items, self.crew.hands):
                given.append(self._chunk(items))
                yield given[-1]

        for outcomes in self.crew.each(tasks(), self._beaten):
            chunk = given.pop(0)
            self.begun.pop(chunk.items[0].number, None)
            if isinstance(outcomes, Lost):
                yield from self._again(chunk, outcomes)
            else:
                yield from _had(outcomes)

    def _chunk(self, items: tuple[Item, ...]) -> Chunk:
        order: Order = self.order.value
        self.together = len(items) == len(self.items) and self.earlier is None
        if order.waivers is None or self.together:
            return Chunk(items, self.order)
        regions = {each.region for each in order.waivers.entries}
        return Chunk(items, self.order, {}, frozenset(regions - set(self.first)))

    def _again(self, chunk: Chunk, lost: Lost) -> Iterator[Outcome]:
        """Yield what becomes of each item of a chunk that was lost."""
        if len(chunk.items) == 1:
            yield self._without_copy(chunk, lost)
            return
        self.together = False
        alone = list(chunk.alone())
        for one, outcomes in zip(alone, self.crew.each(alone), strict=True):
            if isinstance(outcomes, Lost):
                yield self._without_copy(one, outcomes)
            else:
                yield from _had(outcomes)

    def _without_copy(self, chunk: Chunk, lost: Lost) -> Outcome:
        """Return what becomes of a file that was lost alone: it may have been lost with its marked copy."""
        (item,) = chunk.items
        if item.copy is None:
            return self._refused(chunk, lost)
        from aitx_budget.library import marking

        unmarked = replace(chunk, items=(replace(item, copy=None, known=None),))
        (outcomes,) = self.crew.each([unmarked])
        if isinstance(outcomes, Lost):
            return self._refused(chunk, outcomes)
        (outcome,) = _had(outcomes)
        if isinstance(outcome, Answer) and not outcome.standing.refused:
            return replace(outcome, unmarked=marking.lost(item.copy, lost))
        return outcome

    def _refused(self, chunk: Chunk, lost: Lost) -> Outcome:
        """Return the answer for a file that cannot be read, or not be checked, within the limits.

        It is found here: the file is not looked at any more.
        """
        (item,) = chunk.items
        refused = replace(item, refusal=reading.refusal(item.found, lost))
        (outcome,) = _had(replace(chunk, items=(refused,))())
        return outcome

    def _count(self, answer: Answer | Left) -> None:
        """Count what waivers do, and see which workbook is to be told."""
        if self.together or not answer.waivers:
            return
        for each in answer.waivers:
            number = each.waiver.number
            known = self.waivers.get(number)
            self.waivers[number] = each if known is None else known + each
        if self.first.setdefault(answer.region, answer.number) == answer.number or isinstance(
            answer, Left
        ):
            self.left.append(answer.number)

    def _beaten(self, task: Task) -> None:
        """Count what a chunk that is being done has behind it: each of its files beats when it is read, and when judged."""
        assert isinstance(task, Chunk)  # noqa: S101 - nothing else is given out here
        first = task.items[0]
        self.begun[first.number] = self.begun.get(first.number, 0) + 1
        self._show(first)

    def _answered(self, item: Item) -> None:
        self.done += 1
        self._show(item)

    def _show(self, item: Item) -> None:
        """Tell how many files are done, where that is another number than was told."""
        done = self.done + sum(list(self.begun.values())) // 2
        if self.progress is not None and self.shown < done <= len(self.items):
            self.shown = done
            self.progress(item.found.path, done, len(self.items))

    def _closing(self) -> Iterator[Answer]:
        """Yield the answers for the workbooks that waited; the first of a region is told what became of its waivers."""
        tasks = []
        for number in self.left:
            item = replace(self.items[number], known=None)
            tasks.append(Chunk((item,), self.order, {0: self._borne(number)}))
        for chunk, outcomes in zip(tasks, self.crew.each(tasks), strict=True):
            had = self._again(chunk, outcomes) if isinstance(outcomes, Lost) else _had(outcomes)
            for outcome in had:
                assert isinstance(outcome, Answer)  # noqa: S101 - nothing waits any more
                yield outcome

    def _borne(self, number: int) -> tuple[Coverage, ...]:
        regions = {region for region, first in self.first.items() if first == number}
        return tuple(
            each for _, each in sorted(self.waivers.items()) if each.waiver.region in regions
        )


def _had(outcomes: Iterable[Outcome] | Misused) -> Iterator[Outcome]:
    if isinstance(outcomes, Misused):
        raise UsageError(outcomes.text)
    yield from outcomes
