"""Chromium as a reader of pages that we wrote: where it is, and how tests open it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

PROGRAM = shutil.which("chromium")
_WORDS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Open Chromium; skip the test where it is absent, or fail where the run asks for it."""
    if PROGRAM is None:
        if os.environ.get("AITX_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required in this run, and was not found")
        pytest.skip("Chromium is not on this machine")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=_WORDS)
        yield browser
        browser.close()
