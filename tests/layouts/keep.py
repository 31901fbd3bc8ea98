"""Workbooks of the layout as it is now, kept for good: what was released once must be read for ever.

`python -m layouts.keep` (in `tests/`) writes the folder of the current version, and refuses to touch one that is there:
kept workbooks are never made anew. `--state VERSION` writes what is read in kept ones and found in them once more,
after a change of the rules that is meant; look at the difference before it is committed.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree

from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.workbook import LAYOUT_VERSION, workbook_layout
from aitx_budget.model.address import parse_a1
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Submission, Table
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from libreoffice.office import convert
from producers.package import Sheet, edited, main, sheet_parts
from producers.reference import MESS, records, reference
from workbooks import Workbook

HERE = Path(__file__).resolve().parent
PROGRAMME = default_programme()
STATED = "expected.json"
_FEW = 3
"""Rows of the blank templates' tables: all that is kept is as small as it can be."""
_SENDER = "I03"

REGION: Mapping[str, str] = {"변경사유": "협약 변경에 따라 유형자산을 줄였습니다."}
INSTITUTION: Mapping[str, str] = REGION | {"제출기관코드": _SENDER}
"""Label -> entry of 기본정보 that later versions brought and the example budget leaves blank."""

NOTES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "기본정보": (("E7", "담당자 변경 예정"),),
    "소요예산": (("W8", "=검토 의견: 단가 재확인"), ("G25", "※ 지난해 자료는 별첨")),
}
"""Sheet -> (cell, text) that officers typed where the layout has no cell, or under a table."""


def folders() -> list[Path]:
    """Return the folders of kept workbooks, the oldest version first."""
    return sorted(
        (each for each in HERE.iterdir() if each.name.isdigit()), key=lambda e: int(e.name)
    )


def made() -> dict[str, bytes]:
    """Return stem -> workbook of the current layout: blank, filled with mistakes, and saved by LibreOffice."""
    blank = {
        f"{scope}_blank": write_template(
            PROGRAMME,
            scope=scope,
            rows={t.name: _FEW for t in workbook_layout(PROGRAMME).of_scope(scope) if not t.form},
        )
        for scope in ("region", "institution")
    }
    filled = {
        "region_filled": _with_notes(_typed(reference(), REGION)),
        "institution_filled": _with_notes(_typed(_institution(), INSTITUTION)),
    }
    with tempfile.TemporaryDirectory() as folder:
        saved = convert(Path(folder), filled)
        resaved = {f"{stem}_libreoffice": path.read_bytes() for stem, path in saved.items()}
    return blank | filled | resaved


def _institution() -> bytes:
    """Return an institution's workbook with the reference's mistakes in its rows."""
    good = understand(Workbook(scope="institution").only(_SENDER).raw(), "기관.xlsx", PROGRAMME)
    assert isinstance(good, Submission)
    prefill = {name: records(table) for name, table in good.tables.items()}
    for (table, at, field), value in MESS.items():
        if at < len(prefill.get(table, ())):
            prefill[table][at][field] = value
    prefill["budget_lines"].append({"item": "합 계", "national_funds": 5_400_000_000})
    rows = {
        name: len(found) + _FEW
        for name, found in prefill.items()
        if not workbook_layout(PROGRAMME).tables[name].form
    }
    return write_template(PROGRAMME, scope="institution", region="경남", rows=rows, prefill=prefill)


def _typed(data: bytes, entries: Mapping[str, str]) -> bytes:
    """Type entries of 기본정보 in."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    labels = {
        row[0].value: f"B{row[0].row}" for row in book["기본정보"].iter_rows(min_row=3) if row
    }
    part = sheet_parts(data)["기본정보"]
    change = Sheet.changed(
        lambda sheet: [
            sheet.put(labels[each], value=text, kind="str") for each, text in entries.items()
        ]
    )
    return edited(data, {part: change})


def _with_notes(data: bytes) -> bytes:
    """Type the notes in."""
    parts = sheet_parts(data)
    changes = {
        parts[title]: Sheet.changed(
            lambda sheet, notes=notes: [_type(sheet, *one) for one in notes]
        )
        for title, notes in NOTES.items()
    }
    return edited(data, changes)


def _type(sheet: Sheet, reference: str, text: str) -> None:
    """Type a text into a cell that the template did not write; rows and cells stay in order."""
    row, column = parse_a1(reference)
    lines = {int(each.get("r")): each for each in sheet.data}
    if row not in lines:
        lines[row] = etree.Element(main("row"), r=str(row))
        before = [at for at in lines if at < row]
        sheet.data.insert(len(before), lines[row])
    cells = [parse_a1(each.get("r"))[1] for each in lines[row]]
    assert column not in cells, reference
    cell = etree.Element(main("c"), r=reference, t="inlineStr")
    etree.SubElement(etree.SubElement(cell, main("is")), main("t")).text = text
    lines[row].insert(len([at for at in cells if at < column]), cell)


def stated(data: bytes, path: str) -> dict[str, Any]:
    """Return what is read in a workbook and found in it, as data."""
    submission = read(data, path, PROGRAMME)
    assert isinstance(submission, Submission), submission
    (result,) = run([submission], PROGRAMME)
    return {
        "layout": submission.identity.layout,
        "scope": submission.identity.scope,
        "region": submission.identity.region,
        "tables": {name: _told(table) for name, table in submission.tables.items()},
        "subtotals": [
            [each.table, each.row, list(each.covers), dict(each.claims)]
            for each in submission.subtotals
        ],
        "totals": dict(result.totals),
        "findings": findings(result),
    }


def findings(result: WorkbookResult) -> list[str]:
    """Return each finding by code, severity and cell; words may be bettered, these may not change."""
    return [
        f"{each.code} {each.severity.value} {each.sheet or ''}!{each.cell or ''}"
        for each in result.findings
    ]


def _told(table: Table) -> dict[str, Any]:
    """Return where each field stands, and per worksheet row what was read in it; blanks are left out."""
    rows = {
        str(row): {
            name: values[at] for name, values in table.values.items() if values[at] is not None
        }
        | {name: "(unread)" for name, doubt in table.unread.items() if at in doubt}
        for at, row in enumerate(table.rows)
    }
    places = {
        name: f"{table.form_rows.get(name, table.header_row)}/{at}"
        for name, at in table.columns.items()
    }
    return {"sheet": table.sheet, "places": places, "rows": rows}


def state(folder: Path) -> None:
    """Write what is read in the kept workbooks of one version."""
    answers = {
        path.stem: stated(path.read_bytes(), path.name) for path in sorted(folder.glob("*.xlsx"))
    }
    text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / STATED).write_text(f"{text}\n", "utf-8")


def keep() -> None:
    """Keep workbooks of the current version.

    Raises:
        FileExistsError: they are kept already.
    """
    folder = HERE / LAYOUT_VERSION
    folder.mkdir()
    for stem, data in made().items():
        (folder / f"{stem}.xlsx").write_bytes(data)
    state(folder)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--state", metavar="VERSION")
    asked = arguments.parse_args().state
    if asked:
        state(HERE / asked)
    else:
        keep()
