"""Whoever reads the export again has the engine's sums, to the won."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import pyarrow as pa
import pytest
from exports import files, plain_rows, put, rough
from pyarrow import parquet

from aitx_budget.consolidate import Consolidation
from aitx_budget.consolidate.counting import amounts
from aitx_budget.export import PACKAGE
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import workbook_layout
from consolidate.returned import PROGRAMME, calm

TABLES = workbook_layout(PROGRAMME).tables
MONEY = {
    "budget_lines": SOURCES,
    "beneficiaries": SOURCES,
    "asset_plan": SOURCES[:-1],
    "monthly_plan": tuple(f"m{month}" for month in PROGRAMME.months),
    "in_kind_details": ("cost",),
}
Sums = Counter[tuple[str, int, str]]


def read_again(made: Consolidation, table: str) -> Sums:
    """Add up region, fiscal year (0 for an unread one) and column straight from what intake read, row by row."""
    sums: Sums = Counter()
    for each in made.regions:
        found = each.submission.tables.get(table)
        if found is None or any(name not in found.columns for name in MONEY[table]):
            continue
        bad = frozenset().union(*(found.unread.get(name, ()) for name in amounts(TABLES[table])))
        for place, year in enumerate(found.values["fiscal_year"]):
            for name in MONEY[table]:
                if place not in bad:
                    sums[each.label, year or 0, name] += found.values[name][place] or 0
    return sums


def summed(rows: Iterable[tuple[Any, ...]], names: tuple[str, ...]) -> Sums:
    """Add up rows of region, fiscal year and amounts, which must be whole numbers."""
    sums: Sums = Counter()
    for region, year, *values in rows:
        for name, value in zip(names, values, strict=True):
            assert isinstance(value, int), (name, value)
            sums[region, year or 0, name] += value
    return sums


def by_pandas(folder: Path, table: str, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Read Parquet with pandas, as anybody would."""
    frame = pd.read_parquet(folder / f"{table}.parquet")
    assert not any(dtype.kind == "f" for dtype in frame.dtypes)
    columns = frame[["region", "fiscal_year", *names]].astype(object)
    return list(columns.where(columns.notna(), None).itertuples(index=False, name=None))


def by_duckdb(folder: Path, table: str, names: tuple[str, ...], kind: str) -> list[tuple[Any, ...]]:
    """Query a file with DuckDB, as anybody would."""
    columns = ", ".join(("region", "fiscal_year", *names))
    return duckdb.sql(f"SELECT {columns} FROM '{folder}/{table}.{kind}'").fetchall()  # noqa: S608


def by_frictionless(folder: Path, resource: str, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Read a resource of the package as its descriptor says."""
    package = frictionless.Package(folder / "datapackage.json")
    rows = package.get_resource(resource).read_rows()
    return [tuple(row[name] for name in ("region", "fiscal_year", *names)) for row in rows]


@pytest.mark.parametrize("made", [calm, rough])
@pytest.mark.parametrize("table", MONEY)
def test_every_reader_has_the_engines_sums(made, table, tmp_path):
    """pandas, DuckDB and frictionless, of Parquet and CSV, agree with what intake read, by region, year and column."""
    names, folder = MONEY[table], put(made(), tmp_path)
    expected = read_again(made(), table)
    assert sum(expected.values()) > 10**9
    assert summed(by_pandas(folder, table, names), names) == expected
    for kind in ("parquet", "csv"):
        assert summed(by_duckdb(folder, table, names, kind), names) == expected
    for resource in (table, f"{table}.parquet"):
        assert summed(by_frictionless(folder, resource, names), names) == expected


def test_the_regions_totals_are_those_of_the_checks():
    """`regions` holds the totals that the checks report, where every amount could be read."""
    rows = {row["region"]: row for row in plain_rows(calm(), "regions")}
    assert len(rows) == 5
    for each in calm().regions:
        assert each.result is not None
        assert set(each.result.totals) == {*SOURCES, "total_project_cost"}
        for name, won in each.result.totals.items():
            assert int(rows[each.label][name]) == won


@pytest.mark.parametrize("made", [calm, rough])
def test_the_regions_totals_are_those_of_the_lines(made):
    """`regions` is the sum of `budget_lines` by region, without any filter."""
    lines = plain_rows(made(), "budget_lines")
    for row in plain_rows(made(), "regions"):
        own = [line for line in lines if line["region"] == row["region"]]
        sums = {name: sum(int(line[name]) for line in own) for name in SOURCES}
        assert {name: int(row[name]) for name in SOURCES} == sums
        assert int(row["total_project_cost"]) == sum(sums.values())


@pytest.mark.parametrize("made", [calm, rough])
def test_the_months_are_the_plan(made):
    """`monthly_amounts` is `monthly_plan` cell by cell: each amount once, under its row and month."""
    rows = plain_rows(made(), "monthly_amounts")
    months = {(row["monthly_plan_id"], row["month"], row["source"]): row["amount"] for row in rows}
    plan = {
        (row["id"], f"{month // 100}-{month % 100:02d}", row["source"]): row[f"m{month}"]
        for row in plain_rows(made(), "monthly_plan")
        for month in PROGRAMME.months
        if row[f"m{month}"] != "0"
    }
    assert months == plan
    assert len(months) == len(rows) > 100


def test_computed_columns_are_what_their_descriptions_say(tmp_path):
    """DuckDB works out each computed column by the formula in its description, over the other columns, to the won."""
    folder, seen = put(rough(), tmp_path), 0
    for each in json.loads((folder / PACKAGE).read_bytes())["resources"]:
        for column in each["schema"]["fields"]:
            _, computed, formula = (
                column["description"].rstrip(".").partition("다시 계산한 값입니다(빈칸은 0): ")
            )
            if computed and each["format"] == "parquet":
                sql = re.sub(r'IF\((\w+)="",(\d+),\1\)', r"coalesce(\1,\2)", formula)
                query = (
                    f"SELECT count(*), count(*) FILTER ({column['name']} IS DISTINCT FROM {sql}) "  # noqa: S608
                    f"FROM '{folder}/{each['path']}'"
                )
                rows, others = duckdb.sql(query).fetchall()[0]
                assert (rows > 0, others) == (True, 0), (each["name"], column["name"])
                seen += 1
    assert seen == 10


def test_no_column_of_any_table_is_a_float():
    """Whole numbers are 64-bit, also where some are missing, and decimals are decimals."""
    for name, data in files(rough()).items():
        if name.endswith(".parquet"):
            kinds = {str(each) for each in parquet.read_schema(pa.BufferReader(data)).types}
            assert kinds <= {"int64", "string", "date32[day]", "bool", "decimal128(18, 3)"}, name
