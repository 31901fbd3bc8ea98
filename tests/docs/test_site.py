"""The handbook as a site: it builds without a warning, stands alone, and finds Korean words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import mapping
import pytest
from picturing import BROWSER, LARGEST

import aitx_budget

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
ALL_PICTURES = 3_000_000
"""Bytes of all pictures together."""


def built(project: Path, target: Path) -> subprocess.CompletedProcess:
    """Build a project's site as `make site` does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", target],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site; a warning would have ended it."""
    target = tmp_path_factory.mktemp("site")
    done = built(ROOT, target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.mark.parametrize(
    ("page", "warning"),
    [("[gone](nowhere.md)", "nowhere.md"), ("[gone](#nowhere)", "#nowhere"), ("", "two.md")],
)
def test_a_warning_ends_the_build(tmp_path, page, warning):
    """A link that leads nowhere, a chapter that is gone, a page that no list names: each is an error."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    kept = settings[settings.index("validation:") : settings.index("nav:\n")]
    nav = "nav: [index.md]\n" if not page else ""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{kept}{nav}", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# x\n\n{page}\n", "utf-8")
    (tmp_path / "docs" / "two.md").write_text("# y\n", "utf-8")
    done = built(tmp_path, tmp_path / "site")
    assert done.returncode == 1
    assert warning in done.stderr


def test_make_builds_it_in_the_same_way():
    """Strict and aloud: with `--quiet` no warning is counted."""
    recipe = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"-m mkdocs build --strict$", recipe, re.MULTILINE)


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    if shutil.which(BROWSER) is None:
        if os.environ.get("AITX_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required in this run, and was not found")
        pytest.skip("Chromium is not on this machine")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=BROWSER, args=flags)
        yield opened
        opened.close()


class Loads(HTMLParser):
    """Gathers what a page loads by itself, and what it leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        else:
            found = (given.get(name) for name in ("src", "href", "data", "action"))
            self.loaded += [each for each in found if each]


def pages(site: Path) -> dict[Path, Loads]:
    """Return every page with what it loads."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path] = Loads()
        found[path].feed(path.read_text("utf-8"))
    return found


def test_every_page_of_the_handbook_is_on_the_site(site):
    """No page is left out, and each can be reached from the first one."""
    built = {path.stem for path in site.glob("*.html")} - {"404"}
    assert built == {path.stem for path in DOCS.glob("*.md")}
    first = pages(site)[site / "index.html"]
    assert {f"{stem}.html" for stem in built} <= {unquote(link) for link in first.links}


def test_no_page_loads_anything_from_elsewhere(site):
    """Scripts, styles, fonts and pictures come from the site's own folder, and are there."""
    for path, page in pages(site).items():
        assert page.loaded
        for each in page.loaded:
            assert not re.match(r"(https?:)?//", each), f"{path.name}: {each}"
            target = unquote(each.partition("#")[0].partition("?")[0])
            if target and path.name != "404.html":
                assert (path.parent / target).exists(), f"{path.name}: {each}"
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(.?(https?:)?//|@import", style.read_text("utf-8")), style


def test_no_link_leads_out_of_the_site(site):
    """What stands beside the handbook in the repository is named, not linked to."""
    for path, page in pages(site).items():
        for link in page.links:
            target = unquote(link.partition("#")[0])
            if target and not re.match("https?:", target) and path.name != "404.html":
                assert (path.parent / target).resolve().is_relative_to(site), f"{path.name}: {link}"


def test_a_picture_leads_to_itself(site):
    """A sheet is wider than a page of the site; who wants to read it can."""
    tour = pages(site)[site / "tour.html"]
    shown = [each for each in tour.loaded if each.startswith("pictures/")]
    assert len(shown) > 8
    assert set(shown) <= set(tour.links)


def test_a_browser_asks_nobody_else(site, browser):
    """Every page opened from a folder asks for nothing but files of the site, and gets each of them."""
    window = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
    window.on("pageerror", lambda error: failed.append(str(error)))
    for path in sorted(site.glob("*.html")):
        if path.name != "404.html":
            window.goto(path.as_uri(), wait_until="load")
    window.close()
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:"))] == []
    # The next page ends what the last one still waits for.
    assert [each for each in failed if not each.endswith("net::ERR_ABORTED")] == []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("직접지원", "작성 안내"),
        ("단수 차이", "기준값"),
        ("비율을", "점검 규칙"),
        ("splice", "Marks"),
    ],
)
def test_the_search_finds_words_of_both_languages(site, browser, words, page):
    """From a folder without a server, too; a word is found with any particle that follows it."""
    window = browser.new_page()
    window.goto((site / "index.html").as_uri())
    window.keyboard.press("f")
    window.locator("input.md-search__input").type(words)
    window.keyboard.press("Shift")  # what a keyboard does at the end of a Korean syllable
    window.locator(".md-search-result__item").first.wait_for(timeout=10_000)
    titles = window.locator(".md-search-result__item h1").all_inner_texts()
    window.close()
    assert [title for title in titles if page in title], titles


@pytest.mark.parametrize("audience", ["officer", "examiner"])
def test_a_guide_can_be_read_by_everybody(browser, tmp_path, audience):
    """On a telephone nothing runs over the edge, and no rule of accessibility is broken."""
    from axe_playwright_python.sync_playwright import Axe

    page = tmp_path / "guide.html"
    aitx_budget.guide(page, audience=audience)
    shown = browser.new_context(bypass_csp=True, viewport={"width": 375, "height": 800})
    window = shown.new_page()
    window.goto(page.as_uri())
    wide = window.evaluate("document.documentElement.scrollWidth")
    broken = [each["id"] for each in Axe().run(window).response["violations"]]
    shown.close()
    assert broken == []
    assert wide <= 375


def referenced() -> set[str]:
    """Return the names of the pictures that pages show."""
    texts = [path.read_text("utf-8") for path in (*DOCS.glob("*.md"), *ROOT.glob("README*.md"))]
    return {name for text in texts for name in re.findall(r"pictures/([\w-]+\.\w+)\)", text)}


def test_every_picture_is_there_and_is_shown():
    """None is missing, and none is kept that no page shows."""
    assert referenced() == {path.name for path in PICTURES.iterdir()}


def test_every_picture_says_what_it_shows():
    """Who cannot see a picture is told."""
    for path in DOCS.glob("*.md"):
        for said in re.findall(r"!\[([^\]]*)\]\(", path.read_text("utf-8")):
            assert len(said) > 4, path.name


def test_pictures_are_light():
    """A page with all of them opens at once on any line."""
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) <= ALL_PICTURES


def test_the_map_of_the_rooms_is_up_to_date(tmp_path, capsys):
    """It shows the imports of today's code, and a stale one is told."""
    target = PICTURES / "rooms.svg"
    assert mapping.main(["--check", str(target)]) == 0
    stale = tmp_path / "rooms.svg"
    assert mapping.main(["--check", str(stale)]) == 1
    stale.write_text("<svg/>", "utf-8")
    assert mapping.main(["--check", str(stale)]) == 1
    assert "make docs" in capsys.readouterr().err


def test_the_map_shows_that_imports_run_one_way():
    """Every room stands above all that it imports, and the map knows every room of the package."""
    names = mapping.rooms()
    there = {path.name for path in mapping.PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert set(names) == there | {"errors"}
    assert "programme" in mapping.imports("layout")
    for place, name in enumerate(names):
        assert mapping.imports(name) - {"version"} <= set(names[place + 1 :]), name
