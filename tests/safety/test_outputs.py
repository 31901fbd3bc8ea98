"""What must not be in a report is looked for in a way that finds it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from aitx_budget.report import Format
from safety.outputs import reported

SPOILT = {
    Format.TEXT: b"\x1b[31m",
    Format.JSON: '{"workbooks": ["\u202e"]}'.encode(),
    Format.JSONL: b'{"path": "900101-1234567"}',
    Format.HTML: b"<script>",
    Format.XLSX: b"",
}


def harmless(name: Format, text: str = "합계") -> bytes:
    """Return a report of a format with one text in it."""
    if name is Format.XLSX:
        book = openpyxl.Workbook()
        book.active["A1"] = text
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
    plain = {
        Format.TEXT: text,
        Format.JSON: '{"workbooks": [1]}',
        Format.JSONL: "{}",
        Format.HTML: f"<p>{text}</p>",
    }
    return plain[name].encode()


@pytest.mark.parametrize("name", SPOILT)
def test_unsafe_reports_are_seen(name):
    """A control, a direction mark, a resident number, a script and a formula are each found out."""
    said = {each: harmless(each) for each in Format}
    assert list(reported(said, 1)) == []
    said[name] = SPOILT[name] or harmless(name, "=1+1")
    assert [each for each, _ in reported(said, 1)] == [name]
