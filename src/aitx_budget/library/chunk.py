"""One task of a run: a few returned workbooks, read, checked together, marked, and put into the report's words.

A `Chunk` is a value that can be pickled and needs nothing beside it: its items say which files, and where their marked copies
go; its `Order`, the same for all chunks of a run, says what is asked. Called, it answers with an outcome for each item,
in their order:

- `Answer`: all that is said of the file. `part` is its part of the report (see `report`), or the result itself where the
  order names no format; it is written nowhere, but the marked copy is. With a format it is made of values that JSON has.
- `Unchanged`: the file, and its copy, are what an earlier run had answered for; nothing was done but to look at them.
- `Left`: the first workbook of a region that waivers are for, which is told in the end what became of them; it is asked for
  once more then, alone and with `borne`.

It never raises for what is in a file, and its outcomes do not depend on which files are in it together. What may happen
instead is that it hangs, or that its process dies: whoever has it done bounds its time and its memory, and asks anew for
each of its items alone (`batch` does so with the workers of a `crew`; any engine can).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.library import reading
from aitx_budget.library.item import Item, Known, ensure_in
from aitx_budget.library.worker import Shared, beat
from aitx_budget.model.finding import Weight, WorkbookResult
from aitx_budget.model.submission import Refusal
from aitx_budget.model.text import Language, Text
from aitx_budget.report import Format
from aitx_budget.report import part as part_of

if TYPE_CHECKING:
    from aitx_budget.checks.runner import Borne
    from aitx_budget.export.parts import Rows
    from aitx_budget.intake.limits import Limits
    from aitx_budget.library.address import Place
    from aitx_budget.library.marking import Copy, Unmarked
    from aitx_budget.model.submission import Submission
    from aitx_budget.model.waiver import Coverage, Waivers
    from aitx_budget.programme.schema import Programme


@dataclass(frozen=True)
class Order:
    """What is asked of every file of a run.

    Attributes:
        programme: the rules' figures.
        limits: on each file.
        select, ignore: codes or beginnings of codes; see `checks.selection`.
        waivers: what excuses findings; None for nothing.
        format_: what the parts are of; None for the results themselves.
        language: of parts and marked copies.
        checked_on: the day of the check, which marked copies show; None for none.
        force: replace marked copies that exist.
        tables: say all as rows of tables too.
    """

    programme: Programme
    limits: Limits
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: Waivers | None = None
    format_: Format | None = None
    language: Language = Language.KO
    checked_on: dt.date | None = None
    force: bool = False
    tables: bool = False


@dataclass(frozen=True)
class Standing:
    """How files stand, as far as a run's exit code and its summary ask.

    Attributes:
        files: how many they are.
        refused: how many of them could not be checked.
        broken: how many were checked and have errors.
        crashed: a rule of ours broke.
        gravest: rank of the gravest weight of a finding; None without any.
    """

    files: int = 0
    refused: int = 0
    broken: int = 0
    crashed: bool = False
    gravest: int | None = None

    def __add__(self, other: Standing) -> Standing:
        """Return how both stand together."""
        ranks = [each.gravest for each in (self, other) if each.gravest is not None]
        return Standing(
            self.files + other.files,
            self.refused + other.refused,
            self.broken + other.broken,
            self.crashed or other.crashed,
            min(ranks, default=None),
        )

    @classmethod
    def of(cls, result: WorkbookResult) -> Standing:
        """Return how one file stands."""
        gravest = min((finding.weight.rank for finding in result.findings), default=None)
        broken = not result.refused and gravest == Weight.ERROR.rank
        return cls(1, int(result.refused), int(broken), result.crashed, gravest)


@dataclass(frozen=True)
class Answer:
    """All that is said of one file.

    Attributes:
        number: its place in the run.
        part: its part of the report, or its result; see the module's docstring.
        standing: how it stands.
        region: its region; empty where it is not known.
        waivers: what the waivers of its region do in it.
        digest: of its content; empty where nothing was read.
        marked: its marked copy, and the digest of it; None where none was written.
        unmarked: why there is none although one was asked for; None else.
        rows: the same as rows of tables (`export.parts`), where asked for.
    """

    number: int
    part: Any
    standing: Standing
    region: str = ""
    waivers: tuple[Coverage, ...] = ()
    digest: str = ""
    marked: tuple[Place, str] | None = None
    unmarked: Unmarked | None = None
    rows: Rows | None = None


@dataclass(frozen=True)
class Unchanged:
    """An earlier answer holds."""

    number: int


@dataclass(frozen=True)
class Left:
    """The first workbook of its region, which waivers are for; see the module's docstring."""

    number: int
    region: str
    waivers: tuple[Coverage, ...]


@dataclass(frozen=True)
class Misused:
    """The order cannot be done, whatever the files are."""

    text: Text


Outcome = Answer | Unchanged | Left


