"""A generated page of the documentation: written anew, or held against what would be written."""

from __future__ import annotations

import sys
from pathlib import Path


def told(arguments: list[str], text: str) -> int:
    """Write `text` where the last argument says; with `--check` only tell whether it stands there."""
    path = Path(arguments[-1])
    if "--check" not in arguments:
        path.write_text(text, "utf-8")
    elif not path.is_file() or path.read_text("utf-8") != text:
        sys.stderr.write(f"stale, run `make docs`: {path}\n")
        return 1
    return 0
