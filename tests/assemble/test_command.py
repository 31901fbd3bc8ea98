"""The command as a province uses it: files in, one workbook out, an answer for every file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cut import CODES, LEAD, institution, write_all

import aitx_budget
from aitx_budget.assemble.account import COUNTED, EARLIER, Account, Standing
from aitx_budget.cli import main


@pytest.fixture
def files(tmp_path):
    """Return the province's workbook and the institutions', as files."""
    return write_all(tmp_path)


def test_folder_of_institutions_is_assembled(files, tmp_path, capsys):
    """A folder is taken whole; the account says of each institution how many rows came in, inputs stay as they were."""
    region, parts = files
    before = [path.read_bytes() for path in (region, *parts)]
    out = tmp_path / "취합.xlsx"
    assert main(["assemble", str(region), str(parts[0].parent), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert f"{LEAD} 울산테크노파크: 반영 · 51개 행 가운데 51개 넣음, 0개 넣지 않음" in said.err
    assert "모든 점검을 통과했습니다" in said.out
    assert [path.read_bytes() for path in (region, *parts)] == before
    assert main(["validate", str(out)]) == 0


def test_one_bad_file_does_not_stop_the_others(files, tmp_path, capsys):
    """A file that cannot be read is refused with exit code 2; the other institutions come in."""
    region, parts = files
    parts[2].write_bytes(b"not a workbook")
    out = tmp_path / "취합.xlsx"
    line = ["assemble", str(region), *map(str, parts), "-o", str(out), "--format", "json"]
    assert main(line) == 2
    workbooks = json.loads(capsys.readouterr().out)["workbooks"]
    assert [each["status"] for each in workbooks].count("refused") == 1
    assert workbooks[0]["path"] == str(out)
    assert out.is_file()


def test_what_did_not_come_in_is_what_to_do_first(files, tmp_path, capsys):
    """An institution without a workbook is named before what follows from that; one that came in is not."""
    region, parts = files
    away = parts.pop(CODES.index("I03"))
    line = ["assemble", str(region), *map(str, parts), "-o", str(tmp_path / "취합.xlsx")]
    assert main(line) == 1
    said = capsys.readouterr().out
    assert "먼저 할 일: 제출본이 없는 기관이 있습니다(I03 태화공과대학교 산학협력단)." in said
    assert main([*line[:2], str(away), *line[2:], "--force"]) == 0
    assert "제출본이 없는" not in capsys.readouterr().out


def test_a_file_of_another_region_is_not_called_by_this_regions_name(files, tmp_path, capsys):
    """The same code is another institution's there: the line has the file's name, and no line ends with a space."""
    jeju = Path(__file__).parents[2] / "sample_budgets" / "제주_예산서.xlsx"
    part = files[1][CODES.index(LEAD)]
    assert main(["assemble", str(jeju), str(part), "-o", str(tmp_path / "x.xlsx")]) == 1
    said = capsys.readouterr().err.splitlines()
    assert not (tmp_path / "x.xlsx").exists()
    assert any("취합한 예산서를 저장하지 않았습니다" in line for line in said)
    assert (
        f"{LEAD}: 반영하지 않음 · 51개 행 가운데 0개 넣음, 51개 넣지 않음 ({part.name}, 제출차수 1)"
        in said
    )
    assert (
        f"{LEAD} 제주테크노파크: 제출본이 없습니다. 지역 예산서에 있던 48개 행은 그대로 두었습니다."
        in said
    )
    assert said == [line.rstrip() for line in said]


def test_nothing_that_came_in_gives_no_workbook_but_the_reasons(files, tmp_path):
    """Where every institution's workbook is refused only its marked copy is written, and the exit code is no success."""
    jeju = Path(__file__).parents[2] / "sample_budgets" / "제주_예산서.xlsx"
    out, marks = tmp_path / "x.xlsx", tmp_path / "검증본"
    done = aitx_budget.assemble(jeju, files[1][0], out, marked_folder=marks)
    assert (done.path, out.exists(), done.exit_code()) == (None, False, 1)
    assert [result.path for result in done.report.results] == [str(files[1][0])]
    assert [path.parent for path in done.report.marked] == [marks]
    nothing = replace(done, report=replace(done.report, results=()))
    assert nothing.exit_code() == 1


def test_workbook_without_a_row_still_comes_in():
    """An institution that plans nothing counts; one of which every row was refused does not."""
    done = Standing("I03", "", "a.xlsx", 1, COUNTED, 0, 0, 0, 0)
    refused = replace(done, found=2, refused=2)
    assert Account((done,), (), ()).brought
    assert not Account((refused, replace(done, state=EARLIER)), (), ()).brought
    assert Account((refused, replace(refused, taken=1, refused=1)), (), ()).brought


