"""`consolidate` from the line: what it writes, what it says of every file, and how it ends."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lines import answer

import aitx_budget
from aitx_budget.checks import together
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
REGIONS = ("경남", "대구", "울산", "전남", "제주")
ULSAN = SAMPLES / "울산_예산서.xlsx"


@pytest.fixture
def folder(tmp_path):
    """A folder with what a managing agency may have: a later version, an institution's workbook, a broken file."""
    for region in ("경남", "대구", "울산", "전남"):
        shutil.copy(SAMPLES / f"{region}_예산서.xlsx", tmp_path)
    again = openpyxl.load_workbook(ULSAN)
    basics = again["기본정보"]
    row = next(cell.row for cell in basics["A"] if cell.value and "제출차수" in str(cell.value))
    basics.cell(row, 2).value = 9
    again.save(tmp_path / "울산_예산서_9차.xlsx")
    part = write_template(default_programme(), scope="institution", region="경남")
    (tmp_path / "기관.xlsx").write_bytes(part)
    (tmp_path / "깨짐.xlsx").write_bytes(b"PK\x03\x04 no more")
    return tmp_path


def test_five_regions_give_one_workbook(capsys, tmp_path):
    """The line sums up the regions, says what became of each file and where the workbook is; inputs stay."""
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in SAMPLES.glob("*.xlsx")}
    target = tmp_path / "종합.xlsx"
    said = answer(capsys, "consolidate", SAMPLES, "-o", target)
    assert said.code == 1
    assert said.out.startswith("선정 5개 지역 가운데 5개 (파일 5개: 반영 5 ·")
    money = next(line for line in said.out.splitlines() if line.startswith("  합계"))
    assert "67,436,000,000" in money
    assert "113,700,000,000" in money
    assert [region for region in REGIONS if f"반영 {region} " not in said.out] == []
    assert f"저장했습니다: {target}\n" in said.err
    assert openpyxl.load_workbook(target, read_only=True).sheetnames[0] == "요약"
    after = {path: hashlib.sha256(path.read_bytes()).digest() for path in before}
    assert after == before


def test_every_file_is_told_with_its_state_and_reason(capsys, folder):
    """Superseded, an institution's, broken, missing: each is named, and none counts."""
    said = answer(capsys, "consolidate", folder, "-o", folder / "out" / "종합.xlsx")
    assert said.code == 2
    assert "(파일 7개: 반영 4 · 대체됨 1 · 제외 1 · 읽지 못함 1;" in said.out
    told = said.out.splitlines()
    for state, name, why in (
        (
            "대체됨 울산",
            "울산_예산서.xlsx",
            "제출차수가 더 높아(9차 > 1차) 이 파일은 제외했습니다.",
        ),
        ("반영 울산", "울산_예산서_9차.xlsx", "제출차수가 더 높아(9차 > 1차) 포함했습니다."),
        ("제외", "기관.xlsx", "수행기관용 예산서라 제외했습니다."),
        ("읽지 못함", "깨짐.xlsx", ""),
    ):
        at = told.index(f"  {state} {folder / name}")
        assert why in told[at + 1]
    assert "  미제출 제주" in told


def test_a_zip_is_a_folder(capsys, tmp_path):
    """Workbooks in a zip are consolidated like those in a folder, and named as its members."""
    packed = tmp_path / "제출.zip"
    with zipfile.ZipFile(packed, "w") as package:
        package.write(ULSAN, "울산.xlsx")
    said = answer(capsys, "consolidate", packed, "-o", tmp_path / "a.xlsx")
    assert said.code == 0
    assert f"반영 울산 {packed}::울산.xlsx" in said.out


def test_only_clean_leaves_out_regions_with_errors(capsys, tmp_path):
    """With --only-clean the regions with errors are named and not in the sums; the exit code still says there are errors."""
    target = tmp_path / "a.xlsx"
    said = answer(capsys, "consolidate", SAMPLES, "-o", target, "--only-clean")
    assert said.code == 1
    assert "선정 5개 지역 가운데 2개" in said.out
    assert said.out.count("제외했습니다(--only-clean)") == 3
    assert said.out.count("합계에 넣지 않았습니다(--only-clean)") == 3
    assert "27,118,000,000" in said.out


