"""`datapackage.json`: what the files are, column by column, by the Data Package standard (version 2).

Each table is two resources: `name` (CSV) and `name.parquet`. A file's size and hash are given for CSV, which is what gets
changed by being opened and saved. Each format's references lead to its own resources.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aitx_budget.consolidate import Consolidation
from aitx_budget.export.csv_ import GUARD, GUARDED
from aitx_budget.export.structure import Column, Described, Table, Type
from aitx_budget.model.text import Language, Text
from aitx_budget.version import VERSION

PACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
GENERATOR = "aitx-budget"

CSV_TYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.THOUSANDTHS: "number",
    Type.FLAG: "boolean",
    Type.YEAR: "year",
    Type.MONTH: "yearmonth",
    Type.DATE: "date",
}
PARQUET_TYPES = CSV_TYPES | {Type.MONTH: "date"}

_DESCRIPTION = Text(
    "지역 예산서를 종합한 자료입니다. 금액은 모두 원 단위 정수입니다. 표에는 합계에 든 줄만 있으므로 걸러 내지 않고 더하면 됩니다. "
    "제외한 줄은 refused_rows에, 읽지 못한 셀은 unread_cells에 있습니다. CSV에서 빈칸은 값이 없다는 뜻이고, ' 로 시작하는 글은 맨 앞의 ' 하나를 "
    "떼면 적힌 그대로입니다(수식으로 실행되지 않게 한 것입니다). Parquet에는 적힌 그대로 있습니다.",
    "The regions' budgets in one. Amounts are whole won. The tables hold the rows that are in the sums, so no filter is needed; "
    "refused rows are in refused_rows, cells that cannot be read in unread_cells. In CSV an empty cell is no value, and of a text "
    "that begins with ' one ' is to be taken off (it keeps spreadsheets from running it). Parquet holds texts as they are.",
)
_LICENCE = Text(
    "이용 조건을 정하지 않은 내부 예산 자료입니다. 공개 여부는 전담기관이 정합니다.",
    "Internal budget data without a licence; the agency decides on publication.",
)


def describe(
    consolidation: Consolidation,
    tables: Sequence[Table],
    files: Mapping[str, bytes],
    language: Language,
) -> bytes:
    """Return the descriptor of the files of `tables`."""
    programme, keys = consolidation.programme, {each.name: each.key[0] for each in tables}
    title = Text(f"{programme.title.ko} 예산 종합", f"{programme.title.en}: consolidated budgets")
    package = {
        "$schema": PROFILE,
        "name": f"{programme.id}-consolidation",
        "title": title.in_(language),
        "description": _DESCRIPTION.in_(language),
        "generator": f"{GENERATOR} {VERSION}",
        "programme": programme.id,
        "csvTextGuard": {"prefix": GUARD, "before": list(GUARDED)},
        "licenses": [{"name": "notspecified", "title": _LICENCE.in_(language)}],
        "sources": [{"title": each} for each in _sources(consolidation, language)],
        "resources": [
            resource
            for table in tables
            for resource in (
                {
                    **_csv(table, files, language),
                    "schema": schema_of(table, keys, CSV_TYPES, language),
                },
                {
                    **_parquet(table, language),
                    "schema": schema_of(table, keys, PARQUET_TYPES, language),
                },
            )
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def files_of(descriptor: bytes) -> frozenset[str]:
    """Return the files that a descriptor of ours lists, itself among them; none where it is not ours."""
    try:
        package = json.loads(descriptor)
        if not package["generator"].startswith(GENERATOR):
            return frozenset()
        return frozenset({PACKAGE, *(each["path"] for each in package["resources"])})
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset()


def _sources(consolidation: Consolidation, language: Language) -> Iterator[str]:
    notice = consolidation.programme.notice
    yield Text(notice.ko, notice.en).in_(language)
    for each in consolidation.regions:
        yield f"{each.label}: {each.path}"


def _csv(table: Table, files: Mapping[str, bytes], language: Language) -> dict[str, Any]:
    path = f"{table.name}.csv"
    return {
        **named(table, table.name, path, language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "bytes": len(files[path]),
        "hash": f"sha256:{hashlib.sha256(files[path]).hexdigest()}",
    }


def _parquet(table: Table, language: Language) -> dict[str, Any]:
    path = f"{table.name}.parquet"
    return {
        **named(table, path, path, language),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def named(table: Described, name: str, path: str | list[str], language: Language) -> dict[str, Any]:
    """Return what a resource is called."""
    return {
        "name": name,
        "type": "table",
        "path": path,
        "title": table.title.in_(language),
        "description": table.description.in_(language),
    }


def schema_of(
    table: Described, keys: Mapping[str, str], types: Mapping[Type, str], language: Language
) -> dict[str, Any]:
    """Return the columns, the key and the references, which lead to resources of the same format."""
    suffix = ".parquet" if types is PARQUET_TYPES else ""
    references = [
        {
            "fields": [each.name],
            "reference": {"resource": f"{each.refers}{suffix}", "fields": [keys[each.refers]]},
        }
        for each in table.columns
        if each.refers
    ]
    made: dict[str, Any] = {
        "fields": [_field(each, types, language) for each in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return made | ({"foreignKeys": references} if references else {})


def _field(column: Column, types: Mapping[Type, str], language: Language) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": types[column.type],
        "title": column.title.in_(language),
        "description": column.description.in_(language),
    }
    if column.unit.ko:
        field["unit"] = column.unit.in_(language)
    if column.required:
        field["constraints"] = {"required": True}
    return field
