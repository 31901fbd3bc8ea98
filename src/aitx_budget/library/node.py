"""What happens on a machine of a cluster: a chunk is done as a run on that machine alone would do it.

The process that the engine runs there (a Dask worker) never meets a file itself. It starts one that stands where the command
line stands elsewhere: it has the checks apart, in a process that it forks (a Dask worker has too many threads to fork), and
a crew of one worker within the limits of the run. So what fits into these fits here. What hangs, explodes or dies costs
its own chunk, which is answered as `Lost`, and whoever asked splits it (`batch`) as where there is no cluster.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from aitx_budget.checks import apart
from aitx_budget.errors import ClusterError, OutputError
from aitx_budget.intake.limits import Limits
from aitx_budget.library.address import Place
from aitx_budget.library.carrying import Portable, carried
from aitx_budget.library.crew import Crew
from aitx_budget.library.stored import Stored
from aitx_budget.model.text import Text
from aitx_budget.version import VERSION

_IDLE = 60
"""Seconds after which processes that nobody asks are ended, so that nothing of a run stays in a machine's memory."""
_FREE = Limits(seconds=1 << 30, memory_bytes=1 << 40)
"""What stands in for the command line is not limited itself."""


@dataclass(frozen=True)
class Unfit:
    """The machine cannot do what it is asked.

    Attributes:
        why: it has another version of this program, so what it says could be something else, or it does not see the folder
            that relative paths start from, or cannot reach a store or put a copy there.
    """

    why: Text


@dataclass(frozen=True)
class Errand:
    """A task on its way to a machine.

    Attributes:
        task: what is done there.
        limits: on each file, and on the process that has it.
        folder: where relative paths in it start from; None where there are none.
        version: of the program that asks.
    """

    task: Portable
    limits: Limits
    folder: str | None
    version: str = VERSION

    def __call__(self) -> Any:
        """Do it there; return what it returns, a `Lost`, or that the machine is `Unfit`.

        Raises:
            RuntimeError: the task raised, which is a fault of the program.
        """
        if self.version != VERSION:
            return Unfit(_other_version(VERSION))
        if self.folder is not None and not Path(self.folder).is_dir():
            return Unfit(_unseen(self.folder))
        return _here().do(self)


def errand(task: Portable, limits: Limits) -> Errand:
    """Return what is sent to have a task done."""
    places: list[Place] = [
        each.found.location for each in task.items if not isinstance(each.found, Stored)
    ]
    places += [each.copy.target for each in task.items if each.copy is not None]
    relative = any(isinstance(each, Path) and not each.is_absolute() for each in places)
    return Errand(task, limits, str(Path.cwd()) if relative else None)


def _stood_in(task: Portable, limits: Limits, folder: str | None) -> Any:
    """Have a task done by a crew's worker, in the process that stands in for the command line."""
    apart.start()
    try:
        return next(_crew(limits).each([task.at(task.items, folder)]))
    except (ClusterError, OutputError) as error:
        return Unfit(error.text)


@cache
def _crew(limits: Limits) -> Crew:
    return Crew(2, 1, limits, checking=True, carry=carried)


def _other_version(version: str) -> Text:
    """Say that scheduler or machines have another version of this program."""
    return Text(
        f"클러스터에 설치된 aitx-budget의 버전({version})이 이 컴퓨터와 다릅니다. 스케줄러와 모든 워커에 같은 버전을 설치해 주세요.",
        f"The cluster's aitx-budget is {version}, another than here; install the same on the scheduler and all workers.",
    )


def _unseen(folder: str) -> Text:
    return Text(
        f"클러스터의 워커에서 이 폴더가 보이지 않습니다: {folder}. 모든 컴퓨터에 같은 경로로 연결된 폴더에서 실행해 주세요.",
        f"A worker of the cluster does not see this folder: {folder}. Run in one that all machines have at the same path.",
    )


class _Post:
    """What one of an engine's threads keeps from chunk to chunk: loading what checks need takes longer than a file."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._stand_in: Crew | None = None
        self._limits: Limits | None = None
        self._leaving: threading.Timer | None = None

    def do(self, errand: Errand) -> Any:
        task = partial(_stood_in, errand.task, errand.limits, errand.folder)
        with self._turn:
            self._stay()
            if self._limits != errand.limits:
                self._end()
            if self._stand_in is None:
                self._stand_in, self._limits = Crew(2, 1, _FREE), errand.limits
            try:
                return next(self._stand_in.each([task]))
            finally:
                self._leaving = threading.Timer(_IDLE, self._leave)
                self._leaving.daemon = True
                self._leaving.start()

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _leave(self) -> None:
        with self._turn:
            if self._leaving is threading.current_thread():  # else it was called off too late
                self._end()

    def _end(self) -> None:
        if self._stand_in is not None:
            self._stand_in.__exit__(None, None, None)
            self._stand_in = None


_posts = threading.local()


def _here() -> _Post:
    if not hasattr(_posts, "post"):
        _posts.post = _Post()
    post: _Post = _posts.post
    return post
