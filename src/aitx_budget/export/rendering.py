"""The files of an export, from the record of a consolidation."""

from __future__ import annotations

from aitx_budget.consolidate import Consolidation
from aitx_budget.export import csv_, parquet
from aitx_budget.export.catalogue import tables
from aitx_budget.export.package import PACKAGE, describe
from aitx_budget.export.source import Source
from aitx_budget.model.text import Language


def render(consolidation: Consolidation, language: Language = Language.KO) -> dict[str, bytes]:
    """Return the files by name: each table as CSV and as Parquet, and the descriptor of all.

    Args:
        consolidation: the record.
        language: of titles, descriptions and findings; what people typed stays as it is.
    """
    listed, source = tables(consolidation.programme), Source(consolidation, language)
    files: dict[str, bytes] = {}
    for table in listed:
        values = table.fill(source)
        files[f"{table.name}.csv"] = csv_.render(table, values)
        files[f"{table.name}.parquet"] = parquet.render(table, values, language)
    return files | {PACKAGE: describe(consolidation, listed, files, language)}
