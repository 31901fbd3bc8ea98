"""What a process of ours is held to: bounds on its memory, no dump of what was in it, an end when its starter ends."""

from __future__ import annotations

import gc
import os
import signal
import sys

_RARELY = (100_000, 50, 50)


def collect_rarely() -> None:
    """Look for garbage in cycles seldom: hardly any is made, and looking costs an eighth of loading, a tenth of reading."""
    gc.set_threshold(*_RARELY)


def confine(parent: int, memory_bytes: int | None = None) -> None:
    """Hold this process to what a process that meets returned files is held to.

    Args:
        parent: the process it belongs to; it ends when that one ends, on Linux even when it is killed.
        memory_bytes: address space it may have, where the system has such a limit; None for any.
    """
    if sys.platform != "win32":
        import resource

        _bound(resource.RLIMIT_CORE, 0)
        if memory_bytes is not None:
            _bound(resource.RLIMIT_AS, memory_bytes)
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    # It may have ended before the signal was asked for; Windows may put a launcher between the two.
    if sys.platform != "win32" and os.getppid() != parent:
        os._exit(0)


def _bound(kind: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, hard))
