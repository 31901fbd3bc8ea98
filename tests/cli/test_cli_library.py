"""The library as programs use it: lazy, one function per verb, files written whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from lines import SOURCE

import aitx_budget
from aitx_budget.checks.selection import selected
from aitx_budget.errors import OutputError, UsageError
from aitx_budget.library.output import ensure_writable, write
from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Language
from aitx_budget.report import Format

JEJU = Path(__file__).parents[2] / "sample_budgets" / "제주_예산서.xlsx"


def test_importing_the_package_loads_nothing_heavy():
    """`import aitx_budget` costs next to nothing."""
    code = (
        "import sys, aitx_budget; "
        "sys.exit(','.join({'pandas', 'pandera', 'pydantic', 'lxml', 'typer', 'rich'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": str(SOURCE)})
    assert run.returncode == 0


def test_a_verb_stays_a_verb_when_its_room_is_imported():
    """`aitx_budget.template` is the function before and after the folder template/ is loaded."""
    import_module("aitx_budget.programme.loader")  # in the room whose name is also a verb

    for name in aitx_budget.__all__:
        assert callable(getattr(aitx_budget, name))
        assert name in dir(aitx_budget)
    with pytest.raises(AttributeError, match="nonsense"):
        aitx_budget.nonsense  # noqa: B018


def test_what_is_written_is_there_whole_and_nothing_else(tmp_path):
    """A new folder is made, the file has its bytes, and no temporary file is left."""
    target = write(tmp_path / "new" / "a.xlsx", b"data", force=False)
    assert target.read_bytes() == b"data"
    assert [each.name for each in target.parent.iterdir()] == ["a.xlsx"]


def test_an_old_result_is_only_replaced_with_force(tmp_path):
    """Without force the old file stays, byte for byte."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(OutputError, match="exists already"):
        write(target, b"new", force=False)
    assert target.read_bytes() == b"old"
    write(target, b"new", force=True)
    assert target.read_bytes() == b"new"


def test_a_result_that_appeared_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    """Two runs that write the same file do not overwrite each other in the last moment."""
    target = tmp_path / "a.xlsx"
    real = os.link

    def link(source, destination):
        target.write_bytes(b"theirs")
        real(source, destination)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(OutputError, match="exists already"):
        write(target, b"ours", force=False)
    assert target.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_system_without_hard_links_still_takes_results(tmp_path, monkeypatch):
    """Where a new name cannot be given by linking, renaming does."""

    def link(*_paths):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(os, "link", link)
    assert write(tmp_path / "a.xlsx", b"data", force=False).read_bytes() == b"data"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("kind", ["same", "symbolic", "hard", "spelling"])
def test_an_input_is_never_written_to(tmp_path, kind):
    """Not by its own name, not through a link, and not even with force."""
    source = tmp_path / "in.xlsx"
    source.write_bytes(b"theirs")
    target = {
        "same": source,
        "symbolic": tmp_path / "link.xlsx",
        "hard": tmp_path / "hard.xlsx",
        "spelling": tmp_path / "x" / ".." / "in.xlsx",
    }[kind]
    if kind == "symbolic":
        target.symlink_to(source)
    if kind == "hard":
        target.hardlink_to(source)
    with pytest.raises(OutputError, match="never written to"):
        write(target, b"ours", force=True, inputs=[source])
    assert source.read_bytes() == b"theirs"


def test_what_cannot_be_written_is_known_before_the_work(tmp_path):
    """An old file, a folder and a device are refused with a sentence before anything is checked."""
    (tmp_path / "old").write_bytes(b"")
    with pytest.raises(OutputError, match="exists already"):
        ensure_writable(tmp_path / "old", force=False)
    with pytest.raises(OutputError, match="folder"):
        ensure_writable(tmp_path, force=True)
    with pytest.raises(OutputError, match="ordinary file"):
        ensure_writable(tmp_path.__class__(os.devnull), force=True)


