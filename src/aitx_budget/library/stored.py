"""Workbooks that lie in a store (`s3://…`, `https://…`, whatever fsspec knows): found here, fetched where they are checked.

A store is met only by the command itself and, on a machine of a cluster, by the process that stands in for it (`node`): the
worker that opens a returned file has no access to lose. A file is fetched into a folder that lives as long as its chunk, and
only as much of it as shows that it is too large.

fsspec comes with Dask; what it needs for a kind of store (`s3fs` for S3) is its user's to install.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from aitx_budget.errors import ClusterError, UsageError
from aitx_budget.intake.files import WORKBOOKS, ZIP, Found, is_leftover, leftover, other
from aitx_budget.library.reading import unopened
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.intake.limits import Limits
    from aitx_budget.library.chunk import Item

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")  # one slash is what a path keeps of two


@dataclass(frozen=True, slots=True)
class Stored(Found):
    """A file in a store; `path` is its address, and nothing is at `location` on any computer.

    Attributes:
        size: bytes, as the store says; 0 where it does not.
    """

    size: int = 0


def is_address(path: str | Path) -> bool:
    """Tell whether a path is an address of a store."""
    return bool(_ADDRESS.match(str(path)))


def discover(addresses: Sequence[str]) -> tuple[tuple[Stored, ...], tuple[Text, ...]]:
    """Return the workbooks at addresses of files, folders or patterns, each once, and notes on what was passed over.

    What counts is what counts in a folder, see `intake.files.discover`; a file that is named itself is always taken.

    Raises:
        UsageError: there is nothing at an address, or a zip, whose members can't be read from a store.
        ClusterError: the store can't be reached.
    """
    found: dict[str, Stored] = {}
    notes: list[Text] = []
    for address in addresses:
        try:
            with _reached(address):
                listed = list(_listed(address))
        except OSError as error:
            raise _nothing(address) from error
        if not listed:
            raise _nothing(address)
        for each, inside in listed:
            parts = PurePosixPath(inside).parts if inside else (each.name,)
            suffix = PurePosixPath(each.name).suffix.lower()
            if any(is_leftover(part) for part in parts):
                notes.append(leftover(each.path))
            elif suffix == ZIP:
                raise _zip(each.path)
            elif inside and suffix not in WORKBOOKS:
                notes.append(other(each.path))
            else:
                found.setdefault(each.path, each)
    return tuple(found.values()), tuple(notes)


def fetched(item: Item, folder: Path, limits: Limits) -> Item:
    """Return an item whose file is on this computer, or refused because the store does not give it.

    Args:
        item: the item; one whose file is in no store stays as it is.
        folder: where the file goes.
        limits: more than this of it is not fetched.

    Raises:
        ClusterError: the store can't be reached.
    """
    if not isinstance(item.found, Stored):
        return item
    local = Found(item.found.path, folder / str(item.number))
    try:
        with _reached(local.path):
            local.location.write_bytes(_content(local.path, limits.file_bytes + 1))
    except OSError as error:
        item = replace(item, refusal=unopened(local, error))
    copy = item.copy and replace(item.copy, found=local)
    return replace(item, found=local, copy=copy)


def _content(address: str, most: int) -> bytes:
    store, path = _store(address)
    with store.open(path, "rb") as stream:
        data: bytes = stream.read(most)
    return data


def _store(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    store, path = url_to_fs(address)
    return store, path


def _listed(address: str) -> Iterator[tuple[Stored, str]]:
    """Yield the files at an address in order of names, each with its path in the folder; empty where it is named itself."""
    store, path = _store(address)
    if store.exists(path):
        yield from _under(store, path)
    elif any(each in path for each in "*?["):
        for each in sorted(store.glob(path)):
            yield from _under(store, each)


def _under(store: Any, path: str) -> Iterator[tuple[Stored, str]]:
    if store.isfile(path):
        yield _stored(store, store.info(path)), ""
        return
    inside = store.find(path, detail=True)
    for name, info in sorted(
        inside.items(), key=lambda each: unicodedata.normalize("NFC", each[0])
    ):
        if info["type"] == "file":
            yield _stored(store, info), name.removeprefix(path).lstrip("/")


def _stored(store: Any, info: dict[str, Any]) -> Stored:
    address = store.unstrip_protocol(info["name"])
    return Stored(address, Path(address), size=info.get("size") or 0)


@contextmanager
def _reached(address: str) -> Iterator[None]:
    """Tell in a sentence that a store can't be reached; that it does not give a file stays an OSError.

    Raises:
        ClusterError: it can't.
    """
    try:
        yield
    except (FileNotFoundError, PermissionError):
        raise
    except ImportError as error:
        raise ClusterError(_lacking(address, str(error))) from error
    except Exception as error:  # each kind of store raises what its own library does
        why = type(error).__name__
        raise ClusterError(
            Text(
                f"저장소에 연결할 수 없습니다: {address} ({why}). 주소와 네트워크, 접속 권한을 확인해 주세요.",
                f"The store can't be reached: {address} ({why}). See to the address, the network and the access.",
            )
        ) from error


def _lacking(address: str, what: str) -> Text:
    return Text(
        f"이 저장소에 필요한 패키지가 없습니다: {address} ({what}). 모든 컴퓨터에 설치해 주세요. S3는 pip install s3fs로 설치합니다.",
        f"A package that this store needs is lacking: {address} ({what}). Install it on all computers; for S3, pip install s3fs.",
    )


def _nothing(address: str) -> UsageError:
    return UsageError(
        Text(
            f"저장소에서 파일이나 폴더를 찾을 수 없거나 볼 권한이 없습니다: {address}",
            f"There is no such file or folder in the store, or no leave to see it: {address}",
        )
    )


def _zip(address: str) -> UsageError:
    return UsageError(
        Text(
            f"압축 파일은 저장소에서 바로 점검하지 않습니다. 풀어서 올려 주세요: {address}",
            f"A zip is not checked from a store; upload what is in it: {address}",
        )
    )
