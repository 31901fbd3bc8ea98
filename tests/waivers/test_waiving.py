"""A waived finding is seen everywhere and counts nowhere; nothing is waived that was not named."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from io import BytesIO

import openpyxl
import pytest
from files import DAY, ENTRY, entry, read, written

import aitx_budget
from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.registry import rules
from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import Severity, Weight, WorkbookResult
from aitx_budget.model.text import Language
from aitx_budget.model.waiver import Waivers
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format
from aitx_budget.samples import region_budget
from aitx_budget.template import write_template
from packages import differences
from workbooks import Workbook

PROGRAMME = default_programme()


def planted() -> Workbook:
    """Return a workbook with SUM302 at 소요예산!M12 and M18, and nothing else."""
    book = Workbook().put("소요예산", "단가", 6, 10_000_001)
    return book.put("소요예산", "단가", 12, 10_000_001)


def checked(book: Workbook, waivers: Waivers | None) -> WorkbookResult:
    """Return what all rules say of a workbook."""
    return run([understand(book.raw(), "a.xlsx", PROGRAMME)], PROGRAMME, waivers=waivers)[0]


def test_a_waived_finding_stays_and_does_not_count() -> None:
    """Same findings in the same order, one of them with its waiver; counts go down by it alone."""
    before, after = checked(planted(), None), checked(planted(), read(entry(cell="소요예산!M12")))
    assert [each.message for each in after.findings] == [each.message for each in before.findings]
    assert [each.cell for each in after.findings if each.waiver] == ["M12"]
    assert before.count(Severity.ERROR) - after.count(Severity.ERROR) == 1
    assert after.count(Weight.WAIVED) == 1
    assert [(each.covered, each.in_force) for each in after.waivers] == [(1, True)]


def test_a_waiver_without_cell_waives_its_rule_in_its_region_and_says_how_many() -> None:
    """Without a cell all findings of the rule are waived and counted; of another region none."""
    assert [each.covered for each in checked(planted(), read(entry())).waivers] == [2]
    other = checked(planted(), read(entry(region="대구")))
    assert other.count(Weight.WAIVED) == 0
    assert other.waivers == ()


def test_json_says_what_is_waived_only_where_something_could_be() -> None:
    """With a waiver file there are the day, the number and the waivers; without, the contract's keys alone."""
    told = checked(planted(), read(entry(cell="소요예산!M12"))).as_json(Language.KO)
    assert (told["as_of"], told["waived"], told["counts"]["error"]) == ("2026-03-01", 1, 1)
    assert told["waivers"] == [
        {
            "rule": "SUM302",
            "region": "경남",
            "cell": "소요예산!M12",
            "reason": ENTRY["reason"],
            "approver": ENTRY["approver"],
            "date": "2025-11-03",
            "expiry": "2026-12-31",
            "in_force": True,
            "covered": 1,
        }
    ]
    assert [each.get("waived", {}).get("reason") for each in told["findings"]] == [
        ENTRY["reason"],
        None,
    ]
    plain = checked(planted(), None).as_json(Language.KO)
    assert set(told) - set(plain) == {"as_of", "waived", "waivers"}
    assert all("waived" not in each for each in plain["findings"])


@pytest.mark.parametrize("as_of", ["2025-11-02", "2027-01-01"])
def test_out_of_force_excuses_nothing(as_of: str) -> None:
    """The day before the first and the day after the last, everything counts and the waiver is a finding."""
    result = checked(planted(), read(entry(), as_of=dt.date.fromisoformat(as_of)))
    assert result.count(Weight.WAIVED) == 0
    assert [each.code for each in result.findings if each.code.startswith("WVR")]


@pytest.fixture(scope="module")
def sample() -> bytes:
    """제주's sample, whose matching is short: MAT401 is its error."""
    return write_template(PROGRAMME, region="제주", prefill=region_budget("제주"))


@pytest.fixture
def report(sample, tmp_path):
    """The run over 제주 with MAT401 waived."""
    path = tmp_path / "제주.xlsx"
    path.write_bytes(sample)
    waivers = written(tmp_path, entry(rule="MAT401", region="제주"))
    return aitx_budget.validate(path, waivers=waivers, as_of=DAY, marked_folder=tmp_path / "marked")


@pytest.mark.parametrize("format_", [Format.TEXT, Format.JSON, Format.JSONL])
def test_text_formats_tell_reason_approver_and_days(report, format_) -> None:
    """Whoever reads the report learns why a finding is waived, who approved it and until when."""
    said = report.render(format_).decode()
    for part in (ENTRY["reason"], ENTRY["approver"], "2025-11-03", "2026-12-31"):
        assert part in said


