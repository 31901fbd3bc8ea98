"""The checks in a process of their own, forked before a command line is understood.

Loading pandas and pandera takes longer than all else that is done for one workbook. The other process
loads them while this one understands the line and reads the file, and this one never loads them at all.
What comes back is the same as from `runner.run` here, and where no other process runs, or it ends without an
answer, the checks are run here.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.submission import Refusal, Submission
    from aitx_budget.model.waiver import Waivers
    from aitx_budget.programme.schema import Programme


@dataclass(frozen=True)
class _Apart:
    """The other process: questions go out as pickles, answers come back."""

    pid: int
    question: IO[bytes]
    answer: IO[bytes]


_UNUSED = ("pyarrow", "hypothesis", "geopandas")
"""What pandas and pandera load where it is installed, and no check uses: a quarter of all that is loaded."""

_running: list[_Apart] = []
"""At most one."""


def can_fork() -> bool:
    """Tell whether forking is safe and worth it: on Linux, in a process of one thread, before pandas is loaded."""
    alone = threading.active_count() == 1
    return sys.platform == "linux" and alone and "pandas" not in sys.modules


def start() -> None:
    """Start the other process, where that is safe and worth it and none runs."""
    if _running or not can_fork():
        return
    asked, question = os.pipe()
    answer, answered = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(question)
        os.close(answer)
        _live(asked, answered)
    os.close(asked)
    os.close(answered)
    _running.append(_Apart(pid, os.fdopen(question, "wb"), os.fdopen(answer, "rb")))


def stop() -> None:
    """Let the other process end, if one runs; taking down what it loaded is not waited for."""
    while _running:
        apart = _running.pop()
        apart.answer.close()
        with suppress(BrokenPipeError):  # it may have ended before it had read all
            apart.question.close()


def run(
    intakes: Sequence[Submission | Refusal],
    programme: Programme,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: Waivers | None = None,
) -> tuple[WorkbookResult, ...]:
    """Check what intake returned, in the other process where one runs.

    Args:
        intakes: per file, in input order.
        programme: its figures decide.
        select: codes or beginnings of codes to check; empty for all.
        ignore: the same, to leave out.
        waivers: what excuses findings; None for nothing.

    Returns:
        One result per file in input order; see `runner.run`.

    Raises:
        UsageError: no rule's code begins so.
    """
    asked = (intakes, programme, select, ignore, waivers)
    if _running:
        try:
            pickle.dump(asked, _running[0].question, pickle.HIGHEST_PROTOCOL)
            _running[0].question.flush()
            said: tuple[WorkbookResult, ...] = pickle.load(_running[0].answer)  # noqa: S301 - our own process wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            stop()  # whatever ended it happens here again, and is told
        else:
            return said
    return _run(*asked)


def _run(
    intakes: Sequence[Submission | Refusal],
    programme: Programme,
    select: Sequence[str],
    ignore: Sequence[str],
    waivers: Waivers | None,
) -> tuple[WorkbookResult, ...]:
    from aitx_budget.checks import runner, selection

    rules = selection.selected(select, ignore)
    return runner.run(intakes, programme, rules=rules, waivers=waivers)


def _live(asked: int, answered: int) -> None:
    """Be the other process: load, answer until nobody asks, and end without touching what was inherited."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks tells of it
        _load()
        with os.fdopen(asked, "rb") as questions, os.fdopen(answered, "wb") as answers:
            _answer(questions, answers)
        status = 0
    finally:
        os._exit(status)


def _load() -> None:
    """Load all that a first check loads, and keep from loading what none uses."""
    for name in _UNUSED:
        sys.modules[name] = None  # type: ignore[assignment] # an import of what stands as None fails at once
    from aitx_budget.checks import runner, selection
    from aitx_budget.checks.registry import rules

    rules()
    del runner, selection


def _answer(questions: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        try:
            asked: Any = pickle.load(questions)  # noqa: S301 - our own process wrote it
        except EOFError:
            return
        pickle.dump(_run(*asked), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
