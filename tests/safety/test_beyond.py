"""Hostile texts go through what is made of several workbooks, and of waivers, and come out as nothing but texts."""

from __future__ import annotations

import io

import openpyxl
import pytest

from aitx_budget import rule
from aitx_budget.annotate import annotate
from aitx_budget.assemble import assemble
from aitx_budget.checks.runner import run
from aitx_budget.compare import Version, compare
from aitx_budget.consolidate import gather
from aitx_budget.consolidate.book import write_book
from aitx_budget.intake import read_whole
from aitx_budget.intake.personal import mask
from aitx_budget.intake.understanding import Filled
from aitx_budget.library.comparing import ComparisonFormat, ComparisonReport
from aitx_budget.library.run import Report
from aitx_budget.model.address import LONGEST_TEXT
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format
from intake.written import by_xlsxwriter
from safety.outputs import PLANTED, compared, reported, steering, workbook
from safety.poisoned import HOSTILE, crowded, poisoned
from waivers.files import entry, read
from workbooks import Workbook

PROGRAMME = default_programme()
FILES = ("지역.xlsx", "기관.xlsx")


def filled(data: bytes, path: str = "예산.xlsx") -> Filled:
    """Read a workbook that can be read."""
    found = read_whole(data, path, PROGRAMME)
    assert isinstance(found, Filled)
    return found


def version(data: bytes) -> Version:
    """Read and check a workbook."""
    submission = filled(data).submission
    return Version(submission, run([submission], PROGRAMME)[0])


def good(scope: str = "region") -> bytes:
    """Return a workbook without any fault."""
    return by_xlsxwriter(Workbook(scope=scope).raw())


def texts(data: bytes) -> str:
    """Return all that the cells of a workbook show."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return " ".join(str(value) for sheet in book for row in sheet.values for value in row if value)


def unsaid(data: bytes | str) -> list[str]:
    """Return the texts that a workbook or a page does not quote."""
    shown = data if isinstance(data, str) else texts(data)
    return [text.name for text in HOSTILE if text.shown not in shown]


@pytest.mark.parametrize("language", Language)
def test_a_comparison_holds_them_as_texts_in_every_format(language):
    """In lines that came, went or changed: no format runs them, is steered by them or tells a number."""
    here, there = version(good()), version(crowded("region"))
    for sides in ((here, there), (there, here)):
        report = ComparisonReport(compare(*sides, PROGRAMME))
        said = {each: report.render(each, language) for each in ComparisonFormat}
        assert list(compared(said)) == []
        for name, data in said.items():
            assert unsaid(data if name is ComparisonFormat.XLSX else data.decode()) == [], name


@pytest.mark.parametrize("bad", [("region",), ("institution",), ("region", "institution")])
def test_an_assembled_workbook_holds_them_as_texts(bad):
    """From the region, an institution or both, in tables, beside them or as names: they stay the texts they were."""
    region, part = (
        filled(crowded(scope) if scope in bad else good(scope), file)
        for scope, file in zip(("region", "institution"), FILES, strict=True)
    )
    made = assemble(region, [part], PROGRAMME, files=FILES, path="취합.xlsx")
    assert list(workbook(made.data, typed=True)) == []
    quoted = [text.name for text in HOSTILE if text.name not in unsaid(made.data)]
    assert quoted if "region" not in bad else len(quoted) == len(HOSTILE)
    again = assemble(filled(made.data), [part], PROGRAMME, files=FILES, path="취합.xlsx")
    more = assemble(filled(again.data), [part], PROGRAMME, files=FILES, path="취합.xlsx")
    assert more.data == again.data, "nothing is escaped twice, cut again or listed once more"
    assert set(unsaid(again.data)) <= set(unsaid(made.data))


def test_an_assembled_workbook_keeps_them_to_the_letter():
    """What the region's tables say, and what stood beside them, is read again as it was typed, numbers aside."""
    region = filled(crowded("region"), FILES[0])
    made = assemble(region, [], PROGRAMME, files=FILES[:1], path="취합.xlsx")
    result = filled(made.data)
    for name, table in region.submission.tables.items():
        for field, values in table.values.items():
            kept = [
                each[:LONGEST_TEXT].strip() if isinstance(each, str) else each for each in values
            ]
            assert list(result.submission.tables[name].values[field]) == kept
    listed = {cell.text for sheet in result.raw.sheets for cell in sheet.cells.values()}
    plan = next(sheet for sheet in region.raw.sheets if sheet.title == "소요예산")
    beside = [cell.text for (row, _), cell in plan.cells.items() if row == 4]
    assert {each[:LONGEST_TEXT] for each in beside} <= listed
    assert {each[LONGEST_TEXT:] for each in beside} <= {*listed, ""}, (
        "and what had no room in its cell"
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text.name)
def test_an_institutions_file_may_be_called_so(text):
    """What a file is called by stands in the account of the assembly, and in the account of the next one."""
    files = (FILES[0], f"{mask(text.says)}.xlsx")
    region, part = filled(good()), filled(good("institution"))
    made = assemble(region, [part], PROGRAMME, files=files, path="취합.xlsx")
    assert list(workbook(made.data, typed=True)) == []
    assert text.shown in texts(made.data)