def test_where_nothing_counts_nothing_is_written(capsys, tmp_path):
    """Without a single region there is no workbook, a sentence says so, and the line fails."""
    target = tmp_path / "a.xlsx"
    part = tmp_path / "기관.xlsx"
    part.write_bytes(write_template(default_programme(), scope="institution", region="경남"))
    said = answer(capsys, "consolidate", part, "-o", target)
    assert said.code == 2
    assert "결과 파일을 만들지 않았습니다." in said.err
    assert "수행기관용" in said.out
    assert not target.exists()


def test_waivers_count_as_everywhere(capsys, tmp_path):
    """A waived error is not counted, and a waiver of a region that is not there is told."""
    waivers = tmp_path / "면제.toml"
    waivers.write_text(
        "\n".join(
            f'[[waiver]]\nrule = "{rule}"\nregion = "{region}"\nreason = "합의"\napprover = "심사위원회"\n'
            "date = 2025-11-01\nexpiry = 2026-12-31"
            for rule, region in (("MAT401", "제주"), ("MAT401", "부산"))
        ),
        "utf-8",
    )
    line = ("consolidate", SAMPLES / "제주_예산서.xlsx", ULSAN)
    before = answer(capsys, *line, "-o", tmp_path / "a.xlsx")
    assert "(오류 3 · " in before.out
    options = ("--waivers", waivers, "--as-of", "2025-12-01")
    said = answer(capsys, *line, "-o", tmp_path / "b.xlsx", *options)
    assert "(오류 2 · " in said.out
    assert "부산" in said.err


def test_jobs_change_nothing(tmp_path):
    """The same files give the same bytes, however many processes read them."""
    made = [
        aitx_budget.consolidate(SAMPLES, tmp_path / f"{jobs}.xlsx", jobs=jobs).path
        for jobs in (1, 3)
    ]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_nothing_is_overwritten_unasked(capsys, tmp_path):
    """An existing file stays without --force, and an input always does."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"mine")
    assert answer(capsys, "consolidate", ULSAN, "-o", target).code == 2
    assert target.read_bytes() == b"mine"
    assert answer(capsys, "consolidate", ULSAN, "-o", target, "--force").code == 0
    before = target.read_bytes()
    assert answer(capsys, "consolidate", target, "-o", target, "--force").code == 2
    assert target.read_bytes() == before


def test_warnings_fail_where_they_are_asked_to(capsys, tmp_path):
    """A region in order is 0 by itself; that others are missing is a warning, which --fail-on warning counts."""
    line = ("consolidate", ULSAN, "-o", tmp_path / "a.xlsx", "--force")
    assert answer(capsys, *line).code == 0
    said = answer(capsys, *line, "--fail-on", "warning")
    assert said.code == 1
    assert said.out.count("XRG902") == 4


def test_a_rule_that_breaks_is_told_and_ends_the_line_with_3(capsys, tmp_path, monkeypatch):
    """The workbook is written all the same, the other rules have run, and INT999 stands in the answer."""

    def holds(frame, programme):
        raise KeyError(programme.id, len(frame))

    broken = [
        dataclasses.replace(each, holds=holds) if each.code == "XRG903" else each
        for each in aitx_budget.rules()
    ]
    monkeypatch.setattr(together, "all_rules", lambda: broken)
    target = tmp_path / "a.xlsx"
    said = answer(capsys, "consolidate", ULSAN, "-o", target)
    assert said.code == 3
    assert "INT999" in said.out
    assert "XRG902" in said.out
    assert target.exists()


def test_english_is_there_for_those_who_ask(capsys, tmp_path):
    """With --lang en what the program says is English; what people and the form call things stays as it is."""
    said = answer(capsys, "--lang", "en", "consolidate", ULSAN, "-o", tmp_path / "a.xlsx")
    assert said.out.startswith("1 of 5 regions (files: 1, counted 1 ·")
    assert "There is no workbook of 경남." in said.out
    assert "missing 경남" in said.out
