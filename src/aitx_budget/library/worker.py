"""The process that does tasks for a `crew`: one task comes in as a pickle, its answer goes out as one.

It can't outgrow its memory, it prints nothing, and it does not outlive the process that started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import IO, Any

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
        parent: the process it belongs to.
    """

    memory_bytes: int
    parent: int


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


def serve() -> None:
    """Do tasks until nobody asks."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    confinement: Confinement = pickle.load(asked)  # noqa: S301 - the starter wrote it
    _confine(confinement)
    _say(answers, Done(None))
    os.dup2(quiet, 2)  # until here a broken installation may speak
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


def _say(answers: IO[bytes], answer: Done | Failed) -> None:
    # As a whole, so that running out of memory half-way sends nothing.
    answers.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    answers.flush()


def _confine(confinement: Confinement) -> None:
    """Bound the memory, leave no dump of what was in it, and end when the starter ends."""
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, confinement.memory_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (bound, hard))
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    if os.getppid() != confinement.parent:  # it ended before the signal was asked for
        os._exit(0)
