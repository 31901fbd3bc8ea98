"""Workbooks that lie in a store (`s3://…`, `https://…`, whatever fsspec knows): found here, fetched where they are checked.

A store is met only by the command itself and, on a machine of a cluster, by the process that stands in for it (`node`): the
worker that opens a returned file has no access to lose. A file is fetched into a folder that lives as long as its chunk, and
only as much of it as shows that it is too large.

fsspec comes with Dask; what it needs for a kind of store (`s3fs` for S3) is its user's to install.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from aitx_budget.errors import UsageError
from aitx_budget.intake.files import WORKBOOKS, ZIP, Found, is_leftover, leftover, other
from aitx_budget.library.address import reached, store_of
from aitx_budget.library.reading import unopened
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.intake.limits import Limits
    from aitx_budget.library.item import Item


@dataclass(frozen=True, slots=True)
class Stored(Found):
    """A file in a store; `path` is its address, and nothing is at `location` on any computer.

    Attributes:
        size: bytes, as the store says; 0 where it does not.
    """

    size: int = 0


def discover(addresses: Sequence[str]) -> tuple[tuple[Stored, ...], tuple[Text, ...]]:
    """Return the workbooks at addresses of files, folders or patterns, each once, and notes on what was passed over.

    What counts is what counts in a folder, see `intake.files.discover`; a file that is named itself is always taken.

    Raises:
        UsageError: there is nothing at an address, or a zip, whose members cannot be read from a store.
        ClusterError: the store cannot be reached.
    """
    found: dict[str, Stored] = {}
    notes: list[Text] = []
    for address in addresses:
        try:
            with reached(address):
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
        ClusterError: the store cannot be reached.
    """
    if not isinstance(item.found, Stored):
        return item
    local = Found(item.found.path, folder / str(item.number))
    try:
        with reached(local.path):
            local.location.write_bytes(_content(local.path, limits.file_bytes + 1))
    except OSError as error:
        item = replace(item, refusal=unopened(local, error))
    copy = item.copy and replace(item.copy, found=local)
    return replace(item, found=local, copy=copy)


def _content(address: str, most: int) -> bytes:
    store, path = store_of(address)
    with store.open(path, "rb") as stream:
        data: bytes = stream.read(most)
    return data


def _listed(address: str) -> Iterator[tuple[Stored, str]]:
    """Yield the files at an address in order of names, each with its path in the folder; empty where it is named itself."""
    store, path = store_of(address)
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
