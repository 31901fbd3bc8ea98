"""The bytes of a workbook package -> RawWorkbook, or a refusal."""

from __future__ import annotations

from aitx_budget.intake import straight
from aitx_budget.intake.archive import Parts, unpack
from aitx_budget.intake.gate import check_bytes
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.intake.locate import refers_to
from aitx_budget.intake.markup import (
    Element,
    child,
    children,
    is_true,
    parse,
    plain_text,
    relation_id,
)
from aitx_budget.intake.raw import RawSheet, RawWorkbook
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.relations import (
    Relation,
    check_active,
    check_declarations,
    find,
    relations_of,
)
from aitx_budget.intake.styles import STYLESHEET, number_formats
from aitx_budget.intake.worksheet import SheetReader
from aitx_budget.layout.workbook import REPORT_NAME
from aitx_budget.model.submission import Refused

_SENSELESS = (ValueError, KeyError, IndexError, OverflowError, AttributeError, TypeError)
"""What reading a malformed part comes to, once its XML is well-formed."""


def open_package(data: bytes, limits: Limits = DEFAULT_LIMITS) -> RawWorkbook:
    """Return the workbook in `data` as it stands there.

    Raises:
        Refuse: the file is not a workbook package, or must not or cannot be read.
    """
    check_bytes(data, limits)
    parts = unpack(data, limits)
    check_declarations(parts, limits)
    package = relations_of(parts, "")
    name = _target(package, "officeDocument", parts)
    if not name:
        raise Refuse(Refused.DAMAGED, "xl/workbook.xml")
    workbook = _workbook(parts, name, _properties(parts, package), limits)
    # Reading runs nothing, and damage is told before what might act: it must be mended first.
    check_active(parts)
    return workbook


def _target(relations: dict[str, Relation], kind: str, parts: Parts) -> str:
    """Return the existing part that a relationship of `kind` leads to; empty where none does."""
    targets = (find(parts, each.target) for each in relations.values() if each.kind == kind)
    return next((name for name in targets if name), "")


def _workbook(parts: Parts, name: str, properties: dict[str, str], limits: Limits) -> RawWorkbook:
    """Read the workbook part and all that it leads to."""
    root = parse(name, parts[name])
    relations = relations_of(parts, name)
    date1904 = any(is_true(each.get("date1904")) for each in children(root, "workbookPr"))
    reader = SheetReader(
        _strings(parts, _target(relations, "sharedStrings", parts), limits),
        _formats(parts, _target(relations, "styles", parts) or find(parts, STYLESHEET)),
        date1904=date1904,
        limits=limits,
    )
    names = _names(root)
    report = refers_to(names.get(REPORT_NAME, ""))
    sheets: list[RawSheet] = []
    read: set[str] = set()
    for each in children(child(root, "sheets"), "sheet"):
        relation = relations.get(relation_id(each))
        part = find(parts, relation.target) if relation else ""
        if relation is not None and relation.kind != "worksheet":
            continue
        if not part or part in read:  # two sheets that are one part cannot be marked apart
            raise Refuse(Refused.DAMAGED, each.get("name") or name)
        read.add(part)
        if report is not None and each.get("name") == report[0]:
            # What we wrote ourselves is nobody's entry, and must not count against the file it came back in.
            sheets.append(RawSheet(report[0]))
        else:
            sheets.append(_sheet(reader, each, part, parts[part]))
    _check_sheets(sheets, name)
    return RawWorkbook(sheets, names, properties, date1904)


def _sheet(reader: SheetReader, entry: Element, part: str, data: bytes) -> RawSheet:
    """Read one worksheet part."""
    hidden = entry.get("state") in ("hidden", "veryHidden")
    try:
        sheet = reader.read(entry.get("name") or "", part, data, hidden=hidden)
    except _SENSELESS as error:
        raise Refuse(Refused.DAMAGED, part) from error
    return sheet


def _check_sheets(sheets: list[RawSheet], name: str) -> None:
    """Refuse a workbook without sheets, or with sheets that cannot be told apart."""
    titles = {sheet.title.casefold() for sheet in sheets}
    if not sheets or len(titles) < len(sheets):
        raise Refuse(Refused.DAMAGED, name)


def _strings(parts: Parts, name: str, limits: Limits) -> list[str]:
    """Return the shared strings; none where the workbook has no such part."""
    if not name:
        return []
    try:
        return straight.strings(name, parts[name], limits)
    except straight.UnusualError:
        return [plain_text(each) for each in children(parse(name, parts[name], limits), "si")]


def _formats(parts: Parts, name: str) -> list[str]:
    """Return the number format of each cell style."""
    return number_formats(parse(name, parts[name])) if name else []


def _names(root: Element) -> dict[str, str]:
    """Return the defined names of the whole workbook; a sheet's own names are left out."""
    return {
        each.get("name") or "": each.text or ""
        for each in children(child(root, "definedNames"), "definedName")
        if each.get("localSheetId") is None
    }


def _properties(parts: Parts, package: dict[str, Relation]) -> dict[str, str]:
    """Return the custom document properties as text."""
    name = _target(package, "custom-properties", parts) or _target(
        package, "customProperties", parts
    )
    if not name:
        return {}
    return {
        each.get("name") or "": "".join(str(text) for text in each.itertext()).strip()
        for each in children(parse(name, parts[name]), "property")
    }
