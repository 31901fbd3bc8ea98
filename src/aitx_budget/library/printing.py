"""A page on paper: whichever program of the machine can print HTML makes a PDF of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from aitx_budget.errors import OutputError
from aitx_budget.model.text import Text

_SECONDS = 120
_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "msedge", "microsoft-edge"),
)
_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
)
_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_DAY = re.compile(rb"(/(?:Creation|Mod)Date\s*\()[^)]*\)")
_ELEMENT = re.compile(rb"\(node[0-9]{8}\)")
_NO_PRINTER = Text(
    "PDF를 만들 수 있는 프로그램(Chrome, Edge, Chromium)을 찾지 못했습니다. -o 안내.html로 저장한 뒤 웹 브라우저에서 열어 ‘PDF로 인쇄’해 주세요.",
    "No program that makes a PDF was found (Chrome, Edge, Chromium). Save it with -o guide.html, open that in a browser and print it to PDF.",
)
_FAILED = Text(
    "PDF로 바꾸지 못했습니다. -o 안내.html로 저장한 뒤 웹 브라우저에서 열어 ‘PDF로 인쇄’해 주세요.",
    "It could not be turned into a PDF. Save it with -o guide.html, open that in a browser and print it to PDF.",
)


def pdf(page: str) -> bytes:
    """Return a self-contained HTML page as PDF; the same page gives the same bytes.

    Raises:
        OutputError: no browser is on the machine, or the one there is does not print.
    """
    browser = next(_browsers(), None)
    if browser is None:
        raise OutputError(_NO_PRINTER)
    with TemporaryDirectory(prefix="aitx-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        try:
            subprocess.run(  # noqa: S603 - a browser of the machine, and files of our own
                _line(browser, Path(folder), source, target),
                check=True,
                capture_output=True,
                timeout=_SECONDS,
            )
            return _settled(target.read_bytes())
        except (OSError, subprocess.SubprocessError) as error:
            raise OutputError(_FAILED) from error


def _browsers() -> Iterator[str]:
    """Yield the browsers of the machine that print without a window."""
    yield from filter(None, map(shutil.which, _BROWSERS))
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places = [Path(root, each) for root in roots if root for each in _WINDOWS]
    yield from (str(each) for each in (*places, *map(Path, _MACOS)) if each.is_file())


def _line(browser: str, folder: Path, source: Path, target: Path) -> list[str]:
    line = [
        browser,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing is asked of any other machine
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
        source.as_uri(),
    ]
    if sys.platform != "win32" and os.geteuid() == 0:
        line.insert(1, "--no-sandbox")  # a browser does not sandbox itself for root
    return line


def _settled(document: bytes) -> bytes:
    """Take out what differs from one printing of a page to the next; a table of places stays true.

    That is the moment, in whose stead the beginning of the calendar stands, and where the browser begins to number the
    page's elements, which are numbered from 1 in the same order.
    """
    numbers = sorted(set(_ELEMENT.findall(document)))
    placed = {number: b"(node%08d)" % place for place, number in enumerate(numbers, start=1)}

    def undated(match: re.Match[bytes]) -> bytes:
        room = len(match[0]) - len(match[1]) - 1
        return match[1] + b"D:19700101000000Z".ljust(room)[:room] + b")"

    numbered = _ELEMENT.sub(lambda match: placed[match[0]], document)
    return _DAY.sub(undated, numbered)
