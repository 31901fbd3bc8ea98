"""What a test wants to know of a package: its parts, their elements, and how LibreOffice saves it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

Element = tuple[str, str, tuple[tuple[str, str], ...], str]

BOOKKEEPING = frozenset(("count", "localSheetId", "activeTab", "firstSheet"))
"""Attributes that count or number elements, and so change when some are put in."""


def parts(data: bytes) -> dict[str, bytes]:
    """Return every part, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def elements(data: bytes) -> Counter[tuple[str, Element]]:
    """Return every element of every XML part: part, path, attributes and text."""
    found: Counter[tuple[str, Element]] = Counter()
    for name, content in parts(data).items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        tree = etree.fromstring(content).getroottree()
        for element in tree.iter(etree.Element):
            path = "/".join([*(a.tag for a in element.iterancestors())][::-1])
            kept = sorted((k, v) for k, v in element.attrib.items() if k not in BOOKKEEPING)
            text = (element.text or "") + "|" + (element.tail or "")
            found[name, (path, element.tag, tuple(kept), text)] += 1
    return found


def lost(before: bytes, after: bytes) -> Counter[tuple[str, Element]]:
    """Return the elements of `before` that are not, or not the same, in `after`."""
    return elements(before) - elements(after)


def saved_by_office(data: bytes, folder: Path) -> bytes:
    """Return `data` as LibreOffice opens and saves it."""
    return all_saved_by_office({"one": data}, folder)["one"]


def all_saved_by_office(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return every workbook as LibreOffice opens and saves it, in one run of it."""
    sources = []
    for number, data in enumerate(workbooks.values()):
        sources.append(folder / f"{number}.xlsx")
        sources[-1].write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300)
    return {
        name: (folder / "out" / source.name).read_bytes()
        for name, source in zip(workbooks, sources, strict=True)
    }


def anything_left(data: bytes) -> list[str]:
    """Return the parts, but for string table and stylesheet, in which a trace of our marks stands."""
    traces = ("aitx-budget", "_aitx", "검증결과", "C81E2B", "E89B0D", "4A86C9")
    return [
        f"{name}: {trace}"
        for name, content in parts(data).items()
        if name not in ("xl/sharedStrings.xml", "xl/styles.xml")
        and name.endswith((".xml", ".vml", ".rels"))
        for trace in traces
        if trace in content.decode("utf-8", "replace")
    ]
