"""Mutants: a good workbook and one to three changes of it, all of them decided by one text."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache
from typing import NamedTuple

from lxml import etree

from fuzz.containers import CONTAINERS, zipped
from fuzz.dice import dice
from fuzz.parts import PARTS
from fuzz.seeds import NAMES, WEIGHTS, seed
from fuzz.trees import TEXTS, TREES
from fuzz.values import VALUES, home

LEVELS = {"container": 2, "parts": 3, "tree": 5, "text": 3, "value": 5}
"""Where a change is made, and how often."""
_MARKUP = re.compile(r"\.(xml|rels|vml)$")
_LARGE = 60_000  # parts of more bytes are taken less often: they are slow, and much like the others


class Mutant(NamedTuple):
    """A changed workbook; `recipe` says what it was made of and how, `make` makes it again from `key`."""

    key: str
    recipe: str
    data: bytes

    @property
    def seed(self) -> str:
        """The name of the workbook it was made of, with which its recipe begins."""
        return self.recipe.partition(":")[0]


def make(key: str) -> Mutant:
    """Return the mutant that goes by `key`, any text."""
    throw = dice(key)
    name = throw.choices(NAMES, WEIGHTS)[0]
    data, done = seed(name), []
    for _ in range(throw.choice((1, 1, 1, 2, 3))):
        level = throw.choices(list(LEVELS), list(LEVELS.values()))[0]
        data, said = _changed(throw, data, level, name)
        done.append(f"{level}.{said}")
        if level == "container":
            break  # what may be no sound package any more has no parts to change
    return Mutant(key, f"{name}: {' + '.join(done)}", data)


def _changed(throw: random.Random, data: bytes, level: str, name: str) -> tuple[bytes, str]:
    if level == "container":
        change = throw.choice(list(CONTAINERS))
        return CONTAINERS[change](throw, data), change
    parts = dict(_opened(data) if data is seed(name) else unzipped(data))
    if level == "parts":
        change = throw.choice(list(PARTS))
        return rezipped(PARTS[change](throw, parts)), change
    kinds = {"tree": TREES, "text": TEXTS, "value": VALUES}[level]
    change = throw.choice(list(kinds))
    part = _part(throw, parts, home(change) if level == "value" else _MARKUP)
    if part:
        before = parts[part]
        parts[part] = (
            kinds[change](throw, before) if level == "text" else _tree(throw, before, kinds[change])
        )
    return rezipped(parts), f"{change}({part})"


def _part(throw: random.Random, parts: dict[str, bytes], pattern: re.Pattern[str]) -> str:
    found = [name for name in parts if pattern.search(name)]
    weights = [1 if len(parts[name]) > _LARGE or "theme" in name else 5 for name in found]
    return throw.choices(found, weights)[0] if found else ""


def _tree(throw: random.Random, data: bytes, change) -> bytes:
    """Change a part as a tree; one that is none any more stays as it is."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return data
    change(throw, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@cache
def _opened(data: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple(unzipped(data).items())


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package, by names with slashes."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {info.filename.replace("\\", "/"): source.read(info) for info in source.infolist()}


def rezipped(parts: dict[str, bytes]) -> bytes:
    """Return a package of parts."""
    entries = []
    for name, content in parts.items():
        info = zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        entries.append((info, content))
    return zipped(entries)
