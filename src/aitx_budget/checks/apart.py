"""The checks in a process of their own, forked before a command line is understood.

Loading pandas and pandera takes longer than all else that is done for one workbook. The other process
loads them while this one understands the line and reads the file, and this one never loads them at all.
What comes back is the same as from `runner.run` here, and where no other process runs, or it ends without an
answer, the checks are run here.

A worker of the run has its checks apart too: it holds the near end of the desk at which the loaded process forks
one more for whoever asks. So what is loaded is loaded once, however many workers there are, and the first of them
reads while it is being loaded.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import socket
import struct
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from aitx_budget.checks.confinement import confine

if TYPE_CHECKING:
    from aitx_budget.checks.runner import Borne
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.submission import Refusal, Submission
    from aitx_budget.model.waiver import Waivers
    from aitx_budget.programme.schema import Programme


@dataclass(frozen=True)
class _Apart:
    """The other process: questions go out as pickles, answers come back."""

    question: IO[bytes]
    answer: IO[bytes]


_UNUSED = ("pyarrow", "hypothesis", "geopandas")
"""What pandas and pandera load where it is installed, and no check uses: a quarter of all that is loaded."""
_THREADS = "OPENBLAS_NUM_THREADS"
"""Says how many threads numpy starts when it is loaded; a process of several is not safe to fork."""
_TERMS = struct.Struct("QQ")
"""What is asked at the desk: bytes of memory for the new process, and seconds for each of its answers."""

_running: list[_Apart] = []
"""At most one."""
_desks: list[socket.socket] = []
"""Where a process for the checks can be had; at most one."""


def can_fork() -> bool:
    """Tell whether forking is safe and worth it: on Linux, in a process of one thread, before pandas is loaded."""
    alone = threading.active_count() == 1
    return sys.platform == "linux" and alone and "pandas" not in sys.modules


def start() -> int | None:
    """Start the other process, where that is safe and worth it and none runs; return its id."""
    if _running or not can_fork():
        return None
    own, its = socket.socketpair()
    desk, behind = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        own.close()
        desk.close()
        _live(its, parent, behind)
    its.close()
    behind.close()
    _running.append(_talk(own))
    _desks.append(desk)
    return pid


def stop() -> None:
    """Let the other process end, if one runs; taking down what it loaded is not waited for."""
    while _desks:
        _desks.pop().close()
    while _running:
        apart = _running.pop()
        apart.answer.close()
        with suppress(BrokenPipeError):  # it may have ended before it had read all
            apart.question.close()


def desk() -> int | None:
    """Return the descriptor through which another process of this run can have its checks apart; None for none."""
    return _desks[0].fileno() if _desks else None


def have(desk: int, memory_bytes: int, seconds: int) -> None:
    """Have checks apart here too, in a process that the one behind a desk forks.

    Args:
        desk: the descriptor that `desk` returned in the process that started this one.
        memory_bytes: address space that the new process may have.
        seconds: that it may take for one answer.
    """
    own, its = socket.socketpair()
    with socket.socket(fileno=desk) as asking:
        socket.send_fds(asking, [_TERMS.pack(memory_bytes, seconds)], [its.fileno()])
    its.close()
    _running.append(_talk(own))


def _talk(own: socket.socket) -> _Apart:
    with own:  # the files keep it open
        return _Apart(own.makefile("wb"), own.makefile("rb"))


def run(
    intakes: Sequence[Submission | Refusal],
    programme: Programme,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: Waivers | None = None,
    borne: Borne | None = None,
) -> tuple[WorkbookResult, ...]:
    """Check what intake returned, in the other process where one runs.

    Args:
        intakes: per file, in input order.
        programme: its figures decide.
        select: codes or beginnings of codes to check; empty for all.
        ignore: the same, to leave out.
        waivers: what excuses findings; None for nothing.
        borne: see `runner.run`.

    Returns:
        One result per file in input order; see `runner.run`.

    Raises:
        UsageError: no rule's code begins so.
    """
    asked = (intakes, programme, select, ignore, waivers, borne)
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
    borne: Borne | None,
) -> tuple[WorkbookResult, ...]:
    from aitx_budget.checks import runner, selection

    rules = selection.selected(select, ignore)
    return runner.run(intakes, programme, rules=rules, waivers=waivers, borne=borne)


def _live(its: socket.socket, parent: int, behind: socket.socket) -> None:
    """Be the other process: load, answer until nobody asks, and end without touching what was inherited."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks tells of it
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what is forked here
        confine(parent)
        load()
        _serve(_talk(its), behind)
        status = 0
    finally:
        os._exit(status)


def _serve(starter: _Apart, behind: socket.socket) -> None:
    """Answer the starter until it asks no more, and fork a process for each that comes to the desk."""
    watched: list[Any] = [starter.answer, behind]
    while True:
        ready = select.select(watched, [], [])[0]
        if behind in ready:
            terms, handles, *_ = socket.recv_fds(behind, _TERMS.size, 1)
            if not terms:  # nobody can come any more
                watched.remove(behind)
            elif os.fork() == 0:
                starter.question.close()
                starter.answer.close()
                behind.close()
                _live_for_one(socket.socket(fileno=handles[0]), *_TERMS.unpack(terms))
            else:
                os.close(handles[0])
        elif not _answered(starter):
            return


def _live_for_one(its: socket.socket, memory_bytes: int, seconds: int) -> None:
    """Be the process of one that came to the desk, within bounds."""
    confine(os.getppid(), memory_bytes)
    asking = _talk(its)
    while _answered(asking, seconds):
        pass
    os._exit(0)


def _answered(asking: _Apart, seconds: int = 0) -> bool:
    """Answer one question; return False where none comes any more.

    Args:
        asking: who asks.
        seconds: after which the system ends this process; 0 for never.
    """
    try:
        asked: Any = pickle.load(asking.answer)  # noqa: S301 - our own process wrote it
    except EOFError:
        return False
    if seconds:
        signal.alarm(seconds)
    said = pickle.dumps(_run(*asked), pickle.HIGHEST_PROTOCOL)
    if seconds:
        signal.alarm(0)
    asking.question.write(said)
    asking.question.flush()
    return True


def load() -> None:
    """Load all that a first check loads, and keep from loading what none uses."""
    os.environ[_THREADS] = "1"
    for name in _UNUSED:
        sys.modules[name] = None  # type: ignore[assignment] # an import of what stands as None fails at once
    from aitx_budget.checks import runner, selection
    from aitx_budget.checks.registry import rules

    rules()
    del runner, selection
