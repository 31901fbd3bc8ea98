"""The machines of a Dask cluster as the hands of a run: `Cluster` does tasks as a `Crew` does, elsewhere.

A task (a chunk of workbooks, see `chunk`) goes to the scheduler as one Dask task and is done by a crew of one worker on the
machine it is given to (`node`), so limits, the splitting of what was lost and every byte of what is said are those of a run on
one machine. Answers are taken in the order of the tasks. What Dask brings: a worker that dies costs its unfinished tasks,
and the answers that nobody had fetched, another run elsewhere, and nothing else. A task that four machines died with
(`distributed.scheduler.allowed-failures`) is lost, like one that its crew was lost with.

Tasks may thus run twice, also to their end. They only write marked copies, whole, always with the same bytes; that the
place for these is free was seen to before the run.

Nothing of Dask is imported before a cluster is asked for.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from aitx_budget.errors import ClusterError
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.library.carrying import Portable, carried
from aitx_budget.library.crew import Beaten, Cause, Crew, Lost
from aitx_budget.library.node import Unfit, errand
from aitx_budget.library.worker import Task
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from distributed import Client, Future

    from aitx_budget.library.batch import Hands

_ANSWER = 10
"""Seconds in which a scheduler must answer."""
PATIENCE = 30
"""Seconds that we wait for a first machine, and for any after all have gone."""
_AHEAD = 4
"""Tasks per hand that are given out before the first answer is taken: bounds what waits in the cluster's memory."""
_LOOK = 5
"""Seconds between two looks at whether there are machines at all."""
_KILLED = -9
"""The status of a process that was killed, on every system: Windows has no name for the signal."""
_NO_EXTRA = Text(
    '--scheduler를 쓰려면 클러스터 기능을 함께 설치해야 합니다: pip install "aitx-budget[cluster]"',
    'For --scheduler install the cluster extra: pip install "aitx-budget[cluster]"',
)


_NOT_THERE = Text(
    "클러스터의 스케줄러나 워커에 aitx-budget이 없거나 버전이 다릅니다. 스케줄러와 모든 워커에 같은 버전을 설치해 주세요.",
    "The cluster's scheduler or a worker lacks aitx-budget, or has another version; install the same on all of them.",
)


def hands(
    scheduler: str | None, files: int, jobs: int, limits: Limits, *, checking: bool = True
) -> AbstractContextManager[Hands]:
    """Return who does the chunks of a run: the machines of a cluster, or a crew here.

    Args:
        scheduler: the address of a Dask scheduler; None for a crew here.
        files: how many there are to work on.
        jobs: workers of a crew, at most.
        limits: on each file, and on the worker that has it.
        checking: what is read is checked where it is read.

    Raises:
        UsageError: `jobs` below 1.
        ClusterError: what a cluster needs is not installed, or nobody answers at the address.
    """
    if scheduler is not None:
        return Cluster(scheduler, limits)
    return Crew(files, jobs, limits, checking=checking, carry=carried)


class Cluster:
    """A Dask cluster to do tasks with, a run long.

    Args:
        address: of its scheduler, such as `tcp://10.0.0.1:8786`.
        limits: on each file, and on the worker that has it.

    Raises:
        ClusterError: what is needed is not installed, nobody answers, or no machine has come within `PATIENCE`.
    """

    def __init__(self, address: str, limits: Limits = DEFAULT_LIMITS) -> None:
        """Connect, and wait for a first machine."""
        self._limits = limits
        self._address = address
        self._client = self._connected()
        try:
            self._client.wait_for_workers(1, PATIENCE)
        except TimeoutError:
            self._client.close()
            raise self._unmanned() from None

    def __enter__(self) -> Self:
        """Return the cluster."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave; what was given out and not answered is given up by the scheduler."""
        self._client.close()

    @property
    def limits(self) -> Limits:
        """On each file, and on the worker that has it."""
        return self._limits

    @property
    def hands(self) -> int:
        """How many tasks are done at a time, as of now."""
        return max(sum(self._threads().values()), 1)

    def each(self, tasks: Iterable[Task], beaten: Beaten | None = None) -> Iterator[Any]:  # noqa: ARG002 - beats stay there
        """Yield what each task returns, or a `Lost`, in the order of the tasks.

        Args:
            tasks: taken one by one, a few ahead of the answers.
            beaten: is told nothing; a beat is not worth a message between machines.

        Raises:
            ClusterError: the scheduler has gone, all machines have, or one is not fit.
            RuntimeError: a task raised, which is a fault of the program.
        """
        awaited: deque[Future] = deque()
        for task in tasks:
            awaited.append(
                self._client.submit(errand(cast("Portable", task), self._limits), pure=False)
            )
            if len(awaited) > _AHEAD * self.hands:
                yield self._answer(awaited.popleft())
        while awaited:
            yield self._answer(awaited.popleft())

    def _connected(self) -> Client:
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError(_NO_EXTRA) from error
        # What it logs on losing a connection is told in a sentence of ours.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            return Client(self._address, timeout=_ANSWER, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise self._gone() from error

    def _threads(self) -> dict[str, int]:
        """Return how many tasks each machine does at a time.

        Raises:
            ClusterError: the scheduler does not answer.
        """
        try:
            threads: dict[str, int] = self._client.nthreads()
        except OSError as error:
            raise self._gone() from error
        return threads

    def _answer(self, future: Future) -> Any:
        """Wait for what a task returned; see `each`."""
        error = self._awaited(future)
        if future.cancelled():  # by the client itself, when it has lost the scheduler
            raise self._gone()
        if error is None:
            answer = future.result()
            if isinstance(answer, Unfit):
                raise ClusterError(answer.why)
            return answer
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return Lost(Cause.DEATH, _KILLED)
        if _lacks_something(error):
            raise ClusterError(_NOT_THERE) from error
        message = "a task failed on a machine of the cluster"
        raise RuntimeError(message) from error

    def _awaited(self, future: Future) -> BaseException | None:
        """Wait for a task; return what it raised.

        Raises:
            ClusterError: the scheduler does not answer, or there has been no machine for long.
        """
        manned = time.monotonic()
        while True:
            try:
                error: BaseException | None = future.exception(_LOOK)
            except TimeoutError:
                if self._threads():
                    manned = time.monotonic()
                elif time.monotonic() - manned > PATIENCE:
                    raise self._unmanned() from None
            else:
                return error

    def _gone(self) -> ClusterError:
        return ClusterError(
            Text(
                f"Dask 스케줄러에 연결할 수 없습니다: {self._address}. 주소와 네트워크, 스케줄러가 실행 중인지 확인해 주세요.",
                f"The Dask scheduler cannot be reached: {self._address}. See to the address, the network, and whether it runs.",
            )
        )

    def _unmanned(self) -> ClusterError:
        return ClusterError(
            Text(
                f"스케줄러({self._address})에 연결된 워커가 없습니다. dask worker {self._address}로 워커를 실행한 뒤 다시 시도해 주세요.",
                f"The scheduler {self._address} has no workers; start some (dask worker {self._address}) and try again.",
            )
        )


def _lacks_something(error: BaseException | None) -> bool:
    """Tell whether a machine, or the scheduler, could not import what it was sent."""
    while error is not None:
        if isinstance(error, ImportError):
            return True
        error = error.__cause__
    return False
