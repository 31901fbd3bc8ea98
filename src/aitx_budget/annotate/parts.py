"""How a package's parts hang together: content types, relationships, and the workbook's sheets."""

from __future__ import annotations

import html
import posixpath
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from aitx_budget.annotate.outline import Node, unreadable
from aitx_budget.annotate.package import Package
from aitx_budget.annotate.splice import Edit, Splice
from aitx_budget.intake.personal import mask

CONTENT_TYPES: Final = "[Content_Types].xml"
STRICT: Final = "http://purl.oclc.org/ooxml/"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK: Final = "xl/workbook.xml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rels_name(part: str) -> str:
    """Return the name of the part that holds `part`'s relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, the last word of its type, the part it names, and its element."""

    id: str
    kind: str
    target: str
    node: Node


@dataclass(frozen=True, slots=True)
class Sheet:
    """One entry of the workbook's sheet list; `kind` is `worksheet`, `chartsheet` or the like."""

    title: str
    part: str
    kind: str
    relation: Relation
    node: Node


@dataclass
class Parts:
    """A package with the edits made to it so far; nothing is written before `finish`.

    Attributes:
        package: the file's container.
        edits: part name -> its edit.
        added: parts that were not there before, with their content.
        untouched: edits without a change that somebody else began: such a part is not parsed again.
    """

    package: Package
    edits: dict[str, Edit] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)
    untouched: Mapping[str, Edit] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.package or name in self.added

    def edit(self, name: str) -> Edit:
        """Return the edit of part `name`, begun where it was not yet."""
        if name not in self.edits:
            self.edits[name] = self.untouched.get(name) or self._begun(name)
        return self.edits[name]

    def _begun(self, name: str) -> Edit:
        skip = "sheetData" if "/worksheets/" in name else ""
        data = self.added[name] if name in self.added else self.package.read(name)
        return Edit(data, part=name, skip=skip)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the internal relationships of `part`."""
        name = rels_name(part)
        if name not in self.package:
            return ()
        folder = posixpath.dirname(part)
        return tuple(
            Relation(
                node.attributes.get("Id", ""),
                node.attributes.get("Type", "").rpartition("/")[2],
                self._resolve(folder, node.attributes.get("Target", "")),
                node,
            )
            for node in self.edit(name).root.children
            if node.attributes.get("TargetMode") != "External"
        )

    def _resolve(self, folder: str, target: str) -> str:
        """Return the part name of a target, which may have backslashes or be percent-encoded."""
        path = posixpath.join("/", folder, target.replace("\\", "/"))
        plain = posixpath.normpath(path).lstrip("/")
        return plain if plain in self.package else unquote(plain)

    def related(self, part: str, kind: str) -> str:
        """Return the part that `part` names as its `kind`; empty for none."""
        found = (each.target for each in self.relations(part) if each.kind == kind)
        return next((target for target in found if target in self.package), "")

    def content_type(self, name: str) -> str:
        """Return the type that part `name` is declared to have, itself or by its ending; empty for none."""
        listed = self.edit(CONTENT_TYPES).root.children
        itself, ending = f"/{name}".lower(), name.rpartition(".")[2].lower()
        by_name, by_ending = (
            [
                node.attributes.get("ContentType", "")
                for node in listed
                if node.attributes.get(key, "").lower() == sought
            ]
            for key, sought in (("PartName", itself), ("Extension", ending))
        )
        return next(iter((*by_name, *by_ending)), "")

    def led_to(self, but: str) -> set[str]:
        """Return every part that a relationship of another part than `but` leads to."""
        sources = [
            posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])
            for folder, name in map(posixpath.split, self.package.names)
            if folder.lower().endswith("_rels") and name.lower().endswith(".rels")
        ]
        return {
            relation.target.lower()
            for source in sources
            if source.lower() != but.lower()
            for relation in self.relations(source)
        }

    def workbook(self) -> str:
        """Return the name of the workbook part.

        Raises:
            UsageError: the package has none.
        """
        name = self.related("", "officeDocument")
        if not name:
            raise unreadable(_WORKBOOK)
        return name

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the workbook's sheets, in their order, whatever their kind."""
        workbook = self.workbook()
        relations = {each.id: each for each in self.relations(workbook)}
        listed = self.edit(workbook).root.child("sheets")
        found = []
        for node in listed.children if listed else ():
            relation = relations.get(node.relation())
            if relation is not None:
                title = node.attributes.get("name", "")
                found.append(Sheet(title, relation.target, relation.kind, relation, node))
        return tuple(found)

    def strict(self) -> bool:
        """True for a workbook in the strict vocabulary."""
        return self.edit(self.workbook()).root.namespace.startswith(STRICT)

    def free_name(self, pattern: str) -> str:
        """Return the first of `pattern` (with `{}` for a number from 1) that no part has."""
        number, taken = 1, {name.lower() for name in (*self.package.names, *self.added)}
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def add(self, name: str, content: str, content_type: str) -> None:
        """Add a part, with its content type for it alone."""
        self.added[name] = (_DECLARATION + content).encode()
        types = self.edit(CONTENT_TYPES)
        tag = types.root.tag("Override")
        types.append(types.root, f'<{tag} PartName="/{name}" ContentType="{content_type}"/>')

    def add_vml(self, name: str, content: str) -> None:
        """Add a drawing of the old kind; its type goes by its extension."""
        self.added[name] = content.encode()
        types = self.edit(CONTENT_TYPES)
        known = (node.attributes.get("Extension", "").lower() for node in types.root.children)
        if "vml" in known or any(each.endswith(".vml") for each in self.added if each != name):
            return
        kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
        tag = types.root.tag("Default")
        types.prepend(types.root, f'<{tag} Extension="vml" ContentType="{kind}"/>')

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate `part` to `target`; return the relationship's id."""
        rels = rels_name(part)
        base = _STRICT_OFFICE if self.strict() else _OFFICE
        path = quoted(posixpath.relpath(target, posixpath.dirname(part) or "."))
        if rels in self.package:
            edit = self.edit(rels)
            taken = {node.attributes.get("Id") for node in edit.root.children}
            identifier = _free_id(taken, kind)
            tag = edit.root.tag("Relationship")
            xml = f'<{tag} Id="{identifier}" Type="{base}/{kind}" Target={path}/>'
            edit.append(edit.root, xml)
            return identifier
        identifier = _free_id(set(), kind)
        xml = f'<Relationship Id="{identifier}" Type="{base}/{kind}" Target={path}/>'
        root = f'<Relationships xmlns="{_PACKAGE}/relationships">'
        before = self.added.get(rels, (_DECLARATION + root + "</Relationships>").encode())
        self.added[rels] = before.replace(b"</Relationships>", xml.encode() + b"</Relationships>")
        return identifier

    def finish(self) -> dict[str, tuple[bytes, tuple[Splice, ...]]]:
        """Write every change into the package; return each changed part with its splices."""
        changed = {name: edit.result() for name, edit in self.edits.items() if edit.changed}
        for name in self.added.keys() & changed.keys():
            self.added[name] = changed.pop(name)[0]
        for name, (content, _) in changed.items():
            self.package.write(name, content)
        for name, content in self.added.items():
            self.package.write(name, content)
        return changed


def find_sheet(sheets: Sequence[Sheet], title: str) -> Sheet | None:
    """Return the worksheet called `title`, in whatever form its Hangul is encoded; `title` may be masked."""
    worksheets = [sheet for sheet in sheets if sheet.kind == "worksheet"]
    for form in (str, _composed, lambda text: mask(_composed(text))):
        for sheet in worksheets:
            if form(sheet.title) == form(title):
                return sheet
    return None


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def relation_space(root: Node) -> str:
    """Return the namespace of relationships' ids that goes with a root's vocabulary, the usual one with an unknown."""
    return _STRICT_OFFICE if root.namespace.startswith(STRICT) else _OFFICE


def sheet_reference(title: str, cell: str) -> str:
    """Return `'소요예산'!N7`, as links and names write it."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'!{cell}"


def quoted(text: str) -> str:
    """Return `text` as an XML attribute's value, with its quotes."""
    return f'"{html.escape(text)}"'


def _free_id(taken: set[str | None], kind: str) -> str:
    number = 1
    while f"aitx_{kind}{number}" in taken:
        number += 1
    return f"aitx_{kind}{number}"
