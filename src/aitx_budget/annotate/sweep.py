"""Takes marks out: by the ledger where the copy is as it was written, else by their signatures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from aitx_budget.annotate import ledger as ledgers
from aitx_budget.annotate.highlights import SIGNATURE
from aitx_budget.annotate.listing import TAB_NAME, tab_colour
from aitx_budget.annotate.look import AUTHOR, LOOKS, REPORT_TAB
from aitx_budget.annotate.outline import Node
from aitx_budget.annotate.parts import CONTENT_TYPES, Parts, Sheet, rels_name
from aitx_budget.annotate.splice import Edit
from aitx_budget.annotate.words import NOTE_END, escaped
from aitx_budget.layout.workbook import REPORT_NAME, REPORT_SHEET
from aitx_budget.model.address import parse_a1
from aitx_budget.model.telling import ADVICE

_TABS: Final = frozenset(look.tab[2:] for look in LOOKS.values())
_ENOUGH: Final = 2
"""Of name, title and tab colour, how many tell that a sheet is our report."""
_SHAPE: Final = re.compile(
    rb"<((?:[\w.-]+:)?)shape[\s>](?:(?!<(?:[\w.-]+:)?shape[\s>]).)*?</\1shape>", re.DOTALL
)
"""A box of a note; programs choose the prefix of its vocabulary."""
_DRAWN: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:shape|group|rect|roundrect|oval|line|polyline|curve|arc|image)[\s/>]"
)
_CELL: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_HANGING: Final = frozenset(("comments", "vmlDrawing", "drawing", "printerSettings"))
"""What programs that save a copy hang on its report sheet: we write nothing but the sheet."""
_NOTE_START: Final = tuple(
    f"【{word}{end}】" for look in LOOKS.values() for word in look.word for end in ("", *ADVICE)
)


def strip(parts: Parts) -> bool:
    """Take every mark of ours out of the package of `parts`, to which nothing was done yet.

    Returns:
        False where there is none: then `parts` is as it was. Else what it knows of the package is out of date.

    Raises:
        UsageError: the package is no sound workbook.
    """
    package, sheets = parts.package, parts.sheets()
    report = _report_sheet(parts, sheets)
    if report is not None:
        ledger = ledgers.read(package, report.part)
        if ledger is not None:
            if ledgers.undo_all(package, ledger):
                return True
            # No sheet is left with a format of ours, so the stylesheet may go back on its own.
            ledgers.undo_part(package, ledger, parts.related(parts.workbook(), "styles"))
    return _Sweep(parts, sheets, report).run()


def _names(parts: Parts) -> tuple[Node, ...]:
    held = parts.edit(parts.workbook()).root.child("definedNames")
    return tuple(held.children) if held else ()


def _text(edit: Edit, node: Node) -> str:
    return html.unescape(edit.text[node.inner : node.inner_end].decode())


def _titled(reference: str) -> str:
    """Return the sheet that a reference such as `'소요예산'!$A$1` names."""
    title = reference.lstrip("#").rpartition("!")[0]
    if title.startswith("'") and title.endswith("'"):
        title = title[1:-1].replace("''", "'")
    return title


def _tab(edit: Edit) -> Node | None:
    properties = edit.root.child("sheetPr")
    return properties.child("tabColor") if properties else None


def _report_sheet(parts: Parts, sheets: Sequence[Sheet]) -> Sheet | None:
    """Return our report sheet: by what was kept in it, or by two of its hidden name, its title and its tab.

    One sign alone may be on a sheet of the officer's: a name that points elsewhere since rows were moved, a title like ours.
    """
    edit = parts.edit(parts.workbook())
    named = {
        _titled(_text(edit, node))
        for node in _names(parts)
        if node.attributes.get("name") == REPORT_NAME
    }
    for sheet in sheets:
        called, titled = sheet.title in named, sheet.title.startswith(REPORT_SHEET)
        if (called or titled) and _is_own(parts, sheet, sheets):
            signs = called + titled + _has_report_tab(parts, sheet)
            if signs >= _ENOUGH or ledgers.read(parts.package, sheet.part) is not None:
                return sheet
    return None


def _has_report_tab(parts: Parts, sheet: Sheet) -> bool:
    tab = _tab(parts.edit(sheet.part))
    return tab is not None and tab.attributes.get("rgb", "")[2:].upper() == REPORT_TAB[2:]


def _is_own(parts: Parts, sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Tell whether an entry leads to a worksheet that no other entry leads to; what isn't so is never dropped."""
    if sheet.kind != "worksheet" or sheet.part not in parts.package:
        return False
    alone = sum(each.part == sheet.part for each in sheets) == 1
    return alone and parts.edit(sheet.part).root.name == "worksheet"


