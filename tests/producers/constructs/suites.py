"""Whole suites: the constructs that each is known to write, together."""

from __future__ import annotations

import re

from producers.constructs import cells, containers, markup
from producers.package import edited, worksheets

_MAC_SPACES = (
    b' xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main"'
    b' xmlns:mv="urn:schemas-microsoft-com:mac:vml"'
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)


def hancell(data: bytes) -> bytes:
    """한셀: prefixes everywhere, cell formats in alternatives, its own marks."""
    return markup.prefixed(markup.hancell_marks(markup.alternative_items(data)))


def hancell_lists(data: bytes) -> bytes:
    """한셀: whole lists of cell formats in alternatives."""
    return markup.prefixed(markup.hancell_marks(markup.alternative_lists(data)))


def google_sheets(data: bytes) -> bytes:
    """Google Sheets: spaces of Mac's Excel, no dimension, spelled-out rows, no document properties."""

    def change(part: bytes) -> bytes:
        head = b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        assert head not in part
        return re.sub(rb"<worksheet ", b"<worksheet" + _MAC_SPACES + b" ", part, count=1)

    data = edited(data, dict.fromkeys(worksheets(data), change))
    return containers.no_properties(cells.no_dimension(data))


def numbers(data: bytes) -> bytes:
    """Numbers: inline nothing, plain properties, no custom ones, numbers with all their binary digits."""
    return containers.no_custom_properties(cells.binary_fractions(cells.no_dimension(data)))


def wps(data: bytes) -> bytes:
    """WPS: its own custom properties over ours, a wrong used range, folders in the zip, custom XML."""
    data = containers.wps_properties(cells.wrong_dimension(data))
    return containers.folders_and_comments(containers.custom_xml(data))


def open_xml_sdk(data: bytes) -> bytes:
    """Microsoft's SDK (SAP, Dynamics, Power BI): `x:`, absolute targets, inline strings, no references."""
    data = cells.no_references(cells.inline_strings(data))
    data = containers.opc_sdk_names(markup.prefixed(data))
    return markup.byte_order_mark(containers.no_custom_properties(data))


def strict(data: bytes) -> bytes:
    """Excel's strict form: other namespaces, dates as ISO text."""

    def change(part: bytes) -> bytes:
        for family in (b"spreadsheetml", b"drawingml", b"officeDocument"):
            base = b"http://schemas.openxmlformats.org/" + family + b"/2006/"
            part = part.replace(base, b"http://purl.oclc.org/ooxml/" + family + b"/")
        part = part.replace(
            b"/relationships/extended-properties", b"/relationships/extendedProperties"
        )
        part = part.replace(b"/relationships/custom-properties", b"/relationships/customProperties")
        return part.replace(
            b"/officeDocument/custom-properties", b"/officeDocument/customProperties"
        )

    return markup.everywhere(cells.iso_dates(data), markup.XML, change)


def strict_1904(data: bytes) -> bytes:
    """Excel's strict form in a workbook that counts from 1904: an ISO date is the day it says."""
    return edited(
        strict(data),
        {
            "xl/workbook.xml": lambda part: part.replace(
                b"<workbookPr", b'<workbookPr date1904="1"', 1
            )
        },
    )


def mac(data: bytes) -> bytes:
    """Excel for Mac of old: days from 1904, a chain of calculation, revision ids."""
    return markup.revision_ids(containers.calculation_chain(cells.from_1904(data)))
