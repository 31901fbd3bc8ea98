"""How a producer puts parts into a package: names, targets, zip habits, parts that come and go."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

from aitx_budget.model.address import a1
from intake.written import package, parts_of
from producers.constructs.cells import without_parts
from producers.constructs.markup import RELATIONSHIPS, everywhere
from producers.package import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    WORKBOOK_RELS,
    edited,
    main,
    parse,
    sheet_parts,
)

_PACKAGE_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def renamed(data: bytes, new: Callable[[str], str]) -> bytes:
    """Give parts other names, and say so wherever they are spoken of.

    Relationship parts follow the part they belong to.
    """
    parts = parts_of(data)
    names = {name: new(name) for name in parts if not name.endswith((".rels", CONTENT_TYPES))}
    rels = {_rels(name): _rels(names[name]) for name in names}
    spoken = {_rels(""): _rels("")} | rels
    found = {}
    for name, part in parts.items():
        owner = next((each for each in names if _rels(each) == name), "")
        if name.endswith(".rels"):
            found[spoken[name]] = _targets(part, owner, names)
        elif name == CONTENT_TYPES:
            found[name] = re.sub(
                rb'PartName="/([^"]+)"',
                lambda m: f'PartName="/{names.get(m[1].decode(), m[1].decode())}"'.encode(),
                part,
            )
        else:
            found[names[name]] = part
    return package(found)


def _rels(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _resolved(owner: str, target: str) -> str:
    """Return the part that a target of the reference's own kind leads to."""
    if target.startswith("/"):
        return target[1:]
    steps = [*owner.split("/")[:-1], *target.split("/")]
    while ".." in steps:
        at = steps.index("..")
        del steps[at - 1 : at + 1]
    return "/".join(steps)


def _targets(part: bytes, owner: str, names: dict[str, str]) -> bytes:
    """Return relationships whose targets are absolute and have the new names."""

    def follow(match: re.Match[bytes]) -> bytes:
        resolved = _resolved(owner, match[1].decode())
        return f'Target="/{names.get(resolved, resolved)}"'.encode()

    return re.sub(rb'Target="([^"#:]+)"', follow, part)


def absolute_targets(data: bytes) -> bytes:
    """Write every target from the package's root."""
    return renamed(data, lambda name: name)


def odd_names(data: bytes) -> bytes:
    """Call sheets, strings and styles what no program of note calls them, in other folders."""
    words = {
        "xl/worksheets/sheet1.xml": "xl/worksheets/sheet.xml",
        "xl/worksheets/sheet5.xml": "xl/소요예산 시트.xml",
        "xl/worksheets/sheet6.xml": "data/%EC%9B%94.xml",
        "xl/sharedStrings.xml": "xl/texts/strings_1.xml",
        "xl/styles.xml": "xl/look.xml",
        "xl/workbook.xml": "book/main.xml",
    }
    return renamed(data, lambda name: words.get(name, name))


def opc_sdk_names(data: bytes) -> bytes:
    """Begin numbering with no number: `sheet.xml`, then `sheet2.xml`, as Microsoft's SDK does."""
    return renamed(data, lambda name: re.sub(r"(sheet|theme)1\.xml$", r"\1.xml", name))


def _each_target(data: bytes, change: Callable[[str, str], str]) -> bytes:
    def rewrite(part: bytes) -> bytes:
        return re.sub(
            rb'Target="([^"#:]+)"', lambda m: f'Target="{change("", m[1].decode())}"'.encode(), part
        )

    return everywhere(data, RELATIONSHIPS, rewrite)


def backslash_targets(data: bytes) -> bytes:
    """Write targets with backslashes."""
    return _each_target(data, lambda _, target: target.replace("/", "\\"))


def dotted_targets(data: bytes) -> bytes:
    """Write targets with steps that lead nowhere."""
    return _each_target(
        data, lambda _, target: target if target.startswith("..") else f"./{target}"
    )


def roundabout_targets(data: bytes) -> bytes:
    """Write the workbook's targets out of its folder and back in."""

    def change(part: bytes) -> bytes:
        return part.replace(b'Target="', b'Target="../xl/./')

    return edited(data, {WORKBOOK_RELS: change})


def other_case(data: bytes) -> bytes:
    """Write parts in another case than they are spoken of."""
    parts = parts_of(data)
    cases = {"xl/sharedStrings.xml": "xl/SharedStrings.xml", "xl/styles.xml": "xl/Styles.xml"}
    cases |= {f"xl/worksheets/sheet{n}.xml": f"xl/Worksheets/Sheet{n}.xml" for n in range(2, 6)}
    cases |= {
        f"xl/worksheets/_rels/sheet{n}.xml.rels": f"xl/Worksheets/_rels/Sheet{n}.xml.rels"
        for n in range(2, 6)
    }
    cases |= {"docProps/custom.xml": "docprops/Custom.xml"}
    return package({cases.get(name, name): part for name, part in parts.items()})


