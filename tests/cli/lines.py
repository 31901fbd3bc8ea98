"""Runs one command line, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from aitx_budget.cli import main

SOURCE = Path(__file__).parents[2] / "src"


class Answer(NamedTuple):
    """What a line gave."""

    code: int
    out: str
    err: str


def answer(capsys, *words) -> Answer:
    """Run a line in this process."""
    capsys.readouterr()
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)


def process(
    *words, cwd=None, env=None, module="aitx_budget.cli"
) -> subprocess.CompletedProcess[str]:
    """Run a line in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", module, *(str(word) for word in words)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})},
    )
