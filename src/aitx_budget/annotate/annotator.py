"""Marks a workbook, and takes the marks out again."""

from __future__ import annotations

from typing import Final

from aitx_budget.annotate import ledger as ledgers
from aitx_budget.annotate.highlights import SHEET_ORDER, add_looks, colour_tab, highlight
from aitx_budget.annotate.ledger import Ledger
from aitx_budget.annotate.listing import enlist, free_title
from aitx_budget.annotate.marks import SheetMarks, gather
from aitx_budget.annotate.notes import Notes
from aitx_budget.annotate.outline import Node, start_tag_end
from aitx_budget.annotate.package import NOT_A_WORKBOOK, Package
from aitx_budget.annotate.parts import Parts, quoted, sheet_reference
from aitx_budget.annotate.report_sheet import Occasion, Sheetful, write_sheet
from aitx_budget.annotate.splice import Edit
from aitx_budget.annotate.styles import MINIMAL, Stylesheet
from aitx_budget.annotate.sweep import strip
from aitx_budget.annotate.words import BACK
from aitx_budget.errors import NotMarkedError, UsageError
from aitx_budget.intake.archive import unpack
from aitx_budget.intake.gate import check_bytes
from aitx_budget.intake.limits import DEFAULT_LIMITS
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.styles import STYLESHEET
from aitx_budget.model.finding import Weight, WorkbookResult
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def annotate(
    data: bytes,
    result: WorkbookResult,
    *,
    language: Language = Language.KO,
    programme: Programme,
    checked_on: str = "",
) -> bytes:
    """Return the workbook `data` with the findings of `result` marked in it.

    Marks of an earlier time are replaced. Parts that need no mark keep their bytes; in the others
    bytes are only put in. The same input gives the same bytes.

    Args:
        data: a workbook that intake has read.
        result: what the checks say of it.
        language: of notes and report.
        programme: the rules it was checked against.
        checked_on: the day of the check as it is to be shown; empty for none.

    Raises:
        UsageError: the file was refused by intake, or its structure cannot be understood.
    """
    if result.refused:
        text = Text(
            "검증할 수 없는 파일에는 표시를 할 수 없습니다.",
            "A file that could not be checked cannot be marked.",
        )
        raise UsageError(text)
    package = Package(data)
    found = Parts(package)
    parts = Parts(package) if strip(found) else Parts(package, untouched=found.edits)
    styles = Stylesheet(_stylesheet(parts))
    title = free_title(parts.sheets())
    marks = gather(result, parts.sheets())
    formats = add_looks(styles)
    notes, colours = Notes(parts, language), {}
    for each in marks:
        had = _mark(parts, each, title, formats, notes, language)
        if had is not None:
            colours[each.sheet.title] = had
    occasion = Occasion(result, programme, language, checked_on)
    strict = parts.strict()
    sheet = write_sheet(occasion, parts.sheets(), styles, notes.kept, strict=strict)
    styles.finish()
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.add(part, sheet.head + sheet.tail, _SHEET_TYPE)
    enlist(parts, title, part, sheet.rows, colours)
    _finish(parts, notes, part, sheet)
    return package.save()


def clean(data: bytes) -> bytes:
    """Return the workbook `data` without any mark of ours.

    In a copy that is as it was written every part comes back byte for byte. In one that another
    program has saved since, marks are known by their signature; formats that no cell uses and
    texts that no cell shows may stay behind in its stylesheet and its string table.

    Raises:
        NotMarkedError: there is no mark of ours in it.
        UsageError: it is no workbook.
    """
    _admit(data)
    package = Package(data)
    if not strip(Parts(package)):
        text = Text(
            "이 파일에는 지울 검증 표시가 없습니다.",
            "The file carries no marks that could be removed.",
        )
        raise NotMarkedError(text)
    return package.save()


def _admit(data: bytes) -> None:
    """Hold a file that intake has not seen to intake's own limits."""
    try:
        check_bytes(data, DEFAULT_LIMITS)
        unpack(data, DEFAULT_LIMITS)
    except Refuse as refusal:
        raise UsageError(NOT_A_WORKBOOK) from refusal


def _stylesheet(parts: Parts) -> Edit:
    """Return the workbook's stylesheet, related anew where it lost its relationship; one without gets one."""
    workbook = parts.workbook()
    name = parts.related(workbook, "styles")
    if not name:
        name = STYLESHEET
        if name not in parts:
            space = parts.edit(workbook).root.namespace
            parts.add(name, MINIMAL.format(space), _STYLES_TYPE)
        parts.relate(workbook, "styles", name)
    return parts.edit(name)


def _mark(
    parts: Parts,
    marks: SheetMarks,
    report: str,
    formats: dict[Weight, int],
    notes: Notes,
    language: Language,
) -> dict[str, str] | None:
    """Mark one sheet; return the tab colour it had."""
    edit = parts.edit(marks.sheet.part)
    had = colour_tab(edit, marks)
    highlight(edit, marks.cells, formats)
    _link_back(edit, report, language)
    notes.add(marks.sheet.title, marks.sheet.part, marks.cells)
    return had


def _link_back(edit: Edit, report: str, language: Language) -> None:
    """Let the sheet's first cell lead to the report, unless it is empty or leads somewhere already.

    Some programs fill an empty cell that has a link with the link's own words.
    """
    if not _filled_first(edit):
        return
    held: Node | None = edit.root.child("hyperlinks")
    for node in held.children if held else ():
        if node.attributes.get("ref", "").split(":")[0] == "A1":
            return
    location = quoted(sheet_reference(report, "A1"))
    tip = quoted(BACK.in_(language))
    xml = f'<{edit.root.tag("hyperlink")} ref="A1" location={location} tooltip={tip}/>'
    if held is not None:
        edit.append(held, xml)
    else:
        tag = edit.root.tag("hyperlinks")
        edit.place(SHEET_ORDER, "hyperlinks", f"<{tag}>{xml}</{tag}>")


def _filled_first(edit: Edit) -> bool:
    """Tell whether A1 holds a value; cells are in order, so it is the first or not there."""
    data, opening = edit.text, f"<{edit.root.tag('c')} ".encode()
    at = data.find(opening)
    if at < 0:
        return False
    end = start_tag_end(data, at)
    if end < 0:
        return False  # what looks like a cell stands in a comment
    first = b' r="A1"' in data[at:end].replace(b"'", b'"')
    return (
        first
        and not data.startswith((opening, f"</{edit.root.tag('c')}>".encode()), end)
        and (data[end - 2 : end] != b"/>")
    )


def _finish(parts: Parts, notes: Notes, part: str, sheet: Sheetful) -> None:
    """Write every change, and the ledger of them into the report sheet."""
    changed = parts.finish()
    for name, (content, splice) in notes.vml.items():
        parts.package.write(name, content)
        changed[name] = (content, (splice,))
    ledger = Ledger(
        {name: (ledgers.digest(content), splices) for name, (content, splices) in changed.items()},
        {
            name: "" if name == part else ledgers.digest(content)
            for name, content in parts.added.items()
        },
    )
    kept = ledgers.write(ledger).encode()
    written = parts.added[part].removesuffix(sheet.tail.encode())
    parts.package.write(part, written + kept + sheet.tail.encode())
