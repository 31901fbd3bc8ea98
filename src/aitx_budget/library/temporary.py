"""The file that a result is written to before it has its name, and those that killed runs left behind.

Such a file is locked for as long as its run works on it, and the system lets go of the lock with the process, however
that ends: what nobody holds is nobody's, and the next run that writes to the folder removes it. Where a file system
knows no such locks, and on Windows, age tells.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from aitx_budget.intake.files import TEMPORARY

ABANDONED = 600
"""Seconds after which a file without a lock is nobody's: to write one takes moments."""
_swept: set[Path] = set()


@contextmanager
def filled(folder: Path, data: Iterable[bytes]) -> Iterator[Path]:
    """Write `data`, piece by piece, to a new file of the folder and force it to disk; remove it at the end if it still has its name.

    Raises:
        OSError: the folder takes no file, or not all of it.
    """
    path, file = _new(folder)
    try:
        for piece in data:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())  # so that the rename never reveals an empty file
        if sys.platform == "win32":
            file.close()  # an open file cannot be given a name there
        _sweep(path)
        yield path
    finally:
        with suppress(OSError):  # what could not be written has been told
            file.close()
        path.unlink(missing_ok=True)


def _new(folder: Path) -> tuple[Path, BinaryIO]:
    """Return a new file that is ours: open, and locked."""
    while True:
        path = folder / f"{TEMPORARY}{secrets.token_hex(8)}.tmp"
        file = path.open("xb")
        # Before it was locked another run may have taken it for a leftover.
        if lock(file, unknown=True) and path.exists():
            return path, file
        file.close()


def _sweep(fresh: Path) -> None:
    """Remove what killed runs left beside a fresh file; once for each folder, and by the folder's own clock."""
    folder = fresh.parent.absolute()
    if folder in _swept:
        return
    _swept.add(folder)
    now = fresh.stat().st_mtime
    for each in folder.glob(f"{TEMPORARY}*.tmp"):
        with suppress(OSError):  # another run was quicker, or it is not ours to remove
            _remove_abandoned(each, now)


def _remove_abandoned(path: Path, now: float) -> None:
    """Remove an ordinary file that no run works on; its lock is held meanwhile against one that begins to."""
    was = path.lstat()
    old = now - was.st_mtime > ABANDONED
    if not stat.S_ISREG(was.st_mode):
        return
    if sys.platform == "win32":
        if old:
            path.unlink()
        return
    with path.open("rb") as file:
        if lock(file, unknown=old):
            path.unlink()


def lock(file: BinaryIO, *, unknown: bool) -> bool:
    """Lock a file if nobody has, until it is closed. Tell whether a file's lock is ours now; `unknown` where there are no locks."""
    if sys.platform == "win32":
        return unknown
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True
