"""A store for tests that is no folder to the program, yet seen by all processes: a file there is seen while it is written.

It is found by its entry point wherever this folder is on the path, and takes no file whose name says so.
"""

from __future__ import annotations

import errno
import os

from fsspec.implementations.local import LocalFileSystem


class Shelf(LocalFileSystem):
    """`shelf:///tmp/x` is what stands at `/tmp/x`."""

    protocol = "shelf"

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(os.fspath(path).removeprefix("shelf://"))

    def unstrip_protocol(self, name):
        """Return the address of a file."""
        return f"shelf://{name}"

    def put_file(self, lpath, rpath, **kwargs):
        """Take a file, in part where the shelf is full."""
        if "verboten" in rpath:
            raise PermissionError
        super().put_file(lpath, rpath, **kwargs)
        if "full" in rpath:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
