"""docs/pictures/: pages of real workbooks and of a report, as the handbook shows them.

`PYTHONPATH=tests python tests/docs/picturing.py docs/pictures` makes them all anew; `--grey FILE` also puts them on one
sheet without colours, for whoever reviews looks. Workbooks are printed by LibreOffice, pages by Chromium, so a picture
shows what somebody sees. Needs LibreOffice, Chromium, poppler and ImageMagick; building the site needs none of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import sync_playwright

import aitx_budget
from aitx_budget.model.text import Language
from libreoffice.office import convert

ROOT = Path(__file__).parents[2]
SAMPLES, NAME = Path("sample_budgets"), "제주_예산서.xlsx"
DAY = dt.date(2026, 1, 15)
BROWSER = "/usr/bin/chromium"
LARGEST = 150_000
"""Bytes of one picture at most."""
_DPI = 170
_WIDEST = 1200
"""Pixels across."""
_PADDING = 16


class Sheet(NamedTuple):
    """A picture of a printed sheet.

    Attributes:
        name: of the picture.
        workbook: stem of one of `workbooks`.
        title: of the sheet; its first page is shown.
        down, across: how much of the page, from its upper left corner, in percent; what is left out by default is
            the margin with the page number.
    """

    name: str
    workbook: str
    title: str
    down: int = 95
    across: int = 100


SHEETS = (
    Sheet("template-guide", "blank", "작성안내"),
    Sheet("filled-basics", "filled", "기본정보", 80),
    Sheet("filled-budget", "filled", "소요예산", 34, 75),
    Sheet("filled-plan", "filled", "월별계획", 40, 62),
    Sheet("filled-summary", "filled", "총괄표"),
    Sheet("marked-report", "marked", "검증결과", 70),
    Sheet("marked-projects", "marked", "단위사업", 40, 75),
    Sheet("comparison", "changed", "변경대비표", 60),
    Sheet("regions", "regions", "요약"),
    Sheet("regions-months", "regions", "월별 집행계획"),
)
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family" compare="contains"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>NanumGothic</string></edit></match>
</fontconfig>
"""
"""Workbooks name a font that Windows has; here one of the same kind stands for it, instead of one for each script."""


def workbooks(folder: Path) -> dict[str, bytes]:
    """Make what the handbook tells of, in the order it tells it; return stem -> the workbook."""
    (blank,) = aitx_budget.template(folder / "blank.xlsx")
    aitx_budget.annotate(SAMPLES / NAME, folder / "marked.xlsx", as_of=DAY)
    aitx_budget.compare(
        SAMPLES / NAME,
        Path("sample_exchange", "제주_예산서_2차.xlsx"),
        folder / "changed.xlsx",
        as_of=DAY,
    )
    aitx_budget.consolidate(SAMPLES, folder / "regions.xlsx", as_of=DAY)
    made = {
        path.stem: path.read_bytes()
        for path in (blank, *(folder / f"{stem}.xlsx" for stem in ("marked", "changed", "regions")))
    }
    return made | {"filled": (SAMPLES / NAME).read_bytes()}


def pages(folder: Path) -> dict[str, Path]:
    """Write the pages; return name -> file."""
    from aitx_budget.report import Format

    report = aitx_budget.validate(SAMPLES / NAME, as_of=DAY)
    made = folder / "report.html"
    made.write_bytes(report.render(Format.HTML, Language.KO))
    return {"report": made}


def page_of(document: Path, title: str) -> int:
    """Return the number of the first page whose heading names a sheet.

    Raises:
        LookupError: there is none.
    """
    text = subprocess.run(
        ["pdftotext", "-layout", document, "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    for number, page in enumerate(text.split("\f"), start=1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        if lines and (lines[0].endswith(title) or lines[0].startswith(title)):
            return number
    message = f"no page of {document.name} is headed {title}"
    raise LookupError(message)


def printed(sheet: Sheet, document: Path, target: Path) -> None:
    """Write the picture of a sheet."""
    number = str(page_of(document, sheet.title))
    stem = target.with_suffix("")
    subprocess.run(
        [
            "pdftoppm",
            "-png",
            "-singlefile",
            "-r",
            str(_DPI),
            "-f",
            number,
            "-l",
            number,
            document,
            stem,
        ],
        check=True,
    )
    _finish(target, "-crop", f"{sheet.across}%x{sheet.down}%+0+0", "+repage")


def photographed(page: Path, target: Path) -> None:
    """Write the picture of a page as a window of a browser shows its beginning."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        window = browser.new_page(viewport={"width": _WIDEST, "height": 900})
        window.goto(page.as_uri())
        window.screenshot(path=target)
        browser.close()
    _finish(target)


def _finish(picture: Path, *cut: str) -> None:
    """Cut a picture, take its margins off, and keep as many colours as its looks need."""
    trimmed = ["-bordercolor", "white", "-border", "1", "-trim", "+repage"]
    framed = ["-border", str(_PADDING), "-resize", f"{_WIDEST}x>"]
    small = ["-strip", "+dither", "-colors", "64", "-define", "png:compression-level=9"]
    small += ["-define", "png:exclude-chunks=date,time"]
    subprocess.run(
        ["convert", picture, *cut, *trimmed, *framed, *small, f"PNG8:{picture}"], check=True
    )


def pictures(folder: Path) -> Iterator[Path]:
    """Make every picture anew; yield each file."""
    with TemporaryDirectory() as work:
        place = Path(work)
        fonts = place / "fonts.conf"
        fonts.write_text(_FONTS.format("맑은 고딕"), "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)
        (place / "office").mkdir()
        documents = convert(place / "office", workbooks(place), "pdf")
        for sheet in SHEETS:
            target = folder / f"{sheet.name}.png"
            printed(sheet, documents[sheet.workbook], target)
            yield target
        for name, page in pages(place).items():
            target = folder / f"{name}.png"
            photographed(page, target)
            yield target


def grey(made: list[Path], target: Path) -> None:
    """Put pictures on one sheet without colours."""
    subprocess.run(
        [
            "montage",
            *made,
            "-colorspace",
            "Gray",
            "-tile",
            "3x",
            "-geometry",
            "700x700+6+6",
            "-label",
            "%f",
            target,
        ],
        check=True,
    )


def main(arguments: list[str]) -> int:
    """Make the pictures; 1 where one is larger than a page should load."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--grey", type=Path)
    asked = parser.parse_args(arguments)
    folder = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with chdir(ROOT):  # what is made shows paths as they were given
        made = list(pictures(folder))
    for old in set(folder.glob("*.png")) - set(made):
        old.unlink()
    if asked.grey:
        grey(made, asked.grey)
    large = [path.name for path in made if path.stat().st_size > LARGEST]
    sys.stderr.write("".join(f"too large: {name}\n" for name in large))
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