def test_region_that_cannot_be_read_gives_no_workbook(files, tmp_path, capsys):
    """Without the region's workbook there is nothing to write, and the reason is said."""
    region, parts = files
    region.write_bytes(b"")
    out = tmp_path / "취합.xlsx"
    assert main(["assemble", str(region), *map(str, parts), "-o", str(out)]) == 2
    assert "FIL004" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize("words", [["{region}"], ["{region}", "{region}"], ["{part}", "{region}"]])
def test_wrong_lines_are_answered_in_a_sentence(files, tmp_path, capsys, words):
    """A region alone, the region as its own part, or files in the wrong order: exit code 2 and what to do."""
    named = [each.format(region=files[0], part=files[1][0]) for each in words]
    assert main(["assemble", *named, "-o", str(tmp_path / "x.xlsx")]) == 2
    said = capsys.readouterr().err
    assert "예산서" in said
    assert "Traceback" not in said


def test_results_are_not_overwritten_unasked(files, tmp_path, capsys):
    """An existing result needs --force, and an input is never written to."""
    region, parts = files
    out = tmp_path / "취합.xlsx"
    out.write_bytes(b"old")
    line = ["assemble", str(region), *map(str, parts)]
    assert main([*line, "-o", str(out)]) == 2
    assert main([*line, "-o", str(region), "--force"]) == 2
    assert main([*line, "-o", str(out), "--force"]) == 0
    assert capsys.readouterr()
    assert out.read_bytes()[:2] == b"PK"


def test_library_function_marks_copies_and_accounts(files, tmp_path):
    """The library's function gives the report, the account and a marked copy of every workbook."""
    region, parts = files
    done = aitx_budget.assemble(
        region, parts, tmp_path / "취합.xlsx", marked_folder=tmp_path / "검증본"
    )
    assert [each.code for each in done.account.standings] == list(CODES)
    assert len(done.report.marked) == len(parts) + 1
    assert done.report.exit_code() == 0


def test_report_goes_to_its_file_in_english(files, tmp_path, capsys):
    """--report keeps the report, and --lang en speaks English."""
    region, parts = files
    report = tmp_path / "report.json"
    line = ["--lang", "en", "assemble", str(region), str(parts[0]), "-o", str(tmp_path / "o.xlsx")]
    assert main([*line, "--format", "json", "--report", str(report)]) == 1
    assert "no workbook" in capsys.readouterr().err
    assert json.loads(report.read_text("utf-8"))["workbooks"]


def waiver(tmp_path, rule, **more):
    """Write a waiver of a rule in 울산 and return its file."""
    entry = {
        "rule": rule,
        "region": "울산",
        "reason": "협의회에서 인정",
        "approver": "전담반",
        **more,
    }
    lines = [f'{key} = "{value}"' for key, value in entry.items()]
    path = tmp_path / "waivers.toml"
    days = ["date = 2026-01-01", "expiry = 2026-12-31"]
    path.write_text("\n".join(["[[waiver]]", *lines, *days]) + "\n", "utf-8")
    return path


def renamed(tables):
    """Give a unit project another name than the province gave it (ASM956)."""
    tables["unit_projects"][0]["name"] = "다른 이름"


@pytest.mark.parametrize("rule", ["ASM956", "MAT403"])
def test_waivers_excuse_where_they_apply_and_are_judged_once(files, tmp_path, capsys, rule):
    """What is waived of an institution's workbook doesn't count and is not called unused; what excuses nothing is, once."""
    region, parts = files
    parts[1].write_bytes(institution(LEAD, renamed))
    excuses = waiver(tmp_path, rule)
    line = ["assemble", str(region), *map(str, parts), "-o", str(tmp_path / "o.xlsx")]
    code = main([*line, "--waivers", str(excuses), "--as-of", "2026-05-01", "--format", "json"])
    workbooks = json.loads(capsys.readouterr().out)["workbooks"]
    found = [(each["code"], "waived" in each) for book in workbooks for each in book["findings"]]
    fits = rule == "ASM956"
    assert found == ([("ASM956", True)] if fits else [("WVR052", False), ("ASM956", False)])
    assert code == (0 if fits else 1)
    assert {book["as_of"] for book in workbooks} == {"2026-05-01"}
    assert [len(book["waivers"]) for book in workbooks[:2]] == ([0, 1] if fits else [1, 0])
