"""The table of producers in the handbook, line by line, from what is measured.

Run to write it: `PYTHONPATH=tests python -m producers.handbook docs/producers.md`, two minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from producers.catalogue import Form, forms
from producers.measures import measure

PAGE = Path(__file__).parents[2] / "docs/producers.md"
_HEAD = """<!-- Written by tests/producers/handbook.py from what is measured; don't edit. -->

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


def head() -> str:
    """Return the page up to its first line of a form."""
    return f"{_HEAD}\n{_joined(_COLUMNS)}\n{'|---' * len(_COLUMNS)}|\n"


def line(form: Form) -> str:
    """Return the line of a form, measured now."""
    return _joined(_row(form)) + "\n"


def _joined(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(head() + "".join(map(line, forms())), "utf-8")