def no_properties(data: bytes) -> bytes:
    """Leave out all document properties."""
    return without_parts(data, "docProps/")


def no_custom_properties(data: bytes) -> bytes:
    """Lose the custom properties alone: the very hidden sheet says what the workbook is."""
    return without_parts(data, "custom.xml")


def wps_properties(data: bytes) -> bytes:
    """Write WPS's own custom properties over ours, and a core part with a language that is not allowed."""
    fmtid = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    custom = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{space}/custom-properties" '
        f'xmlns:vt="{space}/docPropsVTypes"><property fmtid="{fmtid}" pid="2" name="KSOProductBuildVer">'
        f'<vt:lpwstr>1042-12.1.0.26895</vt:lpwstr></property><property fmtid="{fmtid}" pid="3" name="ICV">'
        "<vt:lpwstr>3D3104DE13954D2088C3AB089CA30F63_12</vt:lpwstr></property></Properties>"
    )

    def core(part: bytes) -> bytes:
        wrong = b'<dcterms:language xml:lang="ko-KR">ko</dcterms:language></cp:coreProperties>'
        return part.replace(b"</cp:coreProperties>", wrong)

    return edited(
        data, {"docProps/custom.xml": lambda _: custom.encode(), "docProps/core.xml": core}
    )


def no_styles(data: bytes) -> bytes:
    """Leave out the stylesheet and every reference to it."""

    def plain(part: bytes) -> bytes:
        part = re.sub(rb'(<(?:c|row)\b[^>]*?) s="\d+"', rb"\1", part)
        return re.sub(rb' dxfId="\d+"', b"", part)

    data = without_parts(data, "styles.xml")
    return everywhere(data, re.compile(r"xl/worksheets/sheet\d+\.xml"), plain)


def no_theme(data: bytes) -> bytes:
    """Leave out the theme."""
    return without_parts(data, "theme")


def calculation_chain(data: bytes) -> bytes:
    """Add Excel's list of the cells that are calculated."""
    cells = [
        (at, reference)
        for at, name in enumerate(sheet_parts(data).values(), 1)
        for reference in re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f', parts_of(data)[name])
    ]
    listed = "".join(f'<c r="{reference.decode()}" i="{at}"/>' for at, reference in cells)
    chain = f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{listed}</calcChain>'
    return with_part(data, "calcChain.xml", chain, "calcChain", f"{_PACKAGE_TYPES}.calcChain+xml")


def with_part(data: bytes, name: str, content: str, kind: str, content_type: str) -> bytes:
    """Add a part under xl/ and relate the workbook to it."""
    relation = (
        f'<Relationship Id="rIdExtra" Type="{OFFICE}/{kind}" Target="{name}"/></Relationships>'
    )
    types = f'<Override PartName="/xl/{name}" ContentType="{content_type}"/></Types>'
    data = edited(
        data,
        {
            WORKBOOK_RELS: lambda part: part.replace(b"</Relationships>", relation.encode()),
            CONTENT_TYPES: lambda part: part.replace(b"</Types>", types.encode()),
        },
    )
    return package(parts_of(data) | {f"xl/{name}": content.encode()})


def custom_xml(data: bytes) -> bytes:
    """Add WPS's list of who may edit what, as a custom XML part."""
    item = '<allowEditUser xmlns="https://web.wps.cn/et/2018/main" hasInvisiblePropRange="0"/>'
    return with_part(
        data, "../customXml/item1.xml".removeprefix("../"), item, "customXml", "application/xml"
    )


def _with_sheet_part(
    data: bytes, sheet: str, name: str, content: str, kind: str, content_type: str
) -> bytes:
    """Add a part under xl/ that the worksheet part `sheet` refers to as `rIdExtra`."""
    folder, _, base = sheet.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels"
    relation = f'<Relationship Id="rIdExtra" Type="{kind}" Target="../{name}"/></Relationships>'
    types = f'<Override PartName="/xl/{name}" ContentType="{content_type}"/></Types>'
    data = edited(
        data,
        {
            rels: lambda part: part.replace(b"</Relationships>", relation.encode()),
            CONTENT_TYPES: lambda part: part.replace(b"</Types>", types.encode()),
        },
    )
    return package(parts_of(data) | {f"xl/{name}": content.encode()})


