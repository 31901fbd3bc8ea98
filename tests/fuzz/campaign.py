"""Takes thousands of mutants the whole way, in worker processes whose time and memory are measured.

`python -m fuzz.campaign --mutants 10000 --seed spring` prints what was seen and ends with 1 where a demand
did not hold; `--key spring:17` judges one mutant and writes it beside what is wrong with it.
"""

from __future__ import annotations

import argparse
import faulthandler
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fuzz.mutants import make
from fuzz.oracle import Judge, Tally, Trouble

BATCH = 20
MEMORY = 1 << 30
"""Bytes that reading and marking may need at the peak."""
_PATIENCE = 60.0
"""Seconds of the processor for a batch, in which no file may take more than `SLOW`; then the process is ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", default="mutants")
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--further", type=int, default=Judge.further, help="every how many meet all else"
    )
    parser.add_argument("--key", help="judge this mutant alone, and write it")
    parser.add_argument(
        "--share", nargs=3, metavar=("FIRST", "LAST", "OUT"), help=argparse.SUPPRESS
    )
    given = parser.parse_args(arguments)
    if given.key:
        return _one(given.key)
    if given.share:
        first, last, out = given.share
        return _share(given.seed, given.further, (int(first), int(last)), Path(out))
    shared = ["--seed", given.seed, "--further", str(given.further)]
    return _all(shared, given.first, given.mutants, given.workers)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - it is a program of its own


def _one(key: str) -> int:
    mutant, judge = make(key), Judge(thorough=1, further=1)
    Path("mutant.xlsx").write_bytes(mutant.data)
    judge.judge([mutant])
    _say(f"{key}: {mutant.recipe}\n{dict(judge.tally.answers)}")
    for each in judge.tally.troubles:
        _say(f"{each.demand}\n{each.seen}")
    return bool(judge.tally.troubles)


def _share(seed: str, further: int, between: tuple[int, int], out: Path) -> int:
    """Judge the mutants from the first to before the last; keep what was seen after each batch in `out`."""
    judge, (first, last) = Judge(further=further), between
    with out.with_suffix(".trace").open("w") as trace:
        # Says where a batch hangs, also in a library's own loop, and then ends the process.
        faulthandler.register(signal.SIGPROF, file=trace, chain=True)
        for start in range(first, last, BATCH):
            mutants = [
                make(f"{seed}:{number}") for number in range(start, min(start + BATCH, last))
            ]
            signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
            judge.judge(mutants)
            signal.setitimer(signal.ITIMER_PROF, 0)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            if peak > MEMORY:
                judge.trouble(
                    mutants[0], "within 1 GiB", f"{peak >> 20} MiB in this batch or before"
                )
            done = start + len(mutants)
            temporary = out.with_suffix(".new")
            temporary.write_bytes(pickle.dumps((done, judge.tally, peak)))
            temporary.replace(out)
    return 0


def _all(shared: list[str], first: int, count: int, workers: int) -> int:
    began, tally, peak = time.monotonic(), Tally(), 0
    with tempfile.TemporaryDirectory() as folder:
        size = max(BATCH, min(500, -(-count // workers)))
        shares = [(at, min(at + size, first + count)) for at in range(first, first + count, size)]
        for seen, memory in _run(shared, shares, workers, Path(folder)):
            tally.add(seen)
            for each in seen.troubles:
                _say(f"{each.key}: {each.demand}")
            peak = max(peak, memory)
            done = sum(
                tally.answers[each]
                for each in tally.answers
                if each == "checked" or each.startswith("refused")
            )
            _say(
                f"{done} mutants, {len(tally.troubles)} troubles, {time.monotonic() - began:.0f} s"
            )
    _tell(tally, peak, time.monotonic() - began)
    return bool(tally.troubles)


def _run(
    shared: list[str], shares: list[tuple[int, int]], workers: int, folder: Path
) -> Iterator[tuple[Tally, int]]:
    """Yield what every share saw; one whose process ends early is gone on with after the batch that ended it."""
    running: list[tuple[Any, int, int, Path]] = []
    waiting = shares[::-1]
    while waiting or running:
        while waiting and len(running) < workers:
            first, last = waiting.pop()
            out = folder / str(first)
            share = ["--share", str(first), str(last), str(out)]
            line = [sys.executable, "-m", "fuzz.campaign", *shared, *share]
            running.append((subprocess.Popen(line), first, last, out))
        time.sleep(0.05)
        for each in [each for each in running if each[0].poll() is not None]:
            running.remove(each)
            process, first, last, out = each
            done, tally, peak = _kept(out, first)
            if process.returncode:
                trace = out.with_suffix(".trace").read_text()[-3_000:]
                keys = f"{shared[1]}:{done} to {done + BATCH - 1}"
                tally.troubles.append(
                    Trouble(
                        keys,
                        "",
                        "every file within its time",
                        f"exit {process.returncode}\n{trace}",
                    )
                )
                if done + BATCH < last:
                    waiting.append((done + BATCH, last))
            yield tally, peak


def _kept(out: Path, first: int) -> tuple[int, Tally, int]:
    """Return what a share's process wrote: up to which mutant, what it saw, and its peak memory."""
    if not out.exists():
        return first, Tally(), 0
    kept: tuple[int, Tally, int] = pickle.loads(out.read_bytes())  # noqa: S301 - our own process wrote it
    return kept


def _tell(tally: Tally, peak: int, seconds: float) -> None:
    kinds = Counter(each.demand for each in tally.troubles)
    shown: Counter[str] = Counter()
    for each in tally.troubles:
        shown[each.demand] += 1
        if shown[each.demand] <= 12:
            _say(f"--- {each.demand}\n{each.key}  {each.recipe}\n{each.seen[-1_500:]}")
    for answer, times in tally.answers.most_common():
        _say(f"{times:6}  {answer}")
    _say(
        f"slowest step {tally.slowest[0]:.2f} s ({tally.slowest[1]}); peak memory {peak >> 20} MiB; {seconds:.0f} s"
    )
    _say(f"troubles: {sum(kinds.values())} {dict(kinds)}")


if __name__ == "__main__":
    sys.exit(main())
