"""What stands in a file ten thousand times takes time by its number, never by its square."""

from __future__ import annotations

import re
import time

import pytest

from aitx_budget.annotate import annotate, clean
from aitx_budget.annotate.listing import TAB_NAME
from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.model.submission import Refusal, Refused, Submission
from fuzz.mutants import rezipped, unzipped
from fuzz.seeds import PROGRAMME, seed

BOOK, SHEET, TYPES = "xl/workbook.xml", "xl/worksheets/sheet5.xml", "[Content_Types].xml"
RELATIONS = "_rels/.rels"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MOST = 6.0
"""Seconds of the processor for the whole way; each case took more than twice as long when its square counted."""


def put(text: str, before: str, part: bytes) -> bytes:
    """Return a part with `text` before what it must hold."""
    assert before.encode() in part
    return part.replace(before.encode(), text.encode() + before.encode(), 1)


def alternatives(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put in elements that name their own replacement."""
    one = "<mc:AlternateContent><mc:Choice><a/></mc:Choice></mc:AlternateContent>"
    data = put(one * 100_000, "</sheetData>", parts[SHEET])
    return {SHEET: data.replace(b"<worksheet ", f'<worksheet xmlns:mc="{COMPATIBILITY}" '.encode())}


def names(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put in names that look like those under which colours of tabs are kept."""
    many = (f'<definedName name="{TAB_NAME}{n}">소요예산!$A$1</definedName>' for n in range(40_000))
    return {BOOK: put("".join(many), "</definedNames>", parts[BOOK])}


def relations(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put in relationships to workbooks that are not there, and parts enough to look for them among."""
    kind = re.search(rb'Type="([^"]*/officeDocument)"', parts[RELATIONS])
    assert kind
    many = (
        f'<Relationship Id="r{n}" Type="{kind[1].decode()}" Target="xl/{n}.xml"/>'
        for n in range(20_000)
    )
    first = re.search(rb"<Relationship ", parts[RELATIONS])
    assert first
    data = put("".join(many), "<Relationship ", parts[RELATIONS])
    return {RELATIONS: data} | {f"docProps/x{n}.xml": b"<a/>" for n in range(2_000)}


def types(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put in content types of macros that are not there, and parts enough to look for them among."""
    many = (
        f'<Override PartName="/xl/{n}.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        for n in range(20_000)
    )
    data = put("".join(many), "</Types>", parts[TYPES])
    return {TYPES: data} | {f"docProps/x{n}.xml": b"<a/>" for n in range(2_000)}


@pytest.mark.parametrize("repeat", [alternatives, names, relations, types])
def test_time_goes_by_the_number(repeat):
    """A part of many thousand alike is read, marked and cleaned in seconds."""
    parts = unzipped(seed("small"))
    data = rezipped(parts | repeat(parts))
    began = time.process_time()
    intake = read(data, "예산.xlsx", PROGRAMME)
    assert isinstance(intake, Submission)
    clean(annotate(data, run([intake], PROGRAMME)[0], programme=PROGRAMME))
    assert time.process_time() - began < MOST


def test_no_part_is_read_as_two_sheets():
    """A sheet listed ten thousand times is refused when it is met again, before it has been read again."""
    parts = unzipped(seed("small"))
    entry = re.search(r'<sheet name="소요예산"[^>]*/>', parts[BOOK].decode())
    assert entry
    many = (entry[0].replace("소요예산", f"시트{n}") for n in range(10_000))
    data = rezipped(parts | {BOOK: put("".join(many), "</sheets>", parts[BOOK])})
    began = time.process_time()
    refused = read(data, "예산.xlsx", PROGRAMME)
    assert isinstance(refused, Refusal)
    assert refused.reason is Refused.DAMAGED
    assert refused.detail == "시트0"
    assert time.process_time() - began < MOST / 3
