"""The table of producers in the handbook is what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from producers.catalogue import Form, forms
from producers.handbook import PAGE, head
from producers.measures import opened, readable


def test_the_page_has_a_line_for_every_form() -> None:
    """In their order, under its heading; what each says is held where it is measured."""
    page = PAGE.read_text("utf-8")
    assert page.startswith(head())
    lines = page.removeprefix(head()).splitlines()
    assert [each.split(" | ")[0] for each in lines] == [f"| {each.name}" for each in forms()]


@pytest.mark.libreoffice
def test_libreoffice_opens_marked_copies(tmp_path: Path) -> None:
    """A second office suite shows every finding on the report of every form, and all of the data."""
    shown = opened([form for form in forms() if form.office], tmp_path)
    assert [name for name, whole in shown.items() if not whole] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "form", [form for form in forms() if not form.office], ids=lambda form: form.name
)
def test_libreoffice_can_not_read_it_unmarked(form: Form, tmp_path: Path) -> None:
    """Where the page says that LibreOffice shows nothing, that is its own limit and not the marks'."""
    assert not readable(form, tmp_path)
