"""Workers that do a run's tasks, each within limits: what hangs, explodes or dies costs its own task only.

Why not a pool of a library: `concurrent.futures` gives up the whole pool when one process dies. Pools over shared pipes
(pebble) can wait for ever on a lock that a killed process held, and start their processes by importing the main module
anew, which lines typed into an interpreter do not have. Here every worker has pipes of its own that one thread at a time
uses, the operating system does the ending, and the threads of the standard library keep the order.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Self, cast

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from aitx_budget.library.worker import (
    OUT_OF_MEMORY,
    PROGRAM,
    Beat,
    Confinement,
    Done,
    Failed,
    Task,
)
from aitx_budget.model.text import Text

_AHEAD = 4
"""Tasks per worker that are given out before the first answer is taken: bounds what waits in memory."""
_LAST_MOMENTS = 1
"""Seconds in which a process that speaks no more may end by itself, so that its own exit status is seen."""
_ENDED = (EOFError, OSError, pickle.UnpicklingError)
"""What talking to a process that ended comes to."""


Beaten = Callable[[Task], None]
"""Told of a task's beat."""
Carry = Callable[[Any, Callable[[Task], Any]], Any]
"""Has a task done, and does what is to be done before and after it; see `carrying`."""


class Cause(StrEnum):
    """Why a task has no answer."""

    TIME = "time"
    MEMORY = "memory"
    DEATH = "death"


@dataclass(frozen=True)
class Lost:
    """A task without an answer, because its worker was ended or died of it.

    Attributes:
        cause: why.
        amount: seconds, or mebibytes, that were not enough; or the exit status, negative for a signal.
    """

    cause: Cause
    amount: int


