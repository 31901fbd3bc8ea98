"""Hostile texts go through the whole program, and come out of it as nothing but texts."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
import zipfile
from typing import NamedTuple

import openpyxl
import pytest

from aitx_budget.report import Format
from cli.lines import SOURCE, answer, process
from safety.outputs import PLANTED, reported, steering
from safety.poisoned import HOSTILE, poisoned

_NOT_IN_A_PATH = re.compile(r"[/\x00]")
_OF_A_NAME = 80
"""Characters of a text that a file is called by: the system allows no more than 255 bytes."""
_NUMBER = [text for text in HOSTILE if "resident" in text.name]


class Run(NamedTuple):
    """What the program gave: every format's report, what it said beside them, and the marked copies."""

    reports: dict[Format, bytes]
    said: str
    copies: dict[str, bytes]


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """A folder of workbooks, each with one text everywhere and called by it; and a zip of the same."""
    folder = tmp_path_factory.mktemp("제출본")
    with zipfile.ZipFile(folder / "묶음.zip", "w") as archive:
        for text in HOSTILE:
            data = poisoned(text)
            (folder / f"{_NOT_IN_A_PATH.sub('', text.says)[:_OF_A_NAME]}.xlsx").write_bytes(data)
            archive.writestr(f"{text.says[:_OF_A_NAME]}.xlsx", data)
    return folder


@pytest.fixture(scope="module")
def ran(returned, tmp_path_factory):
    """The folder validated on real command lines: one for each format, the first with marked copies."""
    out = tmp_path_factory.mktemp("결과")
    reports, said = {}, ""
    for format_ in Format:
        target = out / f"report.{format_.value}"
        line = ["validate", returned, "--format", format_.value, "-o", target]
        done = process(*line, *(["--annotate", out / "검증본"] if not reports else []))
        assert done.returncode == 1, done.stderr
        reports[format_], said = target.read_bytes(), said + done.stderr + done.stdout
    copies = {path.name: path.read_bytes() for path in (out / "검증본").iterdir()}
    return Run(reports, said, copies)


def test_no_report_holds_what_it_must_not(ran):
    """No control, direction mark, script, outward request, formula or resident number, in any format."""
    assert list(reported(ran.reports, 2 * len(HOSTILE))) == []


@pytest.mark.parametrize("format_", Format)
def test_the_texts_do_get_into_the_reports(ran, format_):
    """Every text is quoted in every format, so that what was just looked for could have been there."""
    said = ran.reports[format_].decode("utf-8", "replace")
    if format_ is Format.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(ran.reports[format_]))
        said = " ".join(str(value) for sheet in book for row in sheet.values for value in row)
    assert [text.name for text in HOSTILE if text.shown not in said] == []


def test_data_keeps_the_texts_to_the_letter(ran):
    """A program that reads the JSON gets what stands in the cell: only how it is written is harmless."""
    values = []

    def collect(each):
        if isinstance(each, dict | list):
            for inner in each.values() if isinstance(each, dict) else each:
                collect(inner)
        elif isinstance(each, str):
            values.append(each)

    collect(json.loads(ran.reports[Format.JSON]))
    kept = [text.name for text in HOSTILE if any(text.says.strip() in value for value in values)]
    assert {"formula", "script", "attribute", "direction", "rich-markup"} <= set(kept)


def test_what_is_said_beside_the_reports_is_harmless(ran):
    """Status lines name files and folders, without what steers a terminal or tells who somebody is."""
    assert "저장했습니다" in ran.said
    assert "Traceback" not in ran.said
    assert steering(ran.said) == set()
    assert PLANTED.search(ran.said) is None


def test_copies_have_names_that_any_system_can_keep(ran):
    """Each workbook has its copy, and no name holds a number of a person, a control or a forbidden letter."""
    assert len(ran.copies) == 2 * len(HOSTILE)
    for name in ran.copies:
        assert steering(name) == set()
        assert not set(name) & set('<>:"/\\|?*')
        assert PLANTED.search(name) is None
        assert len(name.encode()) <= 255
        assert name == unicodedata.normalize("NFC", name)


@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning")
def test_what_is_put_into_copies_is_text_alone(ran):
    """The report sheet and our notes hold no formula, nothing that steers, and no number of a person."""
    quoted = ""
    for data in ran.copies.values():
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert book.sheetnames[0] == "검증결과"
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)
        texts = [cell.value for cell in cells if isinstance(cell.value, str)]
        for sheet in book.worksheets[1:]:
            texts += [
                cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment
            ]
        said = "\n".join(texts)
        assert steering(said) <= {"\t"}
        assert PLANTED.search(said) is None
        quoted += said
    assert [text.name for text in HOSTILE if text.shown not in quoted] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_is_not_steered(returned):
    """On a terminal the report is coloured by us alone: no other sequence, title or movement gets there."""
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "aitx_budget.cli", "validate", str(returned), "--no-progress"]
    env = os.environ | {"PYTHONPATH": str(SOURCE), "TERM": "xterm-256color", "COLUMNS": "120"}
    with subprocess.Popen(line, stdout=theirs, stderr=theirs, env=env) as running:
        os.close(theirs)
        said = _all_of(ours)
    assert running.returncode == 1
    assert "표식차" in said
    coloured = re.compile(r"\x1b\[[0-9;]*m")
    assert coloured.search(said), "it was not taken for a terminal"
    assert steering(coloured.sub("", said).replace("\r\n", "\n")) == set()
    assert PLANTED.search(said) is None


def _all_of(handle: int) -> str:
    """Return what is written to a terminal until its other side is closed, which Linux tells as an error."""
    pieces = []
    try:
        while piece := os.read(handle, 65_536):
            pieces.append(piece)
    except OSError:
        pass
    os.close(handle)
    return b"".join(pieces).decode()


@pytest.mark.parametrize("text", _NUMBER, ids=lambda text: text.name)
def test_what_is_not_there_is_named_without_the_number(capsys, tmp_path, text):
    """A path that is wrong is repeated with the number covered."""
    said = answer(capsys, "validate", tmp_path / f"{text.says}.xlsx")
    assert said.code == 2
    assert text.shown in said.err
    assert PLANTED.search(said.err) is None


@pytest.mark.parametrize("debug", [["--debug"], []])
def test_traces_of_our_own_failures_are_harmless(capsys, monkeypatch, tmp_path, debug):
    """What a failure of the program repeats of a workbook is masked, on the screen as in the kept file."""
    from aitx_budget.library import reporting

    def failing(*_, **__):
        message = "홍길동 900101-1234567 9001011234567 \x1b[31m\u202e"
        raise RuntimeError(message)

    monkeypatch.setattr(reporting, "report", failing)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = answer(capsys, *debug, "validate", tmp_path)
    kept = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert said.code == 3
    assert "홍길동" in (said.err if debug else kept)
    assert PLANTED.search(said.err + kept) is None
    assert steering(said.err + kept) == set()


def test_a_long_name_leaves_room_for_its_ending(capsys, tmp_path):
    """A workbook whose name is as long as the system allows gets its copy all the same."""
    name = "가" * 83  # of three bytes each, with its ending one below the limit
    (tmp_path / f"{name}.xlsx").write_bytes(poisoned(HOSTILE[0]))
    said = answer(capsys, "validate", tmp_path, "--annotate", tmp_path / "검증본")
    (copy,) = (tmp_path / "검증본").iterdir()
    assert said.code == 1
    assert copy.name.endswith("가_검증.xlsx")
    assert len(copy.name.encode()) <= 255
