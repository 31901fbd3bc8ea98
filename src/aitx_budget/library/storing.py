"""Results that go into a store: whole or not at all, as in a folder.

What is put there is a whole file on this computer first. Stores of objects take it in one request, so that it appears when
all of it is there; in any other it gets a temporary name beside its place, and then its own. Other than in a folder nobody
guards a name between the look at it before the work and the writing: of two runs that write one name the later one counts.

What the store says of a file is raised as an OSError; that it cannot be reached, as a ClusterError.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from aitx_budget.intake.files import TEMPORARY
from aitx_budget.library.address import Address, reached, store_of

_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci", "memory"})
"""Kinds of stores in which a file is not seen before all of it is there."""


def names(folder: Address) -> frozenset[str]:
    """Return what there is at an address, as paths under it; empty where nothing is."""
    with reached(str(folder)):
        store, path = store_of(str(folder))
        inside = store.find(path) if store.exists(path) else []
    return frozenset(each.removeprefix(path).lstrip("/") for each in inside)


def exists(target: Address) -> bool:
    """Tell whether there is something at an address."""
    with reached(str(target)):
        store, path = store_of(str(target))
        return bool(store.exists(path))


def content(target: Address) -> bytes | None:
    """Return what there is at an address; None where nothing is."""
    try:
        with reached(str(target)):
            store, path = store_of(str(target))
            data: bytes = store.cat_file(path)
    except FileNotFoundError:
        return None
    return data


def remove(target: Address) -> None:
    """Remove a file; nothing where none is."""
    with reached(str(target), writing=True):
        store, path = store_of(str(target))
        if store.exists(path):
            store.rm_file(path)


def put(target: Address, file: Path) -> None:
    """Put a file there."""
    with reached(str(target), writing=True):
        store, path = store_of(str(target))
        kinds = (store.protocol,) if isinstance(store.protocol, str) else store.protocol
        if _AT_ONCE & set(kinds):
            store.put_file(str(file), path)
        else:
            _put(store, path, file)


def _put(store: Any, path: str, file: Path) -> None:
    """Put a file there under a temporary name first."""
    folder, _, _ = path.rpartition("/")
    temporary = f"{folder}/{TEMPORARY}{secrets.token_hex(8)}.tmp"
    store.makedirs(folder, exist_ok=True)
    try:
        store.put_file(str(file), temporary)
        store.mv(temporary, path)
    except BaseException:
        if store.exists(temporary):
            store.rm_file(temporary)
        raise
