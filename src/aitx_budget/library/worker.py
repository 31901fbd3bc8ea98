"""The process that does tasks for a `crew`: one task comes in as a pickle, its answer goes out as one.

It cannot outgrow its memory, it prints nothing, and it does not outlive the process that started it.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import IO, Any

from aitx_budget.checks import apart
from aitx_budget.checks.confinement import collect_rarely, confine

Task = Callable[[], Any]
"""What is done; it and what it returns can be pickled."""

OUT_OF_MEMORY = 77
"""The exit status of a worker whose task asked for more memory than it may have."""

PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from aitx_budget.library.worker import serve; serve()"
)
"""What the interpreter is started with. An interrupt is the starter's to tell of; modules are found where it finds them."""


@dataclass(frozen=True)
class Confinement:
    """What a worker is held to.

    Attributes:
        memory_bytes: address space it may have, where the system has such a limit.
        seconds: that it may take for a task, or from one beat of it to the next.
        parent: the process it belongs to.
        checking: its tasks check what they read, so that it loads what checks need before its time counts.
        desk: where it can have its checks apart, and need not; None for nowhere.
    """

    memory_bytes: int
    seconds: int
    parent: int
    checking: bool = False
    desk: int | None = None


@dataclass(frozen=True)
class Beat:
    """A task goes on: a part of it that may take as long as a task may is behind it."""


@dataclass(frozen=True)
class Done:
    """A task's answer."""

    value: Any


@dataclass(frozen=True)
class Failed:
    """A task raised what it should not; `trace` is the traceback."""

    trace: str


class Shared:
    """A value that many tasks carry: packed once by who gives them out, unpacked once by each worker."""

    def __init__(self, value: Any) -> None:
        """Keep it as it is."""
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as bytes that are packed already."""
        return _arrived, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=4)
def _arrived(packed: bytes) -> Shared:
    return Shared(pickle.loads(packed))  # noqa: S301 - the starter wrote it


_starters: list[IO[bytes]] = []
"""Who gave out the task that is being done, where that is another process."""


def beat() -> None:
    """Tell the starter that the task goes on; nothing where there is none, because the task is done in its process."""
    for starter in _starters:
        _say(starter, Beat())


def serve() -> None:
    """Do tasks until nobody asks."""
    collect_rarely()
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    confinement: Confinement = pickle.load(asked)  # noqa: S301 - the starter wrote it
    confine(confinement.parent, confinement.memory_bytes)
    if confinement.desk is not None:
        apart.have(confinement.desk, confinement.memory_bytes, confinement.seconds)
    elif confinement.checking:
        apart.load()
    _say(answers, Done(None))
    os.dup2(quiet, 2)  # until here a broken installation may speak
    _starters.append(answers)
    while True:
        try:
            _say(answers, _answer(pickle.load(asked)))  # noqa: S301 - the starter wrote it
        except EOFError:
            return
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _answer(task: Task) -> Done | Failed:
    try:
        return Done(task())
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - told where the answer is awaited
        return Failed(traceback.format_exc())


def _say(answers: IO[bytes], answer: Beat | Done | Failed) -> None:
    # As a whole, so that running out of memory half-way sends nothing.
    answers.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    answers.flush()
