"""Fuzzing that is guided by coverage: `python -m fuzz.guided cells --seconds 60` (see `make fuzz`).

Needs atheris, which there is for Linux alone. What is found is written to `.fuzz/found/`; as a file of
`tests/fuzz/corpus/<target>/` it is replayed by the test-suite from then on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

_ROOMS = ["aitx_budget.intake", "aitx_budget.annotate", "aitx_budget.programme"]
with atheris.instrument_imports(include=_ROOMS):
    from fuzz.targets import TARGETS, beginnings

_HERE = Path(__file__).parent
_MEMORY = 1024
"""MiB at which a run ends as a find."""
_SLOWEST = 10
"""Seconds of one input at which it does."""
_LONGEST = 60_000
"""Bytes of one input."""


def main() -> None:
    """Fuzz one target, beginning with what its corpus holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--into", type=Path, default=Path(".fuzz"))
    given = parser.parse_args()
    grown, found = given.into / given.target, given.into / "found"
    for folder in (grown, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(beginnings(given.target)):
        (grown / f"begin-{number}").write_bytes(data)
    line = [
        sys.argv[0],
        f"-max_total_time={given.seconds}",
        f"-max_len={_LONGEST}",
        f"-rss_limit_mb={_MEMORY}",
        f"-timeout={_SLOWEST}",
        f"-artifact_prefix={found}/{given.target}-",
        f"-dict={_HERE / 'words.dict'}",
        "-print_final_stats=1",
        "-verbosity=0",
        str(grown),
    ]
    atheris.Setup(line, TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
