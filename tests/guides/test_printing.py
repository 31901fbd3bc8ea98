"""Guides as PDF: by a browser of the machine, the same bytes each time, and a sentence where there is none."""

from __future__ import annotations

import os
import re
import shutil
import sys

import pytest

from aitx_budget.cli import main
from aitx_budget.library import printing

BROWSER = shutil.which("chromium")
FAKE = """#!{python}
import sys, time
target = next(word.partition("=")[2] for word in sys.argv if word.startswith("--print-to-pdf="))
{body}
"""
PRINTS = """
page = open(sys.argv[-1].removeprefix("file://"), "rb").read()
stamp = b"/CreationDate (D:%d+00'00')" % time.time_ns()
first = time.time_ns() % 1000
nodes = b" ".join(b"/ID (node%08d)" % (first + each) for each in (2, 1, 2, 5))
open(target, "wb").write(b"%PDF " + stamp + b"/ModDate (short)" + nodes + page)
"""


@pytest.fixture
def only(tmp_path, monkeypatch):
    """Let a script be the only browser of the machine."""

    def put(body: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "chromium"
        script.write_text(FAKE.format(python=sys.executable, body=body), "utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    monkeypatch.setattr(printing, "_MACOS", ())
    return put


def test_without_a_browser_the_user_learns_how_to_print(tmp_path, monkeypatch, capsys):
    """The sentence names the page that any browser prints, and nothing is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "_MACOS", ())
    assert main(["guide", "-o", str(tmp_path / "안내.pdf")]) == 2
    assert "-o 안내.html로 저장한 뒤" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_started_for_a_file_that_may_not_be_written(tmp_path, monkeypatch, capsys):
    """That a file is there already is told before anybody looks for a browser."""
    monkeypatch.setattr(printing, "pdf", lambda _: pytest.fail("a browser was asked"))
    (tmp_path / "안내.pdf").write_bytes(b"old")
    assert main(["guide", "-o", str(tmp_path / "안내.pdf")]) == 2
    assert "이미 있는 파일입니다" in capsys.readouterr().err


def test_a_browser_that_is_not_on_the_path_is_found(tmp_path, monkeypatch):
    """On Windows and macOS browsers stand where they are installed."""
    place = tmp_path / printing._WINDOWS[0]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    monkeypatch.setattr(printing, "_MACOS", (str(tmp_path / "nowhere"),))
    assert list(printing._browsers()) == [str(place)]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
def test_the_moment_of_printing_is_not_in_the_file(only):
    """Dates are put to one day and elements numbered from 1, in place, so that nothing in the file moves."""
    only(PRINTS)
    first, second = printing.pdf("<p>가</p>"), printing.pdf("<p>가</p>")
    assert first == second
    assert b"/CreationDate (D:19700101000000Z" in first
    assert b"/ModDate (D:197)" in first
    assert re.findall(rb"node0{7}([0-9])", first) == [b"2", b"1", b"2", b"3"]
    assert "<p>가</p>".encode() in first


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
@pytest.mark.parametrize(
    "body", ["sys.exit(1)", "pass", "open(target, 'wb').write(b'%PDF half'); sys.exit(1)"]
)
def test_a_browser_that_does_not_print_is_told(only, body, tmp_path, capsys):
    """It may fail before or while it writes, or end well and leave no file."""
    only(body)
    assert main(["guide", "-o", str(tmp_path / "안내.pdf"), "--lang", "en"]) == 2
    assert "could not be turned into a PDF" in capsys.readouterr().err
    assert not (tmp_path / "안내.pdf").exists()


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium")
def test_a_guide_is_printed(tmp_path):
    """The real thing: a PDF of several pages, twice the same."""
    for name in ("a.pdf", "b.pdf"):
        assert main(["guide", "--for", "examiner", "-o", str(tmp_path / name)]) == 0
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data == (tmp_path / "b.pdf").read_bytes()
    assert data.count(b"/Type /Page\n") >= 3
