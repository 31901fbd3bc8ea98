"""Texts of every kind come through every reader, and what is personal through none."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable

import duckdb
import frictionless
import openpyxl
import pandas as pd
import pytest
from exports import REGION

import aitx_budget
from aitx_budget.export import csv_, parquet
from aitx_budget.export.structure import Column, Table, Type
from aitx_budget.model.text import Language, Text

SAID = Text("글", "text")
TABLE = Table(
    "texts",
    SAID,
    SAID,
    (Column("id", Type.INTEGER, SAID, SAID, required=True), Column("text", Type.TEXT, SAID, SAID)),
    ("id",),
    lambda source: {},  # noqa: ARG005 - the tests fill it
)
LETTERS = (*"=+-@'\"\r\n\t ,;|#가나\\/1", "\x0b", "\x1c", "\x85", "\u2028", "\ufeff", "🏛", "＝")
WORDS = ("NA", "null", "None", "NaN", "true", "1", "001", "2025-01-01", "\\N", "#N/A", "1,000")


@pytest.fixture(scope="module")
def typed():
    """Texts as nobody should type them, a missing one here and there."""
    dice = random.Random(20250730)  # noqa: S311 - the same texts each time
    drawn = ["".join(dice.choices(LETTERS, k=dice.randint(0, 6))) or None for _ in range(1500)]
    return [*WORDS, *drawn]


@pytest.fixture(scope="module")
def folder(typed, tmp_path_factory):
    """The texts as a table in both formats."""
    made = tmp_path_factory.mktemp("texts")
    values = {"id": range(1, len(typed) + 1), "text": typed}
    (made / "texts.csv").write_bytes(csv_.render(TABLE, values))
    (made / "texts.parquet").write_bytes(parquet.render(TABLE, values, Language.KO))
    return made


def restored(cells: Iterable[str | None]) -> list[str | None]:
    """Take the guard off, as docs/export.md says."""
    return [csv_.unguarded(cell) if cell else None for cell in cells]


def test_python_reads_every_text_again(folder, typed):
    """The standard library's reader."""
    text = (folder / "texts.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert restored(row["text"] for row in rows) == typed


def test_duckdb_reads_every_text_again(folder, typed):
    """DuckDB, of either format, told nothing."""
    for kind, taken in (("csv", restored), ("parquet", list)):
        query = f"SELECT text FROM '{folder}/texts.{kind}' ORDER BY id"  # noqa: S608
        assert taken(text for (text,) in duckdb.sql(query).fetchall()) == typed


def test_pandas_reads_every_text_again(folder, typed):
    """pandas: Parquet told nothing, CSV as docs/export.md says."""
    stored = pd.read_parquet(folder / "texts.parquet")["text"].astype(object)
    assert stored.where(stored.notna(), None).tolist() == typed
    written = pd.read_csv(
        folder / "texts.csv", keep_default_na=False, na_values=[""], dtype_backend="numpy_nullable"
    )["text"].astype(object)
    assert restored(written.where(written.notna(), None)) == typed


def test_frictionless_reads_every_text_again(folder, typed):
    """frictionless, by the types that a descriptor gives."""
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "text", "type": "string"}]}
    resource = frictionless.Resource(
        path="texts.csv",
        basepath=str(folder),
        encoding="utf-8",
        schema=frictionless.Schema.from_descriptor(schema),
    )
    assert restored(row["text"] for row in resource.read_rows()) == typed


def test_no_resident_number_leaves(tmp_path):
    """A resident number in a name, a remark, an amount's cell and the file's own name is masked in every file."""
    book = openpyxl.load_workbook(REGION)
    sheet = book["소요예산"]
    heads = {cell.value: cell.column for cell in sheet[6]}
    for header in ("세부항목", "비고", "국비"):
        sheet.cell(7, heads[header]).value = "홍길동 900101-1234567"
    sheet.cell(8, heads["비고"]).value = 9001011234567
    path = tmp_path / "울산 900101-1234567.xlsx"
    book.save(path)
    folder = tmp_path / "data"
    aitx_budget.consolidate(path, tmp_path / "out.xlsx", export=folder)
    written = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert not [name for name, data in written.items() if b"1234567" in data]
    assert b"900101-1******" in written["files.csv"]
    assert b"900101-1******" in written["unread_cells.csv"]
    assert b"900101-1******" in written["budget_lines.csv"]
