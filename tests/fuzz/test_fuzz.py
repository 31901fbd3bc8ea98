"""What fuzzing found stays mended, and a short run of it finds nothing new."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from aitx_budget.intake.reading import Reading
from aitx_budget.model.submission import Refusal, Refused
from fuzz.containers import CONTAINERS
from fuzz.mutants import LEVELS, Mutant, make, rezipped, unzipped
from fuzz.oracle import Judge, Tally
from fuzz.parts import PARTS
from fuzz.seeds import NAMES, seed
from fuzz.targets import SEED, TARGETS, beginnings
from fuzz.trees import TEXTS, TREES
from fuzz.values import VALUES

CASES = {
    each["name"]: each
    for each in tomllib.loads(Path(__file__).with_name("found.toml").read_text("utf-8"))["case"]
}
SHORT = 80
"""Mutants that are judged with the test-suite; a long run has thousands."""


def _edited(case: dict) -> bytes:
    """Return the case's workbook; each of its edits must meet something."""
    parts = unzipped(seed(case["seed"]))
    for edit in case.get("edits", ()):
        met = 0
        for name in [name for name in parts if re.fullmatch(edit["part"], name)]:
            text, times = re.subn(edit["find"], edit["put"], parts[name].decode())
            parts[name], met = text.encode(edit.get("as", "utf-8")), met + times
        assert met, edit
    parts = {case.get("moved", {}).get(name, name): data for name, data in parts.items()}
    if "entry" in case:
        parts[case["entry"]["name"]] = case["entry"]["holds"].encode()
    return rezipped(parts)


def _told(tally: Tally) -> str:
    return "\n\n".join(
        f"{each.demand}: {each.key} {each.recipe}\n{each.seen}" for each in tally.troubles
    )


@pytest.mark.parametrize("name", CASES)
def test_what_was_found_stays_mended(name):
    """A kept case goes the whole way without trouble, and is answered as it should be."""
    case, judge = CASES[name], Judge(thorough=1)
    judge.judge([Mutant(name, f"{case['seed']}: {case['why']}", _edited(case))])
    assert not judge.tally.troubles, _told(judge.tally)
    assert case["answer"] in judge.tally.answers


def test_a_short_run_finds_nothing():
    """Mutants of every level go the whole way: read, checked, reported, marked, cleaned."""
    judge = Judge()
    for first in range(0, SHORT, 20):
        judge.judge([make(f"suite:{number}") for number in range(first, first + 20)])
    assert not judge.tally.troubles, _told(judge.tally)
    answered = Counter(answer.partition(":")[0] for answer in judge.tally.answers.elements())
    assert answered["checked"] + answered["refused"] == SHORT
    assert answered["marked"] > SHORT // 3, "too few get past the gate for the rest to be tried"


@pytest.mark.parametrize("name", NAMES)
def test_seeds_are_good(name):
    """Every seed goes the whole way, all else that reads files included, so that what its mutants meet is their own."""
    judge = Judge(thorough=1, further=1)
    judge.judge([Mutant(name, f"{name}: as it is", seed(name))])
    assert not judge.tally.troubles, _told(judge.tally)
    assert judge.tally.answers == {"checked": 1, "marked": 1, "met all else": 1}


def test_mutants_can_be_made_again():
    """The same key gives the same bytes, and other keys give others, of every level."""
    made = [make(f"again:{number}") for number in range(60)]
    assert made == [make(f"again:{number}") for number in range(60)]
    assert len({each.data for each in made}) > 50
    assert {level for each in made for level in LEVELS if f"{level}." in each.recipe} == set(LEVELS)


def test_every_change_is_made():
    """No change of a level has died: each is named by some recipe of a long row of them."""
    recipes = " ".join(make(f"row:{number}").recipe for number in range(700))
    names = {"container": CONTAINERS, "parts": PARTS, "tree": TREES, "text": TEXTS, "value": VALUES}
    missing = [
        f"{level}.{name}"
        for level, kinds in names.items()
        for name in kinds
        if f"{level}.{name}" not in recipes
    ]
    assert missing == []


