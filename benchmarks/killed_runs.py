"""A hundred runs over fifty workbooks are killed at random moments: nothing half-written is ever seen.

    python benchmarks/killed_runs.py [KILLS] [WORKBOOKS]

Kills come at any moment, while copies are written, and while the report is. After each one every result that is visible
has the bytes that a run in peace gives it (and those open and clean to the workbook they were made from), the inputs
have their digests, and no process of the run is left. After every tenth a run comes to its end: then all results are
there and no temporary file. Takes about ten minutes; Linux.
"""

from __future__ import annotations

import random
import sys
import tempfile
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from library.killed import Scene

_SEED = 20251001


def main(kills: int, workbooks: int, folder: Path) -> None:
    """Kill so many runs and print what was seen; an assertion tells what should not have been."""
    scene, dice = Scene(folder), random.Random(_SEED)  # noqa: S311 - moments, no secrets
    scene.prepare(workbooks)
    print(f"{workbooks} workbooks, a run in peace takes {scene.seconds:.1f} s")
    for each, when in zip(
        range(1, kills + 1), cycle(("ever", "marking", "reporting")), strict=False
    ):
        scene.kill(dice, when=when)
        if each % 10 == 0:
            scene.check_rerun()
            print(f"{each} killed, rerun gave the same {len(scene.wanted)} files", flush=True)
    part = sum(0 < each < len(scene.wanted) for each in scene.visible)
    print(f"{part} kills left some results and not all; none was half-written")
    print(f"{len(scene.leftovers)} temporary files were left, none outlived the next rerun")
    print(f"processes were gone within {max(scene.ending):.2f} s")


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as made:
        main(*(asked + [100, 50][len(asked) :]), Path(made))
