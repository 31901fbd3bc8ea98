"""How the parts of a package refer to each other, and which of them would act by themselves."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from aitx_budget.intake.archive import Parts, is_xml
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import (
    Element,
    check_encoding,
    check_markup,
    children,
    declares,
    local,
    parse,
)
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused

_ACTIVE_PARTS = (
    (re.compile(r"vbaProject.*\.bin$|vbaData\.xml$", re.IGNORECASE), "VBA"),
    (re.compile(r"(^|/)macrosheets/", re.IGNORECASE), "Excel 4.0 macro"),
    (re.compile(r"(^|/)activeX/", re.IGNORECASE), "ActiveX"),
    (re.compile(r"(^|/)embeddings/", re.IGNORECASE), "OLE"),
    (re.compile(r"(^|/)connections\.xml$", re.IGNORECASE), "connections"),
    (re.compile(r"(^|/)queryTables/", re.IGNORECASE), "query table"),
)
_ACTIVE_RELATIONS = {
    "vbaProject": "VBA",
    "xlMacrosheet": "Excel 4.0 macro",
    "xlIntlMacrosheet": "Excel 4.0 macro",
    "control": "ActiveX",
    "activeXControlBinary": "ActiveX",
    "oleObject": "OLE",
    "package": "OLE",
    "connections": "connections",
    "queryTable": "query table",
}
_ACTIVE_TYPES = (
    ("vbaproject", "VBA"),
    ("macroenabled", "VBA"),
    ("macrosheet", "Excel 4.0 macro"),
    ("ms-office.activex", "ActiveX"),
)
_LINKS = re.compile(r"(^|/)externalLinks/[^/]+\.xml$", re.IGNORECASE)
_LIVE_LINK = re.compile(rb"<(\w+:)?(ddeLink|oleLink)\b")


class Relation(NamedTuple):
    """One relationship: the last word of its type, and the part it leads to (empty if outside)."""

    kind: str
    target: str


def check_declarations(parts: Parts, limits: Limits) -> None:
    """Refuse entity declarations before anything is parsed.

    Where a part has some, damage in another part is told first: it is what must be mended first.

    Raises:
        Refuse: naming the part.
    """
    written = {name: data for name, data in parts.items() if is_xml(name)}
    declaring = {name for name, data in written.items() if declares(data)}
    if declaring:
        for name, data in written.items():
            # Excel itself writes .vml that is not well-formed.
            if name not in declaring and not name.lower().endswith(".vml"):
                parse(name, data, limits)
    for name, data in written.items():
        (check_markup if name in declaring else check_encoding)(name, data)


def check_active(parts: Parts) -> None:
    """Refuse macros, embedded objects and data connections.

    Raises:
        Refuse: naming what was met.
    """
    for name, data in parts.items():
        for pattern, what in _ACTIVE_PARTS:
            if pattern.search(name):
                raise Refuse(Refused.ACTIVE, f"{what} ({name})")
        if _LINKS.search(name) and _LIVE_LINK.search(data):
            raise Refuse(Refused.ACTIVE, f"DDE/OLE link ({name})")
        if name.lower() == "[content_types].xml":
            _check_types(name, data, parts)
        if name.lower().endswith(".rels"):
            _check_relations(name, data)


def _check_types(name: str, data: bytes, parts: Parts) -> None:
    """Refuse parts whose content type is an active one's, whatever they are called.

    Some libraries list the types of all endings they know; only those of parts that are there count.
    """
    endings = frozenset(each.rpartition(".")[2] for each in parts.spelled)
    for each in parse(name, data):
        declared = (each.get("ContentType") or "").lower()
        what = next((what for word, what in _ACTIVE_TYPES if word in declared), "")
        if what and _has_typed(parts, endings, each):
            raise Refuse(Refused.ACTIVE, what)


def _has_typed(parts: Parts, endings: frozenset[str], entry: Element) -> bool:
    """Tell whether a content type is that of a part of the package."""
    if local(entry) == "Default":
        return (entry.get("Extension") or "").lower() in endings
    path = (entry.get("PartName") or "").replace("\\", "/")
    return bool(find(parts, posixpath.normpath(posixpath.join("/", path)).lstrip("/")))


def _check_relations(name: str, data: bytes) -> None:
    """Refuse relationships of active kinds, whatever the parts are called."""
    for kind, _ in _relations(name, data).values():
        if kind in _ACTIVE_RELATIONS:
            raise Refuse(Refused.ACTIVE, f"{_ACTIVE_RELATIONS[kind]} ({name})")


def relations_of(parts: Parts, part: str) -> dict[str, Relation]:
    """Return the relationships of a part (empty text: of the package) by their id."""
    folder, base = posixpath.split(part)
    name = find(parts, posixpath.join(folder, "_rels", f"{base}.rels"))
    return _relations(name, parts[name]) if name else {}


def _relations(name: str, data: bytes) -> dict[str, Relation]:
    """Read one relationships part; targets are relative to its source's folder, or absolute."""
    folder = posixpath.dirname(posixpath.dirname(name))
    found = {}
    for each in children(parse(name, data), "Relationship"):
        if len(each):  # some programs would see the relationship inside it, and others would not
            raise Refuse(Refused.DAMAGED, name)
        target = (each.get("Target") or "").replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        outside = each.get("TargetMode") == "External"
        kind = (each.get("Type") or "").rsplit("/", 1)[-1]
        found[each.get("Id") or ""] = Relation(kind, "" if outside else path)
    return found


def find(parts: Parts, name: str) -> str:
    """Return the part called `name` as it is spelled in the package; empty where there is none.

    Case makes no difference, nor whether a reference writes its letters as `%EA`.
    """
    if name in parts:
        return name
    found = parts.spelled.get(name.lower())
    return found or parts.spelled.get(unquote(name).lower(), "")
