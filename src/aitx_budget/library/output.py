"""Files that are written: whole or not at all, never over an input, over an old result only when told to.

A run that is killed leaves at most a temporary file, which begins with `.aitx-`: no run takes it for a workbook, and
a later one that writes to the folder removes it once it is old enough to be nobody's.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from aitx_budget.errors import OutputError
from aitx_budget.intake.files import TEMPORARY
from aitx_budget.model.system import code, reason
from aitx_budget.model.text import Text

_ABANDONED = 600
"""Seconds after which a temporary file is nobody's: to write one takes moments."""
_swept: set[Path] = set()


def ensure_writable(target: Path, *, force: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse a target that must not be written, before any work is done for it.

    Raises:
        OutputError: it is an input, a folder, no ordinary file, exists and `force` is False, or no
            folder can be where it is to be.
    """
    try:
        _check(target, force=force, inputs=inputs)
    except OSError as error:
        raise _failed(target, error) from error


def _check(target: Path, *, force: bool, inputs: Iterable[Path]) -> None:
    """Refuse a target that must not be written; see `ensure_writable`."""
    for source in inputs:
        if _same(target, source):
            raise OutputError(
                Text(
                    f"입력 파일에는 덮어쓰지 않습니다. 다른 이름을 지정해 주세요: {target}",
                    f"An input file is never written to; choose another name: {target}",
                )
            )
    if target.is_dir():
        raise OutputError(
            Text(
                f"파일 이름이 필요한 자리에 폴더가 지정되었습니다: {target}",
                f"A file name is needed, but this is a folder: {target}",
            )
        )
    if target.exists() and not target.is_file():
        raise OutputError(
            Text(
                f"보통 파일이 아니어서 쓸 수 없습니다: {target}", f"Not an ordinary file: {target}"
            )
        )
    if target.exists() and not force:
        raise _exists(target)
    above = next(parent for parent in target.absolute().parents if parent.exists())
    if not above.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def write(target: Path, data: bytes, *, force: bool, inputs: Iterable[Path] = ()) -> Path:
    """Write `data` to `target` through a temporary file in the same folder.

    Returns:
        The target.

    Raises:
        OutputError: see `ensure_writable`; or the file system refuses.
    """
    ensure_writable(target, force=force, inputs=inputs)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f"{TEMPORARY}{secrets.token_hex(8)}.tmp"
        try:
            _fill(temporary, data)
            _sweep(temporary)
            _put(temporary, target, force=force)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(target, error) from error
    return target


def _fill(temporary: Path, data: bytes) -> None:
    """Write and force to disk, so that the rename never reveals an empty file."""
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(temporary: Path) -> None:
    """Remove what killed runs left beside a fresh file; once for each folder, and by the folder's own clock."""
    folder = temporary.parent.absolute()
    if folder in _swept:
        return
    _swept.add(folder)
    now = temporary.stat().st_mtime
    for each in folder.glob(f"{TEMPORARY}*.tmp"):
        with suppress(OSError):  # another run was quicker, or it is not ours to remove
            if now - each.stat().st_mtime > _ABANDONED:
                each.unlink()


def _put(temporary: Path, target: Path, *, force: bool) -> None:
    """Give the finished file its name; without `force` a file that appeared meanwhile stays."""
    if not force:
        try:
            os.link(temporary, target)
        except FileExistsError as error:
            raise _exists(target) from error
        except OSError:  # a file system without hard links
            ensure_writable(target, force=False)
        else:
            return
    temporary.replace(target)


def _failed(target: Path, error: OSError) -> OutputError:
    why = reason(code(error))
    return OutputError(
        Text(
            f"결과를 저장할 수 없습니다: {target} ({why.ko}). 남은 공간과 쓰기 권한을 확인하거나 다른 폴더를 지정해 주세요.",
            f"The result can't be written: {target} ({why.en}). See to space and permissions, or name another folder.",
        )
    )


def _exists(target: Path) -> OutputError:
    return OutputError(
        Text(
            f"이미 있는 파일입니다. 바꾸려면 --force를 붙여 주세요: {target}",
            f"The file exists already; add --force to replace it: {target}",
        )
    )


def _same(target: Path, source: Path) -> bool:
    """Tell whether two paths lead to one file, through links and other spellings too."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return target.samefile(source)
    return target.resolve() == source.resolve()