def test_the_judge_sees_faults(monkeypatch):
    """Each demand is one that can fail: a program with planted faults is found out."""
    from fuzz import oracle

    good = Mutant("good", "template: as it is", seed("template"))

    def fails(name, put):
        with monkeypatch.context() as patch:
            patch.setattr(oracle, name, put)
            judge = Judge(thorough=1)
            judge.judge([good])
        return {each.demand for each in judge.tally.troubles}

    def raising(*_, **__):
        raise KeyError

    mark, strip = oracle.annotate, oracle.clean
    assert fails("read", raising) == {"read: no traceback"}
    assert fails("annotate", raising) == {"annotate: no traceback"}
    assert fails("clean", lambda data: strip(data) and data) == {"clean gives the parts back"}
    assert "a copy reads the same" in fails("annotate", lambda *_, **__: seed("small"))
    assert "the same bytes twice" in fails("annotate", lambda data, *_, **__: data + os.urandom(4))
    spoilt = rezipped(unzipped(good.data) | {"xl/extra.xml": b"<a>900101-1234567"})
    said = fails("annotate", lambda *_, **__: spoilt)
    assert {"every changed part is well-formed", "no resident number in a part of ours"} <= said
    assert fails("SLOW", 0.0) == {
        f"{step}: within 0.0 s" for step in ("read", "annotate", "copy", "clean")
    }
    assert fails("annotate", mark) == set()


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_guided_fuzzer_begins_with_passes(target):
    """Good inputs of every target, and all that was found with it, raise nothing."""
    begun = list(beginnings(target))
    assert begun
    for data in begun:
        TARGETS[target](data)


def test_the_guided_fuzzer_changes_the_part_that_is_named(monkeypatch):
    """The target replaces one part of a workbook that is read and marked when the part is as it was."""
    from fuzz import targets

    seen = []
    monkeypatch.setattr(targets, "_through", seen.append)
    whole = unzipped(seed(SEED))
    for name in ("xl/styles.xml", "xl/workbook.xml"):
        targets.part(f"{name}\n".encode() + b"<a/>")
        assert unzipped(seen.pop()) == whole | {name: b"<a/>"}


def test_the_guided_fuzzer_sees_faults(monkeypatch):
    """An amount that reads differently when it is written plainly is a find."""
    from fuzz import targets

    monkeypatch.setattr(targets, "READERS", ())
    monkeypatch.setattr(targets, "read_won", lambda cell: Reading(len(cell.text)))
    with pytest.raises(AssertionError):
        targets.cells(b"1,000")


@pytest.mark.parametrize(
    ("room", "name", "put", "said"),
    [
        ("compare", "compare", None, "compare: no traceback"),
        ("compare", "compare", lambda *_: SimpleNamespace(unchanged=False, changes=(), uncompared=()), "compare is sound"),
        ("assemble", "assemble", None, "assemble: no traceback"),
        ("consolidate", "write_book", None, "consolidate: no traceback"),
        ("consolidate", "write_book", lambda *_: rezipped({"a.xml": b"<f>CALL(1)</f>"}), "consolidate is sound"),
        ("workers", "read_all", lambda found, *_, **__: [Refusal("", Refused.DAMAGED, "")] * len(found), "workers do the same"),
        ("workers", "annotate", lambda data, *_, **__: data, "workers do the same"),
    ],
)  # fmt: skip
def test_the_judge_sees_faults_of_all_else(monkeypatch, room, name, put, said):
    """Workers, comparison, assembly and consolidation are each found out when they fail."""
    from fuzz import together

    def raising(*_, **__):
        raise KeyError

    good = [Mutant(each, f"{each}: as it is", seed(each)) for each in ("small", "openpyxl")]
    rooms = {each: met for each, met in together.FURTHER.items() if each == room}
    monkeypatch.setattr("fuzz.oracle.FURTHER", rooms)
    quiet, loud = Judge(further=1), Judge(further=1)
    quiet.judge(good)
    monkeypatch.setattr(together, name, put or raising)
    loud.judge(good)
    assert not quiet.tally.troubles, _told(quiet.tally)
    assert said in {each.demand for each in loud.tally.troubles}
