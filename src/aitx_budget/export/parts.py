"""What a run over any number of files says, as tables of many Parquet files: parts of so many files of the run each.

The tables are those of an export (`judged.FINDINGS`, `SKIPPED_CHECKS`, column by column), and `files` with what a run knows of each.
What is said of one file is made where it is checked, as values that JSON has (`said_of`), and put into parts where all
answers meet (`render`): so the parts are the same whoever checked the files, in whatever chunks. Rows stand in the order of the
run, and numbers go on from part to part. Last comes the descriptor: where it is, all parts are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from aitx_budget.export import parquet
from aitx_budget.export.judged import FINDINGS, SKIPPED_CHECKS, Said, finding_rows, skipped_rows
from aitx_budget.export.package import GENERATOR, PACKAGE, PARQUET_TYPES, PROFILE, named, schema_of
from aitx_budget.export.received import FILES, count_columns, counted, regions
from aitx_budget.export.structure import Column, Described, Type, values_of
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.version import VERSION

MOST = 1000
"""Files of the run in a part."""
_NAME = re.compile(r"(?:files|findings|skipped_checks)/part-\d{5}\.parquet")

Rows = Mapping[str, Sequence[Sequence[Any]]]
"""Table -> its rows for one file, in the order of the columns; the number of the file is to be put in."""

_STATUS = Column(
    "status",
    Type.TEXT,
    Text("상태", "Status"),
    Text("checked: 점검함; refused: 점검하지 못함.", "checked or refused."),
    required=True,
)


def ours(name: str) -> bool:
    """Tell whether a path in a folder is that of something `render` gives."""
    return name == PACKAGE or bool(_NAME.fullmatch(name))


def said_of(result: WorkbookResult, language: Language) -> Rows:
    """Return the rows of one file."""
    template = result.template
    said = Said(None, template.get("region", ""), result.findings, result.skipped)
    totals = [result.totals.get(name) for name in (*SOURCES, "total_project_cost")]
    file = (
        result.path,
        "refused" if result.refused else "checked",
        *(template.get(name, "") for name in ("region", "scope", "layout")),
        *counted(result),
        *totals,
    )
    return {
        "files": [file],
        "findings": [*finding_rows(said, language)],
        "skipped_checks": [*skipped_rows(said)],
    }


def render(
    files: Iterable[Rows], programme: Programme, language: Language
) -> Iterator[tuple[str, bytes]]:
    """Yield the parts, each with its name, and the descriptor last.

    Args:
        files: what is said of each file, in the order of the run.
        programme: the rules.
        language: of the rows.
    """
    tables = _tables(programme)
    begun = dict.fromkeys((each.name for each in tables), 1)
    names: dict[str, list[str]] = {each.name: [] for each in tables}
    rest, place, first = iter(files), 0, 1
    while some := list(islice(rest, MOST)):
        for table in tables:
            rows = list(_numbered(table.name, some, first))
            name = f"{table.name}/part-{place:05}.parquet"
            values = values_of(table.columns, rows, begun[table.name])
            yield name, parquet.render(table, values, language)
            names[table.name].append(name)
            begun[table.name] += len(rows)
        place, first = place + 1, first + len(some)
    yield PACKAGE, _described(tables, names, programme, language)


def _numbered(table: str, files: Sequence[Rows], first: int) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table, with the number of the file where it has one."""
    for number, said in enumerate(files, first):
        for row in said[table]:
            yield row if table == "files" else (number, *row[1:])


def _tables(programme: Programme) -> tuple[Described, ...]:
    """Return the tables; what an export calls by references to tables that are not here stands alone."""
    own = {each.name: each for each in (*FILES.columns, *regions(programme).columns)}
    of_file = (own[name] for name in ("region", "scope", "layout"))
    money = (own[name] for name in (*SOURCES, "total_project_cost"))
    columns = (
        *(own[name] for name in ("id", "path")),
        _STATUS,
        *(replace(each, refers="", required=False) for each in of_file),
        *count_columns(required=True),
        *(replace(each, required=False) for each in money),
    )
    title = Text("점검한 파일", "Files of the run")
    said = Text("점검한 파일마다 한 행입니다.", "A row per file, in the order of the run.")
    return (
        Described("files", title, said, columns, ("id",)),
        *(
            Described(
                each.name,
                each.title,
                each.description,
                tuple(
                    replace(own, refers=own.refers if own.refers == "files" else "")
                    for own in each.columns
                ),
                each.key,
            )
            for each in (FINDINGS, SKIPPED_CHECKS)
        ),
    )


def _described(
    tables: Sequence[Described],
    names: Mapping[str, list[str]],
    programme: Programme,
    language: Language,
) -> bytes:
    title = Text(f"{programme.title.ko} 점검 결과", f"{programme.title.en}: findings")
    keys = {"files": "id"}
    package = {
        "$schema": PROFILE,
        "name": f"{programme.id}-findings",
        "title": title.in_(language),
        "generator": f"{GENERATOR} {VERSION}",
        "programme": programme.id,
        "resources": [
            {
                **named(each, f"{each.name}.parquet", names[each.name], language),
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "schema": schema_of(each, keys, PARQUET_TYPES, language),
            }
            for each in tables
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
