"""The data package: valid by an independent library, and enough to know every column by."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa
import pytest
from exports import files, put, rough
from pyarrow import parquet

from aitx_budget.export import PACKAGE, files_of, render
from aitx_budget.layout.structure import Kind
from aitx_budget.layout.tables import SOURCES
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.text import Language
from consolidate.returned import PROGRAMME, calm

LAYOUTS = {each.name: each for each in workbook_layout(PROGRAMME).of_scope("region")}
TYPES = {
    Kind.WON: "integer",
    Kind.COUNT: "integer",
    Kind.YEAR: "year",
    Kind.MONTH: "yearmonth",
    Kind.DATE: "date",
    Kind.QUANTITY: "number",
    Kind.PERCENT: "number",
}


@cache
def resources(language: Language = Language.KO) -> dict[str, dict[str, Any]]:
    """Return what the descriptor says of each resource, by name."""
    descriptor = json.loads(files(calm(), language)[PACKAGE])
    return {each["name"]: each for each in descriptor["resources"]}


def faults(folder: Path) -> list[Any]:
    """Return what frictionless says against a package."""
    return frictionless.validate(folder / PACKAGE).flatten(["name", "rowNumber", "type", "note"])


@pytest.mark.parametrize(("made", "language"), [(calm, Language.EN), (rough, Language.KO)])
def test_frictionless_finds_nothing(made, language, tmp_path):
    """Types, keys, references, sizes and hashes hold, also where codes are declared twice or nowhere and cells unread."""
    assert faults(put(made(), tmp_path, language)) == []


def test_frictionless_would_have_found_it(tmp_path):
    """A changed file, an amount that is none and a reference that leads nowhere are found: the test above can fail."""
    folder = put(rough(), tmp_path)
    path = folder / "budget_lines.csv"
    lines = path.read_bytes().decode().split("\r\n")
    heads, cells = lines[0].split(","), lines[-2].split(",")
    cells[heads.index("project_id")] = "77"
    cells[heads.index("private_in_kind")] = "1.5"
    path.write_bytes("\r\n".join([*lines[:-2], ",".join(cells), ""]).encode())
    kinds = {kind for _, _, kind, _ in faults(folder)}
    assert kinds >= {"hash-count", "foreign-key", "type-error"}


@pytest.mark.parametrize("table", LAYOUTS)
def test_every_field_of_the_layout_is_there(table):
    """Each field is a column of its type, titled by its Korean header, described by its help; only shares are not."""
    for name in (table, f"{table}.parquet"):
        columns = {each["name"]: each for each in resources()[name]["schema"]["fields"]}
        assert list(columns)[:5] == ["id", "region", "path", "sheet", "cell"]
        for own in LAYOUTS[table].fields:
            if own.kind is Kind.RATIO:
                assert own.name not in columns
                continue
            renamed = (table, own.name) == ("basics", "region")
            column = columns["region_entered" if renamed else own.name]
            assert column["title"] == own.header
            assert own.help.ko in column["description"]
            expected = TYPES.get(own.kind, "string")
            in_parquet = expected == "yearmonth" and name != table
            assert column["type"] == ("date" if in_parquet else expected)
            assert (column.get("unit") == "원") == (own.kind is Kind.WON)


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_left_undescribed(language):
    """Every table stands there in both formats; every table and column has a title and a description, once."""
    said = resources(language)
    tables = {each["path"].partition(".")[0] for each in said.values()}
    assert {each["path"] for each in said.values()} == {
        f"{table}.{kind}" for table in tables for kind in ("csv", "parquet")
    }
    for resource in said.values():
        names = [each["name"] for each in resource["schema"]["fields"]]
        assert len(set(names)) == len(names)
        for each in (resource, *resource["schema"]["fields"]):
            assert each["title"].strip()
            assert len(each["description"]) > 5


def test_both_languages_say_it_in_their_own_words():
    """In English nothing is described in Korean words alone: each title of a table and each description is another one."""
    korean, english = resources(), resources(Language.EN)
    for name, resource in korean.items():
        other = english[name]
        assert resource["title"] != other["title"]
        pairs = zip(resource["schema"]["fields"], other["schema"]["fields"], strict=True)
        for own, its in ((resource, other), *pairs):
            assert own["description"] != its["description"], (name, own["name"])


def test_what_must_be_there_is_said_to_be():
    """Keys, places and amounts are required, in the descriptor and in the Parquet files alike; nothing typed freely is."""
    for name, resource in resources().items():
        fields = resource["schema"]["fields"]
        required = {
            each["name"] for each in fields if each.get("constraints") == {"required": True}
        }
        assert required >= set(resource["schema"]["primaryKey"])
        if resource["format"] == "parquet":
            schema = parquet.read_schema(pa.BufferReader(files(calm())[resource["path"]]))
            assert {each.name for each in schema if not each.nullable} == required, name
    lines = resources()["budget_lines"]["schema"]["fields"]
    assert {each["name"] for each in lines if "constraints" in each} == {"id", "region", "path", "sheet", "cell", *SOURCES}  # fmt: skip


def test_a_parquet_file_is_described_by_itself():
    """Each column carries the title, the description and the unit that the descriptor gives it."""
    for resource in resources().values():
        if resource["format"] == "parquet":
            schema = parquet.read_schema(pa.BufferReader(files(calm())[resource["path"]]))
            for each in resource["schema"]["fields"]:
                said = {
                    key.decode(): text.decode()
                    for key, text in schema.field(each["name"]).metadata.items()
                }
                told = {key: each[key] for key in ("title", "description", "unit") if key in each}
                assert {key: said[key] for key in said if not key.startswith("PARQUET:")} == told


def test_the_references_lead_along_the_budget():
    """Lines refer to their unit project, institution and region, findings to their file and rule, in either format."""
    region, project = ("region", "regions"), ("project_id", "unit_projects")
    expected = {
        "budget_lines": {region, project, ("institution_id", "institutions")},
        "asset_plan": {region, project, ("institution_id", "institutions"), ("owner_id", "institutions")},
        "unit_projects": {region, ("lead_id", "institutions")},
        "monthly_amounts": {region, project, ("monthly_plan_id", "monthly_plan")},
        "findings": {("file_id", "files"), ("code", "rules")},
        "regions": {("file_id", "files")},
    }  # fmt: skip
    for table, pairs in expected.items():
        for suffix in ("", ".parquet"):
            keys = resources()[table + suffix]["schema"]["foreignKeys"]
            found = {(each["fields"][0], each["reference"]["resource"]) for each in keys}
            assert found == {(field, other + suffix) for field, other in pairs}


def test_the_descriptor_lists_every_file():
    """No file is there that the descriptor does not list, and none is missing."""
    assert files_of(files(calm())[PACKAGE]) == set(files(calm()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"generator": 1, "resources": []}',
        '{"generator": "other", "resources": [{"path": "a"}]}',
        '{"generator": "aitx-budget 1", "resources": [1]}',
    ],
)
def test_a_stranger_descriptor_lists_nothing_of_ours(text):
    """What is no descriptor of an export claims no file."""
    assert files_of(text.encode()) == frozenset()


@pytest.mark.parametrize("made", [calm, rough])
def test_the_same_record_gives_the_same_bytes(made):
    """Nothing of the day, the machine or the order of a set is in an export."""
    assert render(made()) == files(made())
