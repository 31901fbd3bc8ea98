"""How a producer writes its XML: prefixes, encodings, whitespace, alternatives, extensions."""

from __future__ import annotations

import codecs
import re
from copy import deepcopy

from lxml import etree

from intake.written import parts_of
from producers.package import MAIN, Change, Element, edited, main, on_tree, worksheets

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HANCOM = "http://schemas.haansoft.com/office/spreadsheet/8.0"
REVISION = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"

SPREADSHEET = re.compile(r"xl/(workbook|styles|sharedStrings|comments\d+|worksheets/sheet\d+)\.xml")
"""Parts in the main vocabulary."""
PROPERTIES = re.compile(r"docProps/app\.xml")
RELATIONSHIPS = re.compile(r".*\.rels")
XML = re.compile(r".*\.(xml|rels)")


def everywhere(data: bytes, names: re.Pattern[str], change: Change) -> bytes:
    """Return the package with all parts of such names changed."""
    wanted = [name for name in parts_of(data) if names.fullmatch(name)]
    return edited(data, dict.fromkeys(wanted, change))


def _prefixed(prefix: str) -> Change:
    """Return a change that gives the elements of the default namespace a prefix."""
    element = re.compile(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])")

    def change(part: bytes) -> bytes:
        part = element.sub(rb"<\1" + prefix.encode() + rb":\2", part)
        return part.replace(b' xmlns="', b" xmlns:" + prefix.encode() + b'="', 1)

    return change


def prefixed(data: bytes) -> bytes:
    """Write `x:` before every element of spreadsheets and `ep:` in the properties."""
    data = everywhere(data, SPREADSHEET, _prefixed("x"))
    return everywhere(data, PROPERTIES, _prefixed("ep"))


def prefixed_relationships(data: bytes) -> bytes:
    """Write `ns0:` before every relationship, as Python's own XML library does."""
    return everywhere(data, RELATIONSHIPS, _prefixed("ns0"))


def prefixed_types(data: bytes) -> bytes:
    """Write `ct:` before every content type."""
    return everywhere(data, re.compile(r"\[Content_Types\]\.xml"), _prefixed("ct"))


def utf16(data: bytes) -> bytes:
    """Write every part of spreadsheets in UTF-16."""
    return everywhere(
        data,
        SPREADSHEET,
        lambda part: (
            part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        ),
    )


def byte_order_mark(data: bytes) -> bytes:
    """Begin every part with UTF-8's mark, as .NET does."""
    return everywhere(data, XML, lambda part: codecs.BOM_UTF8 + part)


def no_declaration(data: bytes) -> bytes:
    """Leave the XML declaration out of every part."""
    return everywhere(data, XML, lambda part: re.sub(rb"^<\?xml[^>]*\?>\s*", b"", part))


def single_quotes(data: bytes) -> bytes:
    """Quote attributes with apostrophes where they hold none."""

    def tag(match: re.Match[bytes]) -> bytes:
        return re.sub(rb'="([^"\']*)"', rb"='\1'", match[0])

    return everywhere(data, XML, lambda part: re.sub(rb"<[^<>]*>", tag, part))


def indented(data: bytes) -> bytes:
    """Put every element on a line of its own, but for those that hold text."""

    def change(root: Element) -> None:
        etree.indent(root)

    return everywhere(data, SPREADSHEET, on_tree(change))


def commented(data: bytes) -> bytes:
    """Put comments and instructions between elements, and texts into CDATA."""

    def change(part: bytes) -> bytes:
        part = part.replace(b"<sheetData>", b"<!-- <sheetData> --><sheetData>", 1)
        part = part.replace(b"<sheets>", b"<?note sheets?><sheets><!--1-->", 1)
        return re.sub(rb"<t>([^<&]+)</t>", rb"<t><![CDATA[\1]]></t>", part)

    return everywhere(data, SPREADSHEET, change)


def revision_ids(data: bytes) -> bytes:
    """Mark sheets and workbook with `xr:uid` and list ignorable namespaces, as Excel since 2016 does."""
    uid = "{00000000-0001-0000-0000-000000000000}"
    spaces = (
        f' xmlns:mc="{MC}" mc:Ignorable="x14ac xr xr2" xmlns:xr="{REVISION}" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2"'
    )

    def change(part: bytes) -> bytes:
        head = f'xmlns="{MAIN}"'.encode()
        part = part.replace(head, head + f'{spaces} xr:uid="{uid}"'.encode(), 1)
        return re.sub(rb"<row ", b'<row x14ac:dyDescent="0.3" ', part)

    names = re.compile(r"xl/(workbook|worksheets/sheet\d+)\.xml")
    return everywhere(data, names, change)


def _alternatives(parent: Element, items: list[Element]) -> None:
    """Put a block of alternatives into `parent` in the place of its child: choice and fallback."""
    at = parent.index(items[0])
    block = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC, "hs": HANCOM})
    choice = etree.SubElement(block, f"{{{MC}}}Choice", Requires="hs")
    fallback = etree.SubElement(block, f"{{{MC}}}Fallback")
    for item in items:
        extended = deepcopy(item)
        extended.set(f"{{{HANCOM}}}extension", "1")
        choice.append(extended)
        parent.remove(item)
        fallback.append(item)
    parent.insert(at, block)


def _on_styles(data: bytes, change: object) -> bytes:
    return edited(data, {"xl/styles.xml": on_tree(change)})


def alternative_lists(data: bytes) -> bytes:
    """Write the whole list of cell formats twice, as alternatives."""

    def change(root: Element) -> None:
        _alternatives(root, [root.find(main("cellXfs"))])

    return _on_styles(data, change)


def alternative_items(data: bytes) -> bytes:
    """Write single fonts and cell formats twice, as alternatives inside their list."""

    def change(root: Element) -> None:
        for name in ("fonts", "cellXfs"):
            held = root.find(main(name))
            for item in list(held)[1::2]:
                _alternatives(held, [item])

    return _on_styles(data, change)


def hancell_marks(data: bytes) -> bytes:
    """Say who wrote it, as 한셀 does: the program's name, and its own attribute of calculation."""

    def workbook(root: Element) -> None:
        version = root.find(main("fileVersion"))
        version.set("appName", "HCell")
        root.find(main("calcPr")).set(f"{{{HANCOM}}}hclCalcId", "904")

    def app(part: bytes) -> bytes:
        return part.replace(b"Microsoft Excel", b"Cell")

    data = everywhere(data, PROPERTIES, app)
    return edited(data, {"xl/workbook.xml": on_tree(workbook)})


def extension_lists(data: bytes) -> bytes:
    """Hang an unknown extension on every worksheet and on the workbook."""
    xml = (
        b'<extLst><ext uri="{B0CE1F6C-0000-4000-8000-000000000000}" xmlns:et="urn:producer">'
        b'<et:settings view="1"><et:c r="A1"><et:v>1</et:v></et:c></et:settings></ext></extLst>'
    )

    def change(part: bytes) -> bytes:
        root = re.search(rb"</(?:\w+:)?(?:worksheet|workbook)>\s*$", part)
        assert root is not None
        return part[: root.start()] + xml + part[root.start() :]

    return edited(data, dict.fromkeys(("xl/workbook.xml", *worksheets(data)), change))
