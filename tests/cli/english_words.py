"""English and internal names in what Koreans are shown: every text of a workbook, a page and the screen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

_ALLOWED = re.compile(
    r"[A-Z]{3}\d{2,3}|(?<![A-Z])(?:SUM|MAT|CSH|AST|ORG|PER|STR|CEL|FIL|XRG|ASM|WVR|INT)(?![A-Za-z])|\S+@\S+|aitx-2025\S*|(?:here|[\w.]+)/\S+|\S+\.(?:xlsx|html|json|toml|csv)\b|‘aitx-budget[^’]*’|aitx-budget-standard|쓸 수 있는 값: .*?[.] |혹시 [a-z]+인가요|TOML|UTF-8|aitx-budget rules?"
    r"|\[aitx-budget\]|aitx-budget \d[\d.]*|도움말: aitx-budget.*|--?[a-z-]+|=?ROUND|min\(|Ctrl\+Alt\+V|=[A-Z(]\S*|xlsx|VBA"
)
"""Codes, addresses, names of files, commands and options, a formula, a key on the keyboard."""
_THINGS = re.compile(
    r"(?<![A-Za-z])(?:GPU|CPU|HDD|NVMe|NVLink|LTO|TOPS|PLC|OPC|UA|RTK|kVA|kHz|fps|MLOps|AI|GB|TB|MP|PB|IP|HWP|DRM)(?![A-Za-z])"
)
"""What the samples' officers buy, as they write it."""
_SHOWN = re.compile(r"sharedStrings|comments\d|worksheets/sheet|charts/chart|drawings/drawing")
_TEXTS = (
    re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]+)</"),
    re.compile(r'\b(?:prompt|promptTitle|error|errorTitle|tooltip|descr)="([^"]+)"'),
    re.compile(r"<odd(?:Header|Footer)>([^<]+)<"),
)
_IDENTITY = frozenset(
    [
        "template",
        "programme",
        "scope",
        "region",
        "institution",
        "layout",
        "institutions",
        "unit_projects",
        "rows",
        "aitx-budget-standard",
        "budget_lines",
        "monthly_plan",
        "asset_plan",
        "in_kind_details",
        "beneficiaries",
    ]
)
"""What the hidden sheet says to the program."""


def foreign(texts: Iterator[str]) -> set[str]:
    """Return the English words of the texts that are no name of a thing, with the text they stand in."""
    return {
        f"{word} | {text[:80]}"
        for text in set(texts)
        if not set(re.split(r"[.\s]", text)) <= _IDENTITY
        for word in re.findall(r"[A-Za-z_]{3,}", _THINGS.sub("", _ALLOWED.sub("", text)))
    }


def shown(folder: Path) -> Iterator[str]:
    """Yield every text that a reader of the workbooks and pages in a folder may see."""
    for path in folder.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(each) for each in package.namelist() if _SHOWN.search(each)]
        for part in parts:
            for texts in _TEXTS:
                yield from map(unescape, texts.findall(part.decode()))
    for path in folder.rglob("*.html"):
        page = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", path.read_text("utf-8"))
        yield from map(unescape, re.findall(r'\b(?:aria-label|alt|title)="([^"]+)"', page))
        yield from map(unescape, re.split(r"<[^>]+>", page))
