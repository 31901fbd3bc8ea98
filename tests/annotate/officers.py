"""Workbooks as officers make them: everything a spreadsheet can hold that marks must not disturb."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

import xlsxwriter

Patch = Callable[[bytes], bytes]
PLAN, SUMMARY, MEMO = "소요예산", "총괄표", "담당자 '메모'장"

_X14 = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>'
    b"\xec\xb4\x9d\xea\xb4\x84\xed\x91\x9c!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B30</xm:sqref>"
    b"</x14:dataValidation></x14:dataValidations></ext>"
)


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\xc8\x10\x2e"))
        + chunk(b"IEND", b"")
    )


def rich() -> bytes:
    """A workbook with pictures, charts, sparklines, a button, notes, tables, filters and more."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        bold = book.add_format({"bold": True, "font_name": "맑은 고딕", "bg_color": "#DDEBF7"})
        won = book.add_format({"num_format": "#,##0", "border": 1})
        book.set_properties({"created": dt.datetime(2026, 3, 2, tzinfo=dt.UTC)})
        plan, summary, memo = (book.add_worksheet(name) for name in (PLAN, SUMMARY, MEMO))
        _fill_plan(plan, bold, won)
        _fill_summary(book, summary, won)
        memo.write("A1", "메모")
        memo.write_url("A2", f"internal:{PLAN}!N7", string="예산으로")
        memo.write_url("A3", "https://example.org/", string="밖으로")
        chart_sheet = book.add_chartsheet("그림")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": f"={PLAN}!$N$7:$N$12"})
        chart_sheet.set_chart(chart)
        book.define_name("합계범위", f"={PLAN}!$N$7:$N$30")
        book.define_name(f"'{SUMMARY}'!기준", f"={SUMMARY}!$A$1")
        plan.activate()
        book.close()
    return patched(out.getvalue(), {"xl/worksheets/sheet2.xml": _with_x14})


def _with_x14(data: bytes) -> bytes:
    if b"<extLst>" in data:
        return data.replace(b"<extLst>", _X14, 1)
    return data.replace(b"</worksheet>", _X14 + b"</extLst></worksheet>")


def _fill_plan(plan: xlsxwriter.worksheet.Worksheet, bold: object, won: object) -> None:
    for column in range(20):
        plan.write(5, column, f"머리글{column}", bold)
    for row in range(6, 30):
        for column in range(20):
            plan.write(row, column, row * 1000 * column if column % 4 else f"세부항목 {row}", won)
        plan.write_formula(row, 11, f"=H{row + 1}*I{row + 1}", won, row * 1000)
    plan.write_rich_string("A3", "굵은 ", bold, "글씨", " 그리고 보통")
    plan.write_comment("N9", "담당자 메모: 확인 중", {"author": "김주무관"})
    plan.write_comment("C12", "두 번째 메모", {"visible": True})
    plan.insert_button("V3", {"macro": "", "caption": "계산", "width": 80, "height": 30})
    plan.set_header("&L&G", {"image_left": "logo.png", "image_data_left": io.BytesIO(png())})
    plan.insert_image("V10", "photo.png", {"image_data": io.BytesIO(png())})
    plan.insert_textbox("V14", "글상자")

    plan.data_validation("B7:B30", {"validate": "list", "source": ["가", "나"]})
    plan.conditional_format("N7:N30", {"type": "data_bar", "data_bar_2010": True})
    plan.conditional_format("M7:M30", {"type": "cell", "criteria": "<", "value": 0, "format": bold})
    plan.conditional_format("O7:O30", {"type": "icon_set", "icon_style": "3_arrows"})
    plan.autofilter("A6:T30")
    plan.freeze_panes(6, 2)
    plan.set_column("D:D", None, None, {"hidden": True})
    plan.set_row(9, 40)
    plan.set_row(20, None, None, {"hidden": True})
    plan.repeat_rows(5)
    plan.protect("", {"sort": True})
    plan.set_tab_color("#00B050")


