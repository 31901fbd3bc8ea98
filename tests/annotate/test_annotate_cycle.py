"""The cycle that officers go through: a marked copy is corrected and returned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compared import all_saved_by_office, parts
from findings import ERROR, NOTE, WARNING, finding, result
from lxml import etree

from aitx_budget.annotate import annotate, clean
from aitx_budget.intake import read
from aitx_budget.model.submission import Submission
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from fuzz.mutants import rezipped, unzipped
from fuzz.seeds import seed

PROGRAMME = default_programme()
FOUND = result(
    [
        finding(ERROR, "기본정보", "B5", "지역이 없습니다."),
        finding(ERROR, "소요예산", "M7", "국비가 없습니다."),
        finding(WARNING, "소요예산", "N8"),
        finding(NOTE, "월별계획", "D7"),
        finding(ERROR, "현물내역", None, "시트 전체의 지적입니다."),
    ]
)


@pytest.fixture(scope="module")
def template() -> bytes:
    """The standard workbook, small."""
    return write_template(PROGRAMME, region="경남", rows={"소요예산": 20})


def understood(data: bytes) -> Submission:
    """Return what intake reads in `data`."""
    submission = read(data, "budget.xlsx", PROGRAMME)
    assert isinstance(submission, Submission)
    return submission


def test_the_standard_workbook_comes_back(template: bytes) -> None:
    """The template itself, with all it holds, is marked and cleaned without a byte's difference."""
    marked = annotate(template, FOUND, programme=PROGRAMME)
    assert list(parts(clean(marked)).items()) == list(parts(template).items())
    assert annotate(marked, FOUND, programme=PROGRAMME) == marked


def test_a_marked_copy_reads_like_the_unmarked_one(template: bytes) -> None:
    """Tables, cells, sheets and observations are the same, so that checking it finds the same."""
    marked = annotate(template, FOUND, programme=PROGRAMME)
    assert understood(marked) == understood(template)


@pytest.mark.libreoffice
def test_a_marked_copy_that_was_saved_again_reads_the_same(template: bytes, tmp_path: Path) -> None:
    """The same holds after LibreOffice has saved both, and after the marks are taken off again."""
    marked = annotate(template, FOUND, programme=PROGRAMME)
    saved = all_saved_by_office({"plain": template, "marked": marked}, tmp_path)
    plain = understood(saved["plain"])
    assert understood(saved["marked"]) == plain
    assert understood(clean(saved["marked"])) == plain


def test_notes_of_those_who_came_after_us_stay_theirs():
    """Where our name is taken out of the authors, a note of the next one in the list is still that one's."""
    parts = unzipped(seed("officers-marked"))
    name, notes = next((name, data) for name, data in parts.items() if b"</authors>" in data)
    before = etree.fromstring(notes)
    number = len(before.find("{*}authors"))
    after = f'<comment ref="Z99" authorId="{number}"><text><t>나중에 적은 말</t></text></comment>'
    data = notes.replace(b"</authors>", "<author>박주무관</author></authors>".encode())
    data = data.replace(b"</commentList>", f"{after}</commentList>".encode())
    root = etree.fromstring(unzipped(clean(rezipped(parts | {name: data})))[name])
    authors = [each.text for each in root.find("{*}authors")]
    said = {each.get("ref"): authors[int(each.get("authorId"))] for each in root.iter("{*}comment")}
    assert len(authors) == number
    assert said["Z99"] == "박주무관"
    assert said["C7"] == "김주무관"


def test_boxes_of_notes_are_known_whatever_prefixes_a_program_writes():
    """Our boxes go and the officer's stay, each under prefixes of its own."""
    marked, name = unzipped(seed("officers-marked")), "xl/drawings/commentsDrawing1.vml"
    saved = re.sub(rb"(</?)v:", rb"\1w:", marked[name]).replace(b"xmlns:v=", b"xmlns:w=")
    saved = re.sub(rb"(</?)x:", rb"\1y:", saved).replace(b"xmlns:x=", b"xmlns:y=")
    book = marked["xl/workbook.xml"].replace(b"</workbook>", b" </workbook>")
    left = unzipped(clean(rezipped(marked | {name: saved, "xl/workbook.xml": book})))
    assert left[name] == unzipped(seed("officers"))[name]


