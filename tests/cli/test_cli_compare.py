"""`compare` from the line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import hashlib
import json
import random
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lines import answer

import aitx_budget
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
from aitx_budget.template import write_template

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
GYEONGNAM, JEJU = (SAMPLES / f"{name}_예산서.xlsx" for name in ("경남", "제주"))
PROGRAMME = default_programme()
TABLES = ("budget_lines", "asset_plan", "beneficiaries", "institutions", "monthly_plan")


def written(path, edit):
    """Write a version of 경남's sample budget after `edit` changed its records; return the path."""
    records = {name: [dict(row) for row in rows] for name, rows in region_budget("경남").items()}
    edit(records)
    rows = {
        name: len(each)
        for name, each in records.items()
        if not workbook_layout(PROGRAMME).tables[name].form
    }
    path.write_bytes(write_template(PROGRAMME, region="경남", rows=rows, prefill=records))
    return path


def shuffle(records):
    """Put the lines of every table in another order."""
    chance = random.Random(7)  # noqa: S311 - an order, not a secret
    for name in TABLES:
        chance.shuffle(records[name])


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The earlier version."""
    return written(tmp_path_factory.mktemp("versions") / "1차.xlsx", lambda _: None)


def test_sorted_rows_are_no_change(capsys, first, tmp_path):
    """A version whose rows stand in another order, saved by another program, is no change."""
    mixed = written(tmp_path / "정렬.xlsx", shuffle)
    again = openpyxl.load_workbook(mixed)
    again.save(mixed)
    said = answer(capsys, "compare", first, mixed)
    assert (said.code, said.err) == (0, "")
    assert "판정: 변경 없음.\n" in said.out
    assert aitx_budget.compare(first, mixed).comparison.unchanged


def test_two_versions_give_a_workbook(capsys, first, tmp_path):
    """The line names what changed and where the 변경대비표 is; inputs stay as they were."""

    def edit(records):
        records["budget_lines"].pop(3)
        records["basics"][0]["phone"] = "055-000-9999"

    second = written(tmp_path / "2차.xlsx", edit)
    before = [hashlib.sha256(each.read_bytes()).hexdigest() for each in (first, second)]
    target = tmp_path / "변경대비표.xlsx"
    said = answer(capsys, "compare", first, second, "-o", target)
    assert said.out == ""
    assert "변경 2건(추가 0 · 삭제 1 · 이동 0 · 변경 1)." in said.err
    assert f"저장했습니다: {target}" in said.err
    assert openpyxl.load_workbook(BytesIO(target.read_bytes())).sheetnames[0] == "변경대비표"
    assert [hashlib.sha256(each.read_bytes()).hexdigest() for each in (first, second)] == before


def test_new_errors_end_with_one_and_cured_ones_with_nought(capsys, first, tmp_path):
    """An error that the later version brings in ends the line with 1; the other way round it is cured."""

    def edit(records):
        records["budget_lines"][0]["national_funds"] += 1_000_000_007

    worse, target = written(tmp_path / "나쁨.xlsx", edit), tmp_path / "c.json"
    said = answer(capsys, "compare", first, worse, "-o", target)
    assert said.code == 1
    assert re.search(r"신규 \d+ · 남음 \d+ · 해소 0 \(새로 고쳐야 할 오류 \d+건\)", said.err)
    assert json.loads(target.read_text("utf-8"))["findings"]["counts"]["new"] > 0
    better = answer(capsys, "--lang", "en", "compare", worse, first, "-o", target, "--force")
    assert better.code == 0
    assert re.search(r"Findings: new 0 · remaining \d+ · cured \d+\n", better.err)
    said = json.loads(target.read_text("utf-8"))["findings"]["counts"]
    assert said["cured"] > 0
    assert said["new"] == 0


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("xlsx", b"PK"), ("json", b"{\n"), ("html", b"<!DOCTYPE html>"), ("txt", "변경전: ".encode())],
)
def test_the_ending_picks_the_format(capsys, first, tmp_path, ending, begins):
    """Each ending, in any case of letters, gives its format."""
    target = tmp_path / f"c.{ending.upper()}"
    assert answer(capsys, "compare", first, first, "-o", target).code == 0
    assert target.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((GYEONGNAM, JEJU), "지역이 달라 비교할 수 없습니다(변경전 경남, 변경후 제주)."),
        ((GYEONGNAM, Path(__file__)), "점검"),
        ((GYEONGNAM, GYEONGNAM, "-o", "c.pdf"), ".xlsx, .json, .html, .txt 가운데 하나로"),
        ((SAMPLES, JEJU), "예산서 5개가 있습니다"),
        ((GYEONGNAM,), "빠졌습니다."),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(capsys, tmp_path, monkeypatch, words, said):
    """Other regions, other files, other endings and folders end with 2, one sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    told = answer(capsys, "compare", *words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert "Traceback" not in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_result_is_replaced_only_with_force(capsys, first, tmp_path):
    """An old file stays without --force, and an input stays with it too."""
    target = tmp_path / "c.txt"
    target.write_text("old", "utf-8")
    assert answer(capsys, "compare", first, first, "-o", target).code == 2
    assert target.read_text("utf-8") == "old"
    held = first.read_bytes()
    assert answer(capsys, "compare", first, first, "-o", first, "--force").code == 2
    assert first.read_bytes() == held


def test_versions_the_wrong_way_round_are_noticed(capsys, first, tmp_path):
    """A higher 제출차수 before a lower one is asked about; the right way round is not."""

    def edit(records):
        records["basics"][0]["revision"] = 2

    second = written(tmp_path / "2차.xlsx", edit)
    assert "두 파일의 순서를 확인해 주세요" in answer(capsys, "compare", second, first).err
    assert answer(capsys, "compare", first, second).err == ""


def test_a_later_version_that_kept_its_number_is_noticed(capsys, first, tmp_path):
    """Two files that differ under one 제출차수 are told, for a consolidation goes by it; the same content is not."""

    def edit(records):
        records["basics"][0]["phone"] = "055-000-9999"

    second = written(tmp_path / "2차.xlsx", edit)
    assert "제출차수가 1로 같습니다" in answer(capsys, "compare", first, second).err
    english = answer(capsys, "compare", first, second, "--lang", "en").err
    assert english.startswith("Both files have revision 1 though they differ.")
    assert answer(capsys, "compare", first, first).err == ""
