"""The machines of a Dask cluster say what one computer says, to the byte, whatever becomes of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from aitx_budget.errors import ClusterError, UsageError
from aitx_budget.intake import files
from aitx_budget.intake.limits import DEFAULT_LIMITS
from aitx_budget.library import cluster, node, stored
from aitx_budget.library.item import Item
from aitx_budget.library.reading import Reading
from cli.lines import SOURCE, process
from library.machines import Machines, at_work, until

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
STORES = Path(__file__).parent / "stores"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="children are looked up in /proc")


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A scheduler and two workers."""
    with Machines(tmp_path_factory.mktemp("cluster")) as running:
        running.worker()
        running.worker()
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Twenty workbooks, one of them no workbook at all, with what is said of them on one computer."""
    place = tmp_path_factory.mktemp("folder")
    (place / "in").mkdir()
    for number in range(20):
        sample = SAMPLES[number % len(SAMPLES)]
        shutil.copy(sample, place / "in" / f"{number:02}_{sample.name}")
    (place / "in" / "07_손상.xlsx").write_bytes(b"PK\x03\x04 and no more")
    here = validate(place, "--annotate", "here")
    (place / "here.jsonl").write_text(here.stdout, "utf-8")
    (place / "here.said").write_text(here.stderr, "utf-8")
    assert here.returncode == 2
    return place


def validate(place, *words, **how):
    """Check the folder, in its parent and with relative paths, as people do."""
    return process("validate", "in", "--format", "jsonl", *words, cwd=place, **how)


def same(place, run, copies=None):
    """Hold a run against that on one computer: report, exit code, and marked copies with what is said of them."""
    assert run.stdout == (place / "here.jsonl").read_text("utf-8"), run.stderr
    assert run.returncode == 2
    if copies is None:
        assert not run.stderr
        return
    said = run.stderr.replace(f"{copies}/", "here/").replace(f": {copies}\n", ": here\n")
    assert said == (place / "here.said").read_text("utf-8")
    expected = contents(place / "here")
    assert contents(place / copies) == expected
    assert len(expected) == 20


def contents(place):
    """Return what is in a folder: name -> bytes; what a killed process was about to put there is nobody's."""
    return {each.name: each.read_bytes() for each in place.iterdir() if each.name[0] != "."}


def test_two_workers_say_what_one_computer_says(machines, folder):
    """Report, exit code and every marked copy; two processes have done it."""
    run = validate(folder, "--annotate", "there", "--scheduler", machines.address)
    same(folder, run, "there")


@LINUX
def test_a_worker_killed_mid_run_costs_nothing_but_time(machines, folder):
    """One that has begun its task and dies: the others do it, and the bytes are the same."""
    victim = machines.worker()

    def kill() -> None:
        until(lambda: at_work(victim))
        victim.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    run = validate(folder, "--scheduler", machines.address)
    killing.join()
    assert victim.wait() == -signal.SIGKILL
    same(folder, run)


@LINUX
def test_copies_that_a_killed_worker_has_written_stand_in_nobodys_way(tmp_path, folder):
    """The only machine dies when some copies are there; the next one does all anew, and no copy lacks."""
    with Machines(tmp_path) as lonely:
        victim = lonely.worker()

        def kill() -> None:
            until(lambda: (folder / "twice").exists() and any(folder.glob("twice/[!.]*")))
            victim.kill()
            lonely.worker()

        killing = threading.Thread(target=kill)
        killing.start()
        run = validate(folder, "--annotate", "twice", "--scheduler", lonely.address)
        killing.join()
    assert victim.wait() == -signal.SIGKILL
    same(folder, run, "twice")


