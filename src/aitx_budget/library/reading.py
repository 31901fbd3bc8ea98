"""Reading one file: whatever happens to it, and to the worker that reads it, is an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from aitx_budget.errors import UsageError
from aitx_budget.library.crew import Cause, Lost
from aitx_budget.library.worker import Shared
from aitx_budget.model.submission import CUT_SHORT, UNOPENED, Refusal, Refused, Submission
from aitx_budget.model.system import code, reason
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.intake.files import Found
    from aitx_budget.intake.limits import Limits
    from aitx_budget.intake.understanding import Filled


def task(found: Found, programme: Shared, limits: Limits, *, whole: bool) -> Callable[[], Any]:
    """Return the reading of one file, with all its cells or not, which can be done in another process."""
    return partial(_read, found, programme, limits, whole=whole)


def content(found: Found) -> bytes:
    """Return the bytes of a file that nobody can go on without.

    Raises:
        UsageError: it can't be read.
    """
    try:
        return found.read()
    except OSError as error:
        why = reason(code(error))
        raise UsageError(
            Text(
                f"파일을 읽을 수 없습니다: {found.path} ({why.ko})",
                f"The file can't be read: {found.path} ({why.en})",
            )
        ) from error


def _read(
    found: Found, programme: Shared, limits: Limits, *, whole: bool
) -> Submission | Filled | Refusal:
    """Read one file."""
    from aitx_budget.intake import read, read_whole

    data = opened(found, limits)
    if isinstance(data, Refusal):
        return data
    return (read_whole if whole else read)(data, found.path, programme.value, limits)


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
