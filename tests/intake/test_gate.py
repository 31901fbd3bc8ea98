"""Which files are refused beyond the cases of mess/refusals.toml: hidden content, limits, damage."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from written import by_xlsxwriter, changed, package, parts_of, small_package

from aitx_budget.intake import DEFAULT_LIMITS, Limits, read
from aitx_budget.intake.limits import MEBIBYTE
from aitx_budget.model.submission import Refusal, Refused, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
GOOD = by_xlsxwriter(Workbook().raw())


def refused(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Refused, str]:
    result = read(data, "x.xlsx", PROGRAMME, limits)
    assert isinstance(result, Refusal), result
    return result.reason, result.detail


def test_a_good_file_passes():
    """The gate lets an ordinary workbook through, so that its refusals mean something."""
    assert isinstance(read(GOOD, "x.xlsx", PROGRAMME), Submission)


ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'
RELATION = (
    b'<Relationship Id="rIdX" Type="http://x/relationships/%s" Target="x.bin"/></Relationships>'
)


def with_relation(kind: bytes):
    return lambda data: data.replace(b"</Relationships>", RELATION % kind)


MACRO_ENDING = b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
ACTIVE = {
    "vba": ({"xl/vbaProject.bin": b"x"}, "VBA"),
    "vba-renamed": ({"xl/_rels/workbook.xml.rels": with_relation(b"vbaProject")}, "VBA"),
    "macro-type": (
        {
            "[Content_Types].xml": lambda data: data.replace(
                b"sheet.main", b"sheet.macroEnabled.main"
            )
        },
        "VBA",
    ),
    "macro-type-utf16": (
        {
            "[Content_Types].xml": lambda data: (
                data.decode()
                .replace("UTF-8", "UTF-16")
                .replace("sheet.main", "sheet.macroEnabled.main")
                .encode("utf-16")
            )
        },
        "VBA",
    ),
    "macro-type-of-an-ending": (
        {
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", MACRO_ENDING),
            "xl/settings.BIN": b"x",
        },
        "VBA",
    ),
    "macro-sheet": ({"xl/macrosheets/sheet1.xml": b"<a/>"}, "Excel 4.0 macro"),
    "ole": ({"xl/embeddings/oleObject1.bin": b"x"}, "OLE"),
    "activex": ({"xl/activeX/activeX1.xml": b"<a/>"}, "ActiveX"),
    "connections": ({"xl/connections.xml": b"<connections/>"}, "connections"),
    "query-table": ({"xl/queryTables/queryTable1.xml": b"<a/>"}, "query table"),
    "dde": (
        {
            "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'
        },
        "DDE",
    ),
    "doctype": ({"customXml/item1.xml": ENTITY}, "DOCTYPE"),
    "doctype-utf16": ({"customXml/item1.xml": ENTITY.decode().encode("utf-16")}, "DOCTYPE"),
    "doctype-utf16-bare": ({"customXml/item1.xml": ENTITY.decode().encode("utf-16-be")}, "DOCTYPE"),
    "entity-alone-utf16": (
        {"customXml/item1.xml": '<!ENTITY b "c"><a/>'.encode("utf-16")},
        "DOCTYPE",
    ),
    "doctype-vml": ({"xl/drawings/vmlDrawing1.vml": ENTITY}, "DOCTYPE"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_is_refused(name):
    """Macros, embedded objects, connections and entities are refused wherever they hide."""
    changes, detail = ACTIVE[name]
    reason, said = refused(changed(GOOD, changes))
    assert reason is Refused.ACTIVE
    assert detail in said


def test_entities_are_refused_in_parts_of_any_name():
    """A part that a relationship leads to is looked through, whatever its ending."""
    parts = parts_of(GOOD)
    parts["xl/strings.dat"] = ENTITY
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b'"sharedStrings.xml"', b'"strings.dat"')
    assert refused(package(parts)) == (Refused.ACTIVE, "xl/strings.dat: DOCTYPE")


def test_types_of_parts_that_are_not_there_are_no_reason_to_refuse():
    """SheetJS lists the types of all endings it knows, macro-enabled binary workbooks among them."""
    data = changed(
        GOOD, {"[Content_Types].xml": lambda data: data.replace(b"</Types>", MACRO_ENDING)}
    )
    assert isinstance(read(data, "x.xlsx", PROGRAMME), Submission)


def test_links_to_other_files_are_no_reason_to_refuse():
    """A plain external link is for its own rule to tell, not for the gate."""
    link = b"<externalLink><externalBook/></externalLink>"
    data = changed(GOOD, {"xl/externalLinks/externalLink1.xml": link})
    assert isinstance(read(data, "x.xlsx", PROGRAMME), Submission)


def test_encodings_that_hide_declarations_are_refused():
    """A part in an encoding the scan cannot look through is damaged, not trusted."""
    part = b'<?xml version="1.0" encoding="UTF-7"?><a/>'
    assert refused(changed(GOOD, {"customXml/item1.xml": part})) == (
        Refused.DAMAGED,
        "customXml/item1.xml: UTF-7",
    )


def test_size_limits():
    """Each limit refuses one step beyond it and passes at it."""
    parts = parts_of(GOOD)
    assert refused(GOOD, Limits(file_bytes=len(GOOD) - 1))[0] is Refused.OVERSIZED
    assert refused(GOOD, Limits(entries=len(parts) - 1))[0] is Refused.OVERSIZED
    total = sum(map(len, parts.values()))
    assert refused(GOOD, Limits(unpacked_bytes=total - 1))[0] is Refused.OVERSIZED
    largest = max(map(len, parts.values()))
    assert refused(GOOD, Limits(part_bytes=largest - 1))[0] is Refused.OVERSIZED
    assert refused(GOOD, Limits(cells=10))[0] is Refused.OVERSIZED
    assert refused(GOOD, Limits(marks=1000))[0] is Refused.OVERSIZED
    assert refused(GOOD, Limits(characters=1000))[0] is Refused.OVERSIZED
    exact = Limits(len(GOOD), len(parts), largest, total)
    assert isinstance(read(GOOD, "x", PROGRAMME, exact), Submission)


def test_a_bomb_is_refused_by_its_ratio():
    """A part that unpacks to far more than it weighs is refused before it is unpacked."""
    data = changed(GOOD, {"xl/media/image1.png": bytes(20 * MEBIBYTE)})
    reason, detail = refused(data)
    assert reason is Refused.OVERSIZED
    assert "image1.png" in detail


def test_overlapping_entries_are_refused():
    """A directory whose entries share bytes adds up to more than the file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xml", bytes(5000))
        entry = archive.infolist()[0]
        for number in range(20):
            twin = zipfile.ZipInfo(f"b{number}.xml")
            twin.header_offset, twin.CRC = entry.header_offset, entry.CRC
            twin.compress_size, twin.file_size = entry.compress_size, entry.file_size
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    assert refused(stream.getvalue())[0] is Refused.OVERSIZED