@LINUX
def test_copies_and_report_in_a_store_outlive_a_killed_worker(tmp_path, folder):
    """Read from a store and put into it by the machines, one of which dies: whole copies, the same bytes, nothing left."""
    env = {"PYTHONPATH": os.pathsep.join([str(STORES), str(SOURCE)])}
    there = tmp_path / "store"
    shutil.copytree(folder / "in", there / "in")
    with Machines(tmp_path, env) as running:
        victim = running.worker()

        def kill() -> None:
            until(lambda: any(there.glob("marked/[!.]*")))
            victim.kill()
            running.worker()

        killing = threading.Thread(target=kill)
        killing.start()
        run = process(
            *("validate", f"shelf://{there}/in", "--format", "jsonl"),
            *("-o", f"shelf://{there}/report.jsonl", "--annotate", f"shelf://{there}/marked"),
            *("--parts", f"shelf://{there}/parts"),
            *("--scheduler", running.address),
            env=env | {"XDG_STATE_HOME": str(tmp_path / "state")},
        )
        killing.join()
    assert run.returncode == 2, run.stderr
    said = (there / "report.jsonl").read_text("utf-8").replace(f"shelf://{there}/", "")
    assert said == (folder / "here.jsonl").read_text("utf-8")
    assert contents(there / "marked") == contents(folder / "here")
    assert sorted(each.name for each in there.iterdir()) == [
        "in",
        "marked",
        "parts",
        "report.jsonl",
    ]
    validate(folder, "--parts", tmp_path / "parts")
    files = [each.relative_to(tmp_path / "parts") for each in (tmp_path / "parts").rglob("*.*")]
    assert len(files) == 4
    for each in files:
        if each.parent.name != "files":  # which tell the addresses
            assert (there / "parts" / each).read_bytes() == (tmp_path / "parts" / each).read_bytes()
    assert not list((tmp_path / "state").rglob("*.resume"))


def test_regions_are_consolidated_by_machines_as_by_one_computer(machines, folder, tmp_path):
    """They read, also from a store; the workbook and every table as data have the same bytes, and say the same."""
    made = []
    for place, source, words in (
        ("here", "in", []),
        ("there", "in", ["--scheduler", machines.address]),
        ("far", f"file://{folder}/in", ["--scheduler", machines.address]),
    ):
        target = tmp_path / place
        run = process(
            *("consolidate", source, "-o", f"file://{target}/종합.xlsx"),
            *("--export", target / "data", *words),
            cwd=folder,
        )
        assert run.returncode == 2, run.stderr
        prefix = f"file://{folder}/"
        told = (target / "data" / "files.csv").read_text("utf-8-sig").replace(prefix, "")
        made.append((run.stdout.replace(prefix, ""), told))
    assert made[0] == made[1] == made[2]
    assert contents(tmp_path / "here" / "data") == contents(tmp_path / "there" / "data")
    assert (tmp_path / "here" / "종합.xlsx").read_bytes() == (
        tmp_path / "there" / "종합.xlsx"
    ).read_bytes()


def test_a_machine_that_does_not_see_the_folder_is_told(monkeypatch, tmp_path):
    """Where relative paths start from must be there on every machine; no file is refused for it."""
    there = tmp_path / "only here"
    there.mkdir()
    monkeypatch.chdir(there)
    sent = node.errand(
        Reading((Item(0, files.Found("a.xlsx", Path("a.xlsx"))),), None, None, False),
        DEFAULT_LIMITS,
    )
    there.rmdir()
    answer = sent()
    assert isinstance(answer, node.Unfit)
    assert str(there) in answer.why.ko


@LINUX
def test_a_chunk_that_the_engine_gives_up_is_done_file_by_file(tmp_path, folder):
    """As on one computer: of what was lost together nothing is refused that can be done alone."""
    impatient = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with Machines(tmp_path, impatient) as running:
        workers = [running.worker(), running.worker()]

        def kill() -> None:
            until(lambda: any(map(at_work, workers)))  # which of them, the engine chooses
            next(filter(at_work, workers)).kill()

        killing = threading.Thread(target=kill)
        killing.start()
        run = validate(folder, "--scheduler", running.address)
        killing.join()
    same(folder, run)


