"""Results go into a store as they go into a folder: whole or not at all, nothing replaced unasked, the same bytes."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import fsspec
import pytest

from aitx_budget.errors import UsageError
from aitx_budget.library import address, output
from aitx_budget.library.address import Address
from aitx_budget.library.journal import path_of
from cli.lines import answer

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
STORES = Path(__file__).parent / "stores"


@pytest.fixture
def memory(monkeypatch, tmp_path):
    """An empty store in this process, whose journals go to a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store = fsspec.filesystem("memory")
    store.store.clear()
    yield store
    store.store.clear()


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """A store in which files are seen while they are written."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.syspath_prepend(str(STORES))
    from shelf import Shelf

    fsspec.register_implementation("shelf", Shelf, clobber=True)
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


@pytest.fixture
def returned(tmp_path):
    """Two workbooks in a folder."""
    (tmp_path / "in").mkdir()
    for each in SAMPLES[:2]:
        shutil.copy(each, tmp_path / "in")
    return tmp_path / "in"


def here(capsys, returned):
    """Check the folder into a folder; return the report and the copies."""
    place = returned.parent / "out"
    said = answer(
        capsys,
        *("validate", returned, "--format", "jsonl", "-o", place / "r.jsonl"),
        *("--annotate", place / "marked"),
    )
    marked = {each.name: each.read_bytes() for each in (place / "marked").iterdir()}
    return said, (place / "r.jsonl").read_bytes(), marked


@pytest.mark.parametrize("jobs", [1, 2])
def test_report_and_copies_go_into_a_store_with_the_bytes_of_a_folder(
    capsys, memory, returned, jobs
):
    """Also from a store: what opens the files never meets it, so that every number of workers says the same."""
    local, report, marked = here(capsys, returned)
    for each in returned.iterdir():
        memory.pipe_file(f"/in/{each.name}", each.read_bytes())
    words = ("-o", "memory://out/r.jsonl", "--annotate", "memory://out/marked", "--jobs", jobs)
    for source in (returned, "memory://in"):
        said = answer(capsys, "validate", source, "--format", "jsonl", *words)
        assert said.code == local.code, said.err
        told = memory.cat_file("/out/r.jsonl").decode().replace("memory:///in", str(returned))
        assert told.encode() == report
        found = {Path(each).name: memory.cat_file(each) for each in memory.ls("/out/marked", False)}
        assert found == marked
        assert "저장했습니다: memory://out/marked/" in said.err
        words = (*words, "--force")


def test_what_is_in_a_store_stays_unless_told_otherwise(capsys, memory, returned):
    """Refused before any work: a report, a copy, and with --force too what is read."""
    name = f"{SAMPLES[0].stem}_검증.xlsx"
    memory.pipe_file("/out/r.jsonl", b"mine")
    memory.pipe_file(f"/marked/{name}", b"mine")
    memory.pipe_file("/in/a.xlsx", SAMPLES[0].read_bytes())
    before = dict(memory.store)
    for words in (
        [returned, "-o", "memory://out/r.jsonl"],
        [returned, "--annotate", "memory://marked"],
        ["memory://in/a.xlsx", "-o", "memory:///in/a.xlsx", "--force"],
    ):
        said = answer(capsys, "validate", *words)
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1), said.err
    assert memory.store == before


def test_a_store_without_temporary_sight_gets_a_name_when_the_file_is_whole(
    capsys, shelf, returned
):
    """Where a file is seen while it is written it bears a temporary name; of one that does not fit nothing is left."""
    local, report, marked = here(capsys, returned)
    words = ["validate", returned, "--format", "jsonl"]
    good = answer(
        capsys, *words, "-o", f"shelf://{shelf}/a/r.jsonl", "--annotate", f"shelf://{shelf}/b"
    )
    assert (good.code, (shelf / "a" / "r.jsonl").read_bytes()) == (local.code, report)
    assert {each.name: each.read_bytes() for each in (shelf / "b").iterdir()} == marked
    for place in ("full", "verboten"):
        for option, name in (("-o", "r.jsonl"), ("--annotate", "")):
            bad = answer(capsys, *words, option, f"shelf://{shelf}/{place}/{name}")
            assert bad.code == 2
            assert "결과를 저장할 수 없습니다: shelf://" in bad.err, bad.err
            assert ("저장 공간이 부족함" in bad.err) == (place == "full")
            assert ("접근 권한이 없음" in bad.err) == (place == "verboten")
            assert not [each for each in shelf.rglob("*") if each.is_file() and place in str(each)]


def test_a_run_whose_store_was_full_is_gone_on_with(capsys, shelf, returned):
    """The record of answers is on this computer; --resume takes them over and looks at copies in the store."""
    words = ["validate", returned, "--format", "jsonl", "--annotate", f"shelf://{shelf}/b"]
    target = f"shelf://{shelf}/full/r.jsonl"
    bad = answer(capsys, *words, "-o", target)
    assert bad.code == 2
    assert "--resume" in bad.err
    assert path_of(Address(target)).exists()
    fsspec.get_filesystem_class("shelf").put_file, kept = (
        fsspec.get_filesystem_class("file").put_file,
        fsspec.get_filesystem_class("shelf").put_file,
    )
    try:
        good = answer(capsys, *words, "-o", target, "--resume")
    finally:
        fsspec.get_filesystem_class("shelf").put_file = kept
    assert "바뀌지 않은 파일 2개" in good.err, good.err
    _, report, _ = here(capsys, returned)
    assert (shelf / "full" / "r.jsonl").read_bytes() == report
    assert not path_of(Address(target)).exists()


def test_addresses_that_can_not_be_used_are_told(capsys, returned, monkeypatch):
    """A store of an unknown kind, one whose library is lacking, none mixed with folders: a sentence, exit 2."""
    monkeypatch.setitem(sys.modules, "s3fs", None)
    for words in (
        [returned, "-o", "nowhere://a/b"],
        [returned, "--annotate", "nowhere://a/b"],
        [returned, "-o", "s3://bucket/report"],
        [returned, "s3://bucket/in"],
    ):
        said = answer(capsys, "validate", *words)
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1), said.err
        assert "저장소" in said.err


def test_regions_in_a_store_are_consolidated_into_it(capsys, memory, returned, tmp_path):
    """The workbook has the bytes of one in a folder; a folder of data cannot be exchanged in a store, and is told so."""
    local = answer(capsys, "consolidate", returned, "-o", tmp_path / "종합.xlsx")
    there = answer(capsys, "consolidate", returned, "-o", "memory://out/종합.xlsx")
    assert (there.code, there.out) == (local.code, local.out)
    assert memory.cat_file("/out/종합.xlsx") == (tmp_path / "종합.xlsx").read_bytes()
    for each in returned.iterdir():
        memory.pipe_file(f"/in/{each.name}", each.read_bytes())
    far = answer(capsys, "consolidate", "memory://in", "-o", "memory://out/종합2.xlsx")
    assert (far.code, far.out.replace("memory:///in", str(returned))) == (local.code, local.out)
    bad = answer(
        capsys, "consolidate", returned, "-o", tmp_path / "b.xlsx", "--export", "memory://out/data"
    )
    assert (bad.code, bad.out, len(bad.err.splitlines())) == (2, "", 1)
    assert "--export" in bad.err
    assert not (tmp_path / "b.xlsx").exists()


def test_a_folder_may_be_named_as_an_address(capsys, returned, tmp_path):
    """file:// is a folder like any other."""
    said = answer(
        capsys, "validate", returned, "-o", f"file://{tmp_path}/r.json", "--format", "json"
    )
    assert said.code in (0, 1)
    assert len(json.loads((tmp_path / "r.json").read_bytes())["workbooks"]) == 2


def test_an_address_that_was_made_a_path_is_told():
    """It has lost a slash, so nobody knows any more what was meant."""
    with pytest.raises(UsageError, match="as a text"):
        address.place_of(Path("s3://bucket/x"))


def test_no_report_of_a_store_is_seen_in_part(memory):
    """Pieces that end in a fault leave nothing."""

    def broken():
        yield b"begin"
        raise KeyError(path_of)

    with pytest.raises(KeyError, match="path_of"):
        output.write(Address("memory://out/x"), broken(), force=False)
    assert not memory.store
