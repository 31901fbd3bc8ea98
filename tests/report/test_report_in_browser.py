"""The HTML report as a browser shows it: accessible, still, readable without scripts, by keyboard and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import opened_browser
from made_results import LATE, RUN, SHORT, SKIP, refused, workbook
from playwright.sync_api import Browser, BrowserContext, Page

from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Language, Text
from aitx_budget.model.waiver import Coverage, Waiver
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import html

NARROW, WIDE = 375, 1280
_WAIVER = Waiver(
    1,
    "MAT401",
    "경남",
    "협의 중",
    "사업관리팀",
    dt.date(2026, 1, 1),
    dt.date(2026, 12, 31),
    Text("지역 전체", "the region"),
)
_NOTE = replace(LATE, severity=Severity.NOTE)
_CALLED_OFF = replace(SHORT, waiver=_WAIVER)
STATES = {
    "several files": RUN,
    "one finding": (workbook(SHORT),),
    "hundreds of findings": (
        workbook(*[replace(SHORT, cell=f"M{n}") for n in range(7, 227)], LATE, _NOTE),
    ),
    "in order": (workbook(),),
    "undecided": (workbook(skipped=(SKIP,)),),
    "refused": (refused(),),
    "waived": (
        replace(
            workbook(_CALLED_OFF, LATE),
            as_of=dt.date(2026, 3, 2),
            waivers=(Coverage(_WAIVER, 1, in_force=True),),
        ),
    ),
}
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Return what shows a state of the report in a window of its own."""
    contexts: list[BrowserContext] = []

    def show(
        state: str, width: int = WIDE, language: Language = Language.KO, *, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        path = tmp_path / "report.html"
        programme = default_programme()
        parts = [html.part(each, programme, language) for each in STATES[state]]
        path.write_text("".join(html.whole(parts, programme, language)), "utf-8")
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation(opened: Opened, state: str, width: int) -> None:
    """No rule of axe is broken, best practices included, in any state and on a telephone too."""
    found = Axe().run(opened(state, width))
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_no_violation_in_english(opened: Opened) -> None:
    """The English page declares its language and holds what the Korean one does."""
    page = opened("several files", NARROW, Language.EN)
    assert page.locator("html").get_attribute("lang") == "en"
    assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("state", ["several files", "waived"])
def test_nothing_but_the_file_is_asked_for(opened: Opened, state: str) -> None:
    """No font, picture, script or address is fetched: what is on screen comes from the file alone."""
    page = opened(state)
    page.wait_for_load_state("networkidle")
    assert page.asked == [page.url]
    assert page.locator("script, link, img, iframe").count() == 0


def test_the_page_is_the_same_without_scripts(opened: Opened) -> None:
    """Whoever has switched scripts off sees the very same page."""
    pictures = [
        opened("several files", scripts=on).screenshot(full_page=True) for on in (True, False)
    ]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("state", ["several files", "hundreds of findings"])
def test_tabbing_reaches_every_link_and_every_table_in_order(opened: Opened, state: str) -> None:
    """The keyboard alone gets to all that can be followed or scrolled, in reading order, and each shows where it is."""
    page = opened(state)
    reachable = page.locator("a[href], [tabindex='0']")
    names = [reachable.nth(n).evaluate("each => each.outerHTML") for n in range(reachable.count())]
    walked, rings = [], []
    for _ in names:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.outerHTML"))
        rings.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert walked == names
    assert set(rings) == {"solid"}


@pytest.mark.parametrize("state", ["several files", "hundreds of findings", "waived"])
def test_every_link_leads_somewhere(opened: Opened, state: str) -> None:
    """Overview, causes and the way back lead to places that are on the page, each once."""
    page = opened(state)
    links = page.locator("a[href]")
    targets = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert targets
    for each in targets:
        assert page.locator(f"[id='{each.removeprefix('#')}']").count() == 1, each


@pytest.mark.parametrize("state", STATES)
def test_a_telephone_needs_no_sideways_scrolling(opened: Opened, state: str) -> None:
    """At 375 points the page is as wide as the screen; only tables scroll, each by itself."""
    page = opened(state, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_paper_loses_nothing(opened: Opened) -> None:
    """On A4 no table is cut off at the right, and every finding is printed."""
    page = opened("hundreds of findings", 1030)
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.scroll, table, svg, ol')].filter(each => each.scrollWidth > 1030).length"
    )
    assert cut == 0
    assert page.locator("ol.findings > li:visible").count() == 222
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
