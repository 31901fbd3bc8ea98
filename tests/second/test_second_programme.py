"""Another notice needs data and no code: the whole chain runs from its file, and says nothing of the shipped one."""

from __future__ import annotations

import io
import json
import tomllib

import openpyxl
import pytest
from foreign import FIRST, foreign, strange
from regional import MILLION, PROGRAMME, REGIONS, YEARS

from aitx_budget.cli import main
from aitx_budget.programme.loader import default_programme, load_programme
from aitx_budget.template import write_template
from libreoffice.office import convert, formula_differences

SECOND = load_programme(PROGRAMME)


def results(chain) -> dict[str, dict]:
    """Return what was said of each region's workbook."""
    said = json.loads(chain.file("validate.ko.json").read_text("utf-8"))
    assert said["programme"] == "health-2028"
    return {each["template"]["region"]: each for each in said["workbooks"]}


def codes(result: dict) -> set[str]:
    """Return the codes of a workbook's findings."""
    return {each["code"] for each in result["findings"]}


def test_the_two_programmes_differ():
    """Period, sources' names, regions and every ratio differ, so that a figure of the shipped one would show."""
    first = default_programme()
    assert not {*SECOND.fiscal_years, *SECOND.months} & {*first.fiscal_years, *first.months}
    assert {name.ko for _, name in SECOND.sources}.isdisjoint(
        {name.ko for _, name in first.sources}
    )
    assert not {*SECOND.selection.names.value} & {*first.selection.names.value}
    ratios = [
        (one.value, other.value)
        for (_, one), (_, other) in zip(SECOND.parameters(), first.parameters(), strict=True)
        if one.unit == "ratio"
    ]
    assert len(ratios) > 5
    assert all(one != other for one, other in ratios)


def test_a_sound_budget_passes_and_a_faulty_one_is_told(chain):
    """The sound budgets have no finding at all, and the faulty one those of every family."""
    found = results(chain)
    assert [
        each["findings"] for each in found.values() if each["template"]["region"] != "전북"
    ] == [[], []]
    assert {code[:3] for code in codes(found["전북"])} == {"MAT", "CSH", "SUM", "AST", "ORG", "PER"}
    assert codes(found["전북"]) >= {
        "MAT401",
        "MAT402",
        "CSH501",
        "CSH502",
        "CSH504",
        "CSH507",
        "PER801",
    }
    assert found["서울"]["totals"]["total_project_cost"] == 18_000 * MILLION


def test_ratios_are_the_programmes(chain):
    """Thresholds and shortfalls of the findings are those of its own shares."""
    findings = results(chain)["전북"]["findings"]
    whole = {
        each["code"]: each
        for each in findings
        if each["severity"] == "error" and not each.get("scope")
    }
    assert whole["MAT401"]["threshold"] == "1/2"
    assert whole["MAT401"]["shortfall"] == 470 * MILLION
    assert whole["MAT402"]["threshold"] == "3/10"
    assert whole["MAT402"]["shortfall"] == 188 * MILLION


def test_every_line_was_understood(chain):
    """Each command line ends as its result is: 0 in order, 1 with findings."""
    faulty = {name for name, code in chain.codes.items() if code == 1}
    assert set(chain.codes.values()) == {0, 1}
    begun = ("validate-", "annotate", "waived", "consolidate-", "assemble-", "compare-")
    assert {name for name in faulty if not name.startswith(begun)} == set()
    assert {f"consolidate-{each}" for each in ("ko", "en")} <= faulty


def test_the_template_is_the_programmes(chain):
    """Years, months, sources and lists of the workbook are its own, for each of its regions."""
    assert len(list(chain.file("빈양식").glob("*.xlsx"))) == len(SECOND.regions)
    book = openpyxl.load_workbook(chain.file("제출본") / "서울.xlsx")
    heads = [cell.value for cell in book["월별계획"][6] if cell.value]
    assert [each for each in heads if each[0] == "2" and "." in each] == [
        f"{month // 100}.{month % 100:02d}" for month in SECOND.months
    ]
    assert [each for each in heads if each.endswith("계") and each[0] == "2"] == [
        f"{year}계" for year in YEARS
    ]
    assert {
        name.ko for name in (SECOND.sources.provincial_funds, SECOND.sources.private_in_kind)
    } <= {cell.value for cell in book["소요예산"][6]}


def test_who_forgets_the_file_is_told(chain, capsys):
    """A workbook that is checked by the shipped programme's rules says whose it is, and how to give that one's."""
    assert main(["validate", str(chain.file("제출본") / "서울.xlsx"), "--select", "STR110"]) == 0
    said = capsys.readouterr().out
    assert "이 예산서는 사업 'health-2028'의 서식인데" in said
    assert "--programme 옵션으로 지정해 다시 점검하세요" in said
    assert "STR110" not in codes(results(chain)["전북"])


