"""The machines of a Dask cluster say what one computer says, to the byte, whatever becomes of them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cli.lines import SOURCE, process
from library.machines import Machines, at_work, until

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
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
    assert here.returncode == 2
    return place


def validate(place, *words, **how):
    """Check the folder, in its parent and with relative paths, as people do."""
    return process("validate", "in", "--format", "jsonl", *words, cwd=place, **how)


def same(place, run, copies=None):
    """Hold a run against that on one computer: report, exit code, and marked copies."""
    assert run.stdout == (place / "here.jsonl").read_text("utf-8"), run.stderr
    assert run.returncode == 2
    if copies is not None:
        expected = {each.name: each.read_bytes() for each in (place / "here").iterdir()}
        assert {each.name: each.read_bytes() for each in (place / copies).iterdir()} == expected
        assert len(expected) == 20


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