def _fill_summary(
    book: xlsxwriter.Workbook, summary: xlsxwriter.worksheet.Worksheet, won: object
) -> None:
    summary.add_table("A1:C4", {"data": [["국비", 1, 2], ["지방비", 3, 4], ["민간", 5, 6]]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SUMMARY}!$B$2:$B$4"})
    summary.insert_chart("E2", chart)
    summary.add_sparkline("D2", {"range": f"{SUMMARY}!B2:C2"})
    summary.write_formula("B6", "=SUM(B2:B4)", won, 9)
    summary.merge_range("A8:C8", "합친 셀")
    summary.insert_checkbox("A10", True)


def patched(
    data: bytes, patches: Mapping[str, Patch], added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the package with some parts changed and some added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            patch = patches.get(info.filename) or patches.get("*")
            target.writestr(info, patch(content) if patch else content)
        for name, content in (added or {}).items():
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def threaded() -> bytes:
    """The rich workbook with a threaded comment at 소요예산!N10, as Excel keeps it."""
    guid = "{11111111-2222-4333-8444-555555555555}"
    person = "{AAAAAAAA-2222-4333-8444-555555555555}"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"

    def legacy(data: bytes) -> bytes:
        count = data.count(b"<author>")
        data = data.replace(b"</authors>", f"<author>tc={guid}</author></authors>".encode())
        note = f'<comment ref="N10" authorId="{count}" shapeId="0"><text><t>[Threaded comment] 확인 바랍니다</t></text></comment>'
        return data.replace(b"</commentList>", note.encode() + b"</commentList>")

    def rels(data: bytes) -> bytes:
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        new = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
        return data.replace(b"</Relationships>", new.encode() + b"</Relationships>")

    def types(data: bytes) -> bytes:
        new = (
            '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
            '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/>'
        )
        return data.replace(b"</Types>", new.encode() + b"</Types>")

    def workbook_rels(data: bytes) -> bytes:
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/person"
        new = f'<Relationship Id="rIdP" Type="{kind}" Target="persons/person.xml"/>'
        return data.replace(b"</Relationships>", new.encode() + b"</Relationships>")

    comment = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="N10" dT="2026-03-02T09:00:00.00" '
        f'personId="{person}" id="{guid}"><text>확인 바랍니다</text></threadedComment></ThreadedComments>'
    )
    persons = f'<personList xmlns="{space}"><person displayName="김주무관" id="{person}" userId="k" providerId="None"/></personList>'
    return patched(
        rich(),
        {
            "xl/comments1.xml": legacy,
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": workbook_rels,
        },
        {
            "xl/threadedComments/threadedComment1.xml": comment.encode(),
            "xl/persons/person.xml": persons.encode(),
        },
    )


_MAIN_PARTS = re.compile(r"xl/(workbook|styles|comments\d+|worksheets/sheet\d+)\.xml")


def _each(change: Patch, data: bytes, names: re.Pattern[str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        wanted = [name for name in package.namelist() if names.fullmatch(name)]
    return patched(data, dict.fromkeys(wanted, change))


def prefixed(data: bytes) -> bytes:
    """Write every main part with the prefix `x:`, as some suites do."""

    def change(part: bytes) -> bytes:
        part = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", part)
        return part.replace(b' xmlns="', b' xmlns:x="', 1)

    return _each(change, data, _MAIN_PARTS)


def strict(data: bytes) -> bytes:
    """Write the workbook in the strict vocabulary."""

    def change(part: bytes) -> bytes:
        for family in (b"spreadsheetml", b"drawingml", b"officeDocument"):
            base = b"http://schemas.openxmlformats.org/" + family + b"/2006/"
            part = part.replace(base, b"http://purl.oclc.org/ooxml/" + family + b"/")
        return part

    return _each(change, data, re.compile(r".*\.(xml|rels)"))


def utf16(data: bytes) -> bytes:
    """Write every main part in UTF-16 with a byte order mark."""

    def change(part: bytes) -> bytes:
        return part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    return _each(change, data, _MAIN_PARTS)


def euc_kr(data: bytes) -> bytes:
    """Write every main part in the old Korean encoding, as its declaration then says."""

    def change(part: bytes) -> bytes:
        return part.decode().replace('encoding="UTF-8"', 'encoding="EUC-KR"').encode("euc-kr")

    return _each(change, data, _MAIN_PARTS)


def commented(data: bytes) -> bytes:
    """Put comments into the sheets that speak of the sheets' own elements."""

    def change(part: bytes) -> bytes:
        part = part.replace(b"<sheetData", b"<!-- <sheetData> --><sheetData", 1)
        if b"Column1" in part or b"<tableParts" in part:
            return part  # one of them with nothing behind
        return part.replace(b"</sheetData>", b"</sheetData><!-- </sheetData> -->", 1)

    return _each(change, data, re.compile(r"xl/worksheets/sheet\d+\.xml"))


def streamed(data: bytes) -> bytes:
    """Write the package as a stream, sizes after the parts, with backslashes in the names."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name.replace("/", "\\"))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