def test_samples_are_the_shipped_programmes(tmp_path, capsys):
    """The samples cannot be made for another programme: `demo` says so before it writes anything."""
    assert main(["demo", "-o", str(tmp_path / "demo"), "--programme", str(PROGRAMME)]) == 2
    assert "예시 예산은 '지역 주도형 AI 대전환 사업'의 것이어서" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


def test_a_waiver_excuses_what_it_names(chain):
    """A waiver of the second programme's region is applied and told."""
    said = chain.file("waived.said.txt").read_text("utf-8")
    assert "추가 분담을 협의하는 동안 인정" in said


def test_the_regions_are_one(chain):
    """The consolidation holds all three regions and misses none, and its data package is whole."""
    said = chain.file("consolidate-ko.said.txt").read_text("utf-8")
    assert "선정 3개 지역 가운데 3개" in said
    package = json.loads((chain.file("자료_ko") / "datapackage.json").read_text("utf-8"))
    lines = next(each for each in package["resources"] if each["name"] == "budget_lines")
    titles = {field["title"] for field in lines["schema"]["fields"]}
    assert {"국고보조금", "광역분담금", "기초분담금"} <= titles


def test_nothing_speaks_of_the_shipped_programme(chain):
    """No text of any output, in any format and either language, holds a word of the first that the second has not."""
    pattern = foreign()
    outputs = [path for path in chain.folder.rglob("*") if path.is_file()]
    assert len(outputs) > 150
    assert sorted(strange(outputs, pattern)) == []


@pytest.mark.parametrize(
    "word",
    ["국비", "민간현물", "2025", "40%", "경남", "AI", "national funds", "140억원", "7,000,000,000"],
)
def test_the_words_looked_for_are_the_shipped_programmes(word):
    """What is looked for holds sources, years, shares, regions and amounts, in both languages."""
    assert foreign().search(f"({word})")
    assert word in FIRST or word in ("40%", "140억원", "7,000,000,000", "2025")


def test_regions_of_the_file_are_the_tests(chain):
    """The budgets are of the selected regions, in their order."""
    assert tuple(REGIONS) == SECOND.selection.names.value
    assert tomllib.loads(PROGRAMME.read_text("utf-8"))["id"] == "health-2028"
    assert chain.codes["template-서울"] == 0


def test_a_long_period_still_prints_legibly(chain):
    """Thirty-three months go over two pages with their keys on each, and the months' block of 총괄표 gets a page of its own."""
    book = openpyxl.load_workbook(chain.file("제출본") / "전북.xlsx")
    plan, summary = book["월별계획"], book["총괄표"]
    assert plan.page_setup.fitToWidth == 2
    assert plan.print_title_cols == "$A:$C"
    months = next(row[0].row for row in summary.iter_rows() if row[0].value == "월별 집행계획")
    assert months - 2 in [each.id for each in summary.row_breaks.brk]


def test_long_names_of_sources_are_not_cut(chain):
    """The column that says what is required is as wide as its longest sentence."""
    summary = openpyxl.load_workbook(chain.file("제출본") / "전북.xlsx")["총괄표"]
    shipped = write_template(default_programme(), rows={"소요예산": 5})
    first = openpyxl.load_workbook(io.BytesIO(shipped))["총괄표"]
    assert summary.column_dimensions["B"].width > first.column_dimensions["B"].width


@pytest.mark.libreoffice
def test_another_engine_shows_our_values_and_our_verdicts(chain, tmp_path):
    """LibreOffice, recalculating all, shows every value as we wrote it; the live checks say what the validator says."""
    books = {
        name: (chain.file("제출본") / f"{name}.xlsx").read_bytes() for name in ("서울", "전북")
    }
    saved = convert(tmp_path, books)
    for name, data in books.items():
        count, wrong = formula_differences(data, saved[name])
        assert count > 1000
        assert not wrong, (name, wrong[:10])
    shown = openpyxl.load_workbook(saved["전북"], data_only=True)["총괄표"]
    lines = [[cell.value for cell in row[:9]] for row in shown.iter_rows(min_row=7)]
    missed = {row[7] for row in lines if row[6] in ("부적합", "참고") and row[7]}
    judged = {row[7] for row in lines if row[6] in ("적합", "부적합", "참고") and row[7]}
    assert missed == codes(results(chain)["전북"]) & judged
    assert {"MAT401", "MAT402", "MAT404", "CSH501", "CSH507", "ORG704"} <= missed