def test_a_drawing_goes_with_the_report_unless_a_sheet_of_the_officers_has_it():
    """What another program hung on the report goes with all it leads by; what both claim stays."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = f'<Relationships xmlns="{space}">{{}}</Relationships>'.format
    hung = (
        f'<Relationship Id="r{n}" Type="{kind}" Target="/xl/drawings/drawing{n}.xml"/>'
        for n in (1, 2)
    )
    copy = unzipped(seed("officers-marked"))
    drawn, types = "xl/drawings/drawing2.xml", "[Content_Types].xml"
    typed = copy[types].replace(b"/xl/drawings/drawing1.xml", b"/xl/drawings/drawing2.xml")
    declared = re.search(rb'<Override [^>]*drawing2.xml"[^>]*>', typed)
    copy |= {
        "xl/worksheets/_rels/sheet12.xml.rels": related("".join(hung)).encode(),
        drawn: copy["xl/drawings/drawing1.xml"],
        "xl/drawings/_rels/drawing2.xml.rels": related("").encode(),
        types: copy[types].replace(b"</Types>", declared[0] + b"</Types>"),
    }
    left = unzipped(clean(rezipped(copy)))
    assert "xl/drawings/drawing1.xml" in left
    assert [name for name in left if "drawing2.xml" in name] == []
    assert drawn.encode() not in left[types]


def test_a_drawing_with_a_group_stays():
    """Shapes that somebody grouped beside our notes are not taken for nothing when the notes go."""
    marked = annotate(seed("small"), FOUND, programme=PROGRAMME)
    parts = unzipped(marked)
    name = next(each for each in parts if each.endswith(".vml"))
    group = b'<v:group id="group1"><v:rect id="box"/></v:group></xml>'
    left = unzipped(clean(rezipped(parts | {name: parts[name].replace(b"</xml>", group)})))
    assert b'<v:group id="group1">' in left[name]
    assert b"<v:shape " not in left[name]
    assert any(b"legacyDrawing" in data for part, data in left.items() if "worksheets/" in part)
    assert name not in unzipped(clean(marked))


def test_a_workbook_that_lost_the_way_to_its_stylesheet_keeps_it(template):
    """The stylesheet other readers know by its name is the one that is read by, and gets our formats."""
    whole = unzipped(template)
    rels = whole["xl/_rels/workbook.xml.rels"]
    lost = re.sub(rb'<Relationship [^>]*Target="styles.xml"/>', b"", rels)
    data = rezipped(whole | {"xl/_rels/workbook.xml.rels": lost})
    assert lost != rels
    assert understood(data) == understood(template)
    marked = unzipped(annotate(data, FOUND, programme=PROGRAMME))
    assert [name for name in marked if "styles" in name] == ["xl/styles.xml"]
    assert list(parts(clean(rezipped(marked))).items()) == list(parts(data).items())


def test_a_ledger_that_knows_an_officers_part_by_its_name_alone_is_none(template):
    """What was added is told by its digest; only the sheet that holds the ledger has none."""
    marked = unzipped(annotate(template, FOUND, programme=PROGRAMME))
    name = next(each for each, data in marked.items() if b"aitx:ledger" in data)
    forged = marked[name].replace(b'"added":{', b'"added":{"xl/worksheets/sheet5.xml":"",')
    assert forged != marked[name]
    left = parts(clean(rezipped(marked | {name: forged})))
    assert parts(template).keys() <= left.keys()


@pytest.mark.parametrize(
    "target", ["_rels/workbook.xml.rels", "styles.xml", "worksheets/sheet5.xml"]
)
def test_what_the_report_sheet_is_said_to_be_stays_where_it_is_the_officers(template, target):
    """An entry of a report that leads to a part of the officer's drops nothing of theirs."""
    package = unzipped(annotate(template, FOUND, programme=PROGRAMME))
    rels = package["xl/_rels/workbook.xml.rels"].decode()
    package["xl/_rels/workbook.xml.rels"] = re.sub(
        r'(Id="aitx_[^>]*/worksheet" Target=")[^"]*"', rf'\g<1>{target}"', rels
    ).encode()
    kept = parts(clean(rezipped(package)))
    assert parts(template).keys() <= kept.keys()
