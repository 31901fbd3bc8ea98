"""The folder of an export: whole or not at all, replaced only when told to, and never with what is not ours in it.

It is written beside its place under a name that begins with `.aitx-` and then renamed. An earlier export gives way in one
step where the system can exchange two folders (Linux); elsewhere in two, between which a kill leaves both under such names.
What is removed is only what the folder's own descriptor lists, so that no file of anybody else's is ever deleted.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from aitx_budget.errors import OutputError
from aitx_budget.intake.files import TEMPORARY
from aitx_budget.library.output import check_folder, failed
from aitx_budget.library.temporary import ABANDONED
from aitx_budget.model.text import Text


def ensure_writable(folder: Path, *, force: bool, beside: Iterable[Path] = ()) -> None:
    """Refuse a folder that must not be written, before any work is done for it.

    Args:
        folder: where the export is to be.
        force: an earlier export may be replaced.
        beside: files that must not be in it: inputs and other results.

    Raises:
        OutputError: it is a file or the current folder, it holds or is to hold anything but an export, or it holds one and
            `force` is False.
    """
    try:
        _check(folder, force=force, beside=beside)
    except OSError as error:
        raise failed(folder, error) from error


def _check(folder: Path, *, force: bool, beside: Iterable[Path]) -> None:
    place = folder.resolve()
    if place.exists() and not place.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    check_folder(next(each for each in place.parents if each.exists()))
    others = [each.resolve() for each in beside]
    if place == Path.cwd() or any(place in (each, *each.parents) for each in others):
        raise OutputError(
            Text(
                f"현재 폴더나, 입력 파일·다른 결과 파일이 있을 폴더에는 내보내지 않습니다. 따로 쓸 폴더를 지정해 주세요: {folder}",
                f"An export needs a folder of its own, not the current one nor one with inputs or other results: {folder}",
            )
        )
    strangers = sorted(_entries(place) - _exported(place))
    if strangers:
        raise OutputError(
            Text(
                f"내보내기로 만든 것이 아닌 파일이 있어 바꾸지 않습니다: {folder / strangers[0]} (모두 {len(strangers)}개). 다른 폴더를 지정해 주세요.",
                f"Left as it is, for files are in it that no export made: {folder / strangers[0]} ({len(strangers)} in all). Name another folder.",
            )
        )
    if _entries(place) and not force:
        raise OutputError(
            Text(
                f"이미 내보낸 폴더입니다. 바꾸려면 --force를 붙여 주세요: {folder}",
                f"The folder holds an export already; add --force to replace it: {folder}",
            )
        )


def write(
    folder: Path, files: Mapping[str, bytes], *, force: bool, beside: Iterable[Path] = ()
) -> Path:
    """Write the files of an export into a folder of their own.

    Returns:
        The folder.

    Raises:
        OutputError: see `ensure_writable`; or the file system refuses.
    """
    ensure_writable(folder, force=force, beside=beside)
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.parent / f"{TEMPORARY}{secrets.token_hex(8)}.tmp"
        try:
            _fill(temporary, files)
            _sweep(temporary)
            _put(temporary, place)
        finally:
            _discard(temporary)
    except OSError as error:
        raise failed(folder, error) from error
    return folder


def _fill(temporary: Path, files: Mapping[str, bytes]) -> None:
    """Write the descriptor first, so that what a kill leaves is known by it, and force all to disk."""
    from aitx_budget.export import PACKAGE

    temporary.mkdir()
    for name in (PACKAGE, *(each for each in files if each != PACKAGE)):
        with (temporary / name).open("xb") as file:
            file.write(files[name])
            file.flush()
            os.fsync(file.fileno())


def _put(temporary: Path, place: Path) -> None:
    """Give the finished folder its name; what stood there has the temporary one, or is gone if it was empty."""
    if not _entries(place):
        with suppress(FileNotFoundError):
            place.rmdir()
        temporary.rename(place)
    elif not _exchanged(temporary, place):
        aside = temporary.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")
        place.rename(aside)
        try:
            temporary.rename(place)
        except OSError:
            aside.rename(place)
            raise
        _discard(aside)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    here, both = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
    return exchange is not None and not exchange(here, bytes(one), here, bytes(other), both)


def _entries(folder: Path) -> frozenset[str]:
    return frozenset(each.name for each in folder.iterdir()) if folder.is_dir() else frozenset()


def _exported(folder: Path) -> frozenset[str]:
    """Return the files in a folder that its descriptor calls its own; none where that is not ours."""
    from aitx_budget.export import PACKAGE, files_of

    descriptor = folder / PACKAGE
    listed = files_of(descriptor.read_bytes()) if descriptor.is_file() else frozenset()
    # Only what really stands there by that plain name: a descriptor may say anything.
    return frozenset(name for name in listed & _entries(folder) if (folder / name).is_file())


def _sweep(temporary: Path) -> None:
    """Remove what killed runs left beside a fresh folder, by the file system's own clock."""
    now = temporary.stat().st_mtime
    for each in temporary.parent.glob(f"{TEMPORARY}*.tmp"):
        with suppress(OSError):  # another run was quicker, or it is not ours to remove
            if each.is_dir() and now - each.stat().st_mtime > ABANDONED:
                _discard(each)


def _discard(temporary: Path) -> None:
    """Remove a folder of a temporary name with what an export puts there; what is not an export's stays."""
    from aitx_budget.export import PACKAGE

    own = _exported(temporary) - {PACKAGE}
    for name in (*own, PACKAGE):  # the descriptor last: by it the others are known
        (temporary / name).unlink(missing_ok=True)
    with suppress(OSError):  # gone already, or with a stranger in it
        temporary.rmdir()
