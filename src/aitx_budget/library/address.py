"""Addresses of a store (`s3://…`, `sftp://…`, whatever fsspec knows), and what is said where one cannot be reached.

A result goes to a `Place`: a path, or an address. `file://` names a folder of this computer, so as a place it is a path.

fsspec is loaded where an address is used and nowhere else; it comes with the cluster extra, and what it needs for a kind of
store (`s3fs` for S3) is its user's to install.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aitx_budget.errors import ClusterError, UsageError
from aitx_budget.model.text import Text

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")  # one slash is what a path keeps of two
_NOT_TAKEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMSGSIZE})
_LOCAL = re.compile(r"(?:file|local)://")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a result goes in a store."""

    text: str

    def __str__(self) -> str:
        """Return it as it was named."""
        return self.text

    def __truediv__(self, name: str) -> Address:
        """Return the address of what has this name there."""
        return Address(f"{self.text.rstrip('/')}/{name}")

    @property
    def parent(self) -> Address:
        """What it lies in."""
        return Address(self.text.rstrip("/").rpartition("/")[0])


Place = Path | Address
"""Where a result goes."""


def is_address(path: str | Path) -> bool:
    """Tell whether a path is an address of a store."""
    return bool(_ADDRESS.match(str(path)))


def place_of(given: str | Path) -> Place:
    """Return where a result is to go.

    Raises:
        UsageError: an address was made a path, which has lost a slash of it.
    """
    text = str(given)
    if not is_address(text):
        return Path(given)
    if "://" not in text:
        raise UsageError(
            Text(
                f"저장소 주소는 경로(Path)가 아니라 글(str)로 지정해 주세요: {text}",
                f"Give the address of a store as a text, not as a path: {text}",
            )
        )
    local = _LOCAL.match(text)
    return Path(text[local.end() :]) if local else Address(text)


def store_of(address: str) -> tuple[Any, str]:
    """Return fsspec's file system for an address, and the path in it.

    Raises:
        ImportError, ValueError: fsspec, or what it needs for this kind of store, is not installed; nobody knows the kind.
    """
    from fsspec.core import url_to_fs

    store, path = url_to_fs(address)
    return store, path


@contextmanager
def reached(address: str, *, writing: bool = False) -> Iterator[None]:
    """Tell in a sentence that a store cannot be reached; what it says of a file stays an OSError.

    Args:
        address: what was asked for.
        writing: that it is full or takes no such file is said of a file too.

    Raises:
        ClusterError: it cannot.
    """
    try:
        yield
    except (FileNotFoundError, PermissionError):
        raise
    except ImportError as error:
        raise ClusterError(_lacking(address, str(error))) from error
    except Exception as error:  # each kind of store raises what its own library does
        if writing and isinstance(error, OSError) and error.errno in _NOT_TAKEN:
            raise
        why = type(error).__name__
        raise ClusterError(
            Text(
                f"저장소에 연결할 수 없습니다: {address} ({why}). 주소와 네트워크, 접속 권한을 확인해 주세요.",
                f"The store cannot be reached: {address} ({why}). See to the address, the network and the access.",
            )
        ) from error


def _lacking(address: str, what: str) -> Text:
    return Text(
        f"이 저장소에 필요한 패키지가 없습니다: {address} ({what}). 모든 컴퓨터에 설치해 주세요. S3는 pip install s3fs로 설치합니다.",
        f"A package that this store needs is lacking: {address} ({what}). Install it on all computers; for S3, pip install s3fs.",
    )