@pytest.fixture(scope="module")
def consolidation():
    """Every hostile text in a workbook of its own, called by it, beside a good region's."""
    files = [(f"{mask(text.says)[:80]}.xlsx", poisoned(text)) for text in HOSTILE]
    return gather(
        [filled(data, path).submission for path, data in [*files, ("경남.xlsx", good())]],
        PROGRAMME,
    )


@pytest.mark.parametrize("language", Language)
def test_a_consolidation_holds_them_as_texts(consolidation, language):
    """Names of files, regions, projects, institutions and assets run nothing, steer nothing, tell no number."""
    data = write_book(consolidation, language)
    assert list(workbook(data)) == []
    assert unsaid(data) == []


@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning")
def test_a_waivers_grounds_are_texts_in_every_output():
    """Why a finding is waived, and who approved it, stands in each report and in the copy, and does nothing there."""
    book = Workbook()
    for record in range(1, book.count("소요예산") + 1):
        book.put("소요예산", "단가", record, 10_000_001)
    data = by_xlsxwriter(book.raw())
    submission = filled(data).submission
    (plain,) = run([submission], PROGRAMME, rules=[rule("SUM302")])
    cells = [f"{each.sheet}!{each.cell}" for each in plain.findings]
    half = -(-len(HOSTILE) // 2)
    excuses = read(
        *(
            entry(cell=cell, reason=f"{one.says} 사유", approver=f"승인자 {other.says}")
            for cell, one, other in zip(cells, HOSTILE, HOSTILE[half:] + HOSTILE[:1], strict=False)
        )
    )
    assert len(cells) >= half
    (result,) = run([submission], PROGRAMME, waivers=excuses)
    report = Report((result,), PROGRAMME)
    for language in Language:
        said = {each: report.render(each, language) for each in Format}
        assert list(reported(said, 1)) == []
        for name, written in said.items():
            assert unsaid(written if name is Format.XLSX else written.decode()) == [], name
        noted = quoted_in_copy(annotate(data, result, programme=PROGRAMME, language=language))
        assert unsaid(noted) == []
        assert steering(noted) <= {"\t"}
        assert PLANTED.search(noted) is None


def quoted_in_copy(data: bytes) -> str:
    """Return what the report sheet and the notes of a marked copy say; none of it is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    report, *others = book.worksheets
    cells = [cell for row in report.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    notes = [
        c.comment.text for each in others for row in each.iter_rows() for c in row if c.comment
    ]
    said = [*(str(cell.value) for cell in cells if cell.value), *notes]
    assert max(map(len, said)) <= LONGEST_TEXT
    return "\n".join(said)
