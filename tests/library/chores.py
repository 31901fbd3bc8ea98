"""Tasks of all kinds for a crew; a module of its own, because workers import what they are given to do."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

from aitx_budget.intake.files import Found
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits

HELD: list[bytearray] = []


def pid() -> int:
    return os.getpid()


def twice(number: int) -> int:
    return 2 * number


def hang() -> None:
    while True:
        pass


def hang_holding_the_interpreter() -> None:
    ctypes.PyDLL(None).sleep(600)


def explode() -> None:
    HELD.append(bytearray(4 << 30))


def hold(size: int) -> int:
    HELD.append(bytearray(size))
    return size


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    sys.exit(5)


def chatter() -> str:
    sys.stdout.write("noise")
    sys.stdout.flush()
    os.write(1, b"more noise")
    os.write(2, b"and more")
    return "said"


def large(size: int) -> bytes:
    return bytes(size)


def fail() -> None:
    raise ValueError("of ours")  # noqa: EM101, TRY003


def rest(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


class Deadly(Found):
    """A file with which the process that reads it dies."""

    def read(self, limits: Limits = DEFAULT_LIMITS) -> bytes:  # noqa: ARG002
        be_killed()
        return b""


class Hanging(Found):
    """A file that is never read to its end."""

    def read(self, limits: Limits = DEFAULT_LIMITS) -> bytes:  # noqa: ARG002
        hang()
        return b""


class Exploding(Found):
    """A file for which no memory is enough."""

    def read(self, limits: Limits = DEFAULT_LIMITS) -> bytes:  # noqa: ARG002
        explode()
        return b""