def test_html_tells_it_and_lets_nothing_be_markup(report) -> None:
    """The page has a table of waivers with its day; an approver's angle brackets are text."""
    said = report.render(Format.HTML).decode()
    assert "면제 내역 (점검일 2026-03-01)" in said
    assert "전담반 &lt;b&gt;김&lt;/b&gt;" in said
    assert 'class="badge waived"' in said


def test_workbook_tells_it_and_lets_nothing_be_a_formula(report) -> None:
    """The sheet of waivers and the waived rows are there; a reason that begins with = is text."""
    book = openpyxl.load_workbook(BytesIO(report.render(Format.XLSX)))
    rows = list(book["면제 내역"].iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]][7] == ENTRY["reason"]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    severities = [row[2].value for row in book["점검결과"].iter_rows(min_row=2)]
    assert "◇ 면제(오류)" in severities
    head, values = list(book["요약"].iter_rows(values_only=True))[:2]
    assert dict(zip(head, values, strict=True))["면제"] == 4


def test_marked_copy_tells_it_at_the_cell_and_on_its_report(report) -> None:
    """The note at the cell and the row and the list of 검증결과 say that it is waived, why and by whom."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that the reading library doesn't know
        book = openpyxl.load_workbook(report.marked[0])
    note = book["소요예산"]["M9"].comment.text
    assert "【면제】 MAT401" in note
    assert ENTRY["reason"] in note
    assert ENTRY["approver"] in note
    texts = [str(cell.value) for row in book["검증결과"].iter_rows() for cell in row if cell.value]
    assert "◇ 면제(오류)" in texts
    assert "면제 내역 (점검일 2026-03-01)" in texts
    assert any("면제된 지적 4건은 세지 않았습니다." in text for text in texts)
    assert any("검증일: 2026-03-01" in text for text in texts)
    assert {cell.data_type for row in book["검증결과"].iter_rows() for cell in row} <= {"s", "n"}


def test_marks_of_waived_findings_come_out_again(report, sample) -> None:
    """Cleaning a copy with waived findings gives the officer's workbook, part by part."""
    assert differences(clean(report.marked[0].read_bytes()), sample) == []


def test_same_input_same_bytes(sample) -> None:
    """The copy depends on the day it is told and not on the day it is made."""
    result = run(
        [understand(Workbook().raw(), "a.xlsx", PROGRAMME)], PROGRAMME, waivers=read(entry())
    )[0]
    made = [annotate(sample, result, programme=PROGRAMME, checked_on=str(DAY)) for _ in range(2)]
    assert made[0] == made[1]


def test_exit_code_follows_what_counts(sample, tmp_path) -> None:
    """With its only errors waived a run ends with 0; with the wrong region it ends with 1 and says so."""
    path = tmp_path / "제주.xlsx"
    path.write_bytes(sample)
    waived = written(tmp_path, entry(rule="MAT401", region="제주"))
    assert aitx_budget.validate(path, select=["MAT401"]).exit_code() == 1
    report = aitx_budget.validate(path, select=["MAT401"], waivers=waived, as_of=DAY)
    assert report.exit_code() == 0
    assert report.notes == ()
    beside = written(tmp_path, entry(rule="MAT401", region="대구"))
    report = aitx_budget.validate(path, select=["MAT401"], waivers=beside, as_of=DAY)
    assert report.exit_code() == 1
    assert "1번(대구)" in report.notes[-1].ko


def unread_books() -> list[Workbook]:
    """Return workbooks in which checks wait for something, one way each."""
    return [
        Workbook().put("소요예산", "국비", 1, "약 24억"),
        Workbook().put("소요예산", "사업코드", 1, "P99"),
        Workbook().put("소요예산", "사업코드", 1, None),
        Workbook().put("단위사업", "사업코드", 2, "P01"),
        Workbook().delete_sheet("참여기업"),
        Workbook().remove_column("소요예산", "국비"),
        Workbook().put("자산구매계획", "구매예정월", 1, "내년 봄"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_no_waiver_hides_what_was_not_checked(number: int) -> None:
    """With every rule waived that can be, a workbook with skipped checks still has a finding that counts."""
    book = unread_books()[number]
    plain = checked(book, None)
    every = [entry(rule=rule.code) for rule in rules() if rule.waivable]
    result = checked(book, read(*every))
    told = [each for each in result.findings if not each.code.startswith("WVR")]
    assert plain.skipped
    assert plain.count(Severity.ERROR)
    assert [each for each in told if each.weight is Weight.ERROR]


def test_json_of_a_run_is_one_object_still(report) -> None:
    """The run's own keys are the contract's."""
    assert list(json.loads(report.render(Format.JSON))) == ["version", "programme", "workbooks"]
