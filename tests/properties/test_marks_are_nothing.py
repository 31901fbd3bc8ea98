"""Marks are a layer of their own: they change no result, come off without a trace and lie there once."""

from __future__ import annotations

import posixpath
import re

from effort import tried
from faults import faulty
from hypothesis import given
from hypothesis import strategies as st
from written import by_xlsxwriter

from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from fuzz.mutants import rezipped, unzipped
from fuzz.seeds import seed
from packages import differences

PROGRAMME = default_programme()


def checked(data: bytes) -> WorkbookResult:
    """Return all that is said of a file."""
    (result,) = run([read(data, "예산.xlsx", PROGRAMME)], PROGRAMME)
    return result


@given(faulty(), st.sampled_from(Language))
@tried(3)
def test_a_marked_copy_is_the_original_under_a_layer(book, language):
    """Checking the copy gives the original's result; cleaning gives its parts; marking again changes no byte."""
    data = by_xlsxwriter(book.raw())
    result = checked(data)
    marked = annotate(data, result, language=language, programme=PROGRAMME)
    again = checked(marked)
    assert again == result
    assert again.as_json(language) == result.as_json(language)
    assert differences(clean(marked), data) == []
    assert annotate(marked, again, language=language, programme=PROGRAMME) == marked


@given(faulty(), faulty())
@tried(3)
def test_new_marks_take_the_place_of_old_ones(book, other):
    """Whatever was marked before, in another language too, the copy has the parts of one made from the original.

    A sheet that lost its marks is packed anew, so its compressed bytes may be others.
    """
    data = by_xlsxwriter(book.raw())
    result, stale = checked(data), checked(by_xlsxwriter(other.raw()))
    once = annotate(data, stale, language=Language.EN, programme=PROGRAMME)
    assert differences(clean(once), data) == []
    again, fresh = (annotate(each, result, programme=PROGRAMME) for each in (once, data))
    assert differences(again, fresh) == []


KINDS = ("comments", "vmlDrawing", "drawing", "printerSettings", "worksheet", "styles", "image")
BASE = "http://schemas.openxmlformats.org"
BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def claiming(marked: dict[str, bytes], claims: list[tuple[str, str]]) -> dict[str, bytes]:
    """Return a marked copy whose report sheet says that these (kind, part) hang on it."""
    (target,) = re.findall(rb'Id="aitx_worksheet1"[^>]*Target="([^"]*)"', marked[RELS])
    folder, name = posixpath.split(posixpath.join("xl", target.decode()))
    relations = "".join(
        f'<Relationship Id="r{number}" Target="/{part}" '
        f'Type="{BASE}/officeDocument/2006/relationships/{kind}"/>'
        for number, (kind, part) in enumerate(claims)
    )
    root = f'<Relationships xmlns="{BASE}/package/2006/relationships">{relations}</Relationships>'
    return marked | {f"{folder}/_rels/{name}.rels": root.encode()}


@given(st.data(), st.booleans())
@tried(30)
def test_nothing_of_the_officers_goes_with_the_report(data, saved_since):
    """Whatever a report sheet claims, and whoever saved the copy: cleaning leaves every part of the original."""
    original = unzipped(seed("officers"))
    marked = unzipped(seed("officers-marked"))
    claim = st.tuples(st.sampled_from(KINDS), st.sampled_from(sorted(marked)))
    copy = claiming(marked, data.draw(st.lists(claim, max_size=6)))
    if saved_since:
        copy[BOOK] = copy[BOOK].replace(b"</workbook>", b" </workbook>")
    left = clean(rezipped(copy))
    assert original.keys() <= unzipped(left).keys()
    assert read(left, "예산.xlsx", PROGRAMME) == read(seed("officers"), "예산.xlsx", PROGRAMME)
