"""Files that are written: whole or not at all, never over an input, over an old result only when told to.

A run that is killed leaves at most a temporary file, which begins with `.aitx-`: no run takes it for a workbook, and
the next one that writes to the folder removes it (`temporary`).
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from aitx_budget.errors import OutputError
from aitx_budget.library import storing, temporary
from aitx_budget.library.address import Address, Place
from aitx_budget.model.system import code, reason
from aitx_budget.model.text import Text

AnyPlace = TypeVar("AnyPlace", bound=Place)
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_INPUT = Text(
    "입력 파일에는 덮어쓰지 않습니다. 다른 이름을 지정해 주세요",
    "An input file is never written to; choose another name",
)
_FOLDER = Text(
    "파일 이름이 필요한 자리에 폴더가 지정되었습니다", "A file name is needed, but this is a folder"
)
_NO_FILE = Text("보통 파일이 아니어서 쓸 수 없습니다", "Not an ordinary file")
_EXISTS = Text(
    "이미 있는 파일입니다. 바꾸려면 --force를 붙여 주세요",
    "The file exists already; add --force to replace it",
)
_READ_ONLY = Text(
    "읽기 전용으로 지정된 파일이라 바꾸지 않습니다. 읽기 전용을 풀거나 다른 이름을 지정해 주세요",
    "The file is marked read-only and is not replaced; unmark it or choose another name",
)


def ensure_writable(target: Place, *, force: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse a target that must not be written, before any work is done for it.

    Raises:
        OutputError: it is an input, a folder, no ordinary file, exists and `force` is False or
            it is read-only, or its folder takes no file.
        ClusterError: its store cannot be reached.
    """
    try:
        if isinstance(target, Address):
            _ensure_free(target, force=force, inputs=inputs)
            return
        for source in inputs:
            if _same(target, source):
                raise _refused(_INPUT, target)
        if target.exists():
            _check_old(target, force=force)
        check_folder(next(each for each in target.absolute().parents if each.exists()))
    except OSError as error:
        raise failed(target, error) from error


def _ensure_free(target: Address, *, force: bool, inputs: Iterable[Path]) -> None:
    """Refuse an address that must not be written."""
    if Path(str(target)) in inputs:  # what is read from a store bears its address as a path
        raise _refused(_INPUT, target)
    if storing.exists(target) and not force:
        raise _refused(_EXISTS, target)


def _check_old(target: Path, *, force: bool) -> None:
    """Refuse what is there already and must stay."""
    if target.is_dir():
        raise _refused(_FOLDER, target)
    if not target.is_file():
        raise _refused(_NO_FILE, target)
    if not force:
        raise _refused(_EXISTS, target)
    # The folder alone decides whether a name can be given to another file; what its owner wants is told here.
    if not target.stat().st_mode & _WRITABLE:
        raise _refused(_READ_ONLY, target)


def check_folder(folder: Path) -> None:
    """Refuse a folder that takes no file, as far as that shows without writing one."""
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def write(
    target: AnyPlace, data: bytes | Iterable[bytes], *, force: bool, inputs: Iterable[Path] = ()
) -> AnyPlace:
    """Write `data`, whole or piece by piece, to `target` through a temporary file: in its folder, or here where it is in a store.

    Returns:
        The target.

    Raises:
        OutputError: see `ensure_writable`; or the file system refuses.
        ClusterError: the store cannot be reached.
    """
    ensure_writable(target, force=force, inputs=inputs)
    pieces = [data] if isinstance(data, bytes) else data
    if isinstance(target, Address):
        with _spooled(pieces) as file:
            put(target, file)
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.filled(target.parent, pieces) as file:
            _put(file, target, force=force)
    except OSError as error:
        raise failed(target, error) from error
    return target


@contextmanager
def _spooled(pieces: Iterable[bytes]) -> Iterator[Path]:
    """Yield a temporary file of this computer with all the pieces.

    Raises:
        OutputError: there is no room for it.
    """
    with TemporaryDirectory(prefix="aitx-") as place:
        path = Path(place) / "whole"
        try:
            with path.open("xb") as file:
                file.writelines(pieces)
        except OSError as error:
            raise failed(path, error) from error
        yield path


def names(folder: Place) -> frozenset[str]:
    """Return what files there are in a folder to its depth, or at an address of a store, as paths under it.

    Raises:
        OutputError: there is no leave to see it.
        ClusterError: the store cannot be reached.
    """
    try:
        if isinstance(folder, Address):
            return storing.names(folder)
        found = (each for each in folder.rglob("*") if not each.is_dir())
        return frozenset(each.relative_to(folder).as_posix() for each in found)
    except OSError as error:
        raise failed(folder, error) from error


def remove(target: Place) -> None:
    """Remove a file; nothing where none is.

    Raises:
        OutputError: the system, or the store, does not let it.
        ClusterError: the store cannot be reached.
    """
    try:
        if isinstance(target, Address):
            storing.remove(target)
        else:
            target.unlink(missing_ok=True)
    except OSError as error:
        raise failed(target, error) from error


def put(target: Address, file: Path) -> None:
    """Put a whole file into a store.

    Raises:
        OutputError: the store does not take it.
        ClusterError: the store cannot be reached.
    """
    try:
        storing.put(target, file)
    except OSError as error:
        raise failed(target, error) from error


def _put(file: Path, target: Path, *, force: bool) -> None:
    """Give the finished file its name; without `force` a file that appeared meanwhile stays."""
    if not force:
        try:
            os.link(file, target)
        except FileExistsError as error:
            raise _refused(_EXISTS, target) from error
        except OSError:  # a file system without hard links
            ensure_writable(target, force=False)
        else:
            return
    try:
        file.replace(target)
    except PermissionError as error:
        if sys.platform != "win32":
            raise
        # Windows has no other reason left: that the target and its folder may be written was seen before.
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target)) from error


def failed(target: Place, error: OSError) -> OutputError:
    """Return what is raised where the file system refuses."""
    why = reason(code(error))
    return OutputError(
        Text(
            f"결과를 저장할 수 없습니다: {target} ({why.ko}). 남은 공간과 쓰기 권한을 확인하거나 다른 폴더를 지정해 주세요.",
            f"The result cannot be written: {target} ({why.en}). See to space and permissions, or name another folder.",
        )
    )


def _refused(why: Text, target: Place) -> OutputError:
    return OutputError(Text(f"{why.ko}: {target}", f"{why.en}: {target}"))


def _same(target: Path, source: Path) -> bool:
    """Tell whether two paths lead to one file, through links and other spellings too."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return target.samefile(source)
    return target.resolve() == source.resolve()
