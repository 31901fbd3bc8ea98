"""The table of producers in the handbook is what was measured."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from producers.catalogue import Form, forms
from producers.measures import measure, opened, readable

PAGE = Path(__file__).parents[2] / "docs/producers.md"
_HEAD = """<!-- Written by tests/producers/test_page.py from what it measures; don't edit. -->

# 어떤 프로그램으로 저장해도 똑같이 읽습니다 (Producers)

제출된 통합문서는 엑셀이 아닌 프로그램으로 저장한 것일 수 있습니다. 아래의 어느 형태로 돌아와도 같은 표로 읽고 같은 지적을 하며, 원본의 어떤 요소도 잃지 않고
표시하고, 표시를 지우면 모든 부분이 원래 바이트 그대로 돌아옵니다. 프로그램이 값이나 서식을 없앤 경우에는 추측하지 않고 그 사실을 지적합니다.

One filled workbook with mistakes, in every form that producers are known to give it. **Tables**, **findings**: the same as the
reference's, word for word, or how many cells and findings differ (remark). **Marked**: the marked copy has every element and every part of the
original, and reads the same again. **Cleaned**: unmarking gives every part back, byte for byte. **LibreOffice**: it shows the marked copy, the
report and the data. Forms “run here” were saved by the program itself; the others are made from the reference's XML by what the source says.
"""
_COLUMNS = (
    "Form", "Written by", "Tables", "Findings", "Marked", "Cleaned", "LibreOffice", "Remark", "Source",
)  # fmt: skip


def _row(form: Form) -> tuple[str, ...]:
    seen = measure(form)
    found = seen.differences
    told = f"−{len(found.lost)} +{len(found.new)}" if found.lost or found.new else "same"
    cells = f"{len(found.cells)} cells differ" if found.cells else "same"
    marked = _yes(holds=seen.lossless and seen.same_again)
    return (
        form.name, form.by, cells, told, marked, _yes(holds=seen.restored), _yes(holds=form.office), form.remark,
        form.source,
    )  # fmt: skip


def _yes(*, holds: bool) -> str:
    return "✔" if holds else "✘"


def _lines() -> Iterator[str]:
    yield _HEAD
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|---" * len(_COLUMNS) + "|"
    for form in forms():
        yield f"| {' | '.join(_row(form))} |"


@pytest.mark.libreoffice
def test_the_page_is_what_was_measured() -> None:
    """What the handbook says of each form is what is measured today."""
    page = "\n".join(_lines()) + "\n"
    if os.environ.get("AITX_WRITE_GOLDEN"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


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
