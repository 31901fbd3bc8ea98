"""Doing one thing in a forked process while this one loads libraries: loading costs more than reading a workbook."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def can_fork() -> bool:
    """Tell whether forking is safe and worth it: on Linux, in a process of one thread, before pandas is loaded."""
    alone = threading.active_count() == 1
    return sys.platform == "linux" and alone and "pandas" not in sys.modules


def meanwhile(work: Callable[[], Result], load: Callable[[], object]) -> Result:
    """Return what `work` gives, done in a forked process while this one runs `load`.

    Where the other process ends without an answer, the work is done here, so that whatever stopped it is raised
    here too.

    Args:
        work: whose result can be pickled, and which changes nothing here.
        load: what to do in the meantime.
    """
    answer, question = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with os.fdopen(question, "wb") as pipe:
                pickle.dump(work(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(question)
    with os.fdopen(answer, "rb") as pipe:
        load()
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(said) if said and status == 0 else work()  # noqa: S301 - our own process wrote it