def threaded_comments(data: bytes) -> bytes:
    """Add a conversation at a cell, as Excel 365 keeps one beside the old notes."""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person, comment = (
        "{AAAAAAAA-2222-4333-8444-555555555555}",
        "{11111111-2222-4333-8444-555555555555}",
    )
    persons = (
        f'<personList xmlns="{space}"><person displayName="김주무관" id="{person}" userId="k" '
        'providerId="None"/></personList>'
    )
    thread = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="G7" dT="2026-03-02T09:00:00.00" '
        f'personId="{person}" id="{comment}"><text>확인 바랍니다</text></threadedComment></ThreadedComments>'
    )
    data = with_part(
        data, "persons/person.xml", persons, "person", "application/vnd.ms-excel.person+xml"
    )
    return _with_sheet_part(
        data,
        sheet_parts(data)["소요예산"],
        "threadedComments/threadedComment1.xml",
        thread,
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
    )


def listed_table(data: bytes) -> bytes:
    """Make a sheet's rows a table of Excel's, with a style and a filter of its own."""
    sheet = sheet_parts(data)["자산구매계획"]
    strings = [each.findtext(main("t")) for each in parse(parts_of(data)["xl/sharedStrings.xml"])]
    root = parse(parts_of(data)[sheet])
    headers = [
        strings[int(cell.findtext(main("v")))]
        for cell in root.iter(main("c"))
        if cell.get("r", "").rstrip("6").isalpha() and cell.get("t") == "s"
    ]
    columns = "".join(
        f'<tableColumn id="{at}" name="{header}"/>' for at, header in enumerate(headers, 1)
    )
    reference = f"A6:{a1(9, len(headers))}"
    table = (
        f'<table xmlns="{MAIN}" id="1" name="표1" displayName="표1" ref="{reference}"><autoFilter ref="{reference}"/>'
        f'<tableColumns count="{len(headers)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>'
    )

    def change(part: bytes) -> bytes:
        part = re.sub(rb"<autoFilter [^>]*/>", b"", part)
        named = (
            b'<tableParts count="1"><tablePart xmlns:r="'
            + OFFICE.encode()
            + b'" r:id="rIdExtra"/></tableParts>'
        )
        return part.replace(b"</worksheet>", named + b"</worksheet>")

    data = edited(data, {sheet: change})
    return _with_sheet_part(
        data, sheet, "tables/table1.xml", table, f"{OFFICE}/table", f"{_PACKAGE_TYPES}.table+xml"
    )


def types_by_extension(data: bytes) -> bytes:
    """Say of every XML part by its ending that it is a worksheet, and name only the others."""

    def change(part: bytes) -> bytes:
        part = re.sub(rb'<Override PartName="/xl/worksheets/[^>]*/>', b"", part)
        kind = f"{_PACKAGE_TYPES}.worksheet+xml".encode()
        return re.sub(
            rb'Extension="xml" ContentType="[^"]*"',
            rb'Extension="xml" ContentType="' + kind + b'"',
            part,
        )

    return edited(data, {CONTENT_TYPES: change})


def _zipped(
    data: bytes, write: Callable[[zipfile.ZipFile, str, bytes], None], **how: object
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", **how) as archive:
        for name, part in parts_of(data).items():
            write(archive, name, part)
    return stream.getvalue()


def backslash_names(data: bytes) -> bytes:
    """Write the entries' names with backslashes."""

    def write(archive: zipfile.ZipFile, name: str, part: bytes) -> None:
        info = zipfile.ZipInfo(name)
        info.filename = name.replace("/", "\\")
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, part)

    return _zipped(data, write)


def stored(data: bytes) -> bytes:
    """Pack nothing."""
    return _zipped(data, lambda archive, name, part: archive.writestr(name, part))


def zip64(data: bytes) -> bytes:
    """Write sizes in the fields for large files, as streaming writers do."""

    def write(archive: zipfile.ZipFile, name: str, part: bytes) -> None:
        with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
            entry.write(part)

    return _zipped(data, write)


class _Stream(io.BytesIO):
    """A stream that cannot go back, so that sizes come after the data."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def data_descriptors(data: bytes) -> bytes:
    """Write sizes after the parts, as writers to a network do."""
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts_of(data).items():
            archive.writestr(name, part)
    return stream.getvalue()


def folders_and_comments(data: bytes) -> bytes:
    """Give the zip entries for folders, a comment of its own and extra fields."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "한글 주석".encode()
        for folder in ("_rels/", "docProps/", "xl/", "xl/_rels/", "xl/worksheets/"):
            archive.writestr(zipfile.ZipInfo(folder), b"")
        for name, part in parts_of(data).items():
            info = zipfile.ZipInfo(name, (2025, 11, 25, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.extra = struct.pack("<HHBI", 0x5455, 5, 1, 1_764_000_000)
            info.comment = b"part"
            archive.writestr(info, part)
    return stream.getvalue()


def other_order(data: bytes) -> bytes:
    """Put the parts in the order of their names from the last, content types at the very end."""
    return package(dict(sorted(parts_of(data).items(), reverse=True)))