def _counted_from_zero(references: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield row and column as drawings count them; what a broken note says to be at no cell has no box."""
    for each in references:
        with suppress(ValueError):
            row, column = parse_a1(each)
            yield row - 1, column - 1


class _Sweep:
    """Finds and removes marks one kind after the other."""

    def __init__(self, parts: Parts, sheets: Sequence[Sheet], report: Sheet | None) -> None:
        self.parts, self.sheets, self.report = parts, sheets, report
        self.colours = self._colours()
        self.dropped: list[str] = []
        self.vml: dict[str, bytes] = {}

    def run(self) -> bool:
        """Remove all marks; tell whether there were any."""
        for sheet in self.sheets:
            known = sheet.kind == "worksheet" and sheet.part in self.parts.package
            if known and sheet is not self.report:
                self._clean_sheet(sheet)
        if self.report is not None:
            self._drop_report(self.report)
        self._drop_names()
        self._forget_types()
        found = bool(self.dropped or self.vml or any(e.changed for e in self.parts.edits.values()))
        self.parts.finish()
        for name, content in self.vml.items():
            self.parts.package.write(name, content)
        for name in self.dropped:
            self.parts.package.remove(name)
        return found

    def _colours(self) -> dict[str, dict[str, str]]:
        """Return the tab colours that sheets had, by their present titles."""
        edit = self.parts.edit(self.parts.workbook())
        return {
            _titled(_text(edit, node)): tab_colour(node.attributes["name"])
            for node in _names(self.parts)
            if node.attributes.get("name", "").startswith(TAB_NAME)
        }

    def _clean_sheet(self, sheet: Sheet) -> None:
        if self._traced(self.parts.package.read(sheet.part)):
            edit = self.parts.edit(sheet.part)
            self._drop_formats(edit)
            self._drop_link(edit)
            self._restore_tab(edit, sheet.title)
        self._drop_notes(sheet.part)

    def _traced(self, data: bytes) -> bool:
        """Tell whether a sheet may carry a mark, without parsing it; UTF-16 is always parsed."""
        report = self.report.title if self.report else REPORT_SHEET
        words = (AUTHOR, html.escape(report), *_TABS, *(tab.lower() for tab in _TABS))
        around = _around_cells(data)
        return b"\0" in data[:64] or any(word.encode() in around for word in words)

    def _drop_formats(self, edit: Edit) -> None:
        for block in edit.root.all("conditionalFormatting"):
            rules = [node for node in block.children if node.name == "cfRule"]
            ours = [rule for rule in rules if _signed(edit, rule)]
            for node in [block] if ours and len(ours) == len(rules) else ours:
                edit.remove(node)

    def _drop_link(self, edit: Edit) -> None:
        """Remove the links to the report; rows put in above have moved ours from the first cell."""
        held = edit.root.child("hyperlinks")
        report = self.report.title if self.report else REPORT_SHEET
        if self.report is None and any(sheet.title == report for sheet in self.sheets):
            return  # a sheet of the officer's own
        ours = [
            node
            for node in (held.children if held else ())
            if _titled(node.attributes.get("location", "").replace("#", "")) == report
        ]
        if held is not None and ours:
            for node in [held] if len(ours) == len(held.children) else ours:
                edit.remove(node)

    def _restore_tab(self, edit: Edit, title: str) -> None:
        properties, tab = edit.root.child("sheetPr"), _tab(edit)
        if (
            properties is None
            or tab is None
            or tab.attributes.get("rgb", "")[2:].upper() not in _TABS
        ):
            return
        had = self.colours.get(title)
        if had:
            attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in had.items())
            edit.replace(tab.start, tab.end, f"<{edit.root.tag('tabColor')}{attributes}/>")
        elif len(properties.children) == 1 and not properties.attributes:
            edit.remove(properties)
        else:
            edit.remove(tab)

    def _drop_notes(self, part: str) -> None:
        name = self.parts.related(part, "comments")
        if not name:
            return
        comments = self.parts.edit(name)
        listed = comments.root.child("commentList")
        ours = list(_our_notes(comments, listed)) if listed else []
        gone = {node.attributes.get("ref", "") for node, rest in ours if not rest}
        if ours and listed is not None and len(gone) == len(listed.children):
            self._drop_relation(part, name)
        else:
            _rewrite(comments, ours)
        if gone:
            self._drop_shapes(part, gone)

    def _drop_shapes(self, part: str, gone: set[str]) -> None:
        """Remove the boxes of the notes at `gone`, and the drawing when nothing is left in it."""
        edit = self.parts.edit(part)
        legacy = edit.root.child("legacyDrawing")
        wanted = legacy.relation() if legacy else ""
        found = (each.target for each in self.parts.relations(part) if each.id == wanted)
        drawing = next((name for name in found if name in self.parts.package), "")
        if not drawing or legacy is None:
            return
        cells = set(_counted_from_zero(gone))
        data = self.parts.package.read(drawing)
        left = _SHAPE.sub(lambda m: b"" if _shape_cell(m[0]) in cells else m[0], data)
        if left == data:
            return
        if _DRAWN.search(left):
            self.vml[drawing] = left
        else:
            self._drop_relation(part, drawing)
            edit.remove(legacy)

    def _drop_relation(self, part: str, target: str) -> None:
        """Drop `target` and the relationship that `part` has to it."""
        rels = self.parts.edit(rels_name(part))
        own = [each for each in self.parts.relations(part) if each.target == target]
        for relation in own:
            rels.remove(relation.node)
        self.dropped.append(target)

    def _drop_report(self, report: Sheet) -> None:
        """Drop the report sheet, what hangs on it alone, and its entry."""
        workbook = self.parts.workbook()
        for part in self._hanging(report):
            self.dropped += [part, rels_name(part)]
        self.dropped.append(rels_name(report.part))
        self._drop_relation(workbook, report.part)
        edit = self.parts.edit(workbook)
        edit.remove(report.node)
        index = self.sheets.index(report)
        views = edit.root.child("bookViews")
        for view in views.children if views else ():
            for name in ("activeTab", "firstSheet"):
                at = view.number(name)
                if at > index or (at == index and at == len(self.sheets) - 1):
                    edit.set(view, name, str(max(at - 1, 0)))

    def _hanging(self, report: Sheet) -> list[str]:
        """Return the parts that go with the report: of the kind it says they are, and of no other part's."""
        shared = self.parts.led_to(but=report.part)
        return [
            each.target
            for each in self.parts.relations(report.part)
            if each.kind in _HANGING
            and self.parts.content_type(each.target).removesuffix("+xml").endswith(f".{each.kind}")
            and each.target.lower() not in shared
        ]

    def _drop_names(self) -> None:
        """Drop our names and those of the report sheet; the others' sheet indices move back."""
        edit = self.parts.edit(self.parts.workbook())
        index = self.sheets.index(self.report) if self.report else None
        names = _names(self.parts)
        ours = [node for node in names if _our_name(node, index)]
        held = edit.root.child("definedNames")
        if held is not None and ours and len(ours) == len(names):
            edit.remove(held)
            return
        gone = {id(node) for node in ours}
        for node in names:
            local = node.number("localSheetId")
            if id(node) in gone:
                edit.remove(node)
            elif index is not None and local > index:
                edit.set(node, "localSheetId", str(local - 1))

    def _forget_types(self) -> None:
        """Drop the content types of parts that are gone."""
        self.dropped = [name for name in dict.fromkeys(self.dropped) if name in self.parts.package]
        gone = {f"/{name}".lower() for name in self.dropped}
        types = self.parts.edit(CONTENT_TYPES)
        for node in types.root.children:
            if node.attributes.get("PartName", "").lower() in gone:
                types.remove(node)


def _around_cells(data: bytes) -> bytes:
    """Return a sheet without its cells, which no mark is among; all of it where comments may hide where they are."""
    begin, end = data.find(b"sheetData"), data.rfind(b"sheetData>")
    around = data[:begin] + data[end:]
    if begin < 0 or end < 0 or any(each in around for each in (b"<!", b"-->", b"]]>")):
        return data
    return around


def _signed(edit: Edit, rule: Node) -> bool:
    formulas = (_text(edit, node) for node in rule.children if node.name == "formula")
    return any(SIGNATURE in text.replace(" ", "") for text in formulas)


def _our_name(node: Node, index: int | None) -> bool:
    name, local = node.attributes.get("name", ""), node.attributes.get("localSheetId")
    ours = name == REPORT_NAME or name.startswith(TAB_NAME)
    return ours or (index is not None and local == str(index))


def _our_notes(edit: Edit, listed: Node) -> Iterator[tuple[Node, str]]:
    """Yield the notes we wrote, each with what somebody else has written into it since."""
    for node in listed.children:
        if _CELL.fullmatch(node.attributes.get("ref", "")) is None:
            continue
        texts = "".join(_texts(edit, node)).replace("\r\n", "\n")
        end = texts.find(NOTE_END)
        begin = min((at for at in map(texts.find, _NOTE_START) if at >= 0), default=-1)
        if 0 <= begin < end:
            line_end = texts.find("\n", end)
            after = texts[line_end:] if line_end >= 0 else ""
            yield node, (texts[:begin] + after).replace(f"{AUTHOR}:", "").strip()


def _texts(edit: Edit, node: Node) -> Iterator[str]:
    for child in node.children:
        if child.name == "t":
            yield _text(edit, child)
        elif child.name != "rPh":
            yield from _texts(edit, child)


def _rewrite(edit: Edit, ours: Sequence[tuple[Node, str]]) -> None:
    """Remove our notes from those that stay; what others wrote into one stays as its text."""
    authors = edit.root.child("authors")
    for node, rest in ours:
        text = node.child("text")
        if not rest or text is None:
            edit.remove(node)
            continue
        outer, inner = edit.root.tag("text"), edit.root.tag("t")
        xml = f'<{outer}><{inner} xml:space="preserve">{escaped(rest)}</{inner}></{outer}>'
        edit.replace(text.start, text.end, xml)
    if authors is None or not ours or any(rest for _, rest in ours):
        return
    listed_authors = [node for node in authors.children if node.name == "author"]
    index = next((i for i, node in enumerate(listed_authors) if _text(edit, node) == AUTHOR), None)
    if index is None:
        return
    edit.remove(listed_authors[index])
    gone = {id(node) for node, _ in ours}
    listed = edit.root.child("commentList")
    for node in listed.children if listed else ():
        at = node.number("authorId")
        if id(node) not in gone and at > index:
            edit.set(node, "authorId", str(at - 1))


def _shape_cell(shape: bytes) -> tuple[int, int] | None:
    """Return (row, column), from 0, of the note that a shape shows; None for another shape."""
    row = re.search(rb"<(?:[\w.-]+:)?Row>\s*(\d+)\s*<", shape)
    column = re.search(rb"<(?:[\w.-]+:)?Column>\s*(\d+)\s*<", shape)
    if b'"Note"' not in shape or row is None or column is None:
        return None
    return int(row[1]), int(column[1])
