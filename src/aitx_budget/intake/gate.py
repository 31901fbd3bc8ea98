"""First looks at the bytes of a file: what must be refused before anything is unpacked.

The order is the contract's: size, DRM containers, password, legacy and foreign formats.
"""

from __future__ import annotations

import re

from aitx_budget.intake.limits import Limits
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refused

_DRM = (
    (b"\x9b DRMONE", "Fasoo DRM"),
    (b"<!-- FasooSecureContainer", "Fasoo DRM"),
    (b"SCDSA00", "SoftCamp Document Security"),
    (b"<DOCUMENT SAFER", "MarkAny Document SAFER"),
    (b"<MARKANY_DOCUMENTSAFER>", "MarkAny Document SAFER"),
    (b"<## NASCA DRM FILE", "NASCA DRM"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("FileHeader", "HWP"),
    ("HwpSummaryInformation", "HWP"),
    ("WordDocument", "doc (Word 97-2003)"),
    ("PowerPoint Document", "ppt (PowerPoint 97-2003)"),
    ("Workbook", "xls (Excel 97-2003)"),
    ("Book", "xls (Excel 5.0/95)"),
)
_BINARY = (
    (b"%PDF", "PDF"),
    (b"HWP Document File", "HWP"),
    (b"\x09\x08", "xls (Excel 2-4)"),
    (b"\x09\x02", "xls (Excel 2-4)"),
    (b"\x09\x04", "xls (Excel 2-4)"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "RTF"),
)
_MARKUP = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), "XML Spreadsheet 2003"),
    (re.compile(r"urn:oasis:names:tc:opendocument"), "Flat ODS"),
    (re.compile(r"<HWPML", re.IGNORECASE), "HWPML"),
    (
        re.compile(r"<(!doctype\s+html|html|head|body|table|meta|script|div)\b", re.IGNORECASE),
        "HTML",
    ),
)
_SEPARATORS = "\t,;|"
_SAMPLE = 50
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_bytes(data: bytes, limits: Limits) -> None:
    """Pass a file that may be a zip package.

    Raises:
        Refuse: too large, DRM, password, or a format that is not a workbook package.
    """
    if len(data) > limits.file_bytes:
        raise Refuse(Refused.OVERSIZED, f"{limits.file_bytes // (1024 * 1024)} MiB")
    head = data[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for magic, product in _DRM:
        if head.startswith(magic):
            raise Refuse(Refused.DRM, product)
    if data.startswith(_OLE):
        _refuse_compound(data)
    if not data:
        raise Refuse(Refused.DAMAGED, "0 bytes")
    if not data.startswith(b"PK"):
        raise Refuse(Refused.NOT_XLSX, _foreign(data))


def _refuse_compound(data: bytes) -> None:
    """Tell a password-protected package from the legacy formats that share its container."""
    if _has_stream(data, "EncryptedPackage"):
        raise Refuse(Refused.PASSWORD)
    found = (name for stream, name in _OLE_STREAMS if _has_stream(data, stream))
    raise Refuse(Refused.NOT_XLSX, next(found, "OLE"))


def _has_stream(data: bytes, name: str) -> bool:
    """Look for a directory entry: 128 bytes, its UTF-16 name first, that name's length at 64."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        length = int.from_bytes(data[at + 64 : at + 66], "little")
        if at % 128 == 0 and length == len(wanted):
            return True
        at = data.find(wanted, at + 1)
    return False


def _foreign(data: bytes) -> str:
    """Name the format of bytes that are no zip."""
    for magic, name in _BINARY:
        if data.startswith(magic):
            return name
    text = _text(data[:65536])
    if text is None:
        return "unknown"
    for pattern, name in _MARKUP:
        if pattern.search(text):
            return name
    if text.lstrip().startswith("<?xml"):
        return "XML"
    return "CSV" if _is_table(text) else "text"


def _is_table(text: str) -> bool:
    """Tell a table of values from other text: one separator stands in (almost) every line, as often as in the first."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    counts = ([line.count(mark) for line in lines] for mark in _SEPARATORS)
    return any(
        each and each[0] and sum(count >= each[0] for count in each) * 10 >= len(each) * 9
        for each in counts
    )


def _text(data: bytes) -> str | None:
    """Decode `data` as one of the encodings that text comes in; None for binary bytes."""
    if data.startswith(_BOMS[1:]):
        return data.decode("utf-16", "ignore")
    if b"\0" in data:
        return None
    for encoding in ("utf-8-sig", "cp949"):
        # The sample may end inside a character, so the last bytes may be left out.
        for end in (len(data), len(data) - 1, len(data) - 2, len(data) - 3):
            try:
                return data[: max(end, 0)].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