def test_a_scheduler_without_workers_is_told(tmp_path, monkeypatch):
    """The wait for a first one has an end."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with Machines(tmp_path) as empty, pytest.raises(ClusterError, match="no workers"):
        cluster.Cluster(empty.address)


def test_copies_of_an_earlier_run_are_kept(machines, folder):
    """They are refused before any work, as on one computer."""
    (folder / "old").mkdir()
    kept = folder / "old" / "00_경남_예산서_검증.xlsx"
    kept.write_bytes(b"mine")
    run = validate(folder, "--annotate", "old", "--scheduler", machines.address)
    assert (run.returncode, run.stdout, kept.read_bytes()) == (2, "", b"mine")
    assert "--force" in run.stderr


@LINUX
def test_limits_hold_on_every_machine(machines, folder):
    """A file that takes too long is refused there as it is here, and the others are checked."""
    runs = [
        validate(folder, "--limit", "memory-mb=256", *words).stdout
        for words in ([], ["--scheduler", machines.address])
    ]
    assert runs[0] == runs[1]


def test_waivers_are_told_as_on_one_computer(machines, folder):
    """What became of them is known when all workbooks are done, wherever these were checked."""
    waivers = folder / "면제.toml"
    waivers.write_text(
        '[[waiver]]\nrule = "SUM303"\nregion = "대구"\nreason = "확인함"\napprover = "담당"\n'
        "date = 2026-01-02\nexpiry = 2026-12-31\n",
        "utf-8",
    )
    words = ("--waivers", waivers, "--as-of", "2026-03-02")
    here = validate(folder, *words)
    there = validate(folder, *words, "--scheduler", machines.address)
    assert (there.stdout, there.returncode) == (here.stdout, here.returncode)
    assert here.stdout
    assert '"waived"' in here.stdout


def test_workbooks_in_a_store_are_checked_like_those_in_a_folder(machines, folder):
    """Report, marked copies, refusals and what is passed over; nothing that was fetched is left."""
    kept = set(Path(tempfile.gettempdir()).glob("aitx-*"))
    run = process(
        *("validate", f"file://{folder}/in", "--format", "jsonl"),
        *("--annotate", folder / "fetched", "--scheduler", machines.address),
    )
    run.stdout = run.stdout.replace(f"file://{folder}/", "")
    run.stderr = run.stderr.replace(f"{folder}/", "")
    same(folder, run, "fetched")
    assert set(Path(tempfile.gettempdir()).glob("aitx-*")) <= kept


@pytest.fixture
def store(tmp_path):
    """A folder with a workbook, a note, a lock file and a folder with another workbook."""
    shutil.copy(SAMPLES[0], tmp_path / "하나.xlsx")
    (tmp_path / "아래").mkdir()
    shutil.copy(SAMPLES[1], tmp_path / "아래" / "둘.XLSX")
    (tmp_path / "~$하나.xlsx").write_bytes(b"")
    (tmp_path / "메모.txt").write_bytes(b"")
    (tmp_path / "__MACOSX").mkdir()
    shutil.copy(SAMPLES[0], tmp_path / "__MACOSX" / "셋.xlsx")
    return tmp_path


def test_a_store_is_searched_like_a_folder(store):
    """To its depth, in order of names, passing over what is no workbook, in words."""
    found, notes = stored.discover([f"file://{store}"])
    assert [each.path for each in found] == [
        f"file://{store}/{name}" for name in sorted(["하나.xlsx", "아래/둘.XLSX"])
    ]
    assert [each.size for each in found] == [
        (store / each.path.removeprefix(f"file://{store}/")).stat().st_size for each in found
    ]
    shown = " ".join(each.ko for each in notes)
    passed = [name in shown for name in ("~$하나.xlsx", "메모.txt", "__MACOSX/셋.xlsx")]
    assert (passed, len(notes)) == ([True] * 3, 3)
    here, said = files.discover([store])
    assert [f"file://{each.path}" for each in here] == [each.path for each in found]
    assert [each.ko.replace(str(store), f"file://{store}") for each in said] == [
        each.ko for each in notes
    ]


def test_addresses_are_files_or_patterns_too_and_each_file_comes_once(store):
    """What is named itself is taken, whatever it is called."""
    one, note = f"file://{store}/하나.xlsx", f"file://{store}/메모.txt"
    found, notes = stored.discover([one, f"file://{store}/*.xlsx", f"file://{store}/메?.txt"])
    assert [each.path for each in found] == [one, note]
    assert [f"file://{store}/~$하나.xlsx" in each.ko for each in notes] == [True]


def test_what_a_store_does_not_give_is_told(store):
    """Nothing there, a zip, a store of a kind that nobody knows: a sentence."""
    with pytest.raises(UsageError, match="no such file"):
        stored.discover([f"file://{store}/없음"])
    (store / "묶음.zip").write_bytes(b"")
    with pytest.raises(UsageError, match="zip"):
        stored.discover([f"file://{store}"])
    with pytest.raises(ClusterError, match="cannot be reached"):
        stored.discover(["nowhere://a/b"])


def test_a_file_that_vanished_from_its_store_is_refused_and_a_large_one_cut(store, tmp_path):
    """The others are checked; of a file that is too large no more is fetched than shows it."""
    (found, *_), _ = stored.discover([f"file://{store}/하나.xlsx"])
    item, place = Item(3, found), tmp_path / "place"
    place.mkdir()
    there = stored.fetched(item, place, DEFAULT_LIMITS)
    assert there.found.read() == (store / "하나.xlsx").read_bytes()
    assert (there.found.path, there.found.name) == (found.path, "하나.xlsx")
    cut = stored.fetched(item, place, replace(DEFAULT_LIMITS, file_bytes=100))
    assert cut.found.location.stat().st_size == 101
    (store / "하나.xlsx").unlink()
    gone = stored.fetched(item, place, DEFAULT_LIMITS)
    assert gone.refusal.path == found.path


def test_a_scheduler_that_is_not_there_is_told_in_a_sentence(folder):
    """Within seconds, in both languages, without a trace and without the engine's own noise; exit 2."""
    run = validate(folder, "--scheduler", "tcp://127.0.0.1:9")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines() == [
        "Dask 스케줄러에 연결할 수 없습니다: tcp://127.0.0.1:9. 주소와 네트워크, 스케줄러가 실행 중인지 확인해 주세요."
    ]
    for address in ("nonsense", "ftp://a:1", "tcp://"):
        run = validate(folder, "--scheduler", address)
        assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)