def test_a_place_that_takes_no_file_is_said_so(tmp_path):
    """A parent that is a file ends in a sentence of ours."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "file" / "a.xlsx", b"", force=True)


@pytest.mark.parametrize("name", ["a.txt/b.json", "a.txt/c/b.json", "가" * 300])
def test_a_place_below_a_file_or_beyond_names_is_said_so(tmp_path, name):
    """No folder can be made below a file, and no file system takes a name without end."""
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(OutputError):
        ensure_writable(tmp_path / name, force=True, inputs=[tmp_path / "a.txt"])


def test_rules_are_selected_by_code_or_beginning():
    """Selecting keeps what begins so, ignoring leaves out."""
    chosen = selected(["mat401"], [])
    assert chosen is not None
    assert [rule.code for rule in chosen] == ["MAT401"]
    rest = selected([], ["MAT"])
    assert rest is not None
    assert not [rule for rule in rest if rule.code.startswith("MAT")]
    assert len(rest) > 1
    assert selected() is None
    both = selected(["MAT"], ["MAT401"])
    assert both is not None
    assert "MAT401" not in {rule.code for rule in both}


@pytest.mark.parametrize("code", ["MAT499", "", "Q", " "])
def test_an_unknown_code_is_an_error(code):
    """A misspelt code never silently checks nothing."""
    with pytest.raises(UsageError, match="no rule code"):
        selected([code], [])
    with pytest.raises(UsageError):
        selected([], [code])


def test_what_people_write_means_what_it_says(tmp_path):
    """Words of the command line do what the values do: the language, the codes, the day, the programme's file."""
    health = Path(__file__).parents[1] / "second" / "health-2028.toml"
    fixed = aitx_budget.programme(health)
    asked = aitx_budget.validate(
        JEJU,
        select="MAT, CSH501",
        as_of="2026-01-15",
        language="en",
        marked_folder=tmp_path / "en",
    )
    meant = aitx_budget.validate(
        JEJU,
        select=("MAT", "CSH501"),
        as_of=dt.date(2026, 1, 15),
        language=Language.EN,
        marked_folder=tmp_path / "EN",
    )
    assert asked.results == meant.results
    assert asked.marked[0].read_bytes() == meant.marked[0].read_bytes()
    assert aitx_budget.validate(JEJU, programme=str(health)).programme == fixed
    assert asked.render("json", "en") == meant.render(Format.JSON, Language.EN)
    assert asked.render("json", "en") != asked.render("json", "ko") == asked.render(Format.JSON)
    assert asked.exit_code("warning") == asked.exit_code(Severity.WARNING) == 1


def test_a_word_that_means_nothing_is_refused():
    """No word is taken for something else: each is refused with those that mean something."""
    report = aitx_budget.validate(JEJU, select="MAT")
    with pytest.raises(UsageError, match="text, json, jsonl, xlsx, html"):
        report.render("pdf")
    with pytest.raises(UsageError, match="error, warning, note"):
        report.exit_code("grave")
    with pytest.raises(UsageError, match="ko, en"):
        report.findings("fr")
    with pytest.raises(UsageError, match=r"2026-01-15: 15\.1\.2026"):
        aitx_budget.validate(JEJU, as_of="15.1.2026")


def test_findings_are_a_frame_in_whole_won():
    """Each finding is a row with its workbook's path; a shortfall is an Int64 even beside rows that have none."""
    report = aitx_budget.validate([JEJU, JEJU.with_name("울산_예산서.xlsx")])
    frame = report.findings("en")
    (said, _) = report.results
    assert frame["cell"].tolist() == [each.cell for each in said.findings]
    assert frame["message"].tolist() == [each.message.en for each in said.findings]
    assert set(frame["path"]) == {said.path}
    error = frame[(frame["code"] == "MAT401") & (frame["severity"] == "error")]
    assert error["shortfall"].tolist() == [20_000_000]
    assert str(frame["shortfall"].dtype) == "Int64"


def test_a_report_shows_itself_in_one_line():
    """At a prompt a report says how its files stand, not all that is in it."""
    report = aitx_budget.validate([JEJU, JEJU.with_name("울산_예산서.xlsx")])
    assert repr(report) == "<Report: 2 files: 1 without errors, 1 with errors, 0 not checked>"
