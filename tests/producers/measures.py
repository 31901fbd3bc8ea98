"""What each form comes to: read, marked, unmarked, opened. Each is worked out once a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aitx_budget.annotate import annotate, clean
from aitx_budget.layout.workbook import REPORT_SHEET
from annotate.compared import parts
from libreoffice.office import shown_sheets
from producers.catalogue import Form
from producers.comparison import Answer, Differences
from producers.losses import lost
from producers.reference import PROGRAMME, answer, reference

_DATA_SHEET = "소요예산"


@dataclass(frozen=True)
class Measure:
    """What was seen of one form.

    Attributes:
        differences: from what is read and found in the workbook it was made from.
        lossless: marking loses no element and no part.
        restored: unmarking gives every part back, byte for byte and in the same order.
        same_again: the marked copy reads to the same submission and the same findings.
    """

    differences: Differences
    lossless: bool
    restored: bool
    same_again: bool


@cache
def read_form(form: Form) -> Answer:
    """Return what is read and found in a form."""
    return answer(form.data())


@cache
def marked(form: Form) -> bytes:
    """Return the form with its findings marked."""
    return annotate(form.data(), read_form(form)[1], programme=PROGRAMME)


@cache
def measure(form: Form) -> Measure:
    """Return what is seen of a form."""
    data, copy = form.data(), marked(form)
    submission, result = read_form(form)
    again, result_again = answer(copy)
    kept = list(parts(data))
    return Measure(
        Differences.between(form.expected(), (submission, result)),
        not lost(data, copy) and list(parts(copy))[: len(kept)] == kept,
        list(parts(clean(copy)).items()) == list(parts(data).items()),
        again == submission and result_again.findings == result.findings,
    )


def opened(forms: Sequence[Form], folder: Path) -> dict[str, bool]:
    """Return form -> whether LibreOffice shows its marked copy: all of the report, all of the data.

    The report is held against what was found, the data against what it shows of the reference; of a
    form whose producer changed values, against what it shows of the form without marks.
    """
    copies = {str(at): marked(form) for at, form in enumerate(forms)}
    bare = {str(at): form.data() for at, form in enumerate(forms) if form.differences.cells}
    plain = {"book": reference()} | bare
    before = _shown(folder, "plain", plain, _DATA_SHEET)
    shown = _shown(folder, "marked", copies, REPORT_SHEET, _DATA_SHEET)
    return {
        form.name: _reported(form, shown[at][0])
        and _filled(shown[at][1]) == _filled(before.get(at, before["book"])[0])
        for at, form in ((str(at), form) for at, form in enumerate(forms))
    }


def readable(form: Form, folder: Path) -> bool:
    """Tell whether LibreOffice shows the data of a form that was not marked."""
    before = _shown(folder, "reference", {"book": reference()}, _DATA_SHEET)
    try:
        data = _shown(folder, "form", {"book": form.data()}, _DATA_SHEET)
    except AssertionError:  # it did not open the file
        return False
    return _filled(data["book"][0]) == _filled(before["book"][0])


def _shown(
    folder: Path, name: str, workbooks: Mapping[str, bytes], *sheets: str
) -> dict[str, list[list[list[str]]]]:
    """Return what LibreOffice shows of sheets of each workbook, in a folder of its own."""
    (folder / name).mkdir()
    return shown_sheets(folder / name, workbooks, *sheets)


def _reported(form: Form, rows: list[list[str]]) -> bool:
    """Tell whether every finding stands on the report: its words, then the cells it relates to."""
    begun = {cell.partition("\n관련 셀: ")[0] for row in rows for cell in row}
    return all(each.message.ko in begun for each in read_form(form)[1].findings)


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """Return rows without the blanks at their ends."""
    cut = [list(row) for row in rows]
    for row in cut:
        while row and not row[-1]:
            row.pop()
    while cut and not cut[-1]:
        cut.pop()
    return cut