def test_a_scheduler_that_ends_mid_run_is_told_in_a_sentence(tmp_path, folder):
    """The run does not wait for ever; exit 2."""
    with Machines(tmp_path) as ending:
        worker = ending.worker()

        def end() -> None:
            until(lambda: at_work(worker))
            ending.end_scheduler()

        killing = threading.Thread(target=end)
        killing.start()
        run = validate(folder, "--scheduler", ending.address)
        killing.join()
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines()[-1].startswith("Dask 스케줄러에 연결할 수 없습니다: ")


def test_another_version_there_is_told(machines, tmp_path, folder):
    """What it would say could be something else; exit 2."""
    other = tmp_path / "aitx_budget"
    shutil.copytree(SOURCE / "aitx_budget", other, ignore=shutil.ignore_patterns("__pycache__"))
    (other / "version.py").write_text('"""Another."""\n\nVERSION = "0.0.1"\n')
    env = {"PYTHONPATH": str(tmp_path)}
    run = validate(folder, "--scheduler", machines.address, env=env)
    assert (run.returncode, run.stdout) == (2, "")
    assert "버전" in run.stderr


def test_without_the_extra_a_sentence_says_what_to_install(folder, tmp_path):
    """And without --scheduler nothing of the engine is imported; exit 2."""
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError(__name__)\n")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(SOURCE)])}
    run = validate(folder, "--scheduler", "tcp://127.0.0.1:9", env=env)
    assert run.returncode == 2
    assert 'pip install "aitx-budget[cluster]"' in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert validate(folder, env=env).stdout == (folder / "here.jsonl").read_text("utf-8")


def test_nothing_of_the_engine_is_loaded_without_a_scheduler(folder):
    """A run on one computer costs no import of it."""
    program = (
        "import sys; from aitx_budget.cli import main; "
        "main(['validate', 'in', '--format', 'jsonl', '-o', sys.argv[1]]); "
        "sys.exit(','.join({'dask', 'distributed', 'tornado', 'fsspec'} & set(sys.modules)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder / "alone.jsonl")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
