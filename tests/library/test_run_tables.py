"""A run's findings as parts: the tables of an export, the same bytes whoever checked, complete when the descriptor is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import aitx_budget
from aitx_budget.errors import OutputError
from aitx_budget.export import parts as made_of
from aitx_budget.library import output, parting
from cli.lines import answer

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
FILES = 10


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """Ten files, one of them no workbook."""
    place = tmp_path_factory.mktemp("returned")
    for number in range(FILES):
        shutil.copy(SAMPLES[number % 5], place / f"{number:02}.xlsx")
    (place / "03.xlsx").write_bytes(b"no workbook")
    return place


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Parts of four files, so that there are three."""
    monkeypatch.setattr(made_of, "MOST", 4)


def contents(place):
    """Return what is in a folder: path -> bytes."""
    return {
        each.relative_to(place).as_posix(): each.read_bytes()
        for each in place.rglob("*")
        if each.is_file()
    }


def test_parts_say_what_the_report_says_in_its_order(capsys, returned, tmp_path):
    """Every file and every finding once, in input order, with numbers that go on from part to part."""
    place = tmp_path / "parts"
    said = answer(capsys, "validate", returned, "--format", "jsonl", "--parts", place)
    report = [json.loads(line) for line in said.out.splitlines()]
    assert len(report) == FILES
    files = pd.read_parquet(place / "files")
    assert files["path"].tolist() == [each["path"] for each in report]
    assert files["status"].tolist() == [each["status"] for each in report]
    assert files["id"].tolist() == list(range(1, FILES + 1))
    assert [*files["errors"]] == [each["counts"]["error"] for each in report]
    money = files["national_funds"].tolist()
    assert [None if pd.isna(each) else each for each in money] == [
        each["totals"].get("national_funds") for each in report
    ]
    found = pd.read_parquet(place / "findings")
    assert found["id"].tolist() == list(range(1, len(found) + 1))
    assert list(zip(found["file_id"], found["code"], found["message"], strict=True)) == [
        (number, each["code"], each["message"])
        for number, one in enumerate(report, 1)
        for each in one["findings"]
    ]
    assert len(list((place / "findings").iterdir())) == 3
    rows = duckdb.read_parquet(f"{place}/findings/*.parquet").fetchall()
    assert [row[:2] for row in rows] == list(zip(found["id"], found["file_id"], strict=True))


def test_findings_have_the_columns_of_an_export(capsys, returned, tmp_path):
    """So that one query reads both."""
    answer(capsys, "validate", returned, "--parts", tmp_path / "parts")
    aitx_budget.consolidate(SAMPLES, tmp_path / "a.xlsx", export=tmp_path / "data")
    for name in ("findings", "skipped_checks"):
        ours = duckdb.sql(f"DESCRIBE FROM '{tmp_path}/parts/{name}/*.parquet'").fetchall()
        assert ours == duckdb.sql(f"DESCRIBE FROM '{tmp_path}/data/{name}.parquet'").fetchall()


def test_parts_are_the_same_for_any_number_of_workers_and_any_chunk(
    capsys, returned, tmp_path, monkeypatch
):
    """Their bounds follow from the order of the files alone; the descriptor lists every one of them."""
    from aitx_budget.library import batch

    answer(capsys, "validate", returned, "--parts", tmp_path / "a")
    monkeypatch.setattr(batch, "MOST_FILES", 3)
    monkeypatch.setattr(batch, "LEAST_FILES", 1)
    answer(capsys, "validate", returned, "--parts", tmp_path / "b", "--jobs", 2)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    described = json.loads((tmp_path / "a" / "datapackage.json").read_bytes())
    listed = [each for one in described["resources"] for each in one["path"]]
    assert {*listed, "datapackage.json"} == set(contents(tmp_path / "a"))


def test_what_is_no_part_is_never_replaced_and_old_parts_are_when_told_to(capsys, tmp_path):
    """Parts of a longer run do not stay beside those of a shorter one."""
    place = tmp_path / "parts"
    old = {"findings/part-00007.parquet": b"old", "datapackage.json": b"old"}
    for name, data in old.items():
        output.write(place / name, data, force=False)
    assert answer(capsys, "validate", SAMPLES[0], "--parts", place).code == 2
    assert contents(place) == old
    done = answer(capsys, "validate", SAMPLES[0], "--parts", place, "--force")
    assert done.code in (0, 1)
    assert sorted(contents(place)) == [
        "datapackage.json",
        *(f"{name}/part-00000.parquet" for name in ("files", "findings", "skipped_checks")),
    ]
    (place / "findings" / "mine.txt").write_bytes(b"mine")
    said = answer(capsys, "validate", SAMPLES[0], "--parts", place, "--force")
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "mine.txt" in said.err


def test_without_all_parts_there_is_no_descriptor(tmp_path):
    """Neither that of this run nor an earlier one's: what a killed run leaves does not look complete."""
    parting.write(tmp_path, iter([("datapackage.json", b"old")]), force=False)

    def broken():
        yield "files/part-00000.parquet", b"some"
        raise KeyError(tmp_path)

    with pytest.raises(KeyError, match=tmp_path.name):
        parting.write(tmp_path, broken(), force=True)
    assert contents(tmp_path) == {"files/part-00000.parquet": b"some"}
    with pytest.raises(OutputError, match="--force"):
        parting.ensure_writable(tmp_path, force=False)
