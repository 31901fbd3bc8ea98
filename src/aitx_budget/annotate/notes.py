"""Notes at cells, beside those the officer has: remarks, and the old drawing that shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from aitx_budget.annotate.geometry import Grid
from aitx_budget.annotate.highlights import SHEET_ORDER
from aitx_budget.annotate.look import AUTHOR, FONT, LOOKS, MOST_NOTES
from aitx_budget.annotate.marks import CellMark
from aitx_budget.annotate.outline import Node
from aitx_budget.annotate.parts import Parts, relation_space
from aitx_budget.annotate.splice import Edit, Splice
from aitx_budget.annotate.styles import prefixed
from aitx_budget.annotate.words import KEPT_NOTE, NO_NOTE, note_lines, written
from aitx_budget.model.text import Language, Text

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_NAMESPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202"{} coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,8})\b")
_BLOCK = 1024  # shape numbers are given out in blocks of this size
_VML_END: Final = b"</xml>"


class _Note(NamedTuple):
    """A note to be written: its cell, and what it says as (heading, text) pairs."""

    cell: CellMark
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What is shown, by which the note is sized."""
        return "\n".join(
            f"{heading}\n{text}\n" if heading else text for heading, text in self.lines
        )


@dataclass
class Notes:
    """Adds notes to the sheets of one workbook.

    Attributes:
        parts: the package.
        language: of what the notes say.
        kept: cells (sheet title, reference) that got no note, and why.
        vml: drawings that were added to: their new bytes, and the splice.
    """

    parts: Parts
    language: Language
    kept: dict[tuple[str, str], Text] = field(default_factory=dict)
    _next_block: int = 0
    vml: dict[str, tuple[bytes, Splice]] = field(default_factory=dict)

    def add(self, title: str, part: str, cells: Sequence[CellMark]) -> None:
        """Add notes to `cells` of the sheet `title`, whose part is `part`."""
        comments = self.parts.related(part, "comments")
        drawing = self._drawing(part)
        taken = self._taken(comments)
        self.kept |= {(title, cell.a1): KEPT_NOTE for cell in cells if cell.a1 in taken}
        free = [cell for cell in cells if cell.a1 not in taken and cell.number <= MOST_NOTES]
        if not free or (drawing and not self._extensible(drawing)):
            self.kept |= {(title, cell.a1): NO_NOTE for cell in free}
            return
        notes = [_Note(cell, note_lines(cell.findings, self.language)) for cell in free]
        if comments:
            self._extend(self.parts.edit(comments), notes)
        else:
            self._create(part, notes)
        self._draw(part, drawing, notes)

    def _drawing(self, part: str) -> str:
        """Return the part that the sheet's `legacyDrawing` names; header pictures have their own."""
        element = self.parts.edit(part).root.child("legacyDrawing")
        wanted = element.relation() if element else ""
        found = (each.target for each in self.parts.relations(part) if each.id == wanted)
        return next((name for name in found if wanted and name in self.parts.package), "")

    def _extensible(self, drawing: str) -> bool:
        return self.parts.package.read(drawing).rfind(_VML_END) > 0

    def _taken(self, comments: str) -> set[str]:
        if not comments:
            return set()
        listed = self.parts.edit(comments).root.child("commentList")
        return {node.attributes.get("ref", "") for node in listed.children} if listed else set()

    def _extend(self, edit: Edit, notes: Sequence[_Note]) -> None:
        """Add to the remarks a sheet has."""
        authors, listed = edit.root.child("authors"), edit.root.child("commentList")
        order, prefix = ("authors", "commentList", "extLst"), edit.root.prefix
        ours = f"<author>{AUTHOR}</author>"
        index = sum(1 for each in authors.children if each.name == "author") if authors else 0
        comments = "".join(_comment(note, index, prefix) for note in notes)
        if authors is None:
            edit.place(order, "authors", prefixed(f"<authors>{ours}</authors>", prefix))
        else:
            edit.append(authors, prefixed(ours, prefix))
        if listed is None:
            tag = edit.root.tag("commentList")
            edit.place(order, "commentList", f"<{tag}>{comments}</{tag}>")
        else:
            edit.append(listed, comments)

    def _create(self, part: str, notes: Sequence[_Note]) -> None:
        """Give a sheet without remarks a part for them."""
        namespace = _STRICT_MAIN if self.parts.strict() else MAIN
        comments = "".join(_comment(note, 0, "") for note in notes)
        content = (
            f'<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author></authors>'
            f"<commentList>{comments}</commentList></comments>"
        )
        name = self.parts.free_name("xl/comments{}.xml")
        self.parts.add(name, content, _COMMENTS_TYPE)
        self.parts.relate(part, "comments", name)

    def _draw(self, part: str, drawing: str, notes: Sequence[_Note]) -> None:
        """Add the boxes that show the notes."""
        number = self._block() * _BLOCK
        self._next_block += len(notes) // _BLOCK + 1
        blocks = ",".join(str(block) for block in range(number // _BLOCK, self._next_block))
        edit = self.parts.edit(part)
        grid = Grid.of(edit)
        shapes = [
            _shape(number + at, each.cell, grid.anchor(each.cell.row, each.cell.column, each.text))
            for at, each in enumerate(notes, 1)
        ]
        if drawing:
            self._extend_drawing(drawing, shapes)
            return
        name = self.parts.free_name("xl/drawings/vmlDrawing{}.vml")
        layout = (
            f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
        )
        spaces = "".join(f' xmlns:{key}="{uri}"' for key, uri in _NAMESPACES.items())
        self.parts.add_vml(
            name, f"<xml{spaces}>{layout}{_SHAPE_TYPE.format('')}{''.join(shapes)}</xml>"
        )
        identifier = self.parts.relate(part, "vmlDrawing", name)
        legacy: Node | None = edit.root.child("legacyDrawing")
        if legacy is not None:
            edit.remove(legacy)
        edit.place(SHEET_ORDER, "legacyDrawing", _reference(edit, identifier))

    def _extend_drawing(self, drawing: str, shapes: Sequence[str]) -> None:
        """Add shapes to a drawing, which need not be sound XML: before its very end."""
        data = self.parts.package.read(drawing)
        # Some programs declare them on each shape, where they hold for that shape alone.
        begin = max(data.find(b"<xml"), 0)
        root = data[begin : data.find(b">", begin)]
        missing = [
            key for key, uri in _NAMESPACES.items() if f'xmlns:{key}="{uri}"'.encode() not in root
        ]
        spaces = "".join(f' xmlns:{key}="{_NAMESPACES[key]}"' for key in missing)
        known = b'id="_x0000_t202"' in data
        xml = ("" if known else _SHAPE_TYPE.format(spaces)) + "".join(shapes)
        if spaces:
            xml = xml.replace("<v:shape ", f"<v:shape{spaces} ")
        at, put = data.rindex(_VML_END), xml.encode()
        self.vml[drawing] = (data[:at] + put + data[at:], Splice(at, len(put), b""))

    def _block(self) -> int:
        """Return the first block of shape numbers that no drawing of the workbook uses."""
        if not self._next_block:
            used = [0]
            for name in self.parts.package.names:
                if name.lower().endswith(".vml"):
                    numbers = _SHAPE_NUMBER.findall(self.parts.package.read(name))
                    used += [int(number) // _BLOCK for number in numbers]
            self._next_block = max(used) + 1
        return self._next_block


def _comment(note: _Note, author: int, prefix: str) -> str:
    cell, tag = note.cell, f"{prefix}:" if prefix else ""
    runs = []
    for (heading, text), each in zip(note.lines, (*cell.findings, None), strict=False):
        if heading and each is not None:
            runs.append(_run(tag, heading + "\n", LOOKS[each.finding.weight].ink, bold=True))
        runs.append(_run(tag, text + ("\n\n" if heading else ""), "FF000000"))
    return (
        f'<{tag}comment ref="{cell.a1}" authorId="{author}"><{tag}text>'
        f"{''.join(runs)}</{tag}text></{tag}comment>"
    )


def _run(tag: str, text: str, ink: str, *, bold: bool = False) -> str:
    weight = f"<{tag}b/>" if bold else ""
    return (
        f'<{tag}r><{tag}rPr>{weight}<{tag}sz val="9"/><{tag}color rgb="{ink}"/>'
        f'<{tag}rFont val="{FONT}"/><{tag}family val="3"/><{tag}charset val="129"/></{tag}rPr>'
        f'<{tag}t xml:space="preserve">{written(text)}</{tag}t></{tag}r>'
    )


def _reference(edit: Edit, identifier: str) -> str:
    space = relation_space(edit.root)
    return f'<{edit.root.tag("legacyDrawing")} xmlns:r="{space}" r:id="{identifier}"/>'


def _shape(number: int, cell: CellMark, anchor: str) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
        "style='position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:120pt;"
        f'z-index:{number};visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{cell.row - 1}</x:Row><x:Column>{cell.column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )
