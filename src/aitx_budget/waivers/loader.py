"""Reads a waiver file and says plainly what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from aitx_budget.checks.registry import rules
from aitx_budget.errors import WaiverError
from aitx_budget.intake.personal import mask
from aitx_budget.model.text import Language, Text
from aitx_budget.model.waiver import Waiver, Waivers
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.toml_file import toml_file
from aitx_budget.programme.wording import filled, words
from aitx_budget.waivers.schema import (
    BOTH,
    EXPECTED,
    MISSING,
    NEVER,
    ONE_OF_BOTH,
    UNKNOWN,
    UNWAIVABLE,
    Catalogue,
    WaiverFile,
)

_FILE: Final = Text("면제 파일", "waiver file")
_LONGEST = 80
"""Characters of a wrong value that an error repeats."""


def load_waivers(path: Path, programme: Programme, as_of: dt.date) -> Waivers:
    """Return the waivers in the file `path` as they stand on a day.

    Args:
        path: a TOML file with `[[waiver]]` tables.
        programme: whose regions they may name.
        as_of: the day they are held against.

    Raises:
        WaiverError: the file cannot be read, is not TOML, or a key is missing, unknown or wrong; names each key
            and what was expected there.
    """
    return waivers_in(toml_file(path, _FILE, WaiverError), path.name, programme, as_of)


def waivers_in(data: dict[str, Any], name: str, programme: Programme, as_of: dt.date) -> Waivers:
    """Return the waivers in what was read from the file called `name`; see `load_waivers`."""
    catalogue = Catalogue(
        {rule.code: rule for rule in rules()},
        programme.region_names,
        {name: Text(called.ko, called.en) for name, called in programme.sources},
    )
    try:
        file = WaiverFile.model_validate(data, context=catalogue)
    except ValidationError as error:
        raise _refused(
            name, list(dict.fromkeys(_told(each, programme) for each in error.errors()))
        ) from error
    waivers = [
        entry.numbered(number, catalogue.sources)
        for number, entry in enumerate(file.waiver, start=1)
    ]
    doubled = list(_doubled(waivers))
    if doubled:
        raise _refused(name, doubled)
    return Waivers(tuple(waivers), as_of)


def _refused(name: str, lines: Sequence[Text]) -> WaiverError:
    korean = "\n".join(f"  {line.ko}" for line in lines)
    english = "\n".join(f"  {line.en}" for line in lines)
    return WaiverError(
        Text(
            f"면제 파일 {name}에 고쳐야 할 항목이 있습니다(항목: 기대한 값 ← 적힌 값).\n{korean}",
            f"The waiver file {name} has entries to correct (key: what was expected ← what was found).\n{english}",
        )
    )


def _told(problem: Any, programme: Programme) -> Text:
    """Name a wrong key with what was expected and what was found."""
    number, key = _place(problem)
    kind = problem["type"]
    written = EXPECTED.get(key, EXPECTED["waiver"])
    ko, en = (filled(written.in_(each), words(programme, each)) for each in Language)
    expected = Text(ko, en)
    if kind == "missing":
        wanted = Text(f"{MISSING.ko}: {expected.ko}", f"{MISSING.en}: {expected.en}")
    elif kind == "extra_forbidden" and key not in EXPECTED:
        wanted = UNKNOWN if number else EXPECTED["waiver"]
    else:
        wanted = {BOTH: ONE_OF_BOTH, NEVER: UNWAIVABLE}.get(kind, expected)
    found = _found(problem, key) if kind not in ("missing", BOTH) else ""
    where = Text(f"{number}번 ", f"no. {number} ") if number else Text("", "")
    return Text(f"{where.ko}{key}: {wanted.ko}{found}", f"{where.en}{key}: {wanted.en}{found}")


def _place(problem: Any) -> tuple[int, str]:
    """Return the entry's number (0 for the file itself) and the key."""
    location = problem["loc"]
    number = location[1] + 1 if len(location) > 1 else 0
    key = problem.get("ctx", {}).get("key", "")
    if not key:
        names = [str(part) for part in location[2 if number else 0 :]]
        key = names[0] if names else "cell/key" if problem["type"] == BOTH else "waiver"
    return number, key


def _found(problem: Any, key: str) -> str:
    """Return what stands there, no longer than a sentence bears."""
    value = problem["input"]
    if "key" in problem.get("ctx", {}):
        value = value[key]  # of the entry as it was written
    text = mask(str(value) if isinstance(value, str | dt.date) else repr(value))
    return f" ← {text[:_LONGEST]}"


def _doubled(waivers: Sequence[Waiver]) -> Iterator[Text]:
    """Yield the pairs that excuse the same at the same time, so that neither could be told from the other."""
    for one, other in combinations(waivers, 2):
        same = (one.rule, one.region, one.cell, one.key) == (
            other.rule,
            other.region,
            other.cell,
            other.key,
        )
        if same and one.date <= other.expiry and other.date <= one.expiry:
            yield Text(
                f"{one.number}번과 {other.number}번: 대상이 같은 면제의 기간이 겹칩니다",
                f"no. {one.number} and no. {other.number}: the same is waived twice for the same days",
            )


def not_concerned(waivers: Waivers, regions: Collection[str]) -> tuple[Text, ...]:
    """Say which waivers were neither applied nor judged because no workbook of their region was checked.

    Args:
        waivers: the waivers.
        regions: of which workbooks were checked.
    """
    others = [each for each in waivers.entries if each.region not in regions]
    if not others:
        return ()
    listed = ", ".join(f"{each.number}번({each.region})" for each in others)
    english = ", ".join(f"no. {each.number} ({each.region})" for each in others)
    return (
        Text(
            f"이번에 점검한 파일의 지역이 아니어서 면제 {len(others)}건은 적용하지도 판단하지도 않았습니다: {listed}",
            f"{len(others)} waivers are of regions that were not checked, and were neither applied nor judged: {english}",
        ),
    )
