"""Workbooks compared part by part.

The compressed bytes of a package depend on the machine's zlib; what is in its parts must not depend on anything.
"""

from __future__ import annotations

import io
import zipfile


def parts(data: bytes) -> dict[str, bytes]:
    """Return part name -> its bytes, in the package's order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def differences(made: bytes, kept: bytes) -> list[str]:
    """Return the names of parts that differ, are new or are gone; and a word where only their order differs."""
    ours, theirs = parts(made), parts(kept)
    differing = [
        name for name in dict.fromkeys((*theirs, *ours)) if ours.get(name) != theirs.get(name)
    ]
    if not differing and list(ours) != list(theirs):
        differing = ["(order of parts)"]
    return differing
