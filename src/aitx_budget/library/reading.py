"""Reading one file: whatever happens to it, and to the worker that reads it, is an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aitx_budget.errors import UsageError
from aitx_budget.library.crew import Cause, Lost
from aitx_budget.library.item import Item, ensure_in
from aitx_budget.library.worker import Shared
from aitx_budget.model.submission import CUT_SHORT, UNOPENED, Refusal, Refused, Submission
from aitx_budget.model.system import code, reason
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.intake.files import Found
    from aitx_budget.intake.limits import Limits
    from aitx_budget.intake.understanding import Filled


@dataclass(frozen=True)
class Reading:
    """The reading of files, which can be done in another process or on another machine.

    Attributes:
        items: the files.
        programme: whose layout is expected.
        limits: on each file.
        whole: with all its cells.
        folder: where relative paths start from; None for where it is done.
    """

    items: tuple[Item, ...]
    programme: Shared
    limits: Limits
    whole: bool
    folder: str | None = None

    def __call__(self) -> tuple[Submission | Filled | Refusal, ...]:
        """Do it."""
        ensure_in(self.folder)
        return tuple(self._read(each) for each in self.items)

    def at(self, items: tuple[Item, ...], folder: str | None) -> Reading:
        """Return the same with files that stand elsewhere."""
        return replace(self, items=items, folder=folder)

    def _read(self, item: Item) -> Submission | Filled | Refusal:
        from aitx_budget.intake import read, read_whole

        if item.refusal is not None:
            return item.refusal
        data = opened(item.found, self.limits)
        if isinstance(data, Refusal):
            return data
        how = read_whole if self.whole else read
        return how(data, item.found.path, self.programme.value, self.limits)


def content(found: Found) -> bytes:
    """Return the bytes of a file that nobody can go on without.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return found.read()
    except OSError as error:
        why = reason(code(error))
        raise UsageError(
            Text(
                f"파일을 읽을 수 없습니다: {found.path} ({why.ko})",
                f"The file cannot be read: {found.path} ({why.en})",
            )
        ) from error


def opened(found: Found, limits: Limits) -> bytes | Refusal:
    """Return the bytes of a file; one that the system won't open is refused like a damaged one."""
    from aitx_budget.intake import ProtectedError, mask

    try:
        return found.read(limits)
    except ProtectedError:
        return Refusal(mask(found.path), Refused.PASSWORD, "zip")
    except OSError as error:
        return unopened(found, error)


def unopened(found: Found, error: OSError) -> Refusal:
    """Return the refusal of a file that the system, or a store, does not give."""
    from aitx_budget.intake import mask

    why = f"{UNOPENED}{code(error)}" if code(error) else mask(str(error))
    return Refusal(mask(found.path), Refused.DAMAGED, why)


def refusal(found: Found, answer: Lost) -> Refusal:
    """Return the refusal of a file that its worker was lost with."""
    from aitx_budget.intake import mask

    path = mask(found.path)
    if answer.cause is Cause.DEATH:
        return Refusal(path, Refused.DAMAGED, f"{CUT_SHORT}{answer.amount}")
    unit = "seconds" if answer.cause is Cause.TIME else "MiB of memory"
    return Refusal(path, Refused.OVERSIZED, f"{answer.amount} {unit}")