@dataclass(frozen=True)
class _Read:
    """An item whose file was read: as what, its bytes where they are still needed, and their digest."""

    item: Item
    intake: Submission | Refusal
    data: bytes | None
    digest: str


@dataclass(frozen=True)
class Chunk:
    """A few files and what is asked of them; see the module's docstring.

    Attributes:
        items: the files.
        order: an `Order`.
        borne: which item is told what became of which waivers, by its position; None where the items are the whole set.
        waiting: regions that waivers are for and whose first workbook is not known yet.
        folder: where relative paths start from; None for where it is done.
    """

    items: tuple[Item, ...]
    order: Shared
    borne: Borne | None = None
    waiting: frozenset[str] = field(default=frozenset())
    folder: str | None = None

    def __call__(self) -> tuple[Outcome, ...] | Misused:
        """Do it."""
        ensure_in(self.folder)
        outcomes: dict[int, Outcome] = {}
        read: list[_Read] = []
        for item in self.items:
            seen = self._read(item)
            if isinstance(seen, Unchanged):
                outcomes[item.number] = seen
            else:
                read.append(seen)
            beat()
        try:
            outcomes |= {each.number: each for each in self._judged(read)}
        except UsageError as error:
            return Misused(error.text)
        return tuple(outcomes[item.number] for item in self.items)

    @property
    def limits(self) -> Limits:
        """On each file."""
        order: Order = self.order.value
        return order.limits

    def at(self, items: tuple[Item, ...], folder: str | None) -> Chunk:
        """Return the same with files that stand elsewhere."""
        return replace(self, items=items, folder=folder)

    def alone(self) -> Iterator[Chunk]:
        """Yield a chunk for each item."""
        borne = {} if self.borne is None else self.borne
        return (replace(self, items=(item,), borne=borne) for item in self.items)

    def _read(self, item: Item) -> _Read | Unchanged:
        """Read a file, unless an earlier answer holds."""
        from aitx_budget.intake import read

        order: Order = self.order.value
        if item.refusal is not None:
            return _Read(item, item.refusal, None, "")
        data = reading.opened(item.found, order.limits)
        if isinstance(data, Refusal):
            return _Read(item, data, None, "")
        digest = digest_of(data)
        if item.known is not None and item.known == Known(digest, _kept(item.copy)):
            return Unchanged(item.number)
        intake = read(data, item.found.path, order.programme, order.limits)
        return _Read(item, intake, data if item.copy else None, digest)

    def _judged(self, read: Sequence[_Read]) -> Iterator[Outcome]:
        """Check what was read, and answer.

        Raises:
            UsageError: no rule's code begins as the order says.
        """
        order: Order = self.order.value
        if not read:
            return
        results = apart.run(
            [each.intake for each in read],
            order.programme,
            select=order.select,
            ignore=order.ignore,
            waivers=order.waivers,
            borne=self.borne,
        )
        first: set[str] = set()
        for each, result in zip(read, results, strict=True):
            region = result.template.get("region", "")
            if result.waivers and region in self.waiting - first:
                first.add(region)
                yield Left(each.item.number, region, result.waivers)
            else:
                yield self._answer(each, result)
            beat()

    def _answer(self, read: _Read, result: WorkbookResult) -> Answer:
        """Put what is said of a workbook into the report's words, and mark it."""
        order: Order = self.order.value
        part: Any = result
        if order.format_ is not None:
            part = part_of(order.format_, result, order.programme, order.language)
        region, standing = result.template.get("region", ""), Standing.of(result)
        rows = None
        if order.tables:
            from aitx_budget.export import parts

            rows = parts.said_of(result, order.language)
        answer = Answer(
            read.item.number, part, standing, region, result.waivers, read.digest, rows=rows
        )
        if read.item.copy is None or read.data is None or result.refused:
            return answer
        return self._marked(answer, read.item.copy, result, read.data)

    def _marked(self, answer: Answer, copy: Copy, result: WorkbookResult, data: bytes) -> Answer:
        """Mark the content that was checked; return the answer with what became of it."""
        from aitx_budget.library.marking import Marker, Unmarked, marked

        order: Order = self.order.value
        marker = Marker(order.programme, order.language, order.checked_on, order.force)
        written = marked(marker, copy, result, data)
        if isinstance(written, Unmarked):
            return replace(answer, unmarked=written)
        return replace(answer, marked=(written, _kept(copy)))


def digest_of(data: bytes) -> str:
    """Return what tells a content from any other."""
    return hashlib.sha256(data).hexdigest()


def _kept(copy: Copy | None) -> str:
    """Return the digest of a marked copy that is there; empty for none."""
    if copy is None:
        return ""
    try:
        assert isinstance(copy.target, Path)  # noqa: S101 - what is for a store is carried there, see `carrying`
        return digest_of(copy.target.read_bytes())
    except OSError:
        return ""