class Crew:
    """Workers to do tasks with, a run long.

    With one file there is nothing to protect from it, so its tasks are done here.

    Args:
        files: how many there are to work on.
        jobs: workers, at most; what is answered does not depend on it.
        limits: on each file, and on the worker that has it.
        checking: tasks check what they read.
        carry: each task is given to it, with what has it done; None where tasks need nothing.

    Raises:
        UsageError: `jobs` below 1.
    """

    def __init__(
        self,
        files: int,
        jobs: int = 1,
        limits: Limits = DEFAULT_LIMITS,
        *,
        checking: bool = False,
        carry: Carry | None = None,
    ) -> None:
        """Start nothing yet: a worker is started by the first task that has none to go to."""
        if jobs < 1:
            raise UsageError(Text("--jobs는 1 이상이어야 합니다.", "--jobs must be at least 1."))
        self._limits = limits
        self._checking = checking
        self._carry = carry
        self._size = 0 if files == 1 else min(jobs, files)
        self._workers: set[Worker] = set()
        self._free: SimpleQueue[Worker] = SimpleQueue()
        self._hiring = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(self.hands, "crew")

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers, whatever they do."""
        with self._hiring:
            self._closed = True
            for worker in self._workers:
                worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    @property
    def limits(self) -> Limits:
        """On each file, and on the worker that has it."""
        return self._limits

    @property
    def hands(self) -> int:
        """How many tasks are done at a time."""
        return max(self._size, 1)

    def each(self, tasks: Iterable[Task], beaten: Beaten | None = None) -> Iterator[Any]:
        """Yield what each task returns, or a `Lost`, in the order of the tasks.

        Args:
            tasks: taken one by one, a few ahead of the answers.
            beaten: told of each beat of a task that another process does, by any thread.

        Raises:
            RuntimeError: a task raised, which is a fault of the program.
        """
        if not self._size:
            yield from (self._carried(task, lambda each: each()) for task in tasks)
            return
        awaited: deque[Future[Any]] = deque()
        for task in tasks:
            done = partial(self._done, beaten=beaten)
            awaited.append(self._threads.submit(self._carried, task, done))
            if len(awaited) > _AHEAD * self._size:
                yield awaited.popleft().result()
        while awaited:
            yield awaited.popleft().result()

    def _carried(self, task: Task, do: Callable[[Task], Any]) -> Any:
        return do(task) if self._carry is None else self._carry(task, do)

    def _done(self, task: Task, beaten: Beaten | None) -> Any:
        """Have a task done; what is lost by a used worker is tried once more by a new one.

        Earlier tasks leave memory behind, and an answer must not depend on which those were.
        """
        worker = self._worker()
        again = worker.used
        answer = self._asked(worker, task, beaten)
        if again and isinstance(answer, Lost) and answer.cause is not Cause.TIME:
            answer = self._asked(self._worker(), task, beaten)
        if isinstance(answer, Failed):
            raise RuntimeError(answer.trace)  # noqa: TRY004 - no caller gave a wrong type
        return answer.value if isinstance(answer, Done) else answer

    def _worker(self) -> Worker:
        """Return one that is free, or a new one."""
        if not self._free.empty():  # there are no more threads than workers, so it stays so
            return self._free.get()
        with self._hiring:
            if self._closed:
                raise CancelledError
            worker = Worker(self._limits, checking=self._checking)
            self._workers.add(worker)
        worker.prepare()
        return worker

    def _asked(self, worker: Worker, task: Task, beaten: Beaten | None) -> Done | Failed | Lost:
        answer = worker.ask(task, beaten)
        if worker.ended:
            with self._hiring:
                self._workers.discard(worker)
            worker.close()
        else:
            self._free.put(worker)
        return answer


class Worker:
    """One process and the pipes to it.

    Args:
        limits: its memory, and the time for one task.
        checking: its tasks check what they read.

    Attributes:
        used: it has begun a task.
        ended: it does no more.
    """

    def __init__(self, limits: Limits, *, checking: bool = False) -> None:
        """Start it."""
        self.used = self.ended = False
        self._limits = limits
        self._expired = threading.Event()
        self._checking = checking
        self._desk = apart.desk() if checking else None
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and a program of ours
            [sys.executable, "-P", "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=() if self._desk is None else (self._desk,),
        )
        self._tasks = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def prepare(self) -> None:
        """Wait until it has loaded what it needs and is confined.

        Raises:
            RuntimeError: it ended instead.
        """
        try:
            self._say(sys.path)
            self._say(
                Confinement(
                    self._limits.memory_bytes,
                    self._limits.seconds,
                    os.getpid(),
                    self._checking,
                    self._desk,
                )
            )
            self._heard()
        except _ENDED as error:
            message = f"a worker did not start: exit status {self.end()}"
            raise RuntimeError(message) from error

    def ask(self, task: Task, beaten: Beaten | None = None) -> Done | Failed | Lost:
        """Return the answer to a task, or how it was lost; the time for it begins anew with each beat."""
        self.used = True
        asked: Task | None = task
        while True:
            heard = self._exchanged(asked)
            if not isinstance(heard, Beat):
                return heard
            asked = None
            if beaten is not None:
                beaten(task)

    def _exchanged(self, task: Task | None) -> Beat | Done | Failed | Lost:
        """Give out a task, if any, and return what is heard next, or how it was lost."""
        timer = threading.Timer(self._limits.seconds, self._expire)
        timer.start()
        try:
            if task is not None:
                self._say(task)
            heard: Beat | Done | Failed | Lost = self._heard()
        except _ENDED:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_LAST_MOMENTS)
            heard = self._lost(self.end())
        finally:
            timer.cancel()
            timer.join()  # it may be ending the process just now
        return heard

    def end(self) -> int:
        """End the process, whatever it does; return its exit status."""
        self.ended = True
        self._process.kill()
        return self._process.wait()

    def close(self) -> None:
        """Give back the pipes of a process that has ended, when no thread uses them any more."""
        with suppress(BrokenPipeError):  # a task that it did not read to the end
            self._tasks.close()
        self._answers.close()

    def _expire(self) -> None:
        self._expired.set()
        self.end()

    def _say(self, what: object) -> None:
        self._tasks.write(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
        self._tasks.flush()

    def _heard(self) -> Any:
        return pickle.load(self._answers)  # noqa: S301 - our own process wrote it

    def _lost(self, status: int) -> Lost:
        if self._expired.is_set():
            return Lost(Cause.TIME, self._limits.seconds)
        if status == OUT_OF_MEMORY:
            return Lost(Cause.MEMORY, self._limits.memory_bytes // MEBIBYTE)
        return Lost(Cause.DEATH, status)