def test_damage_inside_is_found_in_any_part():
    """A flipped byte in any part, even one that is not read, is a damaged file."""
    data = bytearray(package({**parts_of(GOOD), "docProps/thumb.jpg": b"JFIF" * 500}))
    at = data.rfind(b"docProps/thumb.jpg", 0, data.rfind(b"PK\x01\x02") - 0)
    at = data.find(b"docProps/thumb.jpg")
    data[at + 25] ^= 0xFF
    assert refused(bytes(data))[0] is Refused.DAMAGED


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet5.xml", "xl/styles.xml"])
def test_broken_xml_is_damage(name):
    """XML that is cut short is refused and the part is named."""
    assert refused(changed(GOOD, {name: lambda data: data[:-20]})) == (Refused.DAMAGED, name)


def test_two_parts_of_one_name_are_damage():
    """Which of two equal names counts cannot be known, so neither is read."""
    parts = {**parts_of(GOOD), "XL/Workbook.xml": b"<a/>"}
    assert refused(package(parts))[0] is Refused.DAMAGED


UNKNOWN = {
    "other-template": ({"aitx_template": "other"}, "other"),
    "newer-layout": ({"aitx_layout": "99"}, "layout 99"),
    "odd-scope": ({"aitx_scope": "planet"}, "layout"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_templates_and_versions_are_unknown(name):
    """A workbook of another template, or of a layout this release cannot read, is named."""
    change, detail = UNKNOWN[name]
    book = Workbook()
    book.properties |= change
    reason, said = refused(by_xlsxwriter(book.raw()))
    assert reason is Refused.UNKNOWN
    assert said.startswith(detail)


def test_a_foreign_workbook_is_unknown():
    """A workbook with none of our sheets is not ours."""
    book = Workbook().forget_identity()
    for sheet in list(book.sheets)[2:]:
        book.delete_sheet(sheet.title)
    assert refused(by_xlsxwriter(book.raw())) == (Refused.UNKNOWN, "")


def first_sheet(cell: str, **more: str) -> bytes:
    """Return a package of one sheet that holds `cell`."""
    return package(small_package(f'<row r="1">{cell}</row>', **more))


SENSELESS = {
    "string beyond the table": '<c r="A1" t="s"><v>7</v></c>',
    "string before the table": '<c r="A1" t="s"><v>-1</v></c>',
    "string by a fraction": '<c r="A1" t="s"><v>0.0</v></c>',
    "unknown type": '<c r="A1" t="zzz"><v>1</v></c>',
    "row beyond the sheet": '<c r="A1048577"><v>1</v></c>',
    "row without an end": f'<c r="A{"9" * 5000}"><v>1</v></c>',
    "column beyond the sheet": '<c r="XFE1"><v>1</v></c>',
    "row zero": '<c r="A0"><v>1</v></c>',
}


@pytest.mark.parametrize("name", SENSELESS)
def test_references_that_lead_nowhere_are_damage(name):
    """What a cell refers to is there, or the part is damaged; nothing is read from elsewhere."""
    data = first_sheet(SENSELESS[name], strings="<si><t>a</t></si>")
    assert refused(data) == (Refused.DAMAGED, "xl/worksheets/sheet1.xml")


def test_sheets_that_can_not_be_told_apart_are_damage():
    """Two sheets of one title, which no program writes, and a workbook without sheets."""
    titles = 'name="기본정보"'.encode(), 'name="월별계획"'.encode()
    twins = changed(GOOD, {"xl/workbook.xml": lambda data: data.replace(*titles)})
    cases = (b'name="Memo"', b'name="MEMO"')
    alike = {
        "xl/workbook.xml": lambda data: data.replace(titles[0], cases[0]).replace(
            titles[1], cases[1]
        )
    }
    none = changed(GOOD, {"xl/workbook.xml": lambda data: re.sub(b"<sheet .*?/>", b"", data)})
    for data in (twins, changed(GOOD, alike), none):
        assert refused(data) == (Refused.DAMAGED, "xl/workbook.xml")


def test_a_sheet_outside_the_package_is_none():
    """A relationship that leads outside is not followed to a part that happens to be called so."""
    rels = "xl/_rels/workbook.xml.rels"
    inside = small_package("")
    outside = inside | {rels: inside[rels].replace('Id="rId1"', 'Id="rId1" TargetMode="External"')}
    assert refused(package(inside))[0] is Refused.UNKNOWN
    assert refused(package(outside)) == (Refused.DAMAGED, "시트")


def test_a_stream_is_known_by_its_whole_directory_entry():
    """What merely says the name of an encrypted package, of another length than its entry tells, needs no password."""

    def entry(name: str, length: int) -> bytes:
        written = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        return (written + length.to_bytes(2, "little")).ljust(128, b"\0")

    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    right, wrong = entry("EncryptedPackage", 34), entry("EncryptedPackage", 36)
    assert refused(head + right)[0] is Refused.PASSWORD
    assert refused(head + wrong + entry("Workbook", 18))[0] is Refused.NOT_XLSX
    assert refused(head + b"x" + right + b"x" * 127 + entry("Workbook", 18))[0] is Refused.NOT_XLSX


def test_sharing_does_not_multiply_without_bounds():
    """A formula or a text that many cells share counts once for each of them."""
    shared = '<c r="A1"><f t="shared" si="0" ref="A1:A9">B1+B2+B3</f></c>'
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/></c></row>' for r in range(2, 9)
    )
    formulas = package(small_package(f'<row r="1">{shared}</row>{rows}'))
    texts = package(
        small_package(
            "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 9)),
            strings=f"<si><t>{'a' * 20}</t></si>",
        )
    )
    for data in (formulas, texts):
        assert refused(data, Limits(characters=50))[0] is Refused.OVERSIZED
        assert refused(data, Limits(characters=500))[0] is Refused.UNKNOWN


def test_blank_rows_to_the_end_of_a_sheet_are_no_reason_to_refuse():
    """Formats that reach the last row leave much markup and nothing to read; the cells are read all the same."""
    blanks = "".join(
        f'<row r="{r}"><c r="A{r}" s="1"/></row><row r="{r + 900}" s="1"/>' for r in range(50, 850)
    )
    sheet = {
        "xl/worksheets/sheet1.xml": lambda data: data.replace(
            b"</sheetData>", blanks.encode() + b"</sheetData>"
        )
    }
    data = changed(GOOD, sheet)
    most = max(part.count(b"<") + part.count(b"=") for part in parts_of(GOOD).values()) + 2000
    assert isinstance(read(data, "x", PROGRAMME, Limits(marks=most)), Submission)


def test_resident_numbers_are_masked_in_refusals():
    """Neither the path nor the detail of a refusal repeats one."""
    data = changed(GOOD, {"xl/embeddings/9001011234567.bin": b"x"})
    result = read(data, "900101-1234567.xlsx", PROGRAMME)
    assert isinstance(result, Refusal)
    assert result.path == "900101-1******.xlsx"
    assert "234567" not in result.detail
